/** Asks the checklist of one project, keeps the answer, and tells each work item about itself. */
import { examineProject } from '../detect/examine-project';
import { type WorldFacts, factsOf } from '../detect/facts';
import { findingId } from '../model/finding';
import type { Instant } from '../model/instant';
import { isFeature } from '../model/work-item';
import type { ExaminationRecord, TraceCounts, WaitRecord } from '../ports/facts';
import type { Outside } from '../ports/outside';
import type { Work } from '../ports/work-queue';
import { itemProperties } from './item-properties';
import { loadWorld } from './load-world';
import { publishProperties } from './publish-properties';

type Examine = Extract<Work, { kind: 'examine' }>;

/** Examines if anything changed since the last time. What `hasTime` leaves undone is queued. */
export async function examineIfStale(
  outside: Outside,
  work: Examine,
  now: Instant,
  hasTime: () => boolean,
): Promise<void> {
  const project = (await outside.facts.readProjects()).find(({ key }) => key === work.projectKey);
  if (project === undefined || project.changes === 0 || project.readAt === undefined) return;
  const world = await loadWorld(outside, project.key, now);
  const facts = factsOf(world);
  const examination = examineProject(world, facts);
  const waived = new Set(examination.waived);
  await outside.facts.saveExamination(
    recordOf(facts, examination),
    examination.findings.map((finding) => ({ finding, waived: waived.has(findingId(finding)) })),
    waitRecords(facts),
  );
  const properties = itemProperties(world, examination, facts.waits);
  const { left } = await publishProperties(outside, project.key, properties, hasTime);
  // Only now, and only the changes that were there at the start: a run that is killed is done again,
  // and a change that came meanwhile is not forgotten.
  await outside.facts.markExamined(project.key, now, left > 0 ? 0 : project.changes);
  if (left > 0) await outside.queue.push([{ kind: 'examine', projectKey: project.key }]);
}

function recordOf(
  facts: WorldFacts,
  { lines, verdicts }: Pick<ExaminationRecord, 'lines' | 'verdicts'>,
): ExaminationRecord {
  const { world } = facts;
  const own = [...world.items.values()].filter((item) => item.projectKey === world.projectKey);
  const features = own.filter(isFeature).length;
  return {
    projectKey: world.projectKey,
    asOf: world.asOf,
    lines,
    verdicts,
    counts: { features, stories: own.length - features },
    trace: world.coverage.commits.kind === 'unknown' ? undefined : traceCounts(facts),
  };
}

function traceCounts({ changes }: WorldFacts): TraceCounts {
  const count = (wanted: string): number => changes.filter((change) => change.class === wanted).length;
  return { commits: changes.length, linked: count('linked'), exempt: count('exempt'), untraced: count('untraced') };
}

/** Waits of the project's own items, costliest first. */
function waitRecords({ world, waits }: WorldFacts): WaitRecord[] {
  return [...waits.byKey.values()]
    .filter((wait) => wait.item.projectKey === world.projectKey)
    .map(
      (wait): WaitRecord => ({
        waiter: wait.item.key,
        since: wait.since,
        sinceExact: wait.sinceExact,
        workingDays: wait.workingDays,
        personDays: wait.personDays,
        causes: [
          ...wait.causes.map((cause) => ({
            key: cause.kind === 'link' ? cause.blocker : undefined,
            text:
              cause.kind === 'link'
                ? cause.phrase
                : cause.kind === 'flag'
                  ? 'is flagged as impeded'
                  : `is in status ${cause.status}`,
            since: cause.from,
            exact: cause.exact,
            unknown: false,
          })),
          ...wait.unseen.map((key) => ({ key, text: 'may wait for', since: wait.since, exact: false, unknown: true })),
        ],
        roots: wait.roots.map((key) => ({
          key,
          personDays: wait.personDays / wait.roots.length,
          mayWait: waits.roots.get(key)?.mayWait ?? false,
        })),
      }),
    )
    .sort((a, b) => b.personDays - a.personDays || b.workingDays - a.workingDays || (a.waiter < b.waiter ? -1 : 1));
}
