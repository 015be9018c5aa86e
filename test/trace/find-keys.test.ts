import fc from 'fast-check';
import { isWorkItemKey, projectOf } from '../../src/model/key';
import { findKeys, findKeysInBranch, findMentions } from '../../src/trace/find-keys';

const allow = new Set(['DAEMON', 'ALOY', 'A1_B']);
const keysIn = (text: string): string =>
  findKeys(text, allow)
    .map(({ key }) => key)
    .join(' ');

test.each([
  ['at the start', 'DAEMON-17 fix the watcher', 'DAEMON-17'],
  ['in brackets', '[DAEMON-17] fix (ALOY-3)', 'DAEMON-17 ALOY-3'],
  ['before a colon', 'DAEMON-17: fix', 'DAEMON-17'],
  ['behind a hash', 'fixes #DAEMON-17.', 'DAEMON-17'],
  ['before more words', 'DAEMON-17-fix-the-watcher', 'DAEMON-17'],
  ['at the end of a sentence', 'This is DAEMON-17. That is not.', 'DAEMON-17'],
  ['without a space after the full stop', 'This is DAEMON-17.That is not.', 'DAEMON-17'],
  ['with digits and underscores', 'A1_B-9', 'A1_B-9'],
  ['with emphasis', '_DAEMON-17_ and *ALOY-3*', 'DAEMON-17 ALOY-3'],
  ['in backticks', 'see `DAEMON-17`', 'DAEMON-17'],
  ['as a list', '-DAEMON-17\n- ALOY-3\n* ALOY-4', 'DAEMON-17 ALOY-3 ALOY-4'],
  ['with commas', 'DAEMON-17,ALOY-3;ALOY-4&ALOY-5', 'DAEMON-17 ALOY-3 ALOY-4 ALOY-5'],
  ['with a slash between', 'DAEMON-17/ALOY-3/ALOY-4', 'DAEMON-17 ALOY-3 ALOY-4'],
  ['with a second number', 'DAEMON-17/18 fixed', 'DAEMON-17'],
  ['between Chinese words', '修复DAEMON-17的问题', 'DAEMON-17'],
  ['twice', 'DAEMON-17 DAEMON-17', 'DAEMON-17 DAEMON-17'],
  ['where Jira shows it', 'https://jira.example.com/browse/DAEMON-17', 'DAEMON-17'],
  [
    'where Jira shows it, with a query',
    '<https://jira.example.com/browse/DAEMON-17?focused=ALOY-3#ALOY-4>',
    'DAEMON-17',
  ],
  ['where a board shows it', 'https://x.atlassian.net/jira/software/projects/DAEMON/issues/DAEMON-17', 'DAEMON-17'],
  ['in a Markdown link', '[DAEMON-17](https://jira.example.com/browse/DAEMON-17),ALOY-3', 'DAEMON-17 DAEMON-17 ALOY-3'],
  ['after a fence is closed', '```\nALOY-3\n```\nDAEMON-17', 'DAEMON-17'],
  ['of the largest number', 'DAEMON-999999999', 'DAEMON-999999999'],
])('a key is found %s', (_where, text, keys) => {
  expect(keysIn(text)).toBe(keys);
});

test.each([
  ['no such project', 'UTF-8 SHA-256 CVE-2024-1 JDK-8 ISO-8601'],
  ['part of a longer name', 'XDAEMON-17 DAEMONS-17 A_DAEMON-17 2DAEMON-17'],
  ['lower case', 'daemon-17 Daemon-17'],
  ['number zero', 'DAEMON-0 DAEMON-017'],
  ['two numbers', 'DAEMON-17-18'],
  ['a version', 'DAEMON-17.2'],
  ['a suffix', 'DAEMON-17x DAEMON-17_b DAEMON-17é'],
  ['letters of another alphabet before it', 'éDAEMON-17 жDAEMON-17'],
  ['a number too long', 'DAEMON-1234567890'],
  ['a path', 'test/apps/ALOY-1503/controllers/index.js'],
  ['the start of a path', 'ALOY-1503/index.js'],
  ['a file', 'ALOY-1503.js and ALOY-1503.patch'],
  ['a Windows path', 'test\\ALOY-1503\\index.js'],
  ['a member or an option', 'foo.DAEMON-17 --with-DAEMON-17 x-DAEMON-17'],
  ['an address in a mail', '<DAEMON-17@jira.example.com> me@DAEMON-17'],
  ['a host', 'https://DAEMON-17.example.com/'],
  ['a query', 'https://example.com/?q=DAEMON-17 https://example.com/browse/x?selectedIssue=/browse/DAEMON-17'],
  ['another page', 'https://github.com/owner/repo/tree/DAEMON-17'],
  ['code', 'before\n```\nrun("DAEMON-17")\n```'],
  ['a hyphen only', 'DAEMON- 17 DAEMON -17 - -1'],
  ['nothing', ''],
])('no key is seen in %s', (_what, text) => {
  expect(keysIn(text)).toBe('');
});

test('a key tells where it stands', () => {
  const message =
    'DAEMON-1 fix\n\nAlso DAEMON-2.\nNote: DAEMON-3\n\nRefs: DAEMON-4\nno trailer DAEMON-5\nSigned-off-by: someone\n\n';
  expect(
    findKeys(message, allow).map(({ key, where, start }) => [key, where, message.slice(start, start + key.length)]),
  ).toEqual([
    ['DAEMON-1', 'subject', 'DAEMON-1'],
    ['DAEMON-2', 'body', 'DAEMON-2'],
    ['DAEMON-3', 'body', 'DAEMON-3'],
    ['DAEMON-4', 'trailer', 'DAEMON-4'],
    ['DAEMON-5', 'body', 'DAEMON-5'],
  ]);
});

test.each([
  ['DAEMON-17', 'DAEMON-17'],
  ['daemon-17', 'DAEMON-17'],
  ['feature/daemon-17-fix', 'DAEMON-17'],
  ['daemon-200_1_0_X', 'DAEMON-200'],
  ['bug_DAEMON-17', 'DAEMON-17'],
  ['bug_A1_B-9', 'A1_B-9'],
  ['xbug_xDAEMON-17', ''],
  ['someone-bug/DAEMON-17', 'DAEMON-17'],
  ['fix-daemon-17', 'DAEMON-17'],
  ['ALOY-1534-ii', 'ALOY-1534'],
  ['DAEMON-17-2', 'DAEMON-17'],
  ['DAEMON-17-and-aloy-3', 'DAEMON-17 ALOY-3'],
  ['daemon-1-2-x', ''],
  ['release/daemon-1.2', ''],
  ['xdaemon-17', ''],
  ['daemon-17b', ''],
  ['daemon-0', ''],
  ['master', ''],
  ['dependabot/npm/utf-8-3', ''],
  ['DAEMON-17/daemon-17', 'DAEMON-17'],
])('the branch %s names %s', (branch, keys) => {
  expect(findKeysInBranch(branch, allow).join(' ')).toBe(keys);
});

const fragment = fc.constantFrom(
  'DAEMON',
  'ALOY',
  '-',
  '-',
  '1',
  '0',
  '17',
  ' ',
  '\n',
  '/',
  'browse/',
  '://',
  '?',
  '[',
  ']',
  '```',
  '_',
  'x',
  'É',
  '修',
);

test('law: no key is invented: each is in the text, of an allowed project and well formed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fragment, fc.string()), { maxLength: 60 }).map((parts) => parts.join('')),
      (text) => {
        for (const { key, start } of findKeys(text, allow)) {
          expect(text.startsWith(key, start)).toBe(true);
          expect(isWorkItemKey(key) && allow.has(projectOf(key))).toBe(true);
        }
        for (const key of findKeysInBranch(text, allow)) {
          expect(text.toUpperCase()).toContain(key);
          expect(isWorkItemKey(key) && allow.has(projectOf(key))).toBe(true);
        }
      },
    ),
  );
});

test('law: allowing more projects never loses a key', () => {
  fc.assert(
    fc.property(
      fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join('')),
      (text) => {
        const few = findKeys(text, new Set(['DAEMON'])).map(({ start }) => start);
        const more = new Set(findKeys(text, new Set(['DAEMON', 'ZZ'])).map(({ start }) => start));
        expect(few.every((start) => more.has(start))).toBe(true);
      },
    ),
  );
});

describe('hostile text is read in one pass, so this ends', () => {
  const long = 5_000_000;
  test.each([
    ['a million brackets', '['.repeat(1_000_000) + 'DAEMON-17' + ']'.repeat(1_000_000), 1],
    ['hyphens', '-1'.repeat(long / 2), 0],
    ['a run of capitals', 'A'.repeat(long) + '-1', 0],
    ['keys that touch', 'DAEMON-1/'.repeat(long / 9), long / 9 - 1],
    ['keys in one address', `https://h/${'DAEMON-1/'.repeat(100_000)}`, 0],
    ['lines of fences', '```\nDAEMON-1\n'.repeat(100_000), 50_000],
    ['a paragraph a line', 'DAEMON-1\n\n'.repeat(100_000), 100_000],
    ['digits', `DAEMON-1${'0'.repeat(long)}`, 0],
    ['underscores', `${'_'.repeat(long)}-1`, 0],
  ])('%s', (_what, text, count) => {
    expect(Math.abs(findKeys(text, allow).length - count)).toBeLessThanOrEqual(1);
    expect(findKeysInBranch(text.slice(0, 200_000), allow).length).toBeLessThanOrEqual(1);
  });
});

describe('Mentions, for hiding keys', () => {
  test.each`
    text                                     | keys
    ${'DAEMON-17 and feature/daemon-18-fix'} | ${'DAEMON-17 DAEMON-18'}
    ${'Bug_Daemon-17 A1_B-9 BUG_A1_B-8'}     | ${'DAEMON-17 A1_B-9 A1_B-8'}
    ${'fixDAEMON-17 DAEMON-17.2 DAEMON-17x'} | ${'DAEMON-17 DAEMON-17 DAEMON-17'}
    ${'UTF-8 daemon-1.2 xdaemon-17'}         | ${''}
  `('of "$text" are "$keys"', ({ text, keys }: Record<string, string>) => {
    expect(
      findMentions(text ?? '', allow)
        .map(({ key }) => key)
        .join(' '),
    ).toBe(keys);
  });

  it('are all that a linker reads as a key, and more', () => {
    const piece = fc.constantFrom('DAEMON', 'daemon', 'A1_B', '-', '_', '/', '17', '2', '.', ' ', 'x', 'BUG', '#');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const mentioned = findMentions(text, allow).map(({ key }) => key);
        const read = [...findKeys(text, allow).map(({ key }) => key), ...findKeysInBranch(text, allow)];
        expect(mentioned).toEqual(expect.arrayContaining(read));
      }),
      { numRuns: 1_000 },
    );
  });
});
