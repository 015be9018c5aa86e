import type { Commit } from '../../src/model/commit';
import { combineCommits } from '../../src/trace/combine';
import { commitOf } from './commit-builder';

const told = (lines: Commit['lines']) => commitOf('a', 'PAY-1', [], { lines });

test.each`
  why                                  | one                         | other                       | lines
  ${'nobody counted'}                  | ${undefined}                | ${undefined}                | ${undefined}
  ${'a hook does not count'}           | ${{ added: 3, deleted: 1 }} | ${undefined}                | ${{ added: 3, deleted: 1 }}
  ${'nothing is known too'}            | ${{ added: 0, deleted: 0 }} | ${undefined}                | ${{ added: 0, deleted: 0 }}
  ${'one saw more'}                    | ${{ added: 3, deleted: 1 }} | ${{ added: 2, deleted: 1 }} | ${{ added: 3, deleted: 1 }}
  ${'one saw as many, but other ones'} | ${{ added: 3, deleted: 1 }} | ${{ added: 1, deleted: 3 }} | ${{ added: 3, deleted: 1 }}
`('lines of a commit told twice: $why', ({ one, other, lines }) => {
  expect(combineCommits(told(one), told(other)).lines).toEqual(lines);
  expect(combineCommits(told(other), told(one)).lines).toEqual(lines);
});
