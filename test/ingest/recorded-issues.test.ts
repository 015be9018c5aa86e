import { USUAL_JIRA_FIELDS } from '../../src/ingest/jira-fields';
import { isRejected } from '../../src/ingest/rejected';
import { parseStatuses } from '../../src/ingest/statuses';
import { parseWorkItem } from '../../src/ingest/work-item';
import { parseInstant } from '../../src/model/instant';
import { linksAt, type WorkItem } from '../../src/model/work-item';
import { valueAt } from '../../src/model/span';
import { readLines, sharedPath } from './shared-data';

interface RawIssue {
  readonly key: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly changelog?: {
    readonly histories: readonly { readonly created: string; readonly items: readonly RawItem[] }[];
  };
}
type RawItem = Readonly<Record<'field' | 'from' | 'to', string | null>>;

const NOW = Date.UTC(2100, 0, 1);
const nameIn = (value: unknown): string | undefined => (value as { name?: string } | null)?.name;

function presentOf(item: WorkItem): Readonly<Record<string, unknown>> {
  return {
    status: valueAt(item.status, NOW)?.id,
    resolution: valueAt(item.resolution, NOW),
    assignee: valueAt(item.assignee, NOW),
    parent: valueAt(item.parent, NOW),
    dueOn: valueAt(item.dueOn, NOW),
    priority: valueAt(item.priority, NOW),
    sprints: valueAt(item.sprints, NOW)?.map(({ id }) => id),
    links: linksAt(item, NOW)
      .map(({ id }) => id)
      .sort(),
  };
}

function fieldsOf({ fields }: RawIssue): Readonly<Record<string, unknown>> {
  return {
    status: (fields.status as { id: string }).id,
    resolution: nameIn(fields.resolution),
    assignee: (fields.assignee as { accountId: string } | null)?.accountId,
    parent: (fields.parent as { key: string } | null)?.key ?? fields.customfield_10014 ?? undefined,
    dueOn: fields.duedate ?? undefined,
    priority: nameIn(fields.priority),
    sprints: ((fields.customfield_10020 as { id: number }[] | null) ?? []).map(({ id }) => String(id)),
    links: ((fields.issuelinks as { id: string }[] | null) ?? []).map(({ id }) => id).sort(),
  };
}

/** Plays the changelog forwards: the field's value just after each of its changes. */
function replay({ changelog }: RawIssue, field: string): { at: number; to: string | null }[] {
  return (changelog?.histories ?? [])
    .flatMap(({ created, items }) =>
      items.filter((item) => item.field === field).map((item) => ({ at: parseInstant(created) ?? 0, to: item.to })),
    )
    .sort((a, b) => a.at - b.at);
}

describe.each(['duracloud', 'cloud-sample'])('every issue of %s', (set) => {
  const path = sharedPath('data', 'sets', set, 'issues.jsonl.gz');
  const issues = path === undefined ? [] : (readLines(path) as RawIssue[]);
  const listed = path === undefined ? undefined : sharedPath('data', 'sets', set, 'statuses.jsonl.gz');
  const statuses = parseStatuses(listed === undefined ? issues.map(({ fields }) => fields.status) : readLines(listed));
  const items = issues.map((issue) => parseWorkItem(issue, USUAL_JIRA_FIELDS, { statuses }));
  const ifPresent = path === undefined ? test.skip : test;

  ifPresent('is read', () => {
    expect(items.filter(isRejected)).toEqual([]);
  });
  ifPresent('ends in its present fields', () => {
    for (const [index, item] of items.entries()) {
      const issue = issues[index];
      if (issue && !isRejected(item))
        expect({ key: item.key, ...presentOf(item) }).toEqual({ key: issue.key, ...fieldsOf(issue) });
    }
  });
  ifPresent('replays forwards as it rewinds backwards', () => {
    const differing: string[] = [];
    let compared = 0;
    for (const [index, item] of items.entries()) {
      const issue = issues[index];
      if (!issue || isRejected(item)) continue;
      const steps = replay(issue, 'status');
      for (const [at, step] of steps.entries()) {
        if (steps[at + 1]?.at === step.at) continue;
        compared += 1;
        const rewound = valueAt(item.status, Math.max(step.at, item.createdAt))?.id;
        if (rewound !== step.to) differing.push(`${item.key}: rewound ${rewound}, replayed ${step.to} at ${step.at}`);
      }
    }
    expect(compared).toBeGreaterThan(50);
    expect(differing).toEqual([]);
  });
  ifPresent('says how much of it is exact', () => {
    const good = items.filter((item): item is WorkItem => !isRejected(item));
    const exactOf = (name: 'status' | 'assignee' | 'resolution' | 'parent' | 'sprints' | 'links'): string => {
      const spans = good.flatMap((item) => [...item[name]]);
      return `${name} ${spans.filter(({ exact }) => exact).length}/${spans.length}`;
    };
    const whole = items.filter((item) => !isRejected(item) && item.hasHistory).length;
    const fields = (['status', 'assignee', 'resolution', 'parent', 'sprints', 'links'] as const)
      .map(exactOf)
      .join(', ');
    console.info(`${set}: ${whole} of ${items.length} with a whole history; exact starts: ${fields}`);
    expect(whole / items.length).toBeGreaterThan(0.9);
  });
});
