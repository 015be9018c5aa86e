import { type WorldOptions, commitOf, day, featureOf, traceLinkOf, workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const NAMES = ['ana', 'ben', 'cid', 'dee', 'eli'];
const ASOF = 50;
const promised = featureOf({ key: 'PAY-1', due: 60 });

/** Commits for PAY-1, one a day from day 1 on, by these authors in turn; undefined is joined to no account. */
function commitsBy(...authors: readonly (string | undefined)[]) {
  return authors.map((author, index) => ({
    ...commitOf({ sha: `c${index}`, committed: index + 1, ...(author !== undefined && { author }) }),
    ...(author === undefined && { authorHash: `stranger-${index}` }),
  }));
}
const times = (count: number, author?: string) => Array.from({ length: count }, () => author);

function askFeature(
  commits: ReturnType<typeof commitsBy>,
  { items = [promised], ...more }: WorldOptions = {},
  key = 'PAY-1',
) {
  // The team is five: everybody committed something that serves nothing.
  const others = NAMES.map((author, index) => commitOf({ sha: `other-${index}`, committed: 45, author }));
  const links = commits.map(({ sha }) => traceLinkOf(sha, key));
  return ask('single-owner', worldOf({ asOf: ASOF, items, commits: [...commits, ...others], links, ...more }));
}

test.each`
  why                                        | commits                                                         | outcome
  ${'eight of ten are one author’s'}         | ${commitsBy(...times(8, 'ana'), ...times(2, 'ben'))}            | ${'flagged'}
  ${'seven of ten are'}                      | ${commitsBy(...times(7, 'ana'), ...times(3, 'ben'))}            | ${'clear'}
  ${'nine in all are too few to say'}        | ${commitsBy(...times(9, 'ana'))}                                | ${'not-applicable'}
  ${'ten are not'}                           | ${commitsBy(...times(10, 'ana'))}                               | ${'flagged'}
  ${'an unknown author may be the same one'} | ${commitsBy(...times(7, 'ana'), ...times(3))}                   | ${'unknown'}
  ${'unknown authors cannot make it less'}   | ${commitsBy(...times(8, 'ana'), ...times(2))}                   | ${'flagged'}
  ${'unknown authors cannot make it so'}     | ${commitsBy(...times(5, 'ana'), ...times(4, 'ben'), undefined)} | ${'clear'}
`('$why: $outcome', ({ commits, outcome }) => {
  expect(askFeature(commits).outcome).toBe(outcome);
});

const owned = commitsBy(...times(12, 'ana'));

test('commits to what lies below the feature are its own', () => {
  const story = workItemOf({ key: 'PAY-2', parent: 'PAY-1' });
  const subtask = workItemOf({ key: 'PAY-3', parent: 'PAY-2', level: -1 });
  expect(askFeature(owned, { items: [promised, story, subtask] }, 'PAY-3').outcome).toBe('flagged');
});

test('merges and bots own nothing', () => {
  const merges = owned.map((commit) => ({ ...commit, parents: ['a', 'b'] }));
  expect(askFeature(merges).outcome).toBe('not-applicable');
  const settings = { ...withThresholds('single-owner', {}), trace: { botAuthors: ['ana'] } };
  expect(askFeature(commitsBy(...times(12, 'ana'), ...times(6, 'ben'), ...times(6, 'cid')), { settings }).looked).toBe(
    0,
  );
});

test('commits without an author are nobody’s, each one for itself', () => {
  const nobody = owned.map((commit) => ({ ...commit, author: undefined, authorHash: '' }));
  expect(askFeature(nobody).outcome).toBe('unknown');
});

test('a feature without a promise is left in peace', () => {
  expect(askFeature(owned, { items: [featureOf({ key: 'PAY-1' })] })).toMatchObject({
    outcome: 'not-applicable',
    reason: 'Does not apply, because nothing dated is promised for it.',
  });
});

test('nothing is said in a team of four, though it is about a feature', () => {
  const settings = { ...withThresholds('single-owner', {}), trace: { botAuthors: ['eli'] } };
  expect(askFeature(owned, { settings }).reason).toBe(
    'Does not apply, because figures about fewer than 5 people are not shown.',
  );
});

test('is about the feature, since the week from which it was so, and shows no commit', () => {
  const { findings } = askFeature(commitsBy(...times(2, 'ben'), ...times(12, 'ana')));
  expect(findings).toMatchObject([
    {
      subject: { kind: 'work-item', key: 'PAY-1' },
      message: 'At least 80 percent of the 14 commits that serve it come from one author',
      since: day(8),
      sinceExact: false,
      evidence: [
        { kind: 'work-item', key: 'PAY-1', text: 'is promised by its due date' },
        { kind: 'figure', text: '14 commits serve it, without merges and bots; at least 80 percent are one author’s' },
      ],
    },
  ]);
  expect(JSON.stringify(findings)).not.toMatch(/ana|ben|hash-|"c\d/);
});

test('more commits by the same author never clear it', () => {
  const outcomes = [10, 11, 15, 30].map(
    (count) => askFeature(commitsBy(...times(2, 'ben'), ...times(count, 'ana'))).outcome,
  );
  expect(outcomes).toEqual(['flagged', 'flagged', 'flagged', 'flagged']);
});
