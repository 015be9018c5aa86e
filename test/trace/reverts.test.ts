/** One change and what was said of it later: does it still live? */
import { findReverts } from '../../src/trace/reverts';
import { compareCommits } from '../../src/model/trace-index';
import type { Commit } from '../../src/model/commit';
import { commitOf, shaOf } from './commit-builder';

const at = (name: string, second: number, message: string, more: Partial<Commit> = {}) =>
  commitOf(name, message, [], { committedAt: second, ...more });
const change = at('change', 1, 'Round refunds (#12)');
const undo = (name: string, of: string, second: number) =>
  at(name, second, `Revert something\n\nThis reverts commit ${shaOf(of)}.`);
const pick = (name: string, of: string, second: number) =>
  at(name, second, `Round\n\n(cherry picked from commit ${shaOf(of)})`);

/** Names of commits that have been undone, with who did it. */
function undoneIn(commits: readonly Commit[]): string[] {
  const { undoneBy } = findReverts([...commits].sort(compareCommits));
  return commits.flatMap((commit) => {
    const by = undoneBy(commit);
    return by ? [`${nameOf(commit)} by ${nameOf(by)}`] : [];
  });
}

function nameOf({ sha }: Commit): string {
  return (sha.match(/../g) ?? [])
    .map((digits) => String.fromCharCode(Number.parseInt(digits, 16)))
    .join('')
    .replaceAll('\0', '');
}

test.each`
  why                                               | later                                                                                                | undone
  ${'nothing came later'}                           | ${[]}                                                                                                | ${[]}
  ${'git’s revert'}                                 | ${[undo('r', 'change', 2)]}                                                                          | ${['change by r']}
  ${'by a short sha'}                               | ${[at('r', 2, `Undo\n\nThis reverts commit ${shaOf('change').slice(0, 9)}.`)]}                       | ${['change by r']}
  ${'by its subject'}                               | ${[at('r', 2, 'Revert "Round refunds (#12)" (#13)')]}                                                | ${['change by r']}
  ${'by its pull request'}                          | ${[at('r', 2, 'Undo\n\nReverts shop/pay#12')]}                                                       | ${['change by r']}
  ${'a sha that is not at hand, a subject that is'} | ${[at('r', 2, `Revert "Round refunds (#12)"\n\nThis reverts commit ${shaOf('gone')}.`)]}             | ${['change by r']}
  ${'of the same second'}                           | ${[undo('r', 'change', 1)]}                                                                          | ${['change by r']}
  ${'said before it was made'}                      | ${[undo('r', 'change', 0)]}                                                                          | ${[]}
  ${'another repository’s'}                         | ${[at('r', 2, `This reverts commit ${shaOf('change')}.`, { repo: 'shop/web' })]}                     | ${[]}
  ${'a subject of two earlier commits'}             | ${[at('twin', 2, 'Round refunds (#12)'), at('r', 3, 'Revert "Round refunds (#12)"')]}                | ${[]}
  ${'a subject that comes again later'}             | ${[at('r', 2, 'Revert "Round refunds (#12)"'), at('twin', 3, 'Round refunds (#12)')]}                | ${['change by r']}
  ${'the revert was reverted'}                      | ${[undo('r', 'change', 2), undo('s', 'r', 3)]}                                                       | ${['r by s']}
  ${'and that was reverted'}                        | ${[undo('r', 'change', 2), undo('s', 'r', 3), undo('t', 's', 4)]}                                    | ${['change by r', 's by t']}
  ${'reverted again after it came back'}            | ${[undo('r', 'change', 2), undo('s', 'r', 3), undo('t', 'change', 4)]}                               | ${['change by t', 'r by s']}
  ${'reverted on two branches'}                     | ${[undo('r', 'change', 2), undo('s', 'change', 3)]}                                                  | ${['change by r']}
  ${'git’s old words for a revert of one'}          | ${[at('r', 2, 'Revert "Round refunds (#12)"'), at('s', 3, 'Revert "Revert "Round refunds (#12)""')]} | ${['r by s']}
  ${'picked again'}                                 | ${[undo('r', 'change', 2), pick('p', 'change', 3)]}                                                  | ${[]}
  ${'reapplied by its subject'}                     | ${[undo('r', 'change', 2), at('p', 3, 'Reapply "Round refunds (#12)"')]}                             | ${[]}
  ${'picked before the revert'}                     | ${[pick('p', 'change', 2), undo('r', 'change', 3)]}                                                  | ${['change by r']}
  ${'picked again, and that reverted'}              | ${[undo('r', 'change', 2), pick('p', 'change', 3), undo('s', 'p', 4)]}                               | ${['change by r', 'p by s']}
  ${'a fixup names it and undoes nothing'}          | ${[at('f', 2, `fixup! Round refunds (#12)\n\nThis reverts commit ${shaOf('change')}.`)]}             | ${[]}
  ${'words alone'}                                  | ${[at('f', 2, 'Revert to the older rounding')]}                                                      | ${[]}
`('$why', ({ later, undone }) => {
  expect(undoneIn([change, ...later])).toEqual(undone);
});

test('to revert a merge is to revert what it brought in, and to revert that brings all of it back', () => {
  const base = at('base', 1, 'Begin');
  const side = commitOf('side', 'Round', ['base'], { committedAt: 2 });
  const main = commitOf('main', 'Print', ['base'], { committedAt: 3 });
  const merge = commitOf('merge', 'Merge branch ‘side’', ['main', 'side'], { committedAt: 4 });
  const history = [base, side, main, merge, undo('r', 'merge', 5)];
  expect(undoneIn(history)).toEqual(['side by r', 'merge by r']);
  expect(undoneIn([...history, undo('s', 'r', 6)])).toEqual(['r by s']);
});

test('what was ever undone is remembered, and so is who says that it undoes something', () => {
  const [r, s, lost] = [undo('r', 'change', 2), undo('s', 'r', 3), undo('lost', 'gone', 4)];
  const { everUndone, isRevert } = findReverts([change, r, s, lost]);
  expect(everUndone).toEqual([change, r]);
  expect([change, r, s, lost].map(isRevert)).toEqual([false, true, true, true]);
});
