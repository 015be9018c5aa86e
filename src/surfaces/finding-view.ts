/** A finding as one reader may know it, with everything needed to check it. */
import { type DetectorDescription, describeDetectors } from '../detect/describe-detectors';
import { type Evidence, type Finding, type Subject, type Verdict, type Waiver, findingId } from '../model/finding';
import { formatInstant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import type { CommitSight } from './commit-sight';
import type { EvidenceView, FindingView, ItemRef } from './contract';
import { HIDDEN_ITEM, type Sight, keysInText } from './reader';

/** Every key a finding names, in its rows and in its sentences; ask about these before showing it. */
export function keysIn(finding: Finding): WorkItemKey[] {
  const { subject, evidence } = finding;
  const own = subject.kind === 'work-item' ? [subject.key] : subject.kind === 'cycle' ? [...subject.keys] : [];
  const rows = evidence.flatMap((row) => (row.kind === 'work-item' ? [row.key] : []));
  const named = 'name' in subject ? keysInText(subject.name) : [];
  return [...new Set([...own, ...named, ...rows, ...sentencesOf(finding).flatMap(keysInText)])];
}

/** What it says in words: our own and, where it quotes a commit, those of whoever wrote that. */
export function sentencesOf({ subject, evidence, message, nextStep }: Finding): string[] {
  return [message, nextStep, ...evidence.map(({ text }) => text), ...(subject.kind === 'branch' ? [subject.name] : [])];
}

/** False when the finding is about something the reader may not see; it is then only counted. */
export function isAboutVisible(finding: Finding, sight: Sight): boolean {
  const { subject } = finding;
  if (subject.kind === 'work-item') return sight.isVisible(subject.key);
  return subject.kind === 'cycle' ? subject.keys.some((key) => sight.isVisible(key)) : true;
}

export interface FindingContext {
  readonly sight: CommitSight;
  readonly verdicts: readonly Verdict[];
  readonly waivers: readonly Waiver[];
}

export function findingView(finding: Finding, { sight, verdicts, waivers }: FindingContext): FindingView {
  const id = findingId(finding);
  const detector = detectorOf(finding.detector);
  const used = verdicts.find((verdict) => verdict.detector === finding.detector)?.thresholds ?? {};
  const waiver = waivers.find((one) => one.finding === id);
  const keys = keysIn(finding);
  const redact = (text: string): string => sight.redactText(sight.redact(text, keys));
  return {
    id,
    detector: finding.detector,
    title: detector?.title.fail ?? finding.detector,
    line: detector?.line ?? 1,
    severity: finding.severity ?? detector?.severity ?? 'medium',
    subject: subjectView(finding.subject, sight),
    message: redact(finding.message),
    since: { at: formatInstant(finding.since), exact: finding.sinceExact },
    evidence: finding.evidence.map((row) => evidenceView(row, sight, redact)),
    nextStep: redact(finding.nextStep),
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

function subjectView(subject: Subject, sight: CommitSight): ItemRef | { kind: 'text'; text: string } {
  return subject.kind === 'work-item' ? sight.refTo(subject.key) : { kind: 'text', text: subjectText(subject, sight) };
}

/** What a finding is about, in words that name nothing the reader may not see. */
export function subjectText(subject: Subject, sight: Sight & Partial<Pick<CommitSight, 'branchShown'>>): string {
  switch (subject.kind) {
    case 'pull-request':
      return `${subject.repo}#${subject.number}`;
    case 'branch':
      return `${sight.branchShown?.(subject.name) ?? A_BRANCH} in ${subject.repo}`;
    case 'work-item':
      return nameFor(subject.key, sight);
    case 'commit':
      return `${subject.repo}@${subject.sha.slice(0, 10)}`;
    case 'cycle':
      return subject.keys.map((key) => nameFor(key, sight)).join(' → ');
    case 'version':
      return `Version ${nameIn(subject, sight)} of ${subject.projectKey}`;
    case 'sprint':
      return `Sprint ${nameIn(subject, sight)} of ${subject.projectKey}`;
    case 'team':
      return `The team of ${subject.projectKey}`;
    case 'team-pair':
      return subject.teams.join(' and ');
  }
}

/** People give names, and may put a key into one. */
function nameIn({ name }: { readonly name: string }, sight: Sight): string {
  return `“${sight.redact(name, keysInText(name))}”`;
}

/** What stands for a branch whose name tells of an item that the reader may not see. */
const A_BRANCH = 'A branch';

function nameFor(key: WorkItemKey, sight: Sight): string {
  return sight.isVisible(key) ? key : HIDDEN_ITEM;
}

function evidenceView(row: Evidence, sight: Sight, redact: (text: string) => string): EvidenceView {
  switch (row.kind) {
    case 'work-item':
      return {
        kind: 'work-item',
        item: row.unknown && sight.isVisible(row.key) ? { kind: 'unknown', key: row.key } : sight.refTo(row.key),
        text: redact(row.text),
        ...(row.at === undefined ? {} : { at: formatInstant(row.at) }),
        exact: row.exact,
        unknown: row.unknown,
      };
    case 'commit':
      return {
        kind: 'commit',
        commit: { repo: row.repo, sha: row.sha },
        text: redact(row.text),
        at: formatInstant(row.at),
        exact: true,
        unknown: false,
      };
    case 'figure':
      return { kind: 'figure', text: redact(row.text), exact: true, unknown: false };
  }
}
