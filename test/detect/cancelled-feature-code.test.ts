import fc from 'fast-check';
import { type ItemOptions, commitOf, day, featureOf, traceLinkOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const ID = 'cancelled-feature-code';
const settings = withThresholds(ID, { graceDays: 5, lookBackDays: 100 });

/** Closed on Tuesday, day 2, as given up unless it says otherwise. */
const closed = (as = "Won't Do"): Pick<ItemOptions, 'status' | 'resolution'> => ({
  status: [
    [1, 'in-progress'],
    [2, 'done'],
  ],
  resolution: [
    [1, undefined],
    [2, as],
  ],
});
const feature = featureOf({ key: 'PAY-1', ...closed() });
const delivered = workItemOf({ key: 'PAY-2', parent: 'PAY-1', ...closed('Done') });
const alive = workItemOf({ key: 'PAY-3' });

const code = commitOf({ sha: 'c1', message: 'Pay in parts' });
const undo = commitOf({ sha: 'c2', committed: 3, message: 'Revert "Pay in parts"' });
const redo = commitOf({ sha: 'c3', committed: 4, message: 'Revert "Revert "Pay in parts""' });
const merge = commitOf({ sha: 'c1', parents: ['p1', 'p2'] });
const serves = (...keys: string[]) => keys.map((key) => traceLinkOf('c1', key));
const all = (key: string) => ['c1', 'c2', 'c3'].map((sha) => traceLinkOf(sha, key));

// Five working days after Tuesday, day 2, is Tuesday, day 9.
test.each`
  why                                          | items                                                                                        | commits               | links                       | asOf       | outcome
  ${'last moment of grace'}                    | ${[feature]}                                                                                 | ${[code]}             | ${serves('PAY-1')}          | ${9}       | ${'clear'}
  ${'first moment after it'}                   | ${[feature]}                                                                                 | ${[code]}             | ${serves('PAY-1')}          | ${9.001}   | ${'flagged'}
  ${'last moment looked back on'}              | ${[feature]}                                                                                 | ${[code]}             | ${serves('PAY-1')}          | ${102}     | ${'flagged'}
  ${'first moment before it'}                  | ${[feature]}                                                                                 | ${[code]}             | ${serves('PAY-1')}          | ${102.001} | ${'not-applicable'}
  ${'code for a delivered story below it'}     | ${[feature, delivered]}                                                                      | ${[code]}             | ${serves('PAY-2')}          | ${20}      | ${'flagged'}
  ${'a story given up under a live feature'}   | ${[featureOf({ key: 'PAY-9' }), workItemOf({ key: 'PAY-4', parent: 'PAY-9', ...closed() })]} | ${[code]}             | ${serves('PAY-4')}          | ${20}      | ${'flagged'}
  ${'the feature was delivered'}               | ${[featureOf({ key: 'PAY-1', ...closed('Done') }), delivered]}                               | ${[code]}             | ${serves('PAY-1')}          | ${20}      | ${'not-applicable'}
  ${'the feature went on under another key'}   | ${[featureOf({ key: 'PAY-1', ...closed('Duplicate') })]}                                     | ${[code]}             | ${serves('PAY-1')}          | ${20}      | ${'not-applicable'}
  ${'the feature was reopened'} | ${[{ ...feature, status: featureOf({ key: 'PAY-1', status: [[2, 'done'], [3, 'to-do']] }).status }]} | ${[code]} | ${serves('PAY-1')} | ${20} | ${'not-applicable'}
  ${'nothing was written for it'}              | ${[feature]}                                                                                 | ${[code]}             | ${[]}                       | ${20}      | ${'clear'}
  ${'the code was reverted'}                   | ${[feature]}                                                                                 | ${[code, undo]}       | ${all('PAY-1')}             | ${20}      | ${'clear'}
  ${'the revert was reverted'}                 | ${[feature]}                                                                                 | ${[code, undo, redo]} | ${all('PAY-1')}             | ${20}      | ${'flagged'}
  ${'the commit serves something that lives'}  | ${[feature, alive]}                                                                          | ${[code]}             | ${serves('PAY-1', 'PAY-3')} | ${20}      | ${'clear'}
  ${'the commit serves something unseen'}      | ${[feature]}                                                                                 | ${[code]}             | ${serves('OPS-1', 'PAY-1')} | ${20}      | ${'unknown'}
  ${'a merge brings in what others wrote'}     | ${[feature]}                                                                                 | ${[merge]}            | ${serves('PAY-1')}          | ${20}      | ${'clear'}
  ${'what was cancelled is another project’s'} | ${[featureOf({ key: 'OPS-1', ...closed() })]}                                                | ${[code]}             | ${serves('OPS-1')}          | ${20}      | ${'not-applicable'}
`('$why: $outcome', ({ items, commits, links, asOf, outcome }) => {
  expect(ask(ID, worldOf({ asOf, items, commits, links, settings })).outcome).toBe(outcome);
});

test('the finding is about what was cancelled, and its commits are the evidence, newest first', () => {
  const later = commitOf({ sha: 'c2', committed: 1.5, message: 'Pay in two parts' });
  const links = [...serves('PAY-2'), traceLinkOf('c2', 'PAY-1')];
  const world = worldOf({ asOf: 20, items: [feature, delivered], commits: [code, later], links, settings });
  expect(ask(ID, world).findings).toEqual([
    {
      detector: ID,
      subject: { kind: 'work-item', key: 'PAY-1' },
      message: 'Was cancelled, yet 2 commits made for it still stand, since 2017-01-03',
      since: day(2),
      sinceExact: true,
      evidence: [
        {
          kind: 'work-item',
          key: 'PAY-1',
          text: 'is resolved as "Won\'t Do"',
          at: day(2),
          exact: true,
          unknown: false,
        },
        { kind: 'commit', repo: 'team/billing', sha: 'c2', text: 'Pay in two parts', at: day(1.5) },
        { kind: 'commit', repo: 'team/billing', sha: 'c1', text: 'Pay in parts', at: day(1) },
        {
          kind: 'figure',
          text: '2 commits made for it still stand, serving nothing that lives',
          value: 2,
          unit: 'commits',
        },
      ],
      nextStep: 'Take out what these 2 commits brought in, or reopen PAY-1 if it is wanted after all.',
      personDays: undefined,
    },
  ]);
});

test('twenty commits are shown, and all are counted', () => {
  const commits = Array.from({ length: 25 }, (_, nth) => commitOf({ sha: `n${nth}`, committed: 1 + nth / 100 }));
  const links = commits.map(({ sha }) => traceLinkOf(sha, 'PAY-1'));
  const [finding] = ask(ID, worldOf({ asOf: 20, items: [feature], commits, links, settings })).findings;
  const shown = finding?.evidence.filter(({ kind }) => kind === 'commit') ?? [];
  expect(shown).toHaveLength(20);
  expect(shown[0]).toMatchObject({ sha: 'n24' });
  expect(finding?.message).toContain('25 commits');
});

test('code that came after the cancelling has stood since it came', () => {
  const late = commitOf({ sha: 'c1', committed: 4 });
  const world = worldOf({ asOf: 20, items: [feature], commits: [late], links: serves('PAY-1'), settings });
  expect(ask(ID, world).findings).toMatchObject([{ since: day(4) }]);
});

test('more code for what was cancelled never clears it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 12 }),
      (days, more) => {
        const flagged = (all: readonly number[]): boolean => {
          const commits = all.map((committed, nth) => commitOf({ sha: `n${nth}`, committed, message: `Part ${nth}` }));
          const links = commits.map(({ sha }) => traceLinkOf(sha, 'PAY-1'));
          return ask(ID, worldOf({ asOf: 15, items: [feature], commits, links, settings })).outcome === 'flagged';
        };
        if (flagged(days)) expect(flagged([...days, more])).toBe(true);
      },
    ),
  );
});
