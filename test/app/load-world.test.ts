/** What a detector may know of pull requests and branches, and what is said where nobody told of them. */
import { loadWorld } from '../../src/app/load-world';
import type { WorldOptions } from '../builders/worlds';
import { branchOf, commitOf, day, foundEntryOf, pullRequestOf, traceLinkOf, workItemOf } from '../builders/worlds';
import { type TestOutside, openOutside } from './outside-in-memory';

const NOW = day(10);
const SHA = 'a'.repeat(40);

let box: TestOutside;
beforeEach(async () => {
  box = await openOutside();
  const { facts } = box.outside;
  await facts.saveItems([workItemOf({ key: 'PAY-1' })]);
  await facts.saveProject({ key: 'PAY', name: 'Payments', readAt: NOW });
  for (const repo of ['team/billing', 'team/web']) {
    await facts.noteReceived(repo, day(9));
    await facts.saveCommits([{ ...commitOf({ sha: SHA }), repo }]);
    await facts.appendEntries([foundEntryOf({ ...traceLinkOf(SHA, 'PAY-1'), repo })]);
  }
});
afterEach(() => box.close());

async function worldWith({ pullRequests = [], branches = [] }: WorldOptions) {
  await box.outside.facts.savePullRequests(pullRequests);
  await box.outside.facts.saveBranches(branches);
  return loadWorld(box.outside, 'PAY', NOW);
}

test('where nobody told of any, they are unknown, and what to do is said', async () => {
  const { coverage, pullRequests, branches } = await worldWith({});
  expect({ pullRequests, branches }).toEqual({ pullRequests: [], branches: [] });
  expect(coverage).toMatchObject({
    pullRequests: {
      kind: 'unknown',
      why: 'No pull requests of team/billing, team/web were ever received. Choose pull requests and their reviews in the webhook.',
    },
    branches: {
      kind: 'unknown',
      why: 'No branches of team/billing, team/web were ever received. Run throughline push, or choose pushes in the webhook.',
    },
  });
});

test('where some repositories tell and others do not, they are known in part', async () => {
  const { coverage } = await worldWith({ pullRequests: [pullRequestOf()], branches: [branchOf()] });
  expect(coverage).toMatchObject({
    pullRequests: { kind: 'partial', why: expect.stringMatching(/^No pull requests of team\/web were/) },
    branches: { kind: 'partial', why: expect.stringMatching(/^No branches of team\/web were/) },
  });
});

test('where all tell, they are known as of the day the quietest last sent anything', async () => {
  const repos = ['team/billing', 'team/web'];
  const { coverage, branches } = await worldWith({
    pullRequests: repos.map((repo) => pullRequestOf({ repo, state: 'merged', closed: 2 })),
    branches: repos.map((repo) => branchOf({ repo })),
  });
  expect(coverage).toMatchObject({
    pullRequests: { kind: 'complete', asOf: day(9) },
    branches: { kind: 'complete', asOf: day(9) },
  });
  expect(branches).toHaveLength(2);
});

test('only open pull requests are loaded, and which repositories tell of reviews', async () => {
  const { pullRequests, reviewsToldBy } = await worldWith({
    pullRequests: [
      pullRequestOf({ number: 1, state: 'merged', closed: 3, reviewed: [2, 2] }),
      pullRequestOf({ number: 2 }),
      pullRequestOf({ number: 3, repo: 'team/web' }),
      pullRequestOf({ number: 4, repo: 'team/elsewhere' }),
    ],
  });
  expect(pullRequests.map(({ repo, number }) => `${repo}#${number}`)).toEqual(['team/billing#2', 'team/web#3']);
  expect([...reviewsToldBy]).toEqual(['team/billing']);
});

test('a project that no repository serves has neither', async () => {
  const { coverage } = await loadWorld(box.outside, 'OPS', NOW);
  expect([coverage.pullRequests.kind, coverage.branches.kind]).toEqual(['unknown', 'unknown']);
});
