/** What several senders tell of a pull request or a branch comes to the same in whatever order it comes. */
import fc from 'fast-check';
import { type Branch, branchOf, isStanding } from '../../src/model/branch';
import type { PullRequest } from '../../src/model/commit';
import { combineBranches, combinePullRequests } from '../../src/trace/combine';
import { pullRequestOf, shaOf } from './commit-builder';

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const instant = maybe(fc.nat(3));
const told = fc
  .record({
    updatedAt: fc.nat(2),
    title: fc.constantFrom('', 'PAY-1'),
    state: fc.constantFrom('open' as const, 'merged' as const, 'closed' as const),
    mergeSha: fc.constantFrom(undefined, shaOf('m')),
    commits: fc.subarray(['p', 'q']),
    isDraft: maybe(fc.boolean()),
    byBot: maybe(fc.boolean()),
    openedAt: instant,
    readyAt: instant,
    reviewAskedAt: instant,
    changedAt: instant,
    firstReviewAt: instant,
    lastReviewAt: instant,
    closedAt: instant,
    mergedAt: instant,
  })
  .map((row): PullRequest => pullRequestOf(1, row));
const toldBranch = fc
  .record({
    toldAt: instant,
    headSha: fc.constantFrom(undefined, shaOf('a'), shaOf('b')),
    headAt: instant,
    isMerged: maybe(fc.boolean()),
    mergedAt: instant,
    mergedSha: fc.constantFrom(undefined, shaOf('a'), shaOf('b')),
    defaultAt: instant,
  })
  .map((row): Branch => branchOf({ repo: 'shop/pay', name: 'pay-1', ...row }));

describe.each([
  ['pull request', (law: Law) => fc.assert(fc.property(told, told, told, law(combinePullRequests)))],
  ['branch', (law: Law) => fc.assert(fc.property(toldBranch, toldBranch, toldBranch, law(combineBranches)))],
])('what is told of a %s', (_what, holds) => {
  test('may come in any order', () => holds((join) => (a, b) => expect(join(a, b)).toEqual(join(b, a))));
  test('may be put together in any pieces', () =>
    holds((join) => (a, b, c) => expect(join(join(a, b), c)).toEqual(join(a, join(b, c)))));
  test('may come twice', () =>
    holds((join) => (a, b) => {
      expect(join(a, a)).toEqual(a);
      expect(join(join(a, b), b)).toEqual(join(a, b));
    }));
  test('is stored as the same text, whoever told first', () =>
    holds((join) => (a, b) => expect(JSON.stringify(join(a, b))).toBe(JSON.stringify(join(b, a)))));
});

type Law = <T>(join: (a: T, b: T) => T) => (a: T, b: T, c: T) => void;

test('a row that was stored before times were kept loses nothing and gains what is told now', () => {
  const old = pullRequestOf(1, { title: 'Before', state: 'open', commits: [shaOf('p')], updatedAt: 1 });
  const now = pullRequestOf(1, { title: 'Now', state: 'open', updatedAt: 2, openedAt: 1, isDraft: false });
  expect(combinePullRequests(old, now)).toEqual({ ...now, commits: [shaOf('p')] });
  expect(combinePullRequests(old, old)).toEqual(old);
});

test('of what happened more than once, the first review counts and the last of everything else', () => {
  const at = (n: number) => ({
    openedAt: n,
    readyAt: n,
    reviewAskedAt: n,
    changedAt: n,
    firstReviewAt: n,
    lastReviewAt: n,
    closedAt: n,
    mergedAt: n,
  });
  expect(combinePullRequests(pullRequestOf(1, at(1)), pullRequestOf(1, at(2)))).toMatchObject({
    ...at(2),
    openedAt: 1,
    firstReviewAt: 1,
    mergedAt: 1,
  });
});

test.each`
  why                                   | branch                                    | listedAt     | standing
  ${'told, and no list was ever whole'} | ${{ toldAt: 5, headSha: shaOf('a') }}     | ${undefined} | ${true}
  ${'named in the newest whole list'}   | ${{ toldAt: 5, headSha: shaOf('a') }}     | ${5}         | ${true}
  ${'missing from a later list'}        | ${{ toldAt: 5, headSha: shaOf('a') }}     | ${6}         | ${false}
  ${'deleted'}                          | ${{ toldAt: 5 }}                          | ${undefined} | ${false}
  ${'known from its pull request only'} | ${{ mergedAt: 5, mergedSha: shaOf('a') }} | ${undefined} | ${false}
`('a branch that is $why stands: $standing', ({ branch, listedAt, standing }) => {
  expect(isStanding(branchOf({ repo: 'shop/pay', name: 'pay-1', ...branch }), listedAt)).toBe(standing);
});

test('that it was merged is not forgotten when somebody tells of it again', () => {
  const merged = branchOf({ repo: 'shop/pay', name: 'pay-1', mergedAt: 3, mergedSha: shaOf('a') });
  const pushed = branchOf({ repo: 'shop/pay', name: 'pay-1', toldAt: 9, headSha: shaOf('a') });
  expect(combineBranches(merged, pushed)).toMatchObject({ toldAt: 9, mergedAt: 3, mergedSha: shaOf('a') });
});
