/**
 * Runs one detector over the facts of a world and says what came of it: flagged, clear, not
 * applicable, unknown or failed, and never clear for lack of data.
 */
import { type Evidence, type Finding, type Subject, type Verdict } from '../model/finding';
import type { Instant } from '../model/instant';
import type { Settings } from '../model/settings';
import type { Detector, Flag, Threshold, Why } from './define-detector';
import { type CoverageName, FACT_SOURCES, type WorldFacts } from './facts';
import { SUBJECT_KINDS } from './subjects';

/** A verdict before waivers, and what it flagged. */
export interface DetectorRun {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

/** Asks the detector's question of every subject. Does not throw: a throw becomes the verdict `failed`. */
export function runDetector(detector: Detector, facts: WorldFacts): DetectorRun {
  const thresholds = thresholdsOf(detector, facts.world.settings);
  const blank = { detector: detector.id, looked: 0, flagged: 0, waived: 0, unknown: 0, thresholds };
  if (facts.world.settings.disabledDetectors.includes(detector.id)) {
    return { verdict: { ...blank, outcome: 'not-applicable', reason: 'Switched off in the settings.' }, findings: [] };
  }
  const missing = whyMissing(detector, facts);
  if (missing !== undefined) return { verdict: { ...blank, outcome: 'unknown', reason: missing }, findings: [] };

  try {
    const kind = SUBJECT_KINDS[detector.subjects];
    const findings: Finding[] = [];
    const unknown = new Tally();
    const inapplicable = new Tally();
    for (const { answer, subject, beganAt } of detector.askAll(facts, thresholds)) {
      if (typeof answer === 'object' && 'unjudged' in answer)
        (answer.unjudged === 'unknown' ? unknown : inapplicable).add(answer.why);
      else {
        const about = subject();
        const flag = typeof answer === 'string' ? bareFlag(about, beganAt(), answer) : answer;
        findings.push(findingFrom(detector, about, flag));
      }
    }
    const population = kind.population(facts);
    const counts = {
      ...blank,
      looked: population - unknown.total - inapplicable.total,
      flagged: findings.length,
      unknown: unknown.total,
    };
    const dark = unknown.total > 0 ? someUnknown(unknown, population) : undefined;
    const limits = [dark, whatLimits(detector, facts)].filter((limit) => limit !== undefined).join(' ') || undefined;
    if (findings.length > 0) return { verdict: { ...counts, outcome: 'flagged', reason: limits }, findings };
    if (dark !== undefined) return { verdict: { ...counts, outcome: 'unknown', reason: limits }, findings };
    if (counts.looked === 0) {
      const reason = inapplicable.total === 0 ? kind.nothing : noneApplies(inapplicable, population);
      return { verdict: { ...counts, outcome: 'not-applicable', reason }, findings };
    }
    return { verdict: { ...counts, outcome: 'clear', reason: limits }, findings };
  } catch (error) {
    const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const reason = `The detector stopped with an error, so nothing is known: ${cause.slice(0, 200)}`;
    return { verdict: { ...blank, outcome: 'failed', reason }, findings: [] };
  }
}

/** What the detector uses: the administrator's numbers kept within range, defaults for the rest. */
export function thresholdsOf(
  detector: Pick<Detector, 'id' | 'thresholds'>,
  settings: Settings,
): Record<string, number> {
  const changed = settings.thresholds[detector.id] ?? {};
  const effective = (name: string, threshold: Threshold): number => {
    const value = Object.hasOwn(changed, name) ? changed[name] : undefined;
    if (value === undefined || Number.isNaN(value)) return threshold.default;
    return Math.min(threshold.max, Math.max(threshold.min, value));
  };
  return Object.fromEntries(
    Object.entries(detector.thresholds).map(([name, threshold]) => [name, effective(name, threshold)]),
  );
}

function whyMissing(detector: Detector, { world }: WorldFacts): string | undefined {
  const missing = coverageFor(detector, 'requires').flatMap((name) => {
    const coverage = world.coverage[name];
    return coverage.kind === 'unknown' ? [`${NOT_SEEN[name]}: ${coverage.why}`] : [];
  });
  return missing.length > 0 ? missing.join(' ') : undefined;
}

/** What a verdict should be read with: facts seen in part, or helpful ones not seen at all. */
function whatLimits(detector: Detector, { world }: WorldFacts): string | undefined {
  const needed = coverageFor(detector, 'requires');
  const limits = [...new Set([...needed, ...coverageFor(detector, 'helps')])].flatMap((name) => {
    const coverage = world.coverage[name];
    if (coverage.kind === 'complete') return [];
    return [`${coverage.kind === 'partial' ? SEEN_IN_PART[name] : NOT_SEEN[name]}: ${coverage.why}`];
  });
  return limits.length > 0 ? limits.join(' ') : undefined;
}

const NOT_SEEN: Readonly<Record<CoverageName, string>> = {
  workItems: 'Work items have not been looked at',
  commits: 'Commits have not been looked at',
  pullRequests: 'Pull requests have not been looked at',
  branches: 'Branches have not been looked at',
};
const SEEN_IN_PART: Readonly<Record<CoverageName, string>> = {
  workItems: 'Work items have been looked at in part',
  commits: 'Commits have been looked at in part',
  pullRequests: 'Pull requests have been looked at in part',
  branches: 'Branches have been looked at in part',
};

function coverageFor(detector: Detector, how: 'requires' | 'helps'): CoverageName[] {
  const own = how === 'requires' ? SUBJECT_KINDS[detector.subjects].requires : [];
  const names = new Set([...own, ...detector.needs.flatMap((fact) => FACT_SOURCES[fact][how])]);
  return (['workItems', 'commits', 'pullRequests', 'branches'] as const).filter((name) => names.has(name));
}

function findingFrom(detector: Detector, subject: Subject, flag: Flag): Finding {
  return {
    detector: detector.id,
    subject,
    message: flag.message,
    since: flag.since,
    sinceExact: flag.sinceExact,
    evidence: flag.evidence,
    nextStep: flag.nextStep ?? detector.remedy,
    personDays: flag.personDays,
    ...(flag.severity !== undefined && flag.severity !== detector.severity && { severity: flag.severity }),
  };
}

/** A bare sentence: the subject itself is the evidence, and since when is an estimate. */
function bareFlag(subject: Subject, beganAt: Instant, message: string): Flag {
  return { message, since: beganAt, sinceExact: false, evidence: selfEvidence(subject, beganAt, message) };
}

function selfEvidence(subject: Subject, at: Instant, text: string): Evidence[] {
  if (subject.kind === 'work-item')
    return [{ kind: 'work-item', key: subject.key, text, at, exact: false, unknown: false }];
  if (subject.kind === 'commit') return [{ kind: 'commit', repo: subject.repo, sha: subject.sha, text, at }];
  return [];
}

/** Counts reasons without keeping one for each of a hundred thousand subjects. */
class Tally {
  total = 0;
  private readonly counts = new Map<string, { readonly one: string; readonly many: string; count: number }>();

  add(why: Why): void {
    this.total += 1;
    const { one, many } = typeof why === 'string' ? { one: why, many: why } : why;
    const counted = this.counts.get(many);
    if (counted) counted.count += 1;
    else this.counts.set(many, { one, many, count: 1 });
  }

  /** True when the reason lies in the project, so that how many subjects there are does not matter. */
  saysOneForAll(): boolean {
    const [only, another] = this.counts.values();
    return another === undefined && only?.one === only?.many;
  }

  /** `because they are not in progress`: the commonest reason; by alphabet where two are as common. */
  because(): string {
    const [first] = [...this.counts.values()].sort((a, b) => b.count - a.count || (a.many < b.many ? -1 : 1));
    const mostly = this.counts.size > 1 ? 'mostly ' : '';
    return `${mostly}because ${(this.total === 1 ? first?.one : first?.many) ?? ''}`;
  }
}

function someUnknown(unknown: Tally, population: number): string {
  const because = unknown.because();
  if (population === 1) return `Could not be judged, ${because}.`;
  if (unknown.total === population) return `None of ${population} could be judged, ${because}.`;
  return `${unknown.total} of ${population} could not be judged, ${because}.`;
}

function noneApplies(inapplicable: Tally, population: number): string {
  const because = inapplicable.because();
  return population === 1 || inapplicable.saysOneForAll()
    ? `Does not apply, ${because}.`
    : `Does not apply to any of ${population}, ${because}.`;
}
