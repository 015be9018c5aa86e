import { DEFAULT_SETTINGS } from '../../src/model/settings';
import { workCommits } from '../../src/model/work-commits';
import { type CommitOptions, commitOf } from '../builders/worlds';

const FIX = 'a'.repeat(40);
const UNDO = 'b'.repeat(40);
const fix: CommitOptions = { sha: FIX, committed: 1, message: 'PAY-1 round once' };
const undo: CommitOptions = {
  sha: UNDO,
  committed: 2,
  message: `Revert "PAY-1 round once"\n\nThis reverts commit ${FIX}.`,
};

test.each`
  why                                       | commits                                                                                                      | work
  ${'a commit'}                             | ${[fix]}                                                                                                     | ${[FIX]}
  ${'a merge'}                              | ${[{ ...fix, parents: ['p1', 'p2'] }]}                                                                       | ${[]}
  ${'a bot’s update'}                       | ${[{ ...fix, message: 'Bump lodash from 1.0 to 1.1' }]}                                                      | ${[]}
  ${'a revert and what it reverts'}         | ${[fix, undo]}                                                                                               | ${[]}
  ${'a revert that names a short sha'}      | ${[fix, { ...undo, message: `Undo it: reverts commit ${FIX.slice(0, 7)}` }]}                                 | ${[]}
  ${'a revert that names only the subject'} | ${[fix, { ...undo, message: 'Revert "PAY-1 round once" (#13)' }]}                                            | ${[]}
  ${'of two of one subject, the later'}     | ${[fix, { ...fix, sha: 'c'.repeat(40), committed: 1.5 }, { ...undo, message: 'Revert "PAY-1 round once"' }]} | ${[FIX]}
  ${'of two of one subject, the one named'} | ${[fix, { ...fix, sha: 'c'.repeat(40), committed: 1.5 }, undo]}                                              | ${['c'.repeat(40)]}
  ${'a revert of another commit'}           | ${[fix, { ...undo, message: `This reverts commit ${'d'.repeat(40)}.` }]}                                     | ${[FIX]}
  ${'a revert that was reverted'}           | ${[fix, undo, { sha: 'e'.repeat(40), committed: 3, message: `This reverts commit ${UNDO}.` }]}               | ${[FIX]}
  ${'one taken up again'}                   | ${[fix, undo, { sha: 'e'.repeat(40), committed: 3, message: 'Reapply "PAY-1 round once"' }]}                 | ${['e'.repeat(40)]}
  ${'a cherry-pick'}                        | ${[{ ...fix, message: `PAY-1 round once\n\n(cherry picked from commit ${UNDO})` }]}                          | ${[]}
  ${'a backport'}                           | ${[{ ...fix, message: '[Backport 2.x] PAY-1 round once' }]}                                                  | ${[]}
  ${'a commit that speaks of reverts'}      | ${[{ ...fix, message: 'PAY-1 revert the order of rounding' }]}                                               | ${[FIX]}
  ${'a commit that speaks of backports'}    | ${[{ ...fix, message: 'PAY-1 list each backport' }]}                                                         | ${[FIX]}
`('$why', ({ commits, work }: { commits: CommitOptions[]; work: string[] }) => {
  expect(workCommits(commits.map(commitOf), DEFAULT_SETTINGS.trace).map(({ sha }) => sha)).toEqual(work);
});

test('a merge is no work, whether or not it is exempt from the trace', () => {
  const merge = commitOf({ ...fix, parents: ['p1', 'p2'] });
  expect(workCommits([merge], { ...DEFAULT_SETTINGS.trace, mergesExempt: false })).toEqual([]);
});
