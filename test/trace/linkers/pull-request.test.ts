import type { ReceivedChanges } from '../../../src/ingest/received-changes';
import { isRejected } from '../../../src/ingest/rejected';
import { type SenderName, parseDelivery } from '../../../src/ingest/sender';
import { commitOf, pullRequestOf, shaOf } from '../commit-builder';
import { linksOf, traceOf } from '../trace-builder';

test.each`
  why                                     | request                                                                | links
  ${'its title'}                          | ${{ title: '[PAY-1] Refunds', body: 'Like PAY-2' }}                    | ${'PAY-1 pull-request'}
  ${'its branch'}                         | ${{ branch: 'pay-1-refunds', body: 'Like PAY-2' }}                     | ${'PAY-1 pull-request'}
  ${'title and branch'}                   | ${{ title: 'PAY-1', branch: 'pay-2' }}                                 | ${'PAY-1 pull-request, PAY-2 pull-request'}
  ${'its body when both are silent'}      | ${{ title: 'Refunds', body: 'Closes PAY-2' }}                          | ${'PAY-2 pull-request'}
  ${'nothing: a template’s instructions'} | ${{ title: 'Refunds', body: '<!-- name the item: PAY-1 -->\nRounds' }} | ${''}
  ${'nothing: a comment left open'}       | ${{ title: 'Refunds', body: 'x <!-- PAY-1' }}                          | ${''}
`('a pull request links its commits and its squash by $why', ({ request, links }) => {
  const commits = [commitOf('a', 'first'), commitOf('squash', 'Refunds (#12)'), commitOf('other', 'x')];
  const trace = traceOf(commits, { pullRequests: [pullRequestOf(12, { ...request, commits: [shaOf('a')] })] });
  expect([linksOf(trace, 'a'), linksOf(trace, 'squash'), linksOf(trace, 'other')]).toEqual([links, links, '']);
});

test.each`
  why                          | merge
  ${'the title in its merge'}  | ${'Merge pull request #12 from ada/refunds\n\n[PAY-1] Refunds'}
  ${'the branch in its merge'} | ${'Merge pull request #12 from ada/pay-1'}
  ${'the title of its squash'} | ${'PAY-1 Refunds (#12)'}
`('told without its title, it is read from $why', ({ merge }) => {
  const request = pullRequestOf(12, { commits: [shaOf('a')], mergeSha: shaOf('merge') });
  const trace = traceOf([commitOf('a', 'x'), commitOf('merge', merge)], { pullRequests: [request] });
  expect(linksOf(trace, 'a')).toBe('PAY-1 pull-request');
});

test('a number that a fork’s merge tells is not the number of a pull request here', () => {
  const request = pullRequestOf(1, { title: 'PAY-1', mergeSha: shaOf('real') });
  const inFork = commitOf('fork', 'Merge pull request #1 from upstream/master\n\nUpdate', ['x', 'y']);
  expect(linksOf(traceOf([inFork], { pullRequests: [request] }), 'fork')).toBe('');
});

test('a commit of two pull requests serves the items of both, and keeps its own', () => {
  const pullRequests = [
    pullRequestOf(1, { title: 'PAY-1', commits: [shaOf('a')] }),
    pullRequestOf(2, { title: 'WEB-2', commits: [shaOf('a')] }),
  ];
  expect(linksOf(traceOf([commitOf('a', 'PAY-3 x')], { pullRequests }), 'a')).toBe(
    'PAY-1 pull-request, PAY-3 message-key, WEB-2 pull-request',
  );
});

const HEAD = shaOf('head');
const MERGE = shaOf('merge');
const DELIVERIES: readonly [name: SenderName, event: string, body: (title: string, text: string) => unknown][] = [
  [
    'github',
    'pull_request',
    (title, body) => ({
      action: 'closed',
      number: 5,
      repository: { full_name: 'shop/pay' },
      pull_request: {
        title,
        body,
        state: 'closed',
        merged: true,
        merge_commit_sha: MERGE,
        updated_at: '2026-03-05T10:00:00Z',
        head: { ref: 'refunds', sha: HEAD },
      },
    }),
  ],
  [
    'gitlab',
    'Merge Request Hook',
    (title, description) => ({
      object_kind: 'merge_request',
      project: { path_with_namespace: 'shop/pay' },
      object_attributes: {
        iid: 5,
        title,
        description,
        source_branch: 'refunds',
        state: 'merged',
        updated_at: '2026-03-05 10:00:00 UTC',
        merge_commit_sha: MERGE,
        last_commit: { id: HEAD },
      },
    }),
  ],
  [
    'bitbucket',
    'pullrequest:fulfilled',
    (title, description) => ({
      repository: { full_name: 'shop/pay' },
      pullrequest: {
        id: 5,
        title,
        description,
        state: 'MERGED',
        updated_on: '2026-03-05T10:00:00.000000+00:00',
        source: { branch: { name: 'refunds' }, commit: { hash: HEAD } },
        merge_commit: { hash: MERGE },
      },
    }),
  ],
  [
    'bitbucket-server',
    'pr:merged',
    (title, description) => ({
      pullRequest: {
        id: 5,
        title,
        description,
        state: 'MERGED',
        updatedDate: 1_772_704_800_000,
        fromRef: { displayId: 'refunds', latestCommit: HEAD },
        toRef: { repository: { slug: 'pay', project: { key: 'shop' } } },
        properties: { mergeCommit: { id: MERGE } },
      },
    }),
  ],
];

describe.each(DELIVERIES)('a pull request told by %s', (name, event, bodyOf) => {
  const received = (title: string, text: string): ReceivedChanges => {
    const changes = parseDelivery({ name, event }, bodyOf(title, text));
    if (isRejected(changes)) throw new Error(changes.why);
    return changes;
  };
  const commits = [commitOf('head', 'x'), commitOf('merge', 'y', ['main', 'head'])];
  test.each`
    place      | title                | text             | link
    ${'title'} | ${'PAY-1: Refunds'}  | ${'Like PAY-2.'} | ${'PAY-1 pull-request'}
    ${'body'}  | ${'Round <refunds>'} | ${'Does PAY-2.'} | ${'PAY-2 pull-request'}
  `('links its head and its merge by its $place', ({ title, text, link }) => {
    const trace = traceOf(commits, { pullRequests: received(title, text).pullRequests });
    expect([linksOf(trace, 'head'), linksOf(trace, 'merge')]).toEqual([link, link]);
  });
});
