import type { WorkItem } from '../../src/model/work-item';
import { type WorldOptions, commitOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const PEOPLE = ['ana', 'ben', 'cid', 'dee', 'eli', 'fay', 'gus', 'hal'];
const ready = workItemOf({ key: 'PAY-100' });

/** The first `busy` people have an item in progress; the others finished theirs on day 2. */
function teamWork(size: number, busy: number): WorkItem[] {
  return PEOPLE.slice(0, size).map((assignee, index) =>
    workItemOf({
      key: `PAY-${index + 1}`,
      assignee,
      status:
        index < busy
          ? [[1, 'in-progress']]
          : [
              [1, 'in-progress'],
              [2, 'done'],
            ],
    }),
  );
}
const askTeam = (more: WorldOptions) =>
  ask('idle-member', worldOf({ settings: withThresholds('idle-member', { quietDays: 3, freePercent: 25 }), ...more }));

// Three working days after Tuesday, day 2, is Friday, day 5.
test.each`
  why                                    | asOf     | items                                                                                     | outcome
  ${'two of eight are free'}             | ${5}     | ${[...teamWork(8, 6), ready]}                                                             | ${'flagged'}
  ${'the last moment before they count'} | ${4.999} | ${[...teamWork(8, 6), ready]}                                                             | ${'clear'}
  ${'one of eight is under the share'}   | ${9}     | ${[...teamWork(8, 7), ready]}                                                             | ${'clear'}
  ${'no work is ready'}                  | ${9}     | ${teamWork(8, 4)}                                                                         | ${'clear'}
  ${'the only ready item waits'}         | ${9}     | ${[...teamWork(8, 4), workItemOf({ key: 'PAY-100', waitsOn: ['PAY-1'] })]}                | ${'clear'}
  ${'the only ready item is taken'}      | ${9}     | ${[...teamWork(8, 4), workItemOf({ key: 'PAY-100', assignee: 'hal' })]}                   | ${'clear'}
  ${'the smallest group shown'}          | ${9}     | ${[...teamWork(5, 1), ready]}                                                             | ${'flagged'}
  ${'a group too small to show'}         | ${9}     | ${[...teamWork(4, 1), ready]}                                                             | ${'not-applicable'}
  ${'work in progress is never shown'}   | ${9}     | ${[...PEOPLE.map((assignee, n) => workItemOf({ key: `PAY-${n + 1}`, assignee })), ready]} | ${'unknown'}
`('$why: $outcome', ({ asOf, items, outcome }) => {
  expect(askTeam({ asOf, items }).outcome).toBe(outcome);
});

test('no setting shows a figure about fewer than five people', () => {
  const settings = { ...withThresholds('idle-member', { quietDays: 3 }), people: { minimumGroup: 2 } };
  expect(askTeam({ asOf: 9, items: [...teamWork(4, 1), ready], settings }).reason).toBe(
    'Does not apply, because figures about fewer than 5 people are not shown.',
  );
});

test('a bot is no member', () => {
  const settings = { ...withThresholds('idle-member', { quietDays: 3 }), trace: { botAuthors: ['eli'] } };
  expect(askTeam({ asOf: 9, items: [...teamWork(5, 1), ready], settings }).outcome).toBe('not-applicable');
});

test('a commit of one’s own is work', () => {
  const items = [...teamWork(8, 6), ready];
  expect(askTeam({ asOf: 9, items, commits: [commitOf({ sha: 'c1', committed: 8, author: 'hal' })] }).outcome).toBe(
    'clear',
  );
});

test('commits by people we cannot place make the figure unknown', () => {
  const commits = [commitOf({ sha: 'c1', committed: 8 })];
  expect(askTeam({ asOf: 9, items: [...teamWork(8, 4), ready], commits })).toMatchObject({
    outcome: 'unknown',
    reason: 'Could not be judged, because authors of recent commits are not joined to Jira accounts (1 of 1 commit).',
  });
});

test('without commits the figure is unknown', () => {
  const commitCoverage = { kind: 'unknown', why: 'No repository is connected.' } as const;
  expect(askTeam({ asOf: 9, items: [...teamWork(8, 4), ready], commitCoverage }).outcome).toBe('unknown');
});

test('a group too small is said to be so', () => {
  expect(askTeam({ asOf: 9, items: [...teamWork(4, 1), ready] }).reason).toBe(
    'Does not apply, because figures about fewer than 5 people are not shown.',
  );
});

test('nobody is named, neither directly nor by an item that only they hold', () => {
  const items = [...teamWork(8, 4), ready, workItemOf({ key: 'PAY-101', assignee: 'hal' })];
  const { findings } = askTeam({ asOf: 9, items });
  expect(findings).toHaveLength(1);
  const text = JSON.stringify(findings);
  for (const person of PEOPLE) expect(text).not.toContain(`"${person}"`);
  expect(text).not.toContain('PAY-101');
  expect(findings[0]?.message).toBe(
    '4 of 8 members have had nothing in hand for 3 working days or longer, while 1 item is ready',
  );
});
