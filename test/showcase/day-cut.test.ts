/**
 * Nothing of the future is to be seen: the showcase on a day is the showcase as it could have been
 * written on that day. Two data sets are served at the same instant, the full one and one written from
 * a story that ends there, and nobody can tell them apart.
 */
import fc from 'fast-check';
import { readCommits, readRefs } from '../../src/hosts/local/repository-feed';
import { pullEventsBetween, readPullRequests } from '../../src/hosts/local/recorded-pulls';
import { loadDataSet } from '../../src/hosts/local/jira/data-set';
import { storyUntil } from '../../src/hosts/local/showcase/story';
import { issuesServed, readShowcase, withDataSetOf } from './showcase-world';

jest.setTimeout(120_000);

const story = readShowcase();
const full = withDataSetOf(story, load);

function load(folder: string) {
  return {
    dataSet: loadDataSet(folder),
    commits: readCommits(folder),
    pulls: readPullRequests(folder),
    refs: readRefs(folder),
  };
}

/** Any minute of the story, with those at which something begins or ends more often than others. */
const told = (instants: readonly (number | undefined)[]) =>
  fc.constantFrom(...instants.filter((at) => at !== undefined && at >= story.beginsAt && at <= story.endsAt));
const instants = fc
  .oneof(
    fc.integer({ min: story.beginsAt, max: story.endsAt }),
    told(story.births.map(({ at }) => at)),
    told(story.happenings.map(({ at }) => at)),
    told(story.commits.map(({ at }) => at)),
    told(story.pulls.flatMap(({ openedAt, review, mergedAt }) => [openedAt, review?.at, mergedAt])),
    told(story.sprints.map(({ endsAt }) => endsAt)),
  )
  .chain((at) => fc.constantFrom((at ?? 0) - 1, at ?? 0));

/** The day it opens, and the very instant of a link, a commit, a merge, the end of a sprint and of the story. */
const BORDERS = [
  '2026-03-18T09:00:00Z',
  '2026-01-20T10:00:00Z',
  '2026-01-20T17:40:00Z',
  '2026-03-18T14:00:00Z',
  '2026-02-27T16:00:00Z',
  '2026-07-03T16:00:00Z',
];

it('serves at every instant what a story that ends there would serve, in Jira and in git', async () => {
  await fc.assert(
    fc.asyncProperty(instants, async (at) => {
      const cut = withDataSetOf(storyUntil(story, at), load);
      expect(linkIdsAside(await issuesServed(full.dataSet, at))).toEqual(
        linkIdsAside(await issuesServed(cut.dataSet, at)),
      );
      const isPast = ({ committedAt }: { committedAt: string }) => Date.parse(committedAt) <= at;
      expect(full.commits.filter(isPast)).toEqual(cut.commits);
      expect(full.refs.filter((ref) => Date.parse(ref.at) <= at)).toEqual(cut.refs);
      expect(pullEventsBetween(full.pulls, -Infinity, at)).toEqual(pullEventsBetween(cut.pulls, -Infinity, Infinity));
    }),
    { numRuns: 12, seed: 20260318, examples: BORDERS.map((time) => [Date.parse(time)]) },
  );
});

/** A link that was taken away later has an id of the local Jira's own: histories do not keep it. */
function linkIdsAside(served: ReadonlyMap<string, unknown>): unknown {
  return JSON.parse(
    JSON.stringify([...served], (key, value: unknown) =>
      key === 'issuelinks'
        ? (value as { id: string; self: string }[])
            .map(({ id, self, ...rest }) => rest)
            .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
        : value,
    ),
  );
}
