import fc from 'fast-check';
import type { GitCommit } from '../../../../../src/hosts/local/cli/git/git-commit';
import type { GitRef } from '../../../../../src/hosts/local/cli/git/tips';
import { type Batch, bodyOf, type SentCommit } from '../../../../../src/hosts/local/cli/push/batch';
import { packCommits } from '../../../../../src/hosts/local/cli/push/pack-commits';

const SENT_AT = '2026-03-09T08:00:00.000Z';

interface ReadBatch {
  readonly commits: readonly SentCommit[];
  readonly refs?: readonly GitRef[];
  readonly refsAt?: string;
  readonly allRefs?: true;
  readonly done?: true;
}

function commitOf(change: Partial<GitCommit> = {}): GitCommit {
  return {
    sha: 'a'.repeat(40),
    parents: [],
    authorName: 'Ada Example',
    authorEmail: 'ada@example.com',
    authoredAt: '2026-03-09T09:00:00+01:00',
    committedAt: '2026-03-09T08:00:00Z',
    message: 'PAY-12 fix rounding',
    files: [],
    filesChanged: 0,
    ...change,
  };
}

async function pack(
  commits: readonly GitCommit[],
  limitBytes: number,
  refs: Parameters<typeof packCommits>[1]['refs'] = [],
) {
  const batches: Batch[] = [];
  const unusable: string[] = [];
  for await (const batch of packCommits(commits, {
    repo: 'acme/ledger',
    refs,
    refsAt: SENT_AT,
    allRefs: true,
    limitBytes,
    onUnusable: (sha) => unusable.push(sha),
  }))
    batches.push(batch);
  const bodies = batches.map((batch) => bodyOf(batch, SENT_AT));
  return { bodies, unusable, read: bodies.map((body) => JSON.parse(body) as ReadBatch) };
}

const text = fc.string({ unit: 'binary', maxLength: 400 });
const commits = fc.uniqueArray(
  fc.record({
    sha: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 }),
    message: fc.oneof(
      text,
      text.map((some) => some.repeat(30)),
    ),
    authorEmail: text,
    files: fc.array(fc.record({ status: fc.constantFrom('A', 'M', 'D'), path: text }), { maxLength: 40 }),
  }),
  { selector: ({ sha }) => sha, maxLength: 40 },
);
const refs = fc.array(
  fc.record(
    {
      name: fc.string({ maxLength: 60 }),
      sha: fc.constant('b'.repeat(40)),
      at: fc.constant('2026-03-09T09:00:00+01:00'),
      merged: fc.boolean(),
      default: fc.constant(true as const),
    },
    { requiredKeys: ['name', 'sha'] },
  ),
  { maxLength: 60 },
);

describe('for any commits and refs', () => {
  const limitBytes = 6_000;

  test('no batch is above the limit, and only the last says done', async () => {
    await fc.assert(
      fc.asyncProperty(commits, refs, async (some, told) => {
        const { bodies, read } = await pack(some.map(commitOf), limitBytes, told);
        for (const body of bodies) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(limitBytes);
        const isLast = read.map((_, index) => index === read.length - 1);
        expect(read.map(({ done }) => done ?? false)).toEqual(isLast);
        expect(read.map(({ allRefs }) => allRefs ?? false)).toEqual(isLast);
      }),
    );
  });

  test('every commit and every ref is in exactly one batch', async () => {
    await fc.assert(
      fc.asyncProperty(commits, refs, async (some, told) => {
        const { read } = await pack(some.map(commitOf), limitBytes, told);
        expect(read.flatMap((batch) => batch.commits.map(({ sha }) => sha))).toEqual(some.map(({ sha }) => sha));
        expect(read.flatMap((batch) => batch.refs ?? [])).toEqual(told);
        for (const batch of read) if (batch.refs) expect(batch.refsAt).toBe(SENT_AT);
      }),
    );
  });

  test('a commit is sent whole, or says that it is not', async () => {
    await fc.assert(
      fc.asyncProperty(commits, async (some) => {
        const { read } = await pack(some.map(commitOf), limitBytes);
        for (const [index, sent] of read.flatMap((batch) => batch.commits).entries()) {
          if (sent.truncated) continue;
          expect(sent.message).toBe(some[index]?.message);
          expect(sent.files).toEqual(some[index]?.files.map(({ status, path }) => [status, path]));
        }
      }),
    );
  });
});

test('a full batch is nearly as large as the limit', async () => {
  const many = Array.from({ length: 3000 }, () => commitOf());
  const { bodies } = await pack(many, 200_000);
  expect(bodies.length).toBeGreaterThan(2);
  for (const body of bodies.slice(0, -1)) expect(Buffer.byteLength(body)).toBeGreaterThan(199_000);
});

test('a commit larger than a batch loses files first', async () => {
  const files = Array.from({ length: 300 }, (_, index) => ({ status: 'M', path: `${index}`.padEnd(100, 'x') }));
  const { read } = await pack([commitOf({ files, filesChanged: 300, message: 'kept whole' })], 10_000);
  const [sent] = read[0]?.commits ?? [];
  expect(sent).toMatchObject({ message: 'kept whole', filesChanged: 300, truncated: true });
  expect(sent?.files.length).toBeGreaterThan(50);
});

test('a message larger than a batch loses its end, and all files', async () => {
  const message = `PAY-12 ${'🙂'.repeat(5000)}`;
  const { read, bodies } = await pack(
    [commitOf({ message, files: [{ status: 'M', path: 'a' }], filesChanged: 1 })],
    10_000,
  );
  const [sent] = read[0]?.commits ?? [];
  expect(sent).toMatchObject({ files: [], filesChanged: 1, truncated: true });
  expect(sent?.message).toMatch(/^PAY-12 🙂+\n\[message cut by throughline\]$/u);
  expect(Buffer.byteLength(bodies[0] ?? '')).toBeGreaterThan(9_900);
});

test('three hundred files are listed and the rest counted, which is no truncation', async () => {
  const files = Array.from({ length: 300 }, (_, index) => ({ status: 'A', path: `${index}` }));
  const { read } = await pack([commitOf({ files, filesChanged: 4000 })], 200_000);
  const [sent] = read[0]?.commits ?? [];
  expect(sent?.files).toHaveLength(300);
  expect(sent).toMatchObject({ filesChanged: 4000 });
  expect(sent?.truncated).toBeUndefined();
});

test('names of authors are not sent', async () => {
  const { bodies } = await pack([commitOf({ authorName: 'Grace Example' })], 200_000);
  expect(bodies.join()).not.toContain('Grace');
});

test.each`
  why                           | authoredAt                     | committedAt                    | at                             | sentCommittedAt
  ${'both usable'}              | ${'2026-03-09T09:00:00+01:00'} | ${'2026-03-09T08:30:00Z'}      | ${'2026-03-09T09:00:00+01:00'} | ${'2026-03-09T08:30:00Z'}
  ${'author without a date'}    | ${''}                          | ${'2026-03-09T08:30:00+14:59'} | ${'2026-03-09T08:30:00+14:59'} | ${'2026-03-09T08:30:00+14:59'}
  ${'author with a mad offset'} | ${'2026-03-09T09:00:00+15:00'} | ${'2026-03-09T08:30:00Z'}      | ${'2026-03-09T08:30:00Z'}      | ${'2026-03-09T08:30:00Z'}
  ${'committer without a date'} | ${'2026-03-09T09:00:00+01:00'} | ${''}                          | ${'2026-03-09T09:00:00+01:00'} | ${'2026-03-09T09:00:00+01:00'}
`('dates, $why', async ({ authoredAt, committedAt, at, sentCommittedAt }) => {
  const { read } = await pack([commitOf({ authoredAt, committedAt })], 200_000);
  expect(read[0]?.commits[0]).toMatchObject({ at, committedAt: sentCommittedAt });
});

test('a commit without any usable date is left out and named', async () => {
  const { read, unusable } = await pack([commitOf({ sha: 'c'.repeat(40), authoredAt: '', committedAt: '' })], 200_000);
  expect(read.flatMap((batch) => batch.commits)).toEqual([]);
  expect(unusable).toEqual(['c'.repeat(40)]);
});
