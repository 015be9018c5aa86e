/** How a link and a verdict came about, as text for a terminal. */
import { describeDetectors } from '../detect/describe-detectors';
import { ancestryOf } from '../model/ancestry';
import { type Commit, subjectOf } from '../model/commit';
import { type Finding, findingId } from '../model/finding';
import { type Instant, formatInstant } from '../model/instant';
import { type WorkItemKey, isWorkItemKey } from '../model/key';
import { settingsFrom } from '../model/settings';
import { valueAt } from '../model/span';
import type { WorkItem } from '../model/work-item';
import type { FindingRow } from '../ports/facts';
import type { Outside } from '../ports/outside';
import { classifyCommit } from '../trace/classify';
import { explainLink } from '../trace/explain-link';

/** Explains a work item by key or a commit by the beginning of its sha; undefined when neither is known. */
export async function explain(outside: Outside, of: string, now: Instant): Promise<string | undefined> {
  if (isWorkItemKey(of)) return explainItem(outside, of, now);
  if (!/^[0-9a-f]{4,40}$/i.test(of)) return undefined;
  const commits = await outside.facts.findCommits(of.toLowerCase(), 10);
  if (commits.length === 0) return undefined;
  const texts = await Promise.all(commits.map((commit) => explainCommit(outside, commit, now)));
  return texts.join('\n\n');
}

async function explainCommit(outside: Outside, commit: Commit, now: Instant): Promise<string> {
  const { facts, memory } = outside;
  const links = await facts.readLinksOf([commit]);
  const settings = settingsFrom(await memory.readSettings());
  const outcome = classifyCommit(commit, links.length > 0, settings.trace);
  const findings = await findingsOf(
    outside,
    links.map((link) => link.key),
    (finding) => finding.subject.kind === 'commit' && finding.subject.sha === commit.sha,
  );
  const paths: string[] = [];
  for (const key of new Set(links.map((link) => link.key))) paths.push(await pathOf(outside, key, now));
  return [
    `Commit ${commit.sha} of ${commit.repo}`,
    `  ${subjectOf(commit).slice(0, 120)}`,
    `  committed ${formatInstant(commit.committedAt)}, ${commit.filesChanged} files changed${commit.parents.length > 1 ? `, merges ${commit.parents.length} parents` : ''}`,
    '',
    `It is ${outcome.class}${outcome.reason ? `: ${outcome.reason}` : ''}.`,
    ...links.flatMap((link) => ['', ...explainLink(link).map((line) => `  ${line}`)]),
    ...(links.length === 0 && outcome.class === 'untraced'
      ? [
          '',
          '  No known key stands in its message, branch, pull request or merge, and it inherits none from a commit it reverts or repeats.',
        ]
      : []),
    ...(paths.length > 0 ? ['', 'What it serves:', ...paths.map((path) => `  ${path}`)] : []),
    ...verdictLines(findings),
  ].join('\n');
}

async function explainItem(outside: Outside, key: WorkItemKey, now: Instant): Promise<string | undefined> {
  const { facts } = outside;
  const [item] = await facts.readItemsByKey([key]);
  if (!item) return undefined;
  const links = await facts.readLinksTo([key]);
  const findings = await findingsOf(
    outside,
    [key],
    (finding) => finding.subject.kind === 'work-item' && finding.subject.key === key,
  );
  const wait = (await facts.readWaits(item.projectKey)).find(({ waiter }) => waiter === key);
  return [
    `${item.key} ${item.summary}`,
    `  ${item.type}, ${valueAt(item.status, now)?.name ?? 'status unknown'}; ${item.hasHistory ? 'its history is complete' : 'its history is incomplete, so dates marked ≈ are estimates'}`,
    `  ${await pathOf(outside, key, now)}`,
    '',
    links.length === 0 ? 'No commit is linked to it.' : `${links.length} links:`,
    ...links
      .slice(0, 50)
      .flatMap((link) => explainLink(link).map((line, index) => (index === 0 ? `  • ${line}` : `    ${line}`))),
    ...(links.length > 50 ? [`  … and ${links.length - 50} more`] : []),
    '',
    ...(wait
      ? [
          `It waits since ${wait.sinceExact ? '' : '≈ '}${formatInstant(wait.since)} (${wait.workingDays.toFixed(1)} working days):`,
          ...wait.causes.map(
            (cause) =>
              `  ${cause.text}${cause.key ? ` ${cause.key}` : ''}${cause.unknown ? ' — unknown: it lies where Throughline does not look' : `, since ${cause.exact ? '' : '≈ '}${formatInstant(cause.since)}`}`,
          ),
        ]
      : ['It waits for nothing that is known.']),
    ...verdictLines(findings),
  ].join('\n');
}

/** From the item up to its topmost ancestor, in one line. */
async function pathOf({ facts }: Outside, key: WorkItemKey, now: Instant): Promise<string> {
  const family = new Map<WorkItemKey, WorkItem>();
  let next: WorkItemKey | undefined = key;
  while (next !== undefined && !family.has(next)) {
    const [item]: WorkItem[] = await facts.readItemsByKey([next]);
    if (!item) break;
    family.set(item.key, item);
    next = valueAt(item.parent, now);
  }
  const item = family.get(key);
  if (!item) return `${key} (not read)`;
  const { ancestors, unseen } = ancestryOf(item, family, now);
  const steps = [item, ...ancestors].map((one) => `${one.key} (${one.type})`);
  return (
    [...steps, ...(unseen === undefined ? [] : [`${unseen} (unknown: not read)`])].join(' → ') +
    (steps.length === 1 && item.level < 1 && unseen === undefined ? ' → no feature' : '')
  );
}

async function findingsOf(
  { facts }: Outside,
  keys: readonly WorkItemKey[],
  isAbout: (finding: Finding) => boolean,
): Promise<FindingRow[]> {
  const projects = new Set((await facts.readItemsByKey(keys)).map((item) => item.projectKey));
  const found: FindingRow[] = [];
  for (const project of projects) {
    const { rows } = await facts.readFindings(project, { offset: 0, limit: 5_000 });
    found.push(...rows.filter(({ finding }) => isAbout(finding)));
  }
  return found;
}

function verdictLines(findings: readonly FindingRow[]): string[] {
  if (findings.length === 0) return ['', 'No detector flags it.'];
  const detectors = new Map(describeDetectors().map((detector) => [detector.id, detector]));
  return findings.flatMap(({ finding, waived }) => {
    const detector = detectors.get(finding.detector);
    return [
      '',
      `${findingId(finding)}${waived ? ' (waived)' : ''}`,
      `  ${finding.message}`,
      `  since ${finding.sinceExact ? '' : '≈ '}${formatInstant(finding.since)}`,
      ...finding.evidence.map((row) =>
        row.kind === 'work-item'
          ? `  · ${row.key}: ${row.text}`
          : row.kind === 'commit'
            ? `  · ${row.sha.slice(0, 12)}: ${row.text}`
            : `  · ${row.text}: ${row.value} ${row.unit}`,
      ),
      `  next: ${finding.nextStep}`,
      `  clears when: ${detector?.clears ?? ''}`,
    ];
  });
}
