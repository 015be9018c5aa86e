/** The project page: six lines, the rows behind every count, and who waits for whom. */
import { runningReading } from '../app/reading-progress';
import { type DetectorDescription, describeDetectors } from '../detect/describe-detectors';
import { LINES, type LineId, findingId } from '../model/finding';
import { type Instant, formatInstant } from '../model/instant';
import { type ProjectKey, type WorkItemKey, compareKeys } from '../model/key';
import type { ExaminationRecord, WaitRecord } from '../ports/facts';
import type { JiraReader } from '../ports/jira';
import type { Progress } from '../ports/memory';
import type { Outside } from '../ports/outside';
import { lookAtCommits } from './commit-sight';
import type { DetectorView, FindingPage, HealthView, LineView, ProgressView, Requests, WaitsView } from './contract';
import { readCoverage } from './coverage-view';
import { findingView, isAboutVisible, keysIn, sentencesOf, thresholdViews } from './finding-view';
import { keysOfWait, waitView } from './item-view';
import { lookAs } from './reader';

const TOP_RISKS = 5;
const PAGE = 25;
const LARGEST_PAGE = 100;
/** Waits shown at once; the costliest come first. */
const WAITS_SHOWN = 200;
/** Jira is asked about so many root blockers; the rest are summed. */
const ROOTS_SHOWN = 50;

export async function readHealth(
  outside: Outside,
  reader: JiraReader,
  projectKey: ProjectKey,
  now: Instant,
): Promise<HealthView> {
  const examination = await outside.facts.readExamination(projectKey);
  const coverage = await readCoverage(outside, projectKey, examination);
  const risks = examination
    ? await listFindings(outside, reader, projectKey, { waived: false, limit: TOP_RISKS })
    : undefined;
  return {
    projectKey,
    asOf: examination && formatInstant(examination.asOf),
    lines: LINES.map(({ id, title, sentence }) => lineView(id, title, sentence, examination, coverage.workItems.text)),
    topRisks: risks?.findings ?? [],
    coverage,
    counts: {
      features: examination?.counts.features,
      stories: examination?.counts.stories,
      commits: examination?.trace?.commits,
    },
    progress: progressView(await runningReading(outside, projectKey, now)),
  };
}

export function progressView(progress: Progress | undefined): ProgressView | undefined {
  return progress && { text: progress.text, done: progress.done, total: progress.total };
}

function lineView(
  id: LineId,
  title: string,
  sentence: string,
  examination: ExaminationRecord | undefined,
  whyUnknown: string,
): LineView {
  const verdict = examination?.lines.find((line) => line.line === id);
  const detectors = describeDetectors()
    .filter((detector) => detector.line === id)
    .map((detector) => detectorView(detector, examination));
  return {
    id,
    title,
    sentence,
    outcome: verdict?.outcome ?? 'unknown',
    reason: verdict?.reason ?? whyUnknown,
    flagged: detectors.reduce((sum, detector) => sum + detector.flagged, 0),
    detectors,
  };
}

function detectorView(detector: DetectorDescription, examination: ExaminationRecord | undefined): DetectorView {
  const verdict = examination?.verdicts.find((one) => one.detector === detector.id);
  return {
    id: detector.id,
    title: verdict?.outcome === 'clear' ? detector.title.pass : detector.title.fail,
    outcome: verdict?.outcome ?? 'unknown',
    looked: verdict?.looked ?? 0,
    flagged: verdict?.flagged ?? 0,
    waived: verdict?.waived ?? 0,
    unknown: verdict?.unknown ?? 0,
    reason: verdict ? verdict.reason : 'Not examined yet.',
    severity: verdict?.severity ?? detector.severity,
    rationale: detector.rationale,
    thresholds: thresholdViews(detector, verdict?.thresholds ?? {}),
  };
}

/** One page of findings; those about items the reader may not see are counted, not shown. */
export async function listFindings(
  outside: Outside,
  reader: JiraReader,
  projectKey: ProjectKey,
  take: Requests['findings.list']['take'],
): Promise<Omit<FindingPage, 'canWaive'>> {
  const examination = await outside.facts.readExamination(projectKey);
  const offset = Math.max(0, Number(take.cursor ?? 0) || 0);
  const limit = Math.min(LARGEST_PAGE, Math.max(1, take.limit ?? PAGE));
  const detectors = take.detector
    ? [take.detector]
    : take.line &&
      describeDetectors()
        .filter((detector) => detector.line === take.line)
        .map(({ id }) => id);
  const { rows, total } = await outside.facts.readFindings(projectKey, {
    ...(detectors ? { detectors } : {}),
    ...(take.waived === undefined ? {} : { waived: take.waived }),
    offset,
    limit,
  });
  const sight = await lookAtCommits(
    outside,
    reader,
    rows.flatMap(({ finding }) => keysIn(finding)),
    rows.flatMap(({ finding }) => sentencesOf(finding)),
  );
  const context = {
    sight,
    verdicts: examination?.verdicts ?? [],
    waivers: await outside.facts.readWaivers(projectKey),
  };
  const visible = rows.filter(({ finding }) => isAboutVisible(finding, sight));
  return {
    asOf: examination && formatInstant(examination.asOf),
    total,
    hidden: rows.length - visible.length,
    findings: visible.map(({ finding }) => findingView(finding, context)),
    nextCursor: offset + rows.length < total ? String(offset + rows.length) : undefined,
  };
}

export async function readWaitsView(outside: Outside, reader: JiraReader, projectKey: ProjectKey): Promise<WaitsView> {
  const examination = await outside.facts.readExamination(projectKey);
  const all = await outside.facts.readWaits(projectKey);
  const shown = all.slice(0, WAITS_SHOWN);
  const deadlocks = (
    await outside.facts.readFindings(projectKey, { detectors: ['deadlock'], offset: 0, limit: 50 })
  ).rows.map(({ finding }) => finding);
  const roots = rootsByCost(all);
  const top = roots.slice(0, ROOTS_SHOWN);
  const others = roots.slice(ROOTS_SHOWN);
  const sight = await lookAs(reader, [
    ...shown.flatMap(keysOfWait),
    ...top.map(({ key }) => key),
    ...deadlocks.flatMap(keysIn),
  ]);
  const visible = shown.filter((wait) => sight.isVisible(wait.waiter));
  return {
    asOf: examination && formatInstant(examination.asOf),
    total: all.length,
    waits: visible.map((wait) => waitView(wait, sight)),
    hidden: shown.length - visible.length,
    totalPersonDays: all.reduce((sum, wait) => sum + wait.personDays, 0),
    roots: top.map(({ key, ...root }) => ({ item: sight.refTo(key), ...root })),
    rest:
      others.length === 0
        ? undefined
        : { roots: others.length, personDays: others.reduce((sum, { personDays }) => sum + personDays, 0) },
    deadlocks: deadlocks
      .filter((finding) => isAboutVisible(finding, sight))
      .map((finding) => ({
        id: findingId(finding),
        items: finding.subject.kind === 'cycle' ? finding.subject.keys.map((key) => sight.refTo(key)) : [],
        cut: sight.redact(finding.nextStep, keysIn(finding)),
        since: { at: formatInstant(finding.since), exact: finding.sinceExact },
      })),
    edges: visible.flatMap((wait) =>
      wait.causes.flatMap(({ key, unknown }) =>
        key !== undefined && sight.isVisible(key) ? [{ from: wait.waiter, to: key, unknown }] : [],
      ),
    ),
    coverage: await readCoverage(outside, projectKey, examination),
  };
}

/** Every item that a chain of waits ends with, with what waits for it; dearest first. */
function rootsByCost(waits: readonly WaitRecord[]): RootSum[] {
  const sums = new Map<WorkItemKey, RootSum>();
  for (const { roots } of waits) {
    for (const { key, personDays, mayWait } of roots) {
      const sum = sums.get(key) ?? { key, personDays: 0, waiting: 0, mayWait };
      sums.set(key, { ...sum, personDays: sum.personDays + personDays, waiting: sum.waiting + 1 });
    }
  }
  return [...sums.values()].sort(
    (a, b) => b.personDays - a.personDays || b.waiting - a.waiting || compareKeys(a.key, b.key),
  );
}

interface RootSum {
  readonly key: WorkItemKey;
  readonly personDays: number;
  readonly waiting: number;
  readonly mayWait: boolean;
}
