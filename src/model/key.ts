/**
 * Work item keys: a project key, a hyphen, a number.
 *
 * Accepted: DAEMON-17 · ALOY-1503 · A1_B-9
 * Refused:  UTF-8 and SHA-256 unless such a project exists (the allow list decides, see trace) ·
 *           daemon-17 (Jira's keys are upper case) · DAEMON-0 · DAEMON-017
 */

/** For example `DAEMON-17`. */
export type WorkItemKey = string;
/** For example `DAEMON`. */
export type ProjectKey = string;
/** Jira's numeric id as text; stays the same when an item moves to another project. */
export type WorkItemId = string;

const KEY = /^([A-Z][A-Z0-9_]+)-([1-9]\d*)$/;

/** True for text of the form `PROJECT-123`. */
export function isWorkItemKey(text: string): boolean {
  return text.length <= 64 && KEY.test(text);
}

/** True for text of the form `PROJECT`. */
export function isProjectKey(text: string): boolean {
  return isWorkItemKey(`${text}-1`);
}

/** `DAEMON` for `DAEMON-17`; the whole text when it is not a key. */
export function projectOf(key: WorkItemKey): ProjectKey {
  const hyphen = key.lastIndexOf('-');
  return hyphen < 0 ? key : key.slice(0, hyphen);
}

/** Orders keys as people read them: by project, then by number. */
export function compareKeys(a: WorkItemKey, b: WorkItemKey): number {
  const [projectA, projectB] = [projectOf(a), projectOf(b)];
  if (projectA !== projectB) return projectA < projectB ? -1 : 1;
  return Number(a.slice(projectA.length + 1)) - Number(b.slice(projectB.length + 1));
}

/** A sorted copy in key order; reads each key once, where comparing pairs would read it again and again. */
export function sortByKey<T extends { readonly key: WorkItemKey }>(things: Iterable<T>): T[] {
  return Array.from(things, (thing) => {
    const project = projectOf(thing.key);
    return { thing, project, number: Number(thing.key.slice(project.length + 1)) };
  })
    .sort((a, b) => (a.project === b.project ? a.number - b.number : a.project < b.project ? -1 : 1))
    .map(({ thing }) => thing);
}
