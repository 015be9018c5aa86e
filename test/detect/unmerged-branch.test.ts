import fc from 'fast-check';
import {
  type BranchOptions,
  branchOf,
  commitOf,
  day,
  historyOf,
  pullRequestOf,
  statusOf,
  traceLinkOf,
  workItemOf,
  worldOf,
} from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const settings = withThresholds('unmerged-branch', { quietDays: 14 });

const done = workItemOf({
  key: 'PAY-1',
  status: [
    [1, 'to-do'],
    [4, 'done'],
  ],
});
const open = workItemOf({ key: 'PAY-2' });
const head = commitOf({ sha: 'c1' });
const main = branchOf({ name: 'main', head: 'm1', isMerged: true, isDefault: true });
const ofDone: BranchOptions = { name: 'pay-1-round' };

// The last commit is of day 1, so that day 15 is the last inside the limit.
test.each`
  why                                                | branch                                             | asOf      | outcome
  ${'last moment inside the limit'}                  | ${ofDone}                                          | ${15}     | ${'clear'}
  ${'first moment after it'}                         | ${ofDone}                                          | ${15.001} | ${'flagged'}
  ${'merged, as somebody saw'}                       | ${{ ...ofDone, isMerged: true }}                   | ${20}     | ${'clear'}
  ${'its pull request was merged'}                   | ${{ ...ofDone, merged: { on: 2, head: 'c1' } }}    | ${20}     | ${'clear'}
  ${'merged, and somebody went on'}                  | ${{ ...ofDone, merged: { on: 2, head: 'c0' } }}    | ${20}     | ${'flagged'}
  ${'merged after its last commit, no sha told'}     | ${{ ...ofDone, merged: { on: 2 } }}                | ${20}     | ${'clear'}
  ${'merged before its last commit, no sha told'}    | ${{ ...ofDone, merged: { on: 0 } }}                | ${20}     | ${'flagged'}
  ${'its item is open'}                              | ${{ name: 'pay-2-round' }}                         | ${20}     | ${'clear'}
  ${'one of its items is open'}                      | ${{ name: 'pay-1-pay-2' }}                         | ${20}     | ${'clear'}
  ${'it names nothing'}                              | ${{ name: 'rounding' }}                            | ${20}     | ${'flagged'}
  ${'it names an item that does not exist'}          | ${{ name: 'pay-2017-redesign' }}                   | ${20}     | ${'flagged'}
  ${'it names an item that was not looked at'}       | ${{ name: 'pay-1-ops-9' }}                         | ${20}     | ${'unknown'}
  ${'its items are of another project'}              | ${{ name: 'ops-1-round' }}                         | ${20}     | ${'not-applicable'}
  ${'a trunk'}                                       | ${{ name: 'develop' }}                             | ${20}     | ${'not-applicable'}
  ${'a release branch'}                              | ${{ name: 'release/2' }}                           | ${20}     | ${'not-applicable'}
  ${'a version'}                                     | ${{ name: '1.x' }}                                 | ${20}     | ${'not-applicable'}
  ${'a number is no version'}                        | ${{ name: '17' }}                                  | ${20}     | ${'flagged'}
  ${'the default one, whatever it is called'}        | ${{ name: 'pay-1-round', isDefault: true }}        | ${20}     | ${'not-applicable'}
  ${'its last commit has no time, but was received'} | ${{ ...ofDone, committed: undefined }}             | ${20}     | ${'flagged'}
  ${'neither time nor commit is known'}              | ${{ ...ofDone, head: 'x1', committed: undefined }} | ${20}     | ${'unknown'}
  ${'its name tells enough without its commits'}     | ${{ ...ofDone, head: 'x1' }}                       | ${20}     | ${'flagged'}
  ${'neither its name nor its commits tell'}         | ${{ name: 'rounding', head: 'x1' }}                | ${20}     | ${'unknown'}
  ${'nobody looked whether it is merged'}            | ${{ ...ofDone, isMerged: undefined }}              | ${20}     | ${'unknown'}
`('$why: $outcome', ({ branch, asOf, outcome }) => {
  const items = [done, open, workItemOf({ key: 'OPS-1', status: [[1, 'done']] })];
  const world = worldOf({ asOf, items, commits: [head], branches: [branchOf(branch)], settings });
  expect(ask('unmerged-branch', world).outcome).toBe(outcome);
});

test.each`
  why                                                | commits                                                                                                                     | isMerged     | outcome
  ${'the default branch leads to its last commit'}   | ${[head, commitOf({ sha: 'm1', parents: ['p', 'c1'], committed: 2 })]}                                                      | ${undefined} | ${'clear'}
  ${'it does so later than somebody looked'}         | ${[head, commitOf({ sha: 'm1', parents: ['p', 'c1'], committed: 2 })]}                                                      | ${false}     | ${'clear'}
  ${'a merge says so, and its parents are not told'} | ${[head, commitOf({ sha: 'm1', parents: [], committed: 2, branch: 'pay-1-round', message: "Merge branch 'pay-1-round'" })]} | ${undefined} | ${'clear'}
  ${'a merge before its last commit says nothing'}   | ${[head, commitOf({ sha: 'm1', parents: [], committed: 0, branch: 'pay-1-round', message: "Merge branch 'pay-1-round'" })]} | ${undefined} | ${'flagged'}
  ${'nothing says so, and the default one is known'} | ${[head, commitOf({ sha: 'm1' })]}                                                                                          | ${undefined} | ${'flagged'}
`('merged or not, when $why: $outcome', ({ commits, isMerged, outcome }) => {
  const branches = [main, branchOf({ ...ofDone, isMerged })];
  expect(ask('unmerged-branch', worldOf({ asOf: 20, items: [done], commits, branches, settings })).outcome).toBe(
    outcome,
  );
});

test.each`
  why                                      | links                                                       | outcome
  ${'its last commit serves what is open'} | ${[traceLinkOf('c1', 'PAY-2')]}                             | ${'clear'}
  ${'its first commit does'}               | ${[traceLinkOf('c0', 'PAY-2'), traceLinkOf('c1', 'PAY-1')]} | ${'clear'}
  ${'only the default branch serves it'}   | ${[traceLinkOf('m1', 'PAY-2'), traceLinkOf('c1', 'PAY-1')]} | ${'flagged'}
  ${'a commit pushed on it serves it'}     | ${[traceLinkOf('b1', 'PAY-2')]}                             | ${'clear'}
`('links of its own commits count: $why: $outcome', ({ links, outcome }) => {
  const commits = [
    commitOf({ sha: 'm1', parents: [] }),
    commitOf({ sha: 'c0', parents: ['m1'] }),
    commitOf({ sha: 'c1', parents: ['c0'] }),
    commitOf({ sha: 'b1', parents: [], branch: 'rounding' }),
  ];
  const branches = [main, branchOf({ name: 'rounding' })];
  const world = worldOf({ asOf: 20, items: [done, open], commits, links, branches, settings });
  expect(ask('unmerged-branch', world).outcome).toBe(outcome);
});

test.each`
  why                        | request                                                  | outcome
  ${'open'}                  | ${{ branch: 'pay-1-round' }}                             | ${'not-applicable'}
  ${'closed'}                | ${{ branch: 'pay-1-round', state: 'closed', closed: 5 }} | ${'flagged'}
  ${'of another branch'}     | ${{ branch: 'pay-1-rounding' }}                          | ${'flagged'}
  ${'in another repository'} | ${{ branch: 'pay-1-round', repo: 'team/web' }}           | ${'flagged'}
`('with a pull request that is $why: $outcome', ({ request, outcome }) => {
  const pullRequests = [pullRequestOf(request)];
  const world = worldOf({
    asOf: 20,
    items: [done],
    commits: [head],
    branches: [branchOf(ofDone)],
    pullRequests,
    settings,
  });
  expect(ask('unmerged-branch', world).outcome).toBe(outcome);
});

test('an administrator says which branches live on', () => {
  const branches = [branchOf({ name: 'customer/acme' })];
  const world = (keptBranches: readonly string[]) =>
    worldOf({ asOf: 20, commits: [head], branches, settings: { ...settings, trace: { keptBranches } } });
  expect(ask('unmerged-branch', world(['customer/'])).outcome).toBe('not-applicable');
  expect(ask('unmerged-branch', world(['release'])).outcome).toBe('flagged');
});

test('the finding names the branch, its last commit and what it serves, since both had ended', () => {
  const items = [
    workItemOf({
      key: 'PAY-1',
      status: [
        [1, 'to-do'],
        [18, 'done'],
      ],
    }),
  ];
  const world = worldOf({ asOf: 20, items, commits: [head], branches: [branchOf(ofDone)], settings });
  expect(ask('unmerged-branch', world).findings).toMatchObject([
    {
      subject: { kind: 'branch', repo: 'team/billing', name: 'pay-1-round' },
      message: 'Is not merged, and its last commit is 19 days old; PAY-1 is done',
      since: day(18),
      sinceExact: true,
      evidence: [
        { kind: 'commit', repo: 'team/billing', sha: 'c1', text: 'is its last commit', at: day(1) },
        { kind: 'figure', text: '19 days without a commit', value: 19, unit: 'days' },
        { kind: 'work-item', key: 'PAY-1', text: 'is served by it, and is in status "Done"', at: day(18) },
      ],
      nextStep: 'Merge it if PAY-1 still needs it; else delete it.',
    },
  ]);
});

test('where the day an item ended is an estimate, so is since when', () => {
  const steps = [
    [1, statusOf('to-do')],
    [18, statusOf('done')],
  ] as const;
  const items = [workItemOf({ key: 'PAY-1', status: historyOf(steps, false) })];
  const world = worldOf({ asOf: 20, items, commits: [head], branches: [branchOf(ofDone)], settings });
  expect(ask('unmerged-branch', world).findings).toMatchObject([{ since: day(18), sinceExact: false }]);
});

test('what was given up is said to be, and its branch to be deleted', () => {
  const cancelled = {
    ...done,
    resolution: historyOf([
      [1, undefined],
      [4, "Won't Do"],
    ] as const),
  };
  const world = worldOf({ asOf: 20, items: [cancelled], commits: [head], branches: [branchOf(ofDone)], settings });
  expect(ask('unmerged-branch', world).findings).toMatchObject([
    { message: expect.stringContaining('PAY-1 is cancelled'), nextStep: 'Delete it: PAY-1 will not be done.' },
  ]);
});

test('a branch that serves nothing has been forgotten since it was left alone too long', () => {
  const world = worldOf({ asOf: 20, commits: [head], branches: [branchOf({ name: 'rounding' })], settings });
  expect(ask('unmerged-branch', world).findings).toMatchObject([
    { message: expect.stringContaining('it serves no work item that we can name'), since: day(15), sinceExact: true },
  ]);
});

test('without branches to look at, the verdict is unknown and says what to do', () => {
  const why = 'No branches of team/billing were ever received. Run throughline push.';
  expect(ask('unmerged-branch', worldOf({ branchCoverage: { kind: 'unknown', why } }))).toMatchObject({
    outcome: 'unknown',
    reason: `Branches have not been looked at: ${why}`,
  });
});

test('law: more time, and more items that ended, never clear a forgotten branch', () => {
  const days = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(days, days, fc.integer({ min: 1, max: 40 }), (asOf, later, quietDays) => {
      const flagged = (until: number, name = 'pay-1-round'): boolean =>
        ask(
          'unmerged-branch',
          worldOf({
            asOf: until,
            items: [done, workItemOf({ key: 'PAY-3', status: [[1, 'done']] })],
            commits: [head],
            branches: [branchOf({ name })],
            settings: withThresholds('unmerged-branch', { quietDays }),
          }),
        ).outcome === 'flagged';
      if (!flagged(asOf)) return;
      expect(flagged(asOf + later)).toBe(true);
      expect(flagged(asOf, 'pay-1-pay-3')).toBe(true);
    }),
  );
});
