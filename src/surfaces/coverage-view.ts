/** How far we could look, in words; shown wherever a figure is shown. */
import { readServing } from '../app/serving-repositories';
import type { RepositoryName } from '../model/commit';
import { formatInstant } from '../model/instant';
import type { ProjectKey } from '../model/key';
import type { ExaminationRecord } from '../ports/facts';
import type { Outside } from '../ports/outside';
import { countsOf } from './class-counts';
import type { CoverageView } from './contract';

/** `serving` are the repositories that serve the project, where the caller has read them already. */
export async function readCoverage(
  outside: Pick<Outside, 'facts' | 'memory'>,
  projectKey: ProjectKey,
  examination: ExaminationRecord | undefined,
  serving?: readonly RepositoryName[],
): Promise<CoverageView> {
  const project = (await outside.facts.readProjects()).find(({ key }) => key === projectKey);
  const repos = serving ?? (await readServing(outside))(projectKey);
  return {
    workItems:
      project?.readAt === undefined
        ? { state: 'unknown', text: `The work items of ${projectKey} have not been read yet.` }
        : { state: 'complete', text: 'All work items are read.', asOf: formatInstant(project.readAt) },
    ...(await readCommitCoverage(outside, projectKey, repos, examination)),
  };
}

/** The same counts as on the Trace page; undefined until an examination has taken commits into account. */
async function readTrace(
  { facts }: Pick<Outside, 'facts'>,
  repos: readonly RepositoryName[],
  examination: ExaminationRecord | undefined,
): Promise<CoverageView['trace']> {
  if (!examination?.trace) return undefined;
  const counted = await facts.countClasses({ repos });
  const { linked, suggested, exempt, untraced } = countsOf(counted);
  const expected = counted.reduce((sum, row) => sum + row.expected, 0) / 1000;
  return {
    commits: linked + suggested + exempt + untraced,
    linked,
    exempt,
    untraced,
    expectedLinked: linked + expected,
  };
}

/** Commits are known up to the day the quietest of the repositories that serve the project last sent some. */
export async function readCommitCoverage(
  outside: Pick<Outside, 'facts'>,
  projectKey: ProjectKey,
  serving: readonly RepositoryName[],
  examination: ExaminationRecord | undefined,
): Promise<Pick<CoverageView, 'commits' | 'trace'>> {
  const trace = await readTrace(outside, serving, examination);
  const repositories = await outside.facts.readRepositoryStates();
  const received = repositories
    .filter(({ name }) => serving.includes(name))
    .map(({ lastReceivedAt }) => lastReceivedAt);
  const asOf = received.length === 0 ? {} : { asOf: formatInstant(Math.min(...received)) };
  if (trace) {
    const { commits, linked } = trace;
    const text = `${commits} commits are read; ${percent(linked, commits)} are linked to a work item.`;
    return { commits: { state: 'complete', text, ...asOf }, trace };
  }
  const why =
    received.length > 0
      ? 'Commits are received; they count from the next examination on.'
      : repositories.length === 0
        ? 'No repository is connected, so commits are unknown.'
        : `No connected repository serves ${projectKey}, so its commits are unknown.`;
  return { commits: { state: 'unknown', text: why, ...asOf } };
}

/** As the screens write shares: never all or none unless it is exactly that. */
function percent(part: number, whole: number): string {
  if (whole === 0) return 'none';
  if (part > 0 && part < whole / 100) return '<1%';
  if (part < whole && part > whole * 0.99) return '>99%';
  return `${Math.round((100 * part) / whole)}%`;
}
