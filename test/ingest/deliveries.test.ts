import fc from 'fast-check';
import { BOUNDS, CUT_MARK, type ReceivedChanges, sealCommit } from '../../src/ingest/received-changes';
import { isRejected } from '../../src/ingest/rejected';
import { type Headers, type SenderName, detectSender, parseDelivery } from '../../src/ingest/sender';
import { parsePushBatch } from '../../src/ingest/push-batch';

const sha = (letter: string): string => letter.repeat(40);

function receive(name: SenderName, event: string, body: unknown): ReceivedChanges {
  const changes = parseDelivery({ name, event }, body);
  if (isRejected(changes)) throw new Error(`${changes.what}: ${changes.why}`);
  return changes;
}

describe('the sender', () => {
  test.each([
    [
      { 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': 'sha256=ab' },
      'github',
      'push',
      'x-hub-signature-256',
      'sha256=ab',
    ],
    [{ 'x-gitlab-event': ['Push Hook'], 'x-gitlab-token': ['t'] }, 'gitlab', 'Push Hook', 'x-gitlab-token', 't'],
    [
      { 'X-Event-Key': 'repo:push', 'X-Hub-Signature': 'sha256=ab' },
      'bitbucket',
      'repo:push',
      'x-hub-signature',
      'sha256=ab',
    ],
    [{ 'X-Event-Key': 'pr:merged' }, 'bitbucket-server', 'pr:merged', 'x-hub-signature', undefined],
    [
      { 'X-Throughline-Event': 'commits', 'X-Hub-Signature-256': 'sha256=ab' },
      'throughline',
      'commits',
      'x-hub-signature-256',
      'sha256=ab',
    ],
  ])('%j is told by its headers', (headers, name, event, header, signed) => {
    expect(detectSender(headers as Headers)).toMatchObject({ name, event, signature: { header }, signed });
  });
  test('nobody we know is refused', () => {
    expect(detectSender({ 'content-type': 'application/json', 'x-empty': undefined })).toMatchObject({
      kind: 'rejected',
      what: 'delivery',
    });
  });
});

describe('a GitHub push', () => {
  const commit = {
    id: sha('a'),
    message: 'PAY-17 round refunds',
    timestamp: '2026-03-05T18:30:00+05:30',
    distinct: true,
    author: { name: 'Never Kept', email: 'Dev@Example.invalid' },
    added: ['src/refund.ts'],
    removed: [],
    modified: ['src/money.ts'],
  };
  const push = {
    ref: 'refs/heads/feature/PAY-17',
    after: sha('a'),
    repository: { full_name: 'shop/pay' },
    commits: [commit],
  };

  test('becomes commits on the pushed branch', () => {
    const { repo, commits, branches, rejected } = receive('github', 'push', push);
    expect({ repo, branches, rejected }).toEqual({
      repo: 'shop/pay',
      branches: [{ name: 'feature/PAY-17', sha: sha('a') }],
      rejected: [],
    });
    expect(commits).toEqual([
      expect.objectContaining({
        sha: sha('a'),
        parents: [],
        authoredAt: Date.UTC(2026, 2, 5, 13),
        authorOffsetMinutes: 330,
        email: 'Dev@Example.invalid',
        files: [
          { status: 'A', path: 'src/refund.ts' },
          { status: 'M', path: 'src/money.ts' },
        ],
        branch: 'feature/PAY-17',
      }),
    ]);
    expect(JSON.stringify(commits)).not.toContain('Never Kept');
  });
  test('gives no branch to commits that another branch has, nor to any when it merged one in', () => {
    const known = { ...commit, id: sha('b'), distinct: false };
    expect(
      receive('github', 'push', { ...push, commits: [known, commit] }).commits.map(({ branch }) => branch),
    ).toEqual([undefined, 'feature/PAY-17']);
    const merge = { ...commit, id: sha('c'), message: "Merge branch 'main' into feature/PAY-17" };
    expect(
      receive('github', 'push', { ...push, commits: [known, commit, merge] }).commits.map(({ branch }) => branch),
    ).toEqual([undefined, undefined, 'main']);
  });
  test('keeps the good commits and says what is wrong with the others', () => {
    const bad = [
      { ...commit, id: 'short' },
      { ...commit, id: sha('b'), timestamp: '2026-03-05' },
      null,
      { ...commit, added: ['x'.repeat(2000)] },
    ];
    const { commits, rejected } = receive('github', 'push', { ...push, commits: [...bad, commit] });
    expect(commits.map(({ files }) => files.length)).toEqual([1, 2]);
    expect(rejected.map(({ what }) => what)).toEqual([
      'commit 3',
      'commit short',
      `commit ${'b'.repeat(12)}`,
      `commit ${'a'.repeat(12)}`,
    ]);
  });
  test('of a deleted branch or a tag', () => {
    expect(receive('github', 'push', { ...push, after: sha('0'), commits: null }).branches).toEqual([
      { name: 'feature/PAY-17', sha: undefined },
    ]);
    expect(receive('github', 'push', { ...push, ref: 'refs/tags/v1' }).branches).toEqual([]);
  });
});

describe('a pull request', () => {
  test.each([
    ['open', false, 'open', undefined],
    ['closed', true, 'merged', sha('d')],
    ['closed', false, 'closed', undefined],
  ])('of GitHub that is %s (merged: %s) is %s', (state, merged, expected, mergeSha) => {
    const pull_request = {
      title: 'PAY-17',
      body: null,
      state,
      merged,
      merge_commit_sha: sha('d'),
      updated_at: '2026-03-05T18:30:00Z',
      head: { ref: 'fix', sha: sha('e') },
    };
    const { pullRequests } = receive('github', 'pull_request', {
      number: 5,
      repository: { full_name: 'shop/pay' },
      pull_request,
    });
    expect(pullRequests).toEqual([
      {
        repo: 'shop/pay',
        number: 5,
        title: 'PAY-17',
        body: '',
        branch: 'fix',
        state: expected,
        mergeSha,
        commits: [sha('e')],
        updatedAt: Date.UTC(2026, 2, 5, 18, 30),
      },
    ]);
  });
  test('of GitLab, with its older way to write times', () => {
    const object_attributes = {
      iid: 5,
      title: 'PAY-17',
      description: 'why',
      source_branch: 'fix',
      state: 'merged',
      updated_at: '2026-03-05 18:30:00 UTC',
      merge_commit_sha: sha('d'),
      last_commit: { id: sha('e') },
    };
    const { pullRequests } = receive('gitlab', 'Merge Request Hook', {
      project: { path_with_namespace: 'shop/web/pay' },
      object_attributes,
    });
    expect(pullRequests).toMatchObject([
      {
        repo: 'shop/web/pay',
        number: 5,
        state: 'merged',
        mergeSha: sha('d'),
        commits: [sha('e')],
        updatedAt: Date.UTC(2026, 2, 5, 18, 30),
      },
    ]);
  });
  test('of Bitbucket, whose shas are cut short', () => {
    const pullrequest = {
      id: 5,
      title: 'PAY-17',
      description: null,
      state: 'MERGED',
      updated_on: '2026-03-05T18:30:00.123456+00:00',
      source: { branch: { name: 'fix' }, commit: { hash: 'd3022fc0ca3d' } },
      merge_commit: { hash: '764413d85e29' },
    };
    const { pullRequests } = receive('bitbucket', 'pullrequest:fulfilled', {
      repository: { full_name: 'shop/pay' },
      pullrequest,
    });
    expect(pullRequests).toMatchObject([{ number: 5, state: 'merged', mergeSha: undefined, commits: [] }]);
  });
  test('of Bitbucket Data Center', () => {
    const repository = { slug: 'pay', project: { key: 'SHOP' } };
    const pullRequest = {
      id: 5,
      title: 'PAY-17',
      state: 'MERGED',
      updatedDate: Date.UTC(2026, 2, 5),
      fromRef: { displayId: 'fix', latestCommit: sha('e') },
      toRef: { repository },
      properties: { mergeCommit: { id: sha('d') } },
    };
    expect(receive('bitbucket-server', 'pr:merged', { pullRequest })).toMatchObject({
      repo: 'SHOP/pay',
      pullRequests: [{ mergeSha: sha('d'), updatedAt: Date.UTC(2026, 2, 5) }],
    });
  });
});

test('a pull request in a state nobody knows is refused, not taken for closed', () => {
  const pullrequest = {
    id: 5,
    title: 'PAY-17',
    state: 'OPEN|MERGED|DECLINED',
    updated_on: '2026-03-05T18:30:00+00:00',
    source: { branch: { name: 'fix' } },
  };
  const changes = receive('bitbucket', 'pullrequest:created', { repository: { full_name: 'shop/pay' }, pullrequest });
  expect(changes).toMatchObject({ pullRequests: [], rejected: [{ what: 'pull request 5' }] });
});

test('a GitLab push that was cut says so', () => {
  const commits = [
    { id: sha('a'), message: 'x', timestamp: '2026-03-05T18:30:00+01:00', author: { email: 'a@example.invalid' } },
  ];
  const changes = receive('gitlab', 'Push Hook', {
    ref: 'refs/heads/main',
    after: sha('a'),
    project: { path_with_namespace: 'shop/pay' },
    commits,
    total_commits_count: 44,
  });
  expect(changes.commits).toHaveLength(1);
  expect(changes.rejected).toEqual([
    { kind: 'rejected', what: 'push', why: expect.stringContaining('1 of its 44 commits') },
  ]);
});

test('a Bitbucket push names the account and keeps no name', () => {
  const author = { raw: 'Never Kept <dev@example.invalid>', user: { account_id: '712020:abc' } };
  const commits = [
    { hash: sha('a'), message: 'PAY-17', date: '2026-03-05T18:30:00+00:00', parents: [{ hash: sha('b') }], author },
  ];
  const change = {
    new: { type: 'branch', name: 'fix', target: { hash: sha('a') } },
    old: null,
    commits,
    truncated: true,
  };
  const changes = receive('bitbucket', 'repo:push', {
    repository: { full_name: 'shop/pay' },
    push: { changes: [change, { new: null, old: { type: 'branch', name: 'gone' } }] },
  });
  expect(changes.commits).toMatchObject([
    {
      author: '712020:abc',
      email: 'dev@example.invalid',
      parents: [sha('b')],
      authorOffsetMinutes: undefined,
      branch: 'fix',
    },
  ]);
  expect(changes.branches).toEqual([
    { name: 'fix', sha: sha('a') },
    { name: 'gone', sha: undefined },
  ]);
  expect(changes.rejected).toHaveLength(1);
  expect(JSON.stringify(changes)).not.toContain('Never Kept');
});

test('sealing drops the address and hashes it the same however it is written', () => {
  const { commits } = receive('throughline', 'commits', {
    v: 1,
    kind: 'commits',
    repo: 'shop/pay',
    sentAt: '2026-03-06T00:00:00Z',
    commits: [' Dev@Example.invalid', 'dev@example.INVALID ', ''].map((email, index) => ({
      sha: sha('abc'[index] ?? ''),
      parents: [],
      at: '2026-03-05T18:30:00Z',
      committedAt: '2026-03-05T18:30:00Z',
      email,
      message: 'x',
    })),
  });
  const sealed = commits.map((commit) => sealCommit(commit, (email) => `hash of ${email}`));
  expect(sealed.map(({ authorHash }) => authorHash)).toEqual([
    'hash of dev@example.invalid',
    'hash of dev@example.invalid',
    '',
  ]);
  expect(sealed.some((commit) => Object.hasOwn(commit, 'email'))).toBe(false);
});

describe('a throughline batch', () => {
  const commit = {
    sha: sha('a'),
    parents: [sha('b'), sha('c')],
    at: '2026-03-05T18:30:00-07:00',
    committedAt: '2026-03-06T01:30:00Z',
    email: 'a@example.invalid',
    message: 'Merge pull request #791 from someone/PAY-17\n\nRound refunds',
    files: [['M', 'a.ts']],
    filesChanged: 900,
    truncated: true,
  };
  const batch = {
    v: 1,
    kind: 'commits',
    repo: 'shop/pay',
    sentAt: '2026-03-06T02:00:00Z',
    commits: [commit],
    refs: [{ name: 'refs/heads/main', sha: sha('a') }],
    done: true,
  };

  test('brings whole history', () => {
    expect(parsePushBatch(batch)).toMatchObject({
      repo: 'shop/pay',
      sentAt: Date.UTC(2026, 2, 6, 2),
      done: true,
      rejected: [],
      branches: [{ name: 'main', sha: sha('a') }],
      commits: [
        {
          parents: [sha('b'), sha('c')],
          authorOffsetMinutes: -420,
          filesChanged: 900,
          branch: 'PAY-17',
          pullRequest: 791,
        },
      ],
    });
  });
  test('is held to its bounds, and says what was cut', () => {
    const files = Array.from({ length: 400 }, (_, index) => ['M', `f${index}`]);
    const long = { ...commit, message: 'x'.repeat(100_000), files, filesChanged: 0 };
    const many = Array.from({ length: 300 }, () => ({ sha: 'no' }));
    const result = parsePushBatch({ ...batch, commits: [long, ...many] });
    if (isRejected(result)) throw new Error(result.why);
    expect(result.commits[0]?.message).toHaveLength(BOUNDS.messageLength);
    expect(result.commits[0]?.message.endsWith(CUT_MARK)).toBe(true);
    expect(result.commits[0]).toMatchObject({ filesChanged: 400 });
    expect(result.commits[0]?.files).toHaveLength(BOUNDS.files);
    expect(result.rejected).toHaveLength(BOUNDS.rejected + 1);
    expect(result.rejected.at(-1)?.why).toBe('200 more were refused and are not listed.');
  });
  test('says where an entry differs and what was wanted, never what it holds', () => {
    const bad = [
      {},
      { ...commit, sha: 'Secret' },
      { ...commit, parents: ['Secret'] },
      {
        ...commit,
        files: [
          ['M', 'a.ts'],
          ['Secret', 'b.ts'],
        ],
      },
      { ...commit, files: [['M']] },
      { ...commit, filesChanged: -1 },
      { ...commit, filesChanged: null },
    ];
    const result = parsePushBatch({ ...batch, commits: bad });
    expect(isRejected(result) ? result : result.rejected.map(({ what, why }) => `${what}: ${why}`)).toEqual([
      'commit 1: Expected a value at sha, found undefined, and 5 more.',
      'commit Secret: Expected a sha of 40 hexadecimal digits at the top, found text.',
      `commit ${'a'.repeat(12)}: Expected a sha of 40 hexadecimal digits at 0, found text.`,
      'commit 4: Expected a letter at files.1.0, found text.',
      'commit 5: Expected a list of 2 entries at files.0, found a list.',
      'commit 6: Expected a count at filesChanged, found -1.',
      'commit 7: Expected number at filesChanged, found null.',
    ]);
  });
  test('with a hundred thousand bad entries in one list is refused like any other', () => {
    const parents = Array.from({ length: 100_000 }, () => 5);
    const result = parsePushBatch({ ...batch, commits: [{ ...commit, parents }] });
    expect(isRejected(result) ? result : result.rejected).toMatchObject([
      { what: 'commit 1', why: 'Expected string at parents.0, found 5.' },
    ]);
  });
  test.each([
    ['another version', { ...batch, v: 2 }],
    ['no owner in the repository', { ...batch, repo: 'pay' }],
    ['blanks in the repository', { ...batch, repo: 'shop/pay x' }],
    ['no time of sending', { ...batch, sentAt: 'now' }],
    ['no list of commits', { ...batch, commits: {} }],
  ])('with %s is refused', (_why, body) => {
    expect(parsePushBatch(body)).toMatchObject({ kind: 'rejected', what: 'push batch' });
  });
});

test('law: no JSON makes any parser throw', () => {
  const deliveries: [SenderName, string][] = [
    ['throughline', 'commits'],
    ['github', 'push'],
    ['github', 'pull_request'],
    ['github', 'pull_request_review'],
    ['github', 'delete'],
    ['github', 'ping'],
    ['gitlab', 'Push Hook'],
    ['gitlab', 'Merge Request Hook'],
    ['gitlab', 'Note Hook'],
    ['bitbucket', 'repo:push'],
    ['bitbucket', 'pullrequest:created'],
    ['bitbucket-server', 'repo:refs_changed'],
    ['bitbucket-server', 'pr:opened'],
  ];
  fc.assert(
    fc.property(fc.constantFrom(...deliveries), fc.jsonValue(), fc.jsonValue(), ([name, event], body, list) => {
      expect(parseDelivery({ name, event }, body)).toBeDefined();
      const plausible = {
        ref: 'refs/heads/x',
        after: sha('a'),
        repository: { full_name: 'a/b' },
        project: { path_with_namespace: 'a/b' },
        commits: list,
        push: { changes: list },
        changes: list,
      };
      expect(parseDelivery({ name, event }, plausible)).toBeDefined();
    }),
  );
});
