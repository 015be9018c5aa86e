/** The catalogue as plain data, for forms, documents and whoever must not run a detector. */
import type { LineId, Severity } from '../model/finding';
import { CATALOGUE } from './catalogue';
import type { Threshold } from './define-detector';
import { FACT_SOURCES, type CoverageName } from './facts';
import { lineOf } from './roll-up-lines';
import { SUBJECT_KINDS, type SubjectKindName } from './subjects';

export interface DetectorDescription {
  readonly id: string;
  readonly line: LineId;
  /** Line and sentence of docs/checklist.md: `2.1`. */
  readonly checklistLine: string;
  readonly title: { readonly pass: string; readonly fail: string };
  readonly rationale: string;
  readonly remedy: string;
  readonly clears: string;
  readonly severity: Severity;
  readonly subjects: SubjectKindName;
  /** Without these it says unknown. */
  readonly requires: readonly CoverageName[];
  /** Without these it judges, and says what it did not see. */
  readonly helps: readonly CoverageName[];
  readonly thresholds: Readonly<Record<string, Threshold>>;
}

/** Every detector, in catalogue order: by line, then by sentence. */
export function describeDetectors(): DetectorDescription[] {
  return CATALOGUE.map((detector) => {
    const { id, checklistLine, title, rationale, remedy, clears, severity, subjects, thresholds, needs } = detector;
    const requires = new Set([
      ...SUBJECT_KINDS[subjects].requires,
      ...needs.flatMap((fact) => FACT_SOURCES[fact].requires),
    ]);
    const helps = new Set(needs.flatMap((fact) => FACT_SOURCES[fact].helps));
    return {
      id,
      line: lineOf(detector),
      checklistLine,
      title,
      rationale,
      remedy,
      clears,
      severity,
      subjects,
      requires: [...requires],
      helps: [...helps].filter((name) => !requires.has(name)),
      thresholds,
    };
  });
}
