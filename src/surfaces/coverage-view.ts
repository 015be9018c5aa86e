/** How far we could look, in words; shown wherever a figure is shown. */
import { readServing } from '../app/serving-repositories';
import type { RepositoryName } from '../model/commit';
import { formatInstant } from '../model/instant';
import type { ProjectKey } from '../model/key';
import type { ExaminationRecord } from '../ports/facts';
import type { Outside } from '../ports/outside';
import type { CoverageView } from './contract';

/** `serving` are the repositories that serve the project, where the caller has read them already. */
export async function readCoverage(
  outside: Pick<Outside, 'facts' | 'memory'>,
  projectKey: ProjectKey,
  examination: ExaminationRecord | undefined,
  serving?: readonly RepositoryName[],
): Promise<CoverageView> {
  const project = (await outside.facts.readProjects()).find(({ key }) => key === projectKey);
  const trace = examination?.trace;
  const repos = serving ?? (await readServing(outside))(projectKey);
  return {
    workItems:
      project?.readAt === undefined
        ? { state: 'unknown', text: `The work items of ${projectKey} have not been read yet.` }
        : { state: 'complete', text: 'All work items are read.', asOf: formatInstant(project.readAt) },
    commits: await readCommitCoverage(outside, projectKey, repos, trace),
    ...(trace ? { trace: { ...trace, expectedLinked: trace.linked + (await readExpected(outside, repos)) } } : {}),
  };
}

/** Links to expect of the suggestions that nobody has answered. */
async function readExpected(outside: Pick<Outside, 'facts'>, repos: readonly RepositoryName[]): Promise<number> {
  const counts = await outside.facts.countClasses({ repos, class: 'suggested' });
  return counts.reduce((sum, { expected }) => sum + expected, 0) / 1000;
}

/** Commits are known up to the day the quietest of the repositories that serve the project last sent some. */
async function readCommitCoverage(
  outside: Pick<Outside, 'facts'>,
  projectKey: ProjectKey,
  serving: readonly RepositoryName[],
  trace: ExaminationRecord['trace'],
): Promise<CoverageView['commits']> {
  const repositories = await outside.facts.readRepositoryStates();
  const received = repositories
    .filter(({ name }) => serving.includes(name))
    .map(({ lastReceivedAt }) => lastReceivedAt);
  const asOf = received.length === 0 ? {} : { asOf: formatInstant(Math.min(...received)) };
  if (trace) {
    const { commits, linked } = trace;
    return {
      state: 'complete',
      text: `${commits} commits are read; ${percent(linked, commits)} are linked to a work item.`,
      ...asOf,
    };
  }
  if (received.length > 0)
    return { state: 'unknown', text: 'Commits are received; they count from the next examination on.', ...asOf };
  return {
    state: 'unknown',
    text:
      repositories.length === 0
        ? 'No repository is connected, so commits are unknown.'
        : `No connected repository serves ${projectKey}, so its commits are unknown.`,
  };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${Math.round((100 * part) / whole)} %`;
}
