import { commitOf } from '../commit-builder';
import { linksOf, traceOf } from '../trace-builder';

test.each`
  why                         | branch                            | links
  ${'the whole name'}         | ${'PAY-7'}                        | ${'PAY-7 branch-name'}
  ${'lower case'}             | ${'feature/pay-7-refunds'}        | ${'PAY-7 branch-name'}
  ${'behind an underscore'}   | ${'bug_PAY-7'}                    | ${'PAY-7 branch-name'}
  ${'two items'}              | ${'PAY-7_WEB-8'}                  | ${'PAY-7 branch-name, WEB-8 branch-name'}
  ${'a second try'}           | ${'PAY-7b'}                       | ${'PAY-7 branch-name'}
  ${'a user’s folder'}        | ${'users/ada/pay-7'}              | ${'PAY-7 branch-name'}
  ${'a trunk'}                | ${'main'}                         | ${''}
  ${'a version'}              | ${'release/pay-1.2'}              | ${''}
  ${'a project nobody has'}   | ${'dependabot/npm/sha-256'}       | ${''}
  ${'SQL'}                    | ${"x'; DROP TABLE git_commit;--"} | ${''}
  ${'SQL that names an item'} | ${"pay-7'; DROP TABLE x;--"}      | ${'PAY-7 branch-name'}
`('$why: $branch', ({ branch, links }) => {
  expect(linksOf(traceOf([commitOf('a', 'wip', [], { branch })]), 'a')).toBe(links);
});

test('the message has the first word where both name the item', () => {
  expect(linksOf(traceOf([commitOf('a', 'PAY-7 x', [], { branch: 'pay-7' })]), 'a')).toBe('PAY-7 message-key');
});
