/**
 * The precomputed state of a work item, read from Jira in the reader's own name. No function of
 * ours is called: that is what makes the first paint quick and free.
 */
import { type ITEM_PROPERTY_KEY, type ItemProperty, type ItemRef, requestJira } from '../bridge';

const PROPERTY_KEY: typeof ITEM_PROPERTY_KEY = 'throughline';

export type PropertyAnswer =
  | { readonly kind: 'found'; readonly property: ItemProperty }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed' };

export async function readProperty(issueId: string): Promise<PropertyAnswer> {
  try {
    const response = await requestJira(`/rest/api/3/issue/${encodeURIComponent(issueId)}/properties/${PROPERTY_KEY}`);
    if (response.status === 404) return { kind: 'absent' };
    if (!response.ok) return { kind: 'failed' };
    const { value } = (await response.json()) as { value?: ItemProperty };
    return value?.v === 1 ? { kind: 'found', property: value } : { kind: 'absent' };
  } catch {
    return { kind: 'failed' };
  }
}

/** Ids of every other item the property names, each once. */
export function idsNamed(property: ItemProperty): string[] {
  const waits = [...property.waitsOn, ...property.waitedForBy].map((wait) => wait.id);
  return [...new Set([...(property.feature === undefined ? [] : [property.feature]), ...waits])];
}

/** Most items Jira answers for in one request. */
const BATCH = 100;

interface FetchedIssue {
  readonly id: string;
  readonly key: string;
  readonly fields: {
    readonly summary?: string;
    readonly issuetype?: { readonly name?: string };
    readonly status?: { readonly name?: string; readonly statusCategory?: { readonly key?: string } };
  };
}

/**
 * Names items in the reader's own name. What Jira leaves out the reader may not see: such ids are
 * absent from the map. Undefined when Jira did not answer at all, which says nothing about rights.
 */
export async function readItems(ids: readonly string[]): Promise<ReadonlyMap<string, ItemRef> | undefined> {
  const items = new Map<string, ItemRef>();
  try {
    for (let from = 0; from < ids.length; from += BATCH) {
      const response = await requestJira('/rest/api/3/issue/bulkfetch', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({
          issueIdsOrKeys: ids.slice(from, from + BATCH),
          fields: ['summary', 'status', 'issuetype'],
        }),
      });
      if (!response.ok) return undefined;
      const { issues = [] } = (await response.json()) as { issues?: readonly FetchedIssue[] };
      for (const issue of issues) items.set(issue.id, toItemRef(issue));
    }
    return items;
  } catch {
    return undefined;
  }
}

const STAGES = { new: 'to-do', indeterminate: 'in-progress', done: 'done' } as const;

function toItemRef({ key, fields }: FetchedIssue): ItemRef {
  const category = fields.status?.statusCategory?.key;
  return {
    kind: 'seen',
    key,
    summary: fields.summary ?? '',
    type: fields.issuetype?.name ?? '',
    status: fields.status?.name ?? 'Unknown',
    stage: category === 'indeterminate' || category === 'done' ? STAGES[category] : 'to-do',
  };
}
