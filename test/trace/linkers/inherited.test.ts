import { commitOf, pullRequestOf, shaOf } from '../commit-builder';
import { linksOf, traceOf } from '../trace-builder';

const original = commitOf('original', 'Round refunds', [], { branch: 'pay-1' });
const squash = commitOf('squash', 'Print refunds (#12)', [], { branch: 'web-2' });
const revert = commitOf('revert', `Revert "Round refunds"\n\nThis reverts commit ${shaOf('original')}.`);
const full = shaOf('original');

test.each`
  why                                    | message                                                                             | links
  ${'git’s revert'}                      | ${`Undo\n\nThis reverts commit ${full}.`}                                           | ${'PAY-1 inherited'}
  ${'a revert by a short sha'}           | ${`Undo\n\nThis reverts commit ${full.slice(0, 9)}.`}                               | ${'PAY-1 inherited'}
  ${'git’s revert of a merge'}           | ${`Undo\n\nThis reverts commit ${full}, reversing\nchanges made to ${shaOf('x')}.`} | ${'PAY-1 inherited'}
  ${'a cherry-pick'}                     | ${`Round\n\n(cherry picked from commit ${full})`}                                   | ${'PAY-1 inherited'}
  ${'a cherry-pick in a person’s words'} | ${`Round\n\nCherry-picked from ${full.slice(0, 12)}`}                               | ${'PAY-1 inherited'}
  ${'a revert by subject'}               | ${'Revert "Round refunds"'}                                                         | ${'PAY-1 inherited'}
  ${'a revert of a revert'}              | ${'Revert "Revert "Round refunds""'}                                                | ${'PAY-1 inherited'}
  ${'git’s reapplication'}               | ${`Reapply "Round refunds"\n\nThis reverts commit ${shaOf('revert')}.`}             | ${'PAY-1 inherited'}
  ${'a reapplication by subject'}        | ${'Reapply "Round refunds"'}                                                        | ${'PAY-1 inherited'}
  ${'GitHub’s revert of a squash'}       | ${'Revert "Print refunds (#12)" (#13)'}                                             | ${'WEB-2 inherited'}
  ${'GitHub’s words'}                    | ${'Undo printing (#13)\n\nReverts shop/pay#12'}                                     | ${'WEB-2 inherited'}
  ${'GitLab’s words'}                    | ${'Undo printing\n\nThis reverts merge request !12'}                                | ${'WEB-2 inherited'}
  ${'a port back'}                       | ${'Print refunds (backport #12) (#14)'}                                             | ${'WEB-2 inherited'}
  ${'an amendment'}                      | ${'fixup! Round refunds'}                                                           | ${'PAY-1 inherited'}
  ${'its own word as well'}              | ${`PAY-9 undo\n\nThis reverts commit ${full}.`}                                     | ${'PAY-1 inherited, PAY-9 message-key'}
  ${'nothing: of another repository'}    | ${'Undo\n\nReverts other/pay#12'}                                                   | ${''}
  ${'nothing: a number nobody has'}      | ${'Undo\n\nReverts #99'}                                                            | ${''}
  ${'nothing: a subject nobody has'}     | ${'Revert "Paint refunds"'}                                                         | ${''}
  ${'nothing: words alone'}              | ${'Revert to the older rounding of commit messages'}                                | ${''}
`('$why', ({ message, links }) => {
  expect(linksOf(traceOf([original, squash, revert, commitOf('again', message)]), 'again')).toBe(links);
});

test('what a pull request’s title names is inherited through its number', () => {
  const request = pullRequestOf(20, { title: 'PAY-5 Round', mergeSha: shaOf('merged') });
  const commits = [commitOf('merged', 'Round all'), commitOf('again', 'Undo\n\nReverts shop/pay#20')];
  expect(linksOf(traceOf(commits, { pullRequests: [request] }), 'again')).toBe('PAY-5 inherited');
});

test('a subject that two commits have tells neither', () => {
  const twin = commitOf('twin', 'Round refunds', [], { branch: 'pay-3' });
  expect(linksOf(traceOf([original, twin, commitOf('again', 'Revert "Round refunds"')]), 'again')).toBe('');
});
