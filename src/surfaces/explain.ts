/**
 * How a link and a verdict came about, as text for a terminal and for one reader: what the reader may
 * not see does not exist here, and a text that names it says so without its key.
 */
import { readMembers } from '../app/join-members';
import { readServing } from '../app/serving-repositories';
import { describeDetectors } from '../detect/describe-detectors';
import { workingDays } from '../detect/wording';
import { ancestryOf } from '../model/ancestry';
import { type Commit, subjectOf } from '../model/commit';
import { withBots } from '../model/identity';
import { type Finding, findingId } from '../model/finding';
import { type Instant, formatInstant } from '../model/instant';
import { type ProjectKey, type WorkItemKey, isWorkItemKey, projectOf } from '../model/key';
import type { TraceLink } from '../model/link';
import { settingsFrom } from '../model/settings';
import { valueAt } from '../model/span';
import type { WorkItem } from '../model/work-item';
import type { FindingRow } from '../ports/facts';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import { classifyCommit } from '../trace/classify';
import { explainLink } from '../trace/explain-link';
import { authorLine } from './member-words';
import { keysInText, lookAs } from './reader';

const COMMITS_EXPLAINED = 10;
const FINDINGS_READ = 5_000;

/** Explains a work item by key or a commit by the beginning of its sha; undefined when neither is known to the reader. */
export async function explain(
  outside: Outside,
  reader: JiraReader,
  of: string,
  now: Instant,
): Promise<string | undefined> {
  const text = isWorkItemKey(of)
    ? await explainItem(outside, reader, of, now)
    : await explainCommits(outside, reader, of, now);
  return text === undefined ? undefined : redactFor(outside, reader, text);
}

/** Only what names an item of this site is a key: `UTF-8` in a commit message stays as it is. */
async function redactFor({ facts, jira }: Outside, reader: JiraReader, text: string): Promise<string> {
  const projects = new Set([...(await jira.readProjects()), ...(await facts.readProjects())].map(({ key }) => key));
  const keys = [...new Set(keysInText(text))].filter((key) => projects.has(projectOf(key)));
  return (await lookAs(reader, keys)).redact(text, keys);
}

async function explainCommits(
  outside: Outside,
  reader: JiraReader,
  sha: string,
  now: Instant,
): Promise<string | undefined> {
  if (!/^[0-9a-f]{4,40}$/i.test(sha)) return undefined;
  const texts: string[] = [];
  for (const commit of await outside.facts.findCommits(sha.toLowerCase(), COMMITS_EXPLAINED)) {
    const links = await outside.facts.readLinksOf([commit]);
    const keys = links.map((link) => link.key);
    const sight = await lookAs(reader, keys);
    if (keys.length > 0 && !keys.some(sight.isVisible)) continue;
    const visible = links.filter(({ key }) => sight.isVisible(key));
    const hidden = new Set(keys.filter((key) => !sight.isVisible(key)));
    texts.push(await explainCommit(outside, commit, visible, hidden.size, now));
  }
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

async function explainCommit(
  outside: Outside,
  commit: Commit,
  links: readonly TraceLink[],
  hidden: number,
  now: Instant,
): Promise<string> {
  const chosen = settingsFrom(await outside.memory.readSettings());
  const identities = await readMembers(outside.facts, chosen);
  const settings = withBots(chosen, identities);
  const author = identities.find(({ identity }) => identity === commit.authorHash);
  const outcome = classifyCommit({ ...commit, author: author?.account }, links.length > 0, settings.trace);
  const verdicts = await verdictsOf(
    outside,
    await projectsOf(outside, commit, links),
    ({ subject }) => subject.kind === 'commit' && subject.repo === commit.repo && subject.sha === commit.sha,
  );
  const paths: string[] = [];
  for (const key of new Set(links.map((link) => link.key))) paths.push(await pathOf(outside, key, now));
  return [
    `Commit ${commit.sha} of ${commit.repo}`,
    `  ${subjectOf(commit).slice(0, 120)}`,
    `  committed ${formatInstant(commit.committedAt)}, ${commit.filesChanged} files changed${commit.parents.length > 1 ? `, merges ${commit.parents.length} parents` : ''}`,
    `  ${authorLine(author, commit.authorHash)}`,
    '',
    `It is ${outcome.class}${outcome.reason ? `: ${outcome.reason}` : ''}.${outcome.setting ? ` The trace setting ${outcome.setting} decides that.` : ''}`,
    ...links.flatMap((link) => ['', ...explainLink(link).map((line) => `  ${line}`)]),
    ...(hidden > 0 ? ['', `  It also serves ${hidden} ${hidden === 1 ? 'item' : 'items'} you cannot see.`] : []),
    ...(links.length === 0 && outcome.class === 'untraced'
      ? [
          '',
          '  No known key stands in its message, branch, pull request or merge, and it inherits none from a commit it reverts or repeats.',
        ]
      : []),
    ...(paths.length > 0 ? ['', 'What it serves:', ...paths.map((path) => `  ${path}`)] : []),
    ...verdictLines(verdicts),
  ].join('\n');
}

async function explainItem(
  outside: Outside,
  reader: JiraReader,
  key: WorkItemKey,
  now: Instant,
): Promise<string | undefined> {
  const { facts } = outside;
  if ((await reader.seeItems([key])).length === 0) return undefined;
  const [item] = await facts.readItemsByKey([key]);
  if (!item) return undefined;
  const links = await facts.readLinksTo([key]);
  const verdicts = await verdictsOf(
    outside,
    [item.projectKey],
    ({ subject }) =>
      (subject.kind === 'work-item' && subject.key === key) || (subject.kind === 'cycle' && subject.keys.includes(key)),
  );
  const wait = (await facts.readWaits(item.projectKey)).find(({ waiter }) => waiter === key);
  return [
    `${item.key} ${item.summary}`,
    `  ${item.type}, ${valueAt(item.status, now)?.name ?? 'status unknown'}; ${item.hasHistory ? 'no gap is seen in its history' : 'its history has gaps, so dates marked ≈ are estimates'}`,
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
          `It waits since ${wait.sinceExact ? '' : '≈ '}${formatInstant(wait.since)} (${workingDays(wait.workingDays)}):`,
          ...wait.causes.map(
            (cause) =>
              `  ${cause.text}${cause.key ? ` ${cause.key}` : ''}${cause.unknown ? ' — unknown: it lies where Throughline does not look' : `, since ${cause.exact ? '' : '≈ '}${formatInstant(cause.since)}`}`,
          ),
        ]
      : [
          verdicts.notExamined.length === 0
            ? 'It waits for nothing that is known.'
            : 'Whether it waits is not known yet.',
        ]),
    ...verdictLines(verdicts),
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

/** Projects whose detectors look at the commit: those its links lead to and those its repository serves. */
async function projectsOf(outside: Outside, commit: Commit, links: readonly TraceLink[]): Promise<ProjectKey[]> {
  const linked = new Set(links.map(({ key }) => projectOf(key)));
  const servingOf = await readServing(outside);
  return (await outside.facts.readProjects())
    .map(({ key }) => key)
    .filter((key) => linked.has(key) || servingOf(key).includes(commit.repo));
}

/** What the examinations said; `notExamined` are the projects that had none. */
interface Verdicts {
  readonly looked: boolean;
  readonly notExamined: readonly ProjectKey[];
  readonly findings: readonly FindingRow[];
}

async function verdictsOf(
  { facts }: Outside,
  projects: readonly ProjectKey[],
  isAbout: (finding: Finding) => boolean,
): Promise<Verdicts> {
  const findings: FindingRow[] = [];
  const notExamined: ProjectKey[] = [];
  for (const project of projects) {
    if (!(await facts.readExamination(project))) {
      notExamined.push(project);
      continue;
    }
    const { rows } = await facts.readFindings(project, { offset: 0, limit: FINDINGS_READ });
    findings.push(...rows.filter(({ finding }) => isAbout(finding)));
  }
  return { looked: projects.length > notExamined.length, notExamined, findings };
}

function verdictLines({ looked, notExamined, findings }: Verdicts): string[] {
  const waiting = notExamined.map((project) => `${project} is not examined yet, so its detectors have said nothing.`);
  if (findings.length === 0) {
    const nobody = 'No detector has looked at it: its repository serves no project that is read.';
    const nothing = looked ? ['No detector flags it.'] : notExamined.length === 0 ? [nobody] : [];
    return ['', ...nothing, ...waiting];
  }
  const detectors = new Map(describeDetectors().map((detector) => [detector.id, detector]));
  const lines = findings.flatMap(({ finding, waived }) => {
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
            : `  · ${row.text}`,
      ),
      `  next: ${finding.nextStep}`,
      `  clears when: ${detector?.clears ?? ''}`,
    ];
  });
  return waiting.length === 0 ? lines : [...lines, '', ...waiting];
}
