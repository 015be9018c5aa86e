/**
 * An issue's life is invented step by step, forwards; the product only sees the end of it and the
 * changelog. What it rewinds to must be what was there, at every instant.
 */
import fc from 'fast-check';
import { USUAL_JIRA_FIELDS } from '../../src/ingest/jira-fields';
import { isRejected } from '../../src/ingest/rejected';
import { parseStatuses } from '../../src/ingest/statuses';
import { parseWorkItem } from '../../src/ingest/work-item';
import { DAY_MS, formatInstant } from '../../src/model/instant';
import { valueAt } from '../../src/model/span';
import type { WorkItem } from '../../src/model/work-item';
import { itemAt } from '../../src/model/world-at';
import { CLOSED, OPEN, STARTED, historyOf, issueOf } from './issue-builder';

fc.configureGlobal({ seed: 20171113 });

const STATUSES = [OPEN, STARTED, CLOSED];
const VERSIONS = ['1.0', '1.1', '2.0'].map((name, index) => ({ id: String(index + 1), name, released: false }));
const CREATED = Date.parse('2026-03-02T09:00:00Z');

interface Life {
  readonly status: (typeof STATUSES)[number];
  readonly assignee: string | null;
  readonly priority: string | null;
  readonly due: string | null;
  readonly flagged: boolean;
  readonly versions: readonly string[];
  readonly parent: string | null;
}

const BORN: Life = {
  status: OPEN,
  assignee: null,
  priority: null,
  due: null,
  flagged: false,
  versions: [],
  parent: null,
};

const change: fc.Arbitrary<Partial<Life> & { readonly toggle?: string }> = fc.oneof(
  fc.constantFrom(...STATUSES).map((status) => ({ status })),
  fc.constantFrom(null, 'ana', 'ben').map((assignee) => ({ assignee })),
  fc.constantFrom(null, 'High', 'Low').map((priority) => ({ priority })),
  fc.constantFrom(null, '2026-04-01', '2026-05-01').map((due) => ({ due })),
  fc.boolean().map((flagged) => ({ flagged })),
  fc.constantFrom(null, 'PAY-1', 'PAY-2').map((parent) => ({ parent })),
  fc.constantFrom(...VERSIONS.map(({ id }) => id)).map((toggle) => ({ toggle })),
);

/** Steps half a day apart, at most twelve. */
const steps = fc.array(change, { maxLength: 12 });

interface Moment {
  readonly at: number;
  readonly life: Life;
  /** The entry that brought it about; undefined at birth and where nothing changed. */
  readonly entry: unknown;
}

function live(changes: readonly (Partial<Life> & { readonly toggle?: string })[]): Moment[] {
  const moments: Moment[] = [{ at: CREATED, life: BORN, entry: undefined }];
  for (const [index, { toggle, ...told }] of changes.entries()) {
    const before = moments.at(-1)?.life ?? BORN;
    const versions =
      toggle === undefined
        ? before.versions
        : before.versions.includes(toggle)
          ? before.versions.filter((id) => id !== toggle)
          : [...before.versions, toggle];
    const life: Life = { ...before, ...told, versions };
    const at = CREATED + (index + 1) * (DAY_MS / 2);
    moments.push({ at, life, entry: entryOf(before, life, at) });
  }
  return moments;
}

/** Jira writes one item a field, and one for each version that comes or goes. */
function entryOf(before: Life, after: Life, time: number): unknown {
  const at = formatInstant(time);
  const plain = (field: string, from: string | null, to: string | null) =>
    from === to ? [] : [{ at, field, from, fromName: from, to, toName: to }];
  const came = after.versions.filter((id) => !before.versions.includes(id));
  const went = before.versions.filter((id) => !after.versions.includes(id));
  const nameOf = (id: string): string => VERSIONS.find((version) => version.id === id)?.name ?? id;
  const items = [
    ...(before.status === after.status
      ? []
      : [
          {
            at,
            field: 'status',
            from: before.status.id,
            fromName: before.status.name,
            to: after.status.id,
            toName: after.status.name,
          },
        ]),
    ...plain('assignee', before.assignee, after.assignee),
    ...plain('priority', before.priority, after.priority),
    ...plain('duedate', before.due, after.due),
    ...plain('Parent', before.parent, after.parent),
    ...plain('Flagged', before.flagged ? 'Impediment' : null, after.flagged ? 'Impediment' : null),
    ...came.map((id) => ({ at, field: 'Fix Version', to: id, toName: nameOf(id) })),
    ...went.map((id) => ({ at, field: 'Fix Version', from: id, fromName: nameOf(id) })),
  ];
  return items.length === 0 ? undefined : historyOf(...items);
}

function parse(moments: readonly Moment[]): WorkItem {
  const { life } = moments.at(-1) ?? { life: BORN };
  const entries = moments.flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
  const updated = moments.findLast(({ entry }) => entry !== undefined)?.at ?? CREATED;
  const issue = issueOf(
    {
      updated: formatInstant(updated),
      status: life.status,
      assignee: life.assignee === null ? null : { accountId: life.assignee },
      priority: life.priority === null ? null : { name: life.priority },
      duedate: life.due,
      parent: life.parent === null ? null : { key: life.parent },
      fixVersions: VERSIONS.filter(({ id }) => life.versions.includes(id)),
      customfield_10021: life.flagged ? [{ id: '10019', value: 'Impediment' }] : null,
    },
    entries,
  );
  const item = parseWorkItem(issue, USUAL_JIRA_FIELDS, { statuses: parseStatuses(STATUSES) });
  if (isRejected(item)) throw new Error(item.why);
  return item;
}

it('rewinds every field to what it was at every moment of the life', () => {
  fc.assert(
    fc.property(steps, (changes) => {
      const moments = live(changes);
      const item = parse(moments);
      for (const { at, life } of moments) {
        if (!item.hasHistory) continue;
        expect({
          status: valueAt(item.status, at)?.id,
          assignee: valueAt(item.assignee, at) ?? null,
          priority: valueAt(item.priority, at) ?? null,
          due: valueAt(item.dueOn, at) ?? null,
          flagged: valueAt(item.flagged, at),
          parent: valueAt(item.parent, at) ?? null,
          versions: (valueAt(item.fixVersions, at) ?? []).map(({ id }) => id).sort(),
        }).toEqual({
          status: life.status.id,
          assignee: life.assignee,
          priority: life.priority,
          due: life.due,
          flagged: life.flagged,
          parent: life.parent,
          versions: [...life.versions].sort(),
        });
      }
    }),
  );
});

it('cut at a moment, it is what would have been read at that moment', () => {
  fc.assert(
    fc.property(steps, fc.nat(), (changes, pick) => {
      const moments = live(changes);
      const until = pick % moments.length;
      const then = parse(moments.slice(0, until + 1));
      const now = parse(moments);
      const at = moments[until]?.at ?? CREATED;
      if (!then.hasHistory || !now.hasHistory) return;
      expect(factsAt(itemAt(now, at))).toEqual(factsAt(then));
    }),
  );
});

/** Everything that has a history, with sets in one order. */
function factsAt({ status, resolution, assignee, parent, dueOn, priority, flagged, fixVersions, movedAt }: WorkItem) {
  const sorted = fixVersions.map((span) => ({
    ...span,
    value: [...span.value].sort((a, b) => (a.id < b.id ? -1 : 1)),
  }));
  return { status, resolution, assignee, parent, dueOn, priority, flagged, movedAt, fixVersions: sorted };
}
