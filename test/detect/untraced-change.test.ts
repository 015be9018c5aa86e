import { commitOf, day, traceLinkOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const settings = withThresholds('untraced-change', { lookBackDays: 90 });

test.each`
  why                                   | commit                                                       | links                           | asOf      | outcome
  ${'linked'}                           | ${commitOf({ sha: 'c1', message: 'PAY-1 round amounts' })}   | ${[traceLinkOf('c1', 'PAY-1')]} | ${10}     | ${'clear'}
  ${'no link'}                          | ${commitOf({ sha: 'c1' })}                                   | ${[]}                           | ${10}     | ${'flagged'}
  ${'the link is another commit’s'}     | ${commitOf({ sha: 'c1' })}                                   | ${[traceLinkOf('c2', 'PAY-1')]} | ${10}     | ${'flagged'}
  ${'last moment looked back on'}       | ${commitOf({ sha: 'c1', committed: 1 })}                     | ${[]}                           | ${91}     | ${'flagged'}
  ${'first moment before it'}           | ${commitOf({ sha: 'c1', committed: 1 })}                     | ${[]}                           | ${91.001} | ${'not-applicable'}
  ${'a merge'}                          | ${commitOf({ sha: 'c1', parents: ['p1', 'p2'] })}            | ${[]}                           | ${10}     | ${'not-applicable'}
  ${'a declared prefix'}                | ${commitOf({ sha: 'c1', message: 'MINOR: typo' })}           | ${[]}                           | ${10}     | ${'not-applicable'}
  ${'the prefix in the middle'}         | ${commitOf({ sha: 'c1', message: 'Fix MINOR: typo' })}       | ${[]}                           | ${10}     | ${'flagged'}
  ${'a version bump'}                   | ${commitOf({ sha: 'c1', message: 'Bump version to 1.2.3' })} | ${[]}                           | ${10}     | ${'not-applicable'}
  ${'a dependency bump ships a change'} | ${commitOf({ sha: 'c1', message: 'Bump lodash to 4.17.5' })} | ${[]}                           | ${10}     | ${'flagged'}
  ${'a commit after the day asked'}     | ${commitOf({ sha: 'c1', committed: 11 })}                    | ${[]}                           | ${10}     | ${'not-applicable'}
`('$why: $outcome', ({ commit, links, asOf, outcome }) => {
  const items = [workItemOf({ key: 'PAY-1' })];
  expect(ask('untraced-change', worldOf({ asOf, items, commits: [commit], links, settings })).outcome).toBe(outcome);
});

test('without commits to look at, the verdict is unknown and says why', () => {
  const world = worldOf({ commitCoverage: { kind: 'unknown', why: 'No repository is connected.' } });
  expect(ask('untraced-change', world)).toMatchObject({
    outcome: 'unknown',
    reason: 'Commits have not been looked at: No repository is connected.',
  });
});

test.each`
  why                         | message                                    | quoted
  ${'its first line'}         | ${'Fix flaky test\n\nIt failed at night.'} | ${'Fix flaky test'}
  ${'100 characters in full'} | ${'a'.repeat(100)}                         | ${'a'.repeat(100)}
  ${'the beginning of more'}  | ${'a'.repeat(101)}                         | ${`${'a'.repeat(99)}…`}
  ${'no half of a character'} | ${'😀'.repeat(101)}                        | ${`${'😀'.repeat(99)}…`}
`('the commit is the evidence, and is told apart by its subject: $why', ({ message, quoted }) => {
  const commit = commitOf({ sha: 'c1', committed: 3, message });
  expect(ask('untraced-change', worldOf({ commits: [commit] })).findings).toMatchObject([
    {
      message: `Serves no work item that we can name: “${quoted}”`,
      since: day(3),
      sinceExact: true,
      evidence: [{ kind: 'commit', repo: 'team/billing', sha: 'c1', text: quoted, at: day(3) }],
    },
  ]);
});

test('an empty message is said to be empty', () => {
  const commits = [commitOf({ sha: 'c1', message: '' })];
  expect(ask('untraced-change', worldOf({ commits })).findings).toMatchObject([
    { message: 'Serves no work item that we can name', evidence: [{ text: 'has an empty message' }] },
  ]);
});
