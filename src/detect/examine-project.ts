/**
 * The checklist, asked of one project at one instant.
 *
 * In: a world. Out: a verdict for each detector and line, and every finding with its evidence. The
 * same world gives the same examination, in whatever order its items and commits came.
 */
import {
  type Examination,
  type Finding,
  type FindingId,
  type Severity,
  type Verdict,
  findingId,
} from '../model/finding';
import type { World } from '../model/world';
import { CATALOGUE } from './catalogue';
import type { Detector } from './define-detector';
import { type WorldFacts, factsOf } from './facts';
import { rollUpLines } from './roll-up-lines';
import { type DetectorRun, runDetector } from './run-detector';

/** Hand over `facts` to share them with whoever else asks about the same world. */
export function examineProject(
  world: World,
  facts: WorldFacts = factsOf(world),
  catalogue: readonly Detector[] = CATALOGUE,
): Examination {
  const covered = findWaived(world);
  const runs = catalogue.map((detector) =>
    graded(detector, applyWaivers(runDetector(detector, facts), covered), covered),
  );
  const verdicts = runs.map(({ verdict }) => verdict);
  const findings = sortFindings(
    runs.flatMap((run) => run.findings),
    catalogue,
    covered,
  );
  return {
    projectKey: world.projectKey,
    asOf: world.asOf,
    lines: rollUpLines(catalogue, verdicts),
    verdicts,
    findings,
    waived: findings.map(findingId).filter((id) => covered.has(id)),
  };
}

/** Findings of this project with a waiver in force at `asOf`. */
function findWaived({ waivers, projectKey, asOf }: World): ReadonlySet<FindingId> {
  return new Set(
    waivers
      .filter((waiver) => waiver.projectKey === projectKey && waiver.at <= asOf && asOf < waiver.until)
      .map((waiver) => waiver.finding),
  );
}

/** A detector all of whose findings people have accepted is clear; the verdict still counts them. */
function applyWaivers({ verdict, findings }: DetectorRun, covered: ReadonlySet<FindingId>): DetectorRun {
  const waived = findings.filter((finding) => covered.has(findingId(finding))).length;
  if (waived === 0) return { verdict, findings };
  const flagged = findings.length - waived;
  const outcome: Verdict['outcome'] = flagged > 0 ? 'flagged' : verdict.unknown > 0 ? 'unknown' : 'clear';
  return { verdict: { ...verdict, outcome, flagged, waived }, findings };
}

/** The verdict weighs what its gravest finding weighs, of those that nobody waived. */
function graded(detector: Detector, { verdict, findings }: DetectorRun, covered: ReadonlySet<FindingId>): DetectorRun {
  const weights = findings
    .filter((finding) => !covered.has(findingId(finding)))
    .map(({ severity }) => severity ?? detector.severity)
    .sort((a, b) => SEVERITY_ORDER[a] - SEVERITY_ORDER[b]);
  const [gravest = detector.severity] = weights;
  return gravest === detector.severity
    ? { verdict, findings }
    : { verdict: { ...verdict, severity: gravest }, findings };
}

const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };

/** Waived ones last; then the severest, the costliest, the oldest, and by id. */
function sortFindings(
  findings: readonly Finding[],
  catalogue: readonly Detector[],
  covered: ReadonlySet<FindingId>,
): Finding[] {
  const severityOf = new Map(catalogue.map((detector) => [detector.id, SEVERITY_ORDER[detector.severity]]));
  return findings
    .map((finding) => {
      const id = findingId(finding);
      const severity = finding.severity ? SEVERITY_ORDER[finding.severity] : (severityOf.get(finding.detector) ?? 0);
      return { finding, id, waived: covered.has(id) ? 1 : 0, severity, cost: finding.personDays ?? -1 };
    })
    .sort(
      (a, b) =>
        a.waived - b.waived ||
        a.severity - b.severity ||
        b.cost - a.cost ||
        a.finding.since - b.finding.since ||
        (a.id < b.id ? -1 : 1),
    )
    .map(({ finding }) => finding);
}
