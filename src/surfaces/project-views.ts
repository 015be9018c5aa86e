/** The project page: six lines, the rows behind every count, and who waits for whom. */
import { type DetectorDescription, describeDetectors } from '../detect/describe-detectors';
import { LINES, type LineId, findingId } from '../model/finding';
import { type Instant, formatInstant } from '../model/instant';
import type { ProjectKey, WorkItemKey } from '../model/key';
import type { ExaminationRecord } from '../ports/facts';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import type { DetectorView, FindingPage, HealthView, LineView, ProgressView, Requests, WaitsView } from './contract';
import { readCoverage } from './coverage-view';
import { findingView, isAboutVisible, keysIn, thresholdViews } from './finding-view';
import { keysOfWait, waitView } from './item-view';
import { lookAs } from './reader';

const TOP_RISKS = 5;
const PAGE = 25;
const LARGEST_PAGE = 100;
/** Waits shown at once; the costliest come first. */
const WAITS_SHOWN = 200;

export async function readHealth(outside: Outside, reader: JiraReader, projectKey: ProjectKey): Promise<HealthView> {
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
      features: examination?.counts.features ?? 0,
      stories: examination?.counts.stories ?? 0,
      commits: examination?.trace?.commits,
    },
    progress: await readProgress(outside),
  };
}

export async function readProgress({ memory }: Outside): Promise<ProgressView | undefined> {
  const progress = await memory.readProgress();
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
    severity: detector.severity,
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
  const sight = await lookAs(
    reader,
    rows.flatMap(({ finding }) => keysIn(finding)),
  );
  const context = {
    sight,
    verdicts: examination?.verdicts ?? [],
    waivers: await outside.facts.readWaivers(projectKey),
  };
  const visible = rows.filter(({ finding }) => isAboutVisible(finding, sight));
  return {
    asOf: formatInstant(examination?.asOf ?? 0),
    total,
    hidden: rows.length - visible.length,
    findings: visible.map(({ finding }) => findingView(finding, context)),
    nextCursor: offset + rows.length < total ? String(offset + rows.length) : undefined,
  };
}

export async function readWaitsView(
  outside: Outside,
  reader: JiraReader,
  projectKey: ProjectKey,
  now: Instant,
): Promise<WaitsView> {
  const examination = await outside.facts.readExamination(projectKey);
  const all = await outside.facts.readWaits(projectKey);
  const shown = all.slice(0, WAITS_SHOWN);
  const deadlocks = (
    await outside.facts.readFindings(projectKey, { detectors: ['deadlock'], offset: 0, limit: 50 })
  ).rows.map(({ finding }) => finding);
  const roots = new Map<WorkItemKey, { personDays: number; waiting: number }>();
  for (const { roots: ends } of all) {
    for (const { key, personDays } of ends) {
      const sum = roots.get(key) ?? { personDays: 0, waiting: 0 };
      roots.set(key, { personDays: sum.personDays + personDays, waiting: sum.waiting + 1 });
    }
  }
  const sight = await lookAs(reader, [...shown.flatMap(keysOfWait), ...roots.keys(), ...deadlocks.flatMap(keysIn)]);
  const visible = shown.filter((wait) => sight.isVisible(wait.waiter));
  return {
    asOf: formatInstant(examination?.asOf ?? now),
    total: all.length,
    waits: visible.map((wait) => waitView(wait, sight)),
    hidden: shown.length - visible.length,
    totalPersonDays: all.reduce((sum, wait) => sum + wait.personDays, 0),
    roots: [...roots]
      .map(([key, sum]) => ({ item: sight.refTo(key), ...sum }))
      .sort((a, b) => b.personDays - a.personDays || b.waiting - a.waiting),
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
