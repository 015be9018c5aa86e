/** How far the readings of projects have come, as far as they are still running. */
import { type Instant, MINUTE_MS } from '../model/instant';
import type { ProjectKey } from '../model/key';
import type { Progress } from '../ports/memory';
import type { Outside } from '../ports/outside';

/** A reading speaks with every page; one that was silent for so long was lost. */
const SILENT_MS = 30 * MINUTE_MS;

/** Undefined when the project is not being read. */
export async function runningReading(
  { memory }: Outside,
  project: ProjectKey,
  now: Instant,
): Promise<Progress | undefined> {
  const progress = await memory.readProgress(project);
  return progress && now - progress.at <= SILENT_MS ? progress : undefined;
}

/** The first project that is being read, in the order of keys. */
export async function anyRunningReading(outside: Outside, now: Instant): Promise<Progress | undefined> {
  const projects = await outside.facts.readProjects();
  const readings = await Promise.all(projects.map(({ key }) => runningReading(outside, key, now)));
  return readings.find((progress) => progress !== undefined);
}
