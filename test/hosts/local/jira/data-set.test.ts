import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadDataSet } from '../../../../src/hosts/local/jira/data-set';
import { namedFrom, personFrom, type FieldValues } from '../../../../src/hosts/local/jira/item';
import { fieldsAt } from '../../../../src/hosts/local/jira/rewind';
import { dataSetOf, openSite } from './site-under-test';

const PROJECT = { id: '1', key: 'PAY', name: 'Payments' };
const STATUS = { id: '1', name: 'Open', statusCategory: { id: 2, key: 'new', name: 'To Do' } };
const TYPE = { id: '1', name: 'Story' };
const FIELDS = {
  project: PROJECT,
  status: STATUS,
  issuetype: TYPE,
  summary: 'Pay',
  created: '2026-03-01T00:00:00.000+0000',
};

describe('loading a data set', () => {
  it('counts every line it cannot use, with the reason', () => {
    const set = dataSetOf({
      issues: [
        { id: '1', key: 'PAY-1', fields: FIELDS },
        'not json',
        { id: '2', key: 'PAY-2' },
        { id: 3, key: 'PAY-3', fields: FIELDS },
        { id: '4', key: 'PAY-4', fields: { ...FIELDS, created: 'long ago' } },
        { id: '5', key: 'PAY-5', fields: { ...FIELDS, project: null } },
        { id: '6', key: 'PAY-6', fields: { ...FIELDS, status: null } },
        { id: '1', key: 'PAY-7', fields: FIELDS },
      ],
      comments: [{ issueKey: 'PAY-99', id: '1', created: '2026-03-01T00:00:00.000+0000', body: '' }],
    });
    expect(set.items.map((item) => item.key)).toEqual(['PAY-1']);
    expect(set.rejected).toEqual([
      { file: 'issues', line: 2, why: 'is not JSON' },
      { file: 'issues', line: 3, why: 'is not a work item: it has no fields' },
      { file: 'issues', line: 4, why: 'has no id or no key' },
      { file: 'issues', line: 5, why: 'PAY-4 has no creation instant' },
      { file: 'issues', line: 6, why: 'PAY-5 has no project' },
      { file: 'issues', line: 7, why: 'PAY-6 has no status or no type' },
      { file: 'issues', line: 8, why: 'PAY-7 is there twice' },
      { file: 'comments', line: 1, why: 'belongs to no item of the set' },
    ]);
  });

  it('refuses a folder without work items, naming it', () => {
    expect(() => loadDataSet('/nowhere/at-all')).toThrow(
      'No work items in /nowhere/at-all: it must hold issues.jsonl or issues.jsonl.gz',
    );
  });

  it('remembers the key an item had before it was moved, and still answers to it', async () => {
    const moved = { field: 'Key', fieldtype: 'jira', from: null, fromString: 'OLD-7', to: null, toString: 'PAY-1' };
    const set = dataSetOf({
      issues: [
        {
          id: '1',
          key: 'PAY-1',
          fields: FIELDS,
          changelog: { histories: [{ id: '1', created: '2026-03-02T00:00:00.000+0000', items: [moved] }] },
        },
      ],
    });
    const site = openSite(set);
    site.moveTo('2026-03-05T00:00:00Z');
    expect((await site.get('/rest/api/3/issue/OLD-7')).at('key')).toBe('PAY-1');
    expect(await site.keys('key = OLD-7')).toEqual(['PAY-1']);
  });

  it('reads null and absent sides of a change as null, though every object has a toString', () => {
    const cleared = { field: 'assignee', fieldtype: 'jira', from: 'x', fromString: 'X', to: null };
    const set = dataSetOf({
      issues: [
        {
          id: '1',
          key: 'PAY-1',
          fields: FIELDS,
          changelog: { histories: [{ id: '1', created: '2026-03-02T00:00:00.000+0000', items: [cleared] }] },
        },
      ],
    });
    expect(set.items[0]?.history[0]?.items[0]).toEqual({ ...cleared, toString: null });
  });
});

describe('the shipped demo', () => {
  const demo = loadDataSet(join(__dirname, '../../../../demo'));

  it('loads whole, with its name, opening instant and boards', () => {
    expect([demo.items.length, demo.links.length, demo.rejected, demo.historyKnown]).toEqual([538, 259, [], false]);
    expect([demo.name, demo.opensAt, demo.boardNames['219']]).toEqual([
      'Alloy and the Appcelerator Daemon, November 2017',
      Date.parse('2017-11-13T09:00:00Z'),
      'Tooling',
    ]);
  });

  it('leads newcomers to an item of its own, the health of its largest project, and automation', () => {
    expect(demo.tour.map(({ path }) => path)).toEqual([
      '/browse/DAEMON-17',
      '/projects/ALOY/apps/project-page/health',
      '/automation',
    ]);
    expect(demo.items.map(({ key }) => key)).toContain('DAEMON-17');
  });
});

const SETS = join(process.env['THROUGHLINE_SHARED'] ?? join(__dirname, '../../../../../shared'), 'data/sets');
const hasSets = existsSync(SETS);
if (!hasSets && process.env['THROUGHLINE_REQUIRE_SHARED'] === '1')
  throw new Error(`No shared data sets in ${SETS}: set THROUGHLINE_SHARED`);
if (!hasSets) console.warn(`SKIPPED: the shared data sets are not in ${SETS}`);

(hasSets ? describe : describe.skip)('the shared data sets', () => {
  test.each`
    set               | items  | historyKnown | rejected
    ${'duracloud'}    | ${739} | ${true}      | ${[]}
    ${'daemon'}       | ${317} | ${false}     | ${[]}
    ${'cloud-sample'} | ${55}  | ${true}      | ${['EE-1 is there twice', 'K5-2 is there twice', 'K5-3 is there twice', 'K5-4 is there twice']}
  `('$set loads', ({ set, items, historyKnown, rejected }) => {
    const loaded = loadDataSet(join(SETS, set));
    expect([loaded.items.length, loaded.historyKnown, loaded.rejected.map((line) => line.why)]).toEqual([
      items,
      historyKnown,
      rejected,
    ]);
  });

  it('rewind so that every change starts from what was there before it', () => {
    const set = loadDataSet(join(SETS, 'duracloud'));
    const nameIn = (fields: FieldValues, field: string) => {
      const value = fields[field];
      return typeof value === 'string' || value === null
        ? value
        : (namedFrom(value)?.name ?? personFrom(value)?.displayName ?? null);
    };
    const torn = set.items.flatMap((item) =>
      item.history.flatMap((entry) =>
        entry.items
          .filter((change) =>
            ['status', 'assignee', 'priority', 'summary', 'resolution', 'issuetype'].includes(change.field),
          )
          .flatMap((change) => {
            const sameField = entry.items.filter((other) => other.field === change.field);
            const [before, after] = [
              fieldsAt(item, entry.at - 1, set.catalogue),
              fieldsAt(item, entry.at, set.catalogue),
            ];
            const isTorn =
              sameField.length === 1 &&
              (nameIn(before, change.field) !== change.fromString || nameIn(after, change.field) !== change.toString);
            return isTorn
              ? [
                  `${item.key} ${entry.id} ${change.field}: ${nameIn(before, change.field)} -> ${nameIn(after, change.field)}, recorded ${change.fromString} -> ${change.toString}`,
                ]
              : [];
          }),
      ),
    );
    const lostPerson = / assignee: .* -> null, /;
    expect(torn.filter((line) => !lostPerson.test(line))).toEqual([]);
    // The source itself has no assignee any more where the account was deleted.
    expect(torn.filter((line) => lostPerson.test(line))).toHaveLength(12);
  });
});
