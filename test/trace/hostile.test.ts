/**
 * Text by somebody who means harm. Everything that reads text reads each character a bounded number of
 * times; anything worse than that would take hours on these, so that the tests end is what they show.
 */
import { sealCommit } from '../../src/ingest/received-changes';
import { parseDelivery } from '../../src/ingest/sender';
import { isRejected } from '../../src/ingest/rejected';
import type { Commit, PullRequest } from '../../src/model/commit';
import { exemptionOf } from '../../src/model/exemption';
import { DEFAULT_SETTINGS, type TracePattern } from '../../src/model/settings';
import { findKeys, findKeysInBranch } from '../../src/trace/find-keys';
import { findPatterns } from '../../src/trace/find-patterns';
import { commitOf, pullRequestOf, shaOf } from './commit-builder';
import { PROJECTS, linksOf, traceOf } from './trace-builder';

/** Texts are made of so many parts; a second loop over any of them would be ten thousand million steps. */
const MANY = 100_000;
const patterns: readonly TracePattern[] = [
  { template: '[#{number}]', project: 'PAY' },
  { template: '{number}]', project: 'PAY' },
  { template: '[[[[[[[[{number}', project: 'WEB' },
];

const TEXTS: readonly (readonly [what: string, text: string])[] = [
  ['ten megabytes of words', 'lorem ipsum dolor '.repeat(6 * MANY)],
  ['three megabytes without a space', 'x'.repeat(10 * MANY)],
  ['a million opening brackets', '['.repeat(10 * MANY)],
  ['a million brackets with numbers', '[#'.repeat(5 * MANY) + '1]'.repeat(5 * MANY)],
  ['very many hyphens', '-'.repeat(MANY)],
  ['very many keys that touch', 'PAY-1'.repeat(MANY)],
  ['very many keys', 'PAY-1 '.repeat(MANY)],
  ['keys of a single letter', 'A-1'.repeat(MANY)],
  ['keys in one endless address', `https://${'PAY-1/'.repeat(MANY / 4)}`],
  ['fences without end', '```\nPAY-1\n'.repeat(MANY / 4)],
  ['capitals', 'PAY'.repeat(MANY)],
  ['digits', `PAY-${'1'.repeat(MANY)}`],
  ['reverts of reverts', 'Revert "'.repeat(MANY / 8) + '"'.repeat(MANY / 8)],
  ['shas', `This reverts commit ${'a'.repeat(40)}.\n`.repeat(MANY / 50)],
  ['merges', "Merge branch '".repeat(MANY / 14)],
  ['spaces', ' '.repeat(MANY)],
  ['at signs', 'a@'.repeat(MANY / 2)],
  ['comments left open', '<!--'.repeat(MANY / 4)],
  ['trailers', 'Co-authored-by: '.repeat(MANY / 16)],
  ['NUL', '\0'.repeat(MANY)],
  ['halves of characters', '\uD800'.repeat(MANY)],
  ['versions', `v${'1.'.repeat(MANY / 2)}`],
];

describe.each(TEXTS)('%s', (_what, text) => {
  test('are searched for keys and patterns', () => {
    findKeys(text, PROJECTS);
    findKeysInBranch(text, PROJECTS);
    findPatterns(text, patterns);
  });
  test('pass every linker and the exemptions', () => {
    const commits = [
      commitOf('a', text, [], { branch: text }),
      commitOf('b', `Merge branch 'x'\n\n${text}`, ['a', 'c']),
      commitOf('c', `Refunds (#1)\n\n${text}`),
    ];
    const pullRequests = [pullRequestOf(1, { title: text, body: text, branch: text, commits: [shaOf('a')] })];
    const { links } = traceOf(commits, { pullRequests, patterns });
    expect(links.length).toBeLessThan(300);
    for (const { evidence } of links) expect((evidence.quote ?? '').length).toBeLessThanOrEqual(200);
    for (const commit of commits) exemptionOf(commit, DEFAULT_SETTINGS.trace);
  });
  test('are received, bounded', () => {
    const { commit, request } = receive(text);
    expect(commit.message.length).toBeLessThanOrEqual(65_536);
    expect(request.title.length).toBeLessThanOrEqual(65_536);
    expect(request.branch.length).toBeLessThanOrEqual(255);
  });
});

test.each`
  what                         | text
  ${'a script'}                | ${'PAY-1 <script>alert(document.cookie)</script>'}
  ${'SQL'}                     | ${"PAY-1'); DROP TABLE git_commit; --"}
  ${'a template'}              | ${'PAY-1 ${process.env.SECRET} {{7*7}}'}
  ${'text from right to left'} | ${'PAY-1 \u202Egnp.exe\u202C שלום'}
  ${'invisible characters'}    | ${'PAY-1\u200B\u2060\uFEFF done'}
  ${'control characters'}      | ${'PAY-1 \u0007\u001B[31mred\u001B[0m'}
  ${'an emoji of many parts'}  | ${'PAY-1 👩‍👩‍👧‍👦'}
`('$what is kept as the text it is, and its key is found', ({ text }) => {
  const { commit, request } = receive(text);
  expect(commit.message).toBe(text);
  expect(request.title).toBe(text);
  expect(linksOf(traceOf([{ ...commit, sha: shaOf('a') }]), 'a')).toBe('PAY-1 message-key');
});

test.each`
  what                       | text                         | kept
  ${'NUL'}                   | ${'PAY-1 a\0b'}              | ${'PAY-1 a\uFFFDb'}
  ${'the first half of one'} | ${'PAY-1 a\uD83Db'}          | ${'PAY-1 a\uFFFDb'}
  ${'the second half'}       | ${'PAY-1 a\uDE00b'}          | ${'PAY-1 a\uFFFDb'}
  ${'halves the wrong way'}  | ${'PAY-1 \uDE00\uD83D'}      | ${'PAY-1 \uFFFD\uFFFD'}
  ${'a whole character'}     | ${'PAY-1 \uD83D\uDE00 done'} | ${'PAY-1 \uD83D\uDE00 done'}
`('$what comes out as every store would keep it', ({ text, kept }) => {
  const { commit, request } = receive(text);
  expect([commit.message, commit.branch, request.title, request.body, request.branch]).toEqual(
    Array.from({ length: 5 }, () => kept),
  );
});

test('a cut never leaves half a character', () => {
  const { commit } = receive(`${'x'.repeat(65_515)}${'😀'.repeat(50)}`);
  expect(commit.message).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
});

test('keys in any number are found in proportion to the text', () => {
  const found = (repeats: number): number => findKeys('PAY-1 '.repeat(repeats), PROJECTS).length;
  expect([found(1000), found(2000)]).toEqual([1000, 2000]);
});

/** The commit and the pull request that GitHub would tell of with such a text everywhere. */
function receive(text: string): { readonly commit: Commit; readonly request: PullRequest } {
  const repository = { full_name: 'shop/pay' };
  const push = parseDelivery(
    { name: 'github', event: 'push' },
    {
      ref: `refs/heads/${text}`,
      after: shaOf('a'),
      repository,
      commits: [
        { id: shaOf('a'), message: text, timestamp: '2026-03-05T10:00:00Z', author: { email: text, name: text } },
      ],
    },
  );
  const request = parseDelivery(
    { name: 'github', event: 'pull_request' },
    {
      number: 1,
      repository,
      pull_request: {
        title: text,
        body: text,
        state: 'open',
        updated_at: '2026-03-05T10:00:00Z',
        head: { ref: text, sha: shaOf('a') },
      },
    },
  );
  if (isRejected(push) || isRejected(request)) throw new Error('It was refused.');
  const [commit, pullRequest] = [push.commits[0], request.pullRequests[0]];
  if (!commit || !pullRequest) throw new Error('It was dropped.');
  return { commit: sealCommit(commit, () => 'hash'), request: pullRequest };
}
