/** How far we could look, in words; shown wherever a figure is shown. */
import { type Instant, formatInstant } from '../model/instant';
import type { ProjectKey } from '../model/key';
import type { ExaminationRecord } from '../ports/facts';
import type { Outside } from '../ports/outside';
import type { CoverageView } from './contract';

export async function readCoverage(
  { facts }: Outside,
  projectKey: ProjectKey,
  examination: ExaminationRecord | undefined,
): Promise<CoverageView> {
  const project = (await facts.readProjects()).find(({ key }) => key === projectKey);
  const repositories = await facts.readRepositories();
  const trace = examination?.trace;
  return {
    workItems:
      project?.readAt === undefined
        ? { state: 'unknown', text: `The work items of ${projectKey} have not been read yet.` }
        : { state: 'complete', text: 'All work items are read.', asOf: formatInstant(project.readAt) },
    commits: trace
      ? {
          state: 'complete',
          text: `${trace.commits} commits are read; ${percent(trace.linked, trace.commits)} are linked to a work item.`,
          ...lastReceived(repositories),
        }
      : {
          state: 'unknown',
          text:
            repositories.length === 0
              ? 'No repository is connected, so commits are unknown.'
              : `No connected repository serves ${projectKey}, so its commits are unknown.`,
        },
    ...(trace ? { trace } : {}),
  };
}

function lastReceived(repositories: readonly { lastReceivedAt: Instant }[]): { asOf?: string } {
  return repositories.length === 0
    ? {}
    : { asOf: formatInstant(Math.max(...repositories.map(({ lastReceivedAt }) => lastReceivedAt))) };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${Math.round((100 * part) / whole)} %`;
}
