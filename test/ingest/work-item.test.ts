import fc from 'fast-check';
import { collectChangelogs, mergeChangelog } from '../../src/ingest/changelog';
import { USUAL_JIRA_FIELDS, findJiraFields } from '../../src/ingest/jira-fields';
import { isRejected } from '../../src/ingest/rejected';
import { parseStatuses } from '../../src/ingest/statuses';
import { type SiteWords, parseWorkItem } from '../../src/ingest/work-item';
import { formatInstant } from '../../src/model/instant';
import { type History, valueAt } from '../../src/model/span';
import type { WorkItem } from '../../src/model/work-item';
import { CLOSED, OPEN, STARTED, historyOf, issueOf } from './issue-builder';

const NOW = Date.UTC(2026, 11, 31);

function parse(issue: unknown, site?: SiteWords): WorkItem {
  const item = parseWorkItem(issue, USUAL_JIRA_FIELDS, site);
  if (isRejected(item)) throw new Error(`${item.what}: ${item.why}`);
  return item;
}

/** A history as a line a colleague can read; `~` marks an estimated start. */
function told<T>(history: History<T>, nameOf: (value: T) => string = String): string {
  return history
    .map(({ from, exact, value }) => `${exact ? '' : '~'}${formatInstant(from).slice(5, 10)} ${nameOf(value)}`)
    .join(' · ');
}

test('an issue nobody touched holds its values since it was created', () => {
  const item = parse(issueOf());
  expect(told(item.status, ({ name, stage }) => `${name} (${stage})`)).toBe('03-02 Open (to-do)');
  expect(told(item.assignee)).toBe('03-02 undefined');
  expect(item).toMatchObject({
    id: '10017',
    key: 'PAY-17',
    projectKey: 'PAY',
    level: 0,
    hasHistory: true,
    movedAt: [],
  });
});

test('the changelog is rewound from the present, in whatever order it is sent', () => {
  const histories = [
    historyOf({
      at: '2026-03-05T09:00:00.000+0000',
      field: 'status',
      from: '1',
      fromName: 'Open',
      to: '3',
      toName: 'In Progress',
    }),
    historyOf(
      {
        at: '2026-03-09T09:00:00.000+0100',
        field: 'status',
        from: '3',
        fromName: 'In Progress',
        to: '6',
        toName: 'Closed',
      },
      { at: '2026-03-09T09:00:00.000+0100', field: 'resolution', to: '1', toName: 'Fixed' },
    ),
    historyOf({ at: '2026-03-04T09:00:00.000+0000', field: 'assignee', to: 'developer-2', toName: 'Someone' }),
  ];
  const fields = { status: CLOSED, resolution: { id: '1', name: 'Fixed' }, assignee: { accountId: 'developer-2' } };
  for (const order of [histories, [...histories].reverse()]) {
    const item = parse(issueOf(fields, order), { statuses: parseStatuses([OPEN, STARTED]) });
    expect(told(item.status, ({ stage }) => stage)).toBe('03-02 to-do · 03-05 in-progress · 03-09 done');
    expect(told(item.resolution)).toBe('03-02 undefined · 03-09 Fixed');
    expect(told(item.assignee)).toBe('03-02 undefined · 03-04 developer-2');
    expect(item.movedAt.map((at) => formatInstant(at))).toEqual([
      '2026-03-04T09:00:00.000Z',
      '2026-03-05T09:00:00.000Z',
      '2026-03-09T08:00:00.000Z',
    ]);
  }
});

describe('the stage of a status that only the changelog names', () => {
  const histories = [
    historyOf({
      at: '2026-03-05T09:00:00.000+0000',
      field: 'status',
      from: '77',
      fromName: 'Review',
      to: '1',
      toName: 'Open',
    }),
  ];
  const review = { id: '77', name: 'Review', statusCategory: { key: 'indeterminate' } };

  test('comes from the list of statuses', () => {
    const item = parse(issueOf({}, histories), { statuses: parseStatuses([review]) });
    expect(told(item.status, ({ stage }) => stage)).toBe('03-02 in-progress · 03-05 to-do');
  });
  test('or from an issue that is linked to this one', () => {
    const issuelinks = [
      {
        id: '5',
        type: { name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
        inwardIssue: { key: 'PAY-2', fields: { status: review } },
      },
    ];
    const item = parse(issueOf({ issuelinks }, histories));
    expect(told(item.status, ({ stage }) => stage)).toBe('03-02 in-progress · 03-05 to-do');
  });
  test('or from a namesake, which does not lend its id', () => {
    const item = parse(issueOf({}, histories), { statuses: parseStatuses([{ ...review, id: '990' }]) });
    expect(told(item.status, ({ id, stage }) => `${id} ${stage}`)).toBe('03-02 77 in-progress · 03-05 1 to-do');
  });
  test('or, by estimate, from being resolved meanwhile', () => {
    const resolved = [
      historyOf(
        {
          at: '2026-03-05T09:00:00.000+0000',
          field: 'status',
          from: '1',
          fromName: 'Open',
          to: '5',
          toName: 'Resolved',
        },
        { at: '2026-03-05T09:00:00.000+0000', field: 'resolution', to: '1', toName: 'Fixed' },
      ),
      historyOf(
        {
          at: '2026-03-09T09:00:00.000+0000',
          field: 'status',
          from: '5',
          fromName: 'Resolved',
          to: '1',
          toName: 'Open',
        },
        { at: '2026-03-09T09:00:00.000+0000', field: 'resolution', from: '1', fromName: 'Fixed' },
      ),
    ];
    expect(told(parse(issueOf({}, resolved)).status, ({ stage }) => stage)).toBe(
      '03-02 to-do · ~03-05 done · 03-09 to-do',
    );
  });
  test('or is taken for to-do and marked as an estimate', () => {
    const item = parse(issueOf({}, histories));
    expect(told(item.status, ({ name, stage }) => `${name} ${stage}`)).toBe('~03-02 Review to-do · 03-05 Open to-do');
  });
});

describe('where the source serves no changelog', () => {
  test.each([
    [
      'closed, with a day of resolution',
      { status: CLOSED, resolution: { name: 'Fixed' }, resolutiondate: '2026-03-20T09:00:00.000+0000' },
      '~03-20 Closed',
      '~03-02 undefined · ~03-20 Fixed',
    ],
    [
      'closed, without one',
      { status: CLOSED, updated: '2026-03-25T09:00:00.000+0000' },
      '~03-25 Closed',
      '~03-02 undefined',
    ],
    ['in progress', { status: STARTED }, '~03-02 In Progress', '~03-02 undefined'],
    [
      'in progress since a known instant',
      { status: STARTED, statuscategorychangedate: '2026-03-11T09:00:00.000+0000' },
      '~03-11 In Progress',
      '~03-02 undefined',
    ],
  ])('an item that is %s starts by estimate', (_why, fields, status, resolution) => {
    const item = parse({ ...issueOf(fields), changelog: undefined });
    expect(item.hasHistory).toBe(false);
    expect(told(item.status, ({ name }) => name)).toBe(status);
    expect(told(item.resolution)).toBe(resolution);
    expect(told(item.assignee)).toBe('~03-02 undefined');
  });

  test('an empty changelog of an issue that clearly changed counts as none', () => {
    expect(parse(issueOf({ status: CLOSED })).hasHistory).toBe(false);
    expect(parse(issueOf({ updated: '2026-03-03T09:00:00.000+0000' })).hasHistory).toBe(false);
    expect(parse(issueOf({ updated: '2026-03-02T09:00:30.000+0000' })).hasHistory).toBe(true);
  });
  test('a changelog with nothing but the resolution proves the resolution only', () => {
    const histories = [
      historyOf({ at: '2026-03-20T09:00:00.000+0000', field: 'resolution', to: '1', toName: 'Fixed' }),
    ];
    const item = parse(
      issueOf(
        { status: CLOSED, resolution: { id: '1', name: 'Fixed' }, resolutiondate: '2026-03-20T09:00:00.000+0000' },
        histories,
      ),
    );
    expect(item.hasHistory).toBe(false);
    expect(told(item.resolution)).toBe('~03-02 undefined · 03-20 Fixed');
    expect(told(item.status, ({ name }) => name)).toBe('~03-20 Closed');
  });
  test('an item born in progress, as service desks do, is exact', () => {
    expect(
      parse(issueOf({ status: STARTED, statuscategorychangedate: '2026-03-02T09:00:00.100+0000' })).hasHistory,
    ).toBe(true);
  });
  test('one page of several is not a whole changelog', () => {
    const issue = issueOf({}, [historyOf({ at: '2026-03-05T09:00:00.000+0000', field: 'priority', toName: 'High' })]);
    const cut = { ...issue, changelog: { ...(issue.changelog as object), total: 140 } };
    expect(parse(cut).hasHistory).toBe(false);
  });
});

test('a change nobody recorded makes the start of the next value an estimate', () => {
  const histories = [
    historyOf({
      at: '2026-03-05T09:00:00.000+0000',
      field: 'priority',
      from: '3',
      fromName: 'Medium',
      to: '2',
      toName: 'High',
    }),
  ];
  const item = parse(issueOf({ priority: { id: '1', name: 'Highest' } }, histories));
  expect(told(item.priority)).toBe('03-02 Medium · ~03-05 Highest');
});

test('a name that was changed since is read by its id', () => {
  const histories = [
    historyOf({
      at: '2026-03-05T09:00:00.000+0000',
      field: 'priority',
      from: '3',
      fromName: 'Major',
      to: '2',
      toName: 'Critical',
    }),
  ];
  const item = parse(issueOf({ priority: { id: '2', name: 'Urgent' } }, histories));
  expect(told(item.priority)).toBe('03-02 Major · 03-05 Urgent');
});

test('a change without a new name does not find the toString every object has', () => {
  const history = {
    id: '1',
    created: '2026-03-05T09:00:00.000+0000',
    items: [{ field: 'priority', from: '3', fromString: 'Medium', to: null }],
  };
  expect(told(parse(issueOf({}, [history])).priority)).toBe('03-02 Medium · 03-05 undefined');
});

test('a parent told under two names at once is one move', () => {
  const at = '2026-03-05T09:00:00.000+0000';
  const histories = [
    historyOf({ at, field: 'Epic Link', fieldId: 'customfield_10014', to: '20', toName: 'PAY-1' }),
    historyOf({ at: '2026-03-05T09:00:00.200+0000', field: 'IssueParentAssociation', to: '20', toName: 'PAY-1' }),
  ];
  const item = parse(issueOf({ parent: { id: '20', key: 'PAY-1' } }, histories));
  expect(told(item.parent)).toBe('03-02 undefined · 03-05 PAY-1');
  expect(item.parent[1]?.from).toBe(Date.UTC(2026, 2, 5, 9));
});

test('a parent that moved to another project keeps one history', () => {
  const histories = [historyOf({ at: '2026-03-05T09:00:00.000+0000', field: 'Parent', to: '20', toName: 'OLD-9' })];
  expect(told(parse(issueOf({ parent: { id: '20', key: 'PAY-1' } }, histories)).parent)).toBe(
    '03-02 undefined · 03-05 PAY-1',
  );
});

test('due dates come as days or as old servers wrote them', () => {
  const histories = [
    historyOf({ at: '2026-03-03T09:00:00.000+0000', field: 'duedate', toName: '2026-03-20 00:00:00.0' }),
    historyOf({
      at: '2026-03-10T09:00:00.000+0000',
      field: 'duedate',
      from: '2026-03-20',
      fromName: '2026-03-20 00:00:00.0',
      to: '2026-04-02',
      toName: '2026-04-02 00:00:00.0',
    }),
  ];
  expect(told(parse(issueOf({ duedate: '2026-04-02' }, histories)).dueOn)).toBe(
    '03-02 undefined · 03-03 2026-03-20 · 03-10 2026-04-02',
  );
});

test('sprints are followed by id, through renaming and carrying over', () => {
  const sprint = (id: number, state: string) => ({
    id,
    name: `Sprint ${id}`,
    state,
    startDate: '2026-03-02T08:00:00.000Z',
    endDate: '2026-03-13T16:00:00.000Z',
  });
  const histories = [
    historyOf({
      at: '2026-03-03T09:00:00.000+0000',
      field: 'Sprint',
      from: '',
      fromName: '',
      to: '7',
      toName: 'First draft of a name',
    }),
    historyOf({
      at: '2026-03-13T09:00:00.000+0000',
      field: 'Sprint',
      from: '7',
      fromName: 'Sprint 7',
      to: '7, 8',
      toName: 'Sprint 7, Sprint 8',
    }),
  ];
  const item = parse(issueOf({ customfield_10020: [sprint(7, 'closed'), sprint(8, 'active')] }, histories));
  expect(
    told(item.sprints, (sprints) => sprints.map(({ name, state }) => `${name} ${state}`).join('+') || 'none'),
  ).toBe('03-02 none · 03-03 Sprint 7 closed · 03-13 Sprint 7 closed+Sprint 8 active');
});

test('a flag is raised and taken away', () => {
  const histories = [
    historyOf({
      at: '2026-03-03T09:00:00.000+0000',
      field: 'Flagged',
      from: '',
      fromName: '',
      to: '[10019]',
      toName: 'Impediment',
    }),
    historyOf({
      at: '2026-03-06T09:00:00.000+0000',
      field: 'Flagged',
      from: '[10019]',
      fromName: 'Impediment',
      to: '',
      toName: '',
    }),
  ];
  expect(told(parse(issueOf({}, histories)).flagged)).toBe('03-02 false · 03-03 true · 03-06 false');
  expect(valueAt(parse(issueOf({ customfield_10021: [{ value: 'Impediment' }] })).flagged, NOW)).toBe(true);
});

describe('links', () => {
  const blocks = { name: 'Blocks', inward: 'is blocked by', outward: 'blocks' };
  const blockedBy = (id: string, key: string) => ({ id, type: blocks, inwardIssue: { key } });
  const made = (at: string, sentence: string, key: string) =>
    historyOf({ at, field: 'Link', to: key, toName: `${sentence} ${key}` });
  const removed = (at: string, sentence: string, key: string) =>
    historyOf({ at, field: 'Link', from: key, fromName: `${sentence} ${key}` });
  const linksOf = (item: WorkItem): string[] =>
    item.links.map(
      ({ from, until, value, exact }) =>
        `${exact ? '' : '~'}${formatInstant(from).slice(5, 10)}–${until === undefined ? '' : formatInstant(until).slice(5, 10)} ${value.phrase} ${value.otherKey} (${value.side})`,
    );

  test('start when a history entry says so', () => {
    const item = parse(
      issueOf({ issuelinks: [blockedBy('5', 'PAY-2')] }, [
        made('2026-03-04T09:00:00.000+0000', 'This issue is blocked by', 'PAY-2'),
      ]),
    );
    expect(linksOf(item)).toEqual(['03-04– is blocked by PAY-2 (inward)']);
  });
  test('start with the item, by estimate, when none does', () => {
    expect(linksOf(parse(issueOf({ issuelinks: [blockedBy('5', 'PAY-2')] })))).toEqual([
      '~03-02– is blocked by PAY-2 (inward)',
    ]);
  });
  test('that were removed keep their time, and made again begin anew', () => {
    const histories = [
      made('2026-03-04T09:00:00.000+0000', 'This issue is blocked by', 'PAY-2'),
      removed('2026-03-06T09:00:00.000+0000', 'This issue is blocked by', 'PAY-2'),
      made('2026-03-09T09:00:00.000+0000', 'This issue is blocked by', 'PAY-2'),
    ];
    const item = parse(issueOf({ issuelinks: [blockedBy('5', 'PAY-2')] }, histories));
    expect(linksOf(item)).toEqual(['03-04–03-06 is blocked by PAY-2 (inward)', '03-09– is blocked by PAY-2 (inward)']);
    expect(new Set(item.links.map(({ value }) => value.id)).size).toBe(2);
  });
  test('of two kinds to the same item are told apart by their phrase', () => {
    const issuelinks = [
      blockedBy('5', 'PAY-2'),
      {
        id: '6',
        type: { name: 'Relates', inward: 'relates to', outward: 'relates to' },
        outwardIssue: { key: 'PAY-2' },
      },
    ];
    const histories = [made('2026-03-04T09:00:00.000+0000', 'This issue relates to', 'PAY-2')];
    expect(linksOf(parse(issueOf({ issuelinks }, histories)))).toEqual([
      '~03-02– is blocked by PAY-2 (inward)',
      '03-04– relates to PAY-2 (outward)',
    ]);
  });
  test('told in another language are matched when only one is possible', () => {
    const histories = [made('2026-03-04T09:00:00.000+0000', 'Dieser Vorgang wird blockiert von', 'PAY-2')];
    expect(linksOf(parse(issueOf({ issuelinks: [blockedBy('5', 'PAY-2')] }, histories)))).toEqual([
      '03-04– is blocked by PAY-2 (inward)',
    ]);
  });
  test('that nobody recorded as removed do not linger', () => {
    expect(
      linksOf(parse(issueOf({}, [made('2026-03-04T09:00:00.000+0000', 'This issue is blocked by', 'PAY-2')]))),
    ).toEqual([]);
  });
});

test('levels come from the hierarchy, else from what old sites tell', () => {
  const levelOf = (issuetype: unknown): number => parse(issueOf({ issuetype })).level;
  expect(levelOf({ name: 'Initiative', hierarchyLevel: 2 })).toBe(2);
  expect(levelOf({ name: '子任务', subtask: true })).toBe(-1);
  expect(levelOf({ name: 'Epic', subtask: false })).toBe(1);
  expect(levelOf({ name: 'Bug', subtask: false })).toBe(0);
});

test('changes of order and workflow, and those an app made, are not movement', () => {
  const byApp = {
    ...(historyOf({ at: '2026-03-05T09:00:00.000+0000', field: 'labels', toName: 'x' }) as object),
    author: { accountId: 'app', accountType: 'app' },
  };
  const nobody = {
    ...(historyOf({ at: '2026-03-06T09:00:00.000+0000', field: 'labels', toName: 'y' }) as object),
    author: undefined,
  };
  const rank = historyOf({ at: '2026-03-07T09:00:00.000+0000', field: 'Rank', toName: 'Ranked higher' });
  const comment = { comments: [{ created: '2026-03-04T09:00:00.000+0000', author: { accountType: 'atlassian' } }] };
  const item = parse(issueOf({ comment }, [byApp, nobody, rank]));
  expect(item.movedAt.map((at) => formatInstant(at).slice(0, 10))).toEqual(['2026-03-04', '2026-03-06']);
});

test.each([
  ['nothing', null, 'work item without a key'],
  ['no status', issueOf({ status: undefined }), 'work item PAY-17'],
  ['a creation time without an offset', issueOf({ created: '2026-03-02' }), 'work item PAY-17'],
  ['a key that is none', { ...issueOf(), key: '../../etc' }, 'work item ../../etc'],
])('an issue with %s is rejected, with a reason and without its content', (_why, issue, what) => {
  const result = parseWorkItem(issue, USUAL_JIRA_FIELDS);
  expect(result).toMatchObject({ kind: 'rejected', what });
  expect(isRejected(result) && result.why).not.toContain('Refunds');
});

test('an unreadable history entry is skipped and the history no longer called complete', () => {
  const item = parse(issueOf({}, [{ id: '1', created: 'yesterday', items: [] }]));
  expect(item.hasHistory).toBe(false);
});

test('changelogs fetched in bulk complete an issue, each entry once', () => {
  const first = historyOf({ at: '2026-03-05T09:00:00.000+0000', field: 'priority', fromName: 'Low', toName: 'High' });
  const second = {
    ...(historyOf({ at: '', field: 'priority', fromName: 'High', toName: 'Low' }) as object),
    created: Date.UTC(2026, 2, 9),
  };
  const inSeconds = { ...(historyOf({ at: '', field: 'duedate' }) as object), created: Date.UTC(2026, 2, 10) / 1000 };
  const pages = [
    { issueChangeLogs: [{ issueId: '10017', changeHistories: [second, first] }] },
    { issueChangeLogs: [{ issueId: '10017', changeHistories: [inSeconds] }, { issueId: '99' }] },
  ];
  const cut = {
    ...issueOf({ priority: { id: '4', name: 'Low' } }, [first]),
    changelog: { total: 3, histories: [first] },
  };
  const item = parse(mergeChangelog(cut, collectChangelogs(pages).get('10017') ?? []));
  expect(item.hasHistory).toBe(true);
  expect(told(item.priority)).toBe('03-02 Low · 03-05 High · 03-09 Low');
  expect(item.movedAt.map((at) => formatInstant(at).slice(5, 10))).toEqual(['03-05', '03-09', '03-10']);
});

describe('custom fields', () => {
  const field = (id: string, name: string, custom?: string) => ({
    id,
    name,
    schema: custom === undefined ? undefined : { custom },
  });
  test('are found by type, whatever they are called', () => {
    const list = [
      field('customfield_9', 'Iteration', 'com.pyxis.greenhopper.jira:gh-sprint'),
      field('customfield_8', 'Flagged'),
    ];
    expect(findJiraFields(list)).toEqual({ ...USUAL_JIRA_FIELDS, sprint: 'customfield_9', flagged: 'customfield_8' });
  });
  test('keep their usual ids where the list does not help', () => {
    expect(findJiraFields({ error: 'not a list' })).toEqual(USUAL_JIRA_FIELDS);
  });
  test('never take an id that belongs to another field', () => {
    expect(findJiraFields([field('customfield_10020', 'Favourite colour')]).sprint).toBe('none');
  });
});

/** A random life of one field, told as Jira would: what it is now, and how it came to be. */
const life = fc.record({
  values: fc.array(fc.constantFrom('developer-1', 'developer-2', 'developer-3', null), { minLength: 1, maxLength: 8 }),
  hours: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 8, maxLength: 8 }),
});

test('law: what a random history ends in is the present value, and replaying it forwards gives the same spans', () => {
  const start = Date.UTC(2026, 2, 2, 9);
  fc.assert(
    fc.property(life, ({ values, hours }) => {
      let at = start;
      const replay: { at: number; value: string | null }[] = [{ at: start, value: values[0] ?? null }];
      const histories = values.slice(1).map((value, index) => {
        at += (hours[index] ?? 0) * 3_600_000;
        const before = values[index] ?? null;
        replay.push({ at, value });
        return historyOf({ at: formatInstant(at), field: 'assignee', from: before, to: value });
      });
      const now = values.at(-1) ?? null;
      const updated = formatInstant(at);
      const item = parse(
        issueOf({ updated, assignee: now === null ? null : { accountId: now } }, [...histories].reverse()),
      );
      expect(valueAt(item.assignee, NOW) ?? null).toBe(now);
      for (const instant of [start, ...replay.map((step) => step.at), ...replay.map((step) => step.at + 1), NOW]) {
        const expected = replay.filter((step) => step.at <= instant).at(-1)?.value ?? null;
        expect(valueAt(item.assignee, instant) ?? null).toBe(expected);
      }
      expect(item.assignee.every(({ exact }) => exact)).toBe(true);
    }),
  );
});

test('law: no JSON whatsoever makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (fields, changelog) => {
      const issue = { ...issueOf(), changelog };
      expect(parseWorkItem(issue, USUAL_JIRA_FIELDS)).toBeDefined();
      expect(parseWorkItem({ ...issue, fields }, USUAL_JIRA_FIELDS)).toBeDefined();
      expect(parseWorkItem(fields, USUAL_JIRA_FIELDS)).toBeDefined();
    }),
  );
});
