import { createHmac } from 'node:crypto';
import { parseGitHub } from '../../../src/ingest/github';
import { isRejected } from '../../../src/ingest/rejected';
import { parsePushBatch } from '../../../src/ingest/push-batch';
import type { RecordedPull } from '../../../src/hosts/local/recorded-pulls';
import { createRepositoryFeed, type RecordedCommit } from '../../../src/hosts/local/repository-feed';

const noon = Date.UTC(2017, 10, 13, 12);

function commitOf(given: Partial<RecordedCommit> & { readonly hour: number }): RecordedCommit {
  const { hour, ...rest } = given;
  const at = new Date(Date.UTC(2017, 10, 13, hour)).toISOString();
  return {
    repo: 'acme/ledger',
    sha: hour.toString(16).padStart(40, '0'),
    parents: [],
    authoredAt: at,
    committedAt: at,
    email: 'ada@example.invalid',
    message: 'PAY-12 fix rounding',
    files: [['M', 'src/ledger.ts']],
    filesChanged: 1,
    ...rest,
  };
}

function openFeed(
  commits: readonly RecordedCommit[],
  statusCode = 202,
  more: Partial<Parameters<typeof createRepositoryFeed>[0]> = {},
) {
  const posts: {
    headers: Readonly<Record<string, string>>;
    body: string;
    batch: { repo: string; commits: { sha: string }[]; done: boolean; sentAt: string };
  }[] = [];
  const feed = createRepositoryFeed({
    commits,
    clock: { now: () => noon },
    post: async (headers, body) => {
      posts.push({ headers, body, batch: JSON.parse(body) });
      return { statusCode, headers: {}, body: 'because' };
    },
    ...more,
  });
  return { feed, posts };
}

describe('the commits of the data set reach the web trigger', () => {
  it.each`
    why                                    | from  | to    | hours
    ${'after the instant it got to'}       | ${8}  | ${12} | ${[9, 12]}
    ${'the last instant is still inside'}  | ${8}  | ${9}  | ${[9]}
    ${'what was sent is not sent again'}   | ${9}  | ${10} | ${[]}
    ${'everything, on a site that begins'} | ${-1} | ${24} | ${[8, 9, 12]}
  `('$why', async ({ from, to, hours }: { from: number; to: number; hours: number[] }) => {
    const { feed, posts } = openFeed([commitOf({ hour: 8 }), commitOf({ hour: 9 }), commitOf({ hour: 12 })]);
    const at = (hour: number) => Date.UTC(2017, 10, 13, hour);
    expect(await feed.send(at(from), at(to), 'secret')).toBe(hours.length);
    expect(posts.flatMap(({ batch }) => batch.commits.map(({ sha }) => Number.parseInt(sha, 16)))).toEqual(hours);
  });

  it('signs each batch as push does, at the host time', async () => {
    const { feed, posts } = openFeed([commitOf({ hour: 9 })]);
    await feed.send(-Infinity, noon, 'secret');
    const [post] = posts;
    expect(post?.headers['x-hub-signature-256']).toBe(
      `sha256=${createHmac('sha256', 'secret')
        .update(post?.body ?? '')
        .digest('hex')}`,
    );
    expect(post?.headers['x-throughline-event']).toBe('commits');
    expect(post?.batch.sentAt).toBe('2017-11-13T12:00:00.000Z');
  });

  it('is understood by the app in full', async () => {
    const { feed, posts } = openFeed([commitOf({ hour: 9 })]);
    await feed.send(-Infinity, noon, 'secret');
    const parsed = parsePushBatch(posts[0]?.batch);
    if (isRejected(parsed)) throw new Error(parsed.why);
    expect(parsed.rejected).toEqual([]);
    expect(parsed.commits).toHaveLength(1);
  });

  it('keeps every batch below the limit, apart by repository, and marks the last of each', async () => {
    const long = 'x'.repeat(50_000);
    const many = Array.from({ length: 10 }, (_, hour) => commitOf({ hour, message: long }));
    const { feed, posts } = openFeed([...many, commitOf({ hour: 11, repo: 'acme/web' })]);
    await feed.send(-Infinity, noon, 'secret');
    expect(Math.max(...posts.map(({ body }) => Buffer.byteLength(body)))).toBeLessThanOrEqual(200_000);
    expect(posts.map(({ batch }) => [batch.repo, batch.commits.length, batch.done])).toEqual([
      ['acme/ledger', 3, false],
      ['acme/ledger', 3, false],
      ['acme/ledger', 3, false],
      ['acme/ledger', 1, true],
      ['acme/web', 1, true],
    ]);
  });

  it('tells where branches stand that were not thrown away, with the last batch', async () => {
    const at = (hour: number) => new Date(Date.UTC(2017, 10, 13, hour)).toISOString();
    const ref = (name: string, hour: number, sha?: string) => ({ repo: 'acme/ledger', name, sha, at: at(hour) });
    const refs = [
      ref('main', 8, 'a'.repeat(40)),
      ref('kept', 8, 'b'.repeat(40)),
      ref('gone', 8, 'c'.repeat(40)),
      ref('gone', 9),
      ref('main', 10, 'd'.repeat(40)),
      ref('main', 13, 'e'.repeat(40)),
    ];
    const { feed, posts } = openFeed([commitOf({ hour: 9 })], 202, { refs });
    await feed.send(-Infinity, noon, 'secret');
    const { refs: told } = JSON.parse(posts[0]?.body ?? '') as { refs: { name: string; sha: string }[] };
    expect(told.map(({ name, sha }) => `${name} ${sha[0]}`)).toEqual(['main d', 'kept b']);
    const parsed = parsePushBatch(posts[0]?.batch);
    expect(isRejected(parsed) ? parsed : parsed.rejected).toEqual([]);
  });

  it('tells what became of a pull request as GitHub would, each time no more than was known', async () => {
    const at = (hour: number) => new Date(Date.UTC(2017, 10, 13, hour)).toISOString();
    const pull: RecordedPull = {
      repo: 'acme/ledger',
      number: 7,
      title: 'PAY-12 fix rounding',
      branch: 'PAY-12-rounding',
      author: 'ada',
      commits: ['a'.repeat(40)],
      mergeSha: 'b'.repeat(40),
      openedAt: at(8),
      reviews: [{ at: at(9), by: 'ben' }],
      mergedAt: at(11),
      closedAt: at(11),
    };
    const { feed, posts } = openFeed([], 202, { pullRequests: [pull] });
    await feed.send(-Infinity, Date.UTC(2017, 10, 13, 10), 'secret');
    await feed.send(Date.UTC(2017, 10, 13, 10), noon, 'secret');
    const told = posts.map(({ headers, body }) => {
      const { action, pull_request: shown } = JSON.parse(body) as {
        action: string;
        pull_request: { state: string; merged: boolean; merge_commit_sha: string | null };
      };
      return [headers['x-github-event'], action, shown.state, shown.merged, shown.merge_commit_sha?.[0]];
    });
    expect(told).toEqual([
      ['pull_request', 'opened', 'open', false, undefined],
      ['pull_request_review', 'submitted', 'open', false, undefined],
      ['pull_request', 'closed', 'closed', true, 'b'],
    ]);
    const last = parseGitHub('pull_request', JSON.parse(posts[2]?.body ?? ''));
    expect(isRejected(last) ? last : last.pullRequests).toMatchObject([{ number: 7, state: 'merged' }]);
  });

  it('says which repository was refused and what was answered', async () => {
    const { feed } = openFeed([commitOf({ hour: 9 })], 401);
    await expect(feed.send(-Infinity, noon, 'wrong')).rejects.toThrow(
      'The web trigger refused commits of acme/ledger with 401: because',
    );
  });
});
