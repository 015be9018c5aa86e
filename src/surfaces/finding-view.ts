/** A finding as one reader may know it, with everything needed to check it. */
import { type DetectorDescription, describeDetectors } from '../detect/describe-detectors';
import { type Evidence, type Finding, type Subject, type Verdict, type Waiver, findingId } from '../model/finding';
import { formatInstant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import type { EvidenceView, FindingView, ItemRef } from './contract';
import type { Sight } from './reader';

/** Every key a finding names; ask about these before showing it. */
export function keysIn(finding: Finding): WorkItemKey[] {
  const { subject, evidence } = finding;
  const own = subject.kind === 'work-item' ? [subject.key] : subject.kind === 'cycle' ? [...subject.keys] : [];
  return [...own, ...evidence.flatMap((row) => (row.kind === 'work-item' ? [row.key] : []))];
}

/** False when the finding is about something the reader may not see; it is then only counted. */
export function isAboutVisible(finding: Finding, sight: Sight): boolean {
  const { subject } = finding;
  if (subject.kind === 'work-item') return sight.isVisible(subject.key);
  return subject.kind === 'cycle' ? subject.keys.some((key) => sight.isVisible(key)) : true;
}

export interface FindingContext {
  readonly sight: Sight;
  readonly verdicts: readonly Verdict[];
  readonly waivers: readonly Waiver[];
}

export function findingView(finding: Finding, { sight, verdicts, waivers }: FindingContext): FindingView {
  const id = findingId(finding);
  const detector = detectorOf(finding.detector);
  const used = verdicts.find((verdict) => verdict.detector === finding.detector)?.thresholds ?? {};
  const waiver = waivers.find((one) => one.finding === id);
  const keys = keysIn(finding);
  return {
    id,
    detector: finding.detector,
    title: detector?.title.fail ?? finding.detector,
    line: detector?.line ?? 1,
    severity: detector?.severity ?? 'medium',
    subject: subjectView(finding.subject, sight),
    message: sight.redact(finding.message, keys),
    since: { at: formatInstant(finding.since), exact: finding.sinceExact },
    evidence: finding.evidence.map((row) => evidenceView(row, sight, keys)),
    nextStep: sight.redact(finding.nextStep, keys),
    clearedBy: detector?.clears ?? '',
    thresholds: thresholdViews(detector, used),
    ...(finding.personDays === undefined ? {} : { personDays: finding.personDays }),
    ...(waiver ? { waiver: { reason: waiver.reason, until: formatInstant(waiver.until), kind: waiver.kind } } : {}),
  };
}

export function thresholdViews(
  detector: DetectorDescription | undefined,
  used: Readonly<Record<string, number>>,
): { label: string; value: number; unit: string }[] {
  return Object.entries(detector?.thresholds ?? {}).map(([name, threshold]) => ({
    label: threshold.label,
    value: used[name] ?? threshold.default,
    unit: threshold.unit,
  }));
}

function detectorOf(id: string): DetectorDescription | undefined {
  return describeDetectors().find((detector) => detector.id === id);
}

function subjectView(subject: Subject, sight: Sight): ItemRef | { kind: 'text'; text: string } {
  switch (subject.kind) {
    case 'work-item':
      return sight.refTo(subject.key);
    case 'commit':
      return { kind: 'text', text: `${subject.repo}@${subject.sha.slice(0, 10)}` };
    case 'cycle':
      return {
        kind: 'text',
        text: subject.keys.map((key) => (sight.isVisible(key) ? key : 'an item you cannot see')).join(' → '),
      };
    case 'team':
      return { kind: 'text', text: `The team of ${subject.projectKey}` };
  }
}

function evidenceView(row: Evidence, sight: Sight, keys: readonly WorkItemKey[]): EvidenceView {
  switch (row.kind) {
    case 'work-item':
      return {
        kind: 'work-item',
        item: row.unknown && sight.isVisible(row.key) ? { kind: 'unknown', key: row.key } : sight.refTo(row.key),
        text: sight.redact(row.text, keys),
        ...(row.at === undefined ? {} : { at: formatInstant(row.at) }),
        exact: row.exact,
        unknown: row.unknown,
      };
    case 'commit':
      return {
        kind: 'commit',
        commit: { repo: row.repo, sha: row.sha },
        text: row.text,
        at: formatInstant(row.at),
        exact: true,
        unknown: false,
      };
    case 'figure':
      return { kind: 'figure', text: row.text, exact: true, unknown: false };
  }
}
