/** How far we could look, in words; shown wherever a figure is shown. */
import { servingRepositories } from '../app/load-world';
import { formatInstant } from '../model/instant';
import type { ProjectKey } from '../model/key';
import type { ExaminationRecord } from '../ports/facts';
import type { Outside } from '../ports/outside';
import type { CoverageView } from './contract';

export async function readCoverage(
  { facts }: Pick<Outside, 'facts'>,
  projectKey: ProjectKey,
  examination: ExaminationRecord | undefined,
): Promise<CoverageView> {
  const project = (await facts.readProjects()).find(({ key }) => key === projectKey);
  const trace = examination?.trace;
  return {
    workItems:
      project?.readAt === undefined
        ? { state: 'unknown', text: `The work items of ${projectKey} have not been read yet.` }
        : { state: 'complete', text: 'All work items are read.', asOf: formatInstant(project.readAt) },
    commits: await readCommitCoverage({ facts }, projectKey, trace),
    ...(trace ? { trace } : {}),
  };
}

/** Commits are known up to the day the quietest of the repositories that serve the project last sent some. */
async function readCommitCoverage(
  { facts }: Pick<Outside, 'facts'>,
  projectKey: ProjectKey,
  trace: ExaminationRecord['trace'],
): Promise<CoverageView['commits']> {
  const repositories = await facts.readRepositoryStates();
  const serving = servingRepositories(await facts.countLinks(), projectKey);
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
