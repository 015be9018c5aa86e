import { hideKeys, hideKeysInPath, keysNamedIn, stemOf, wordsOf } from '../../../src/trace/suggest/words';

describe('words that can be compared', () => {
  test.each`
    why                                          | text                                              | words
    ${'case and endings do not matter'}          | ${'Validates VALIDATION validating'}              | ${['validat']}
    ${'a name counts whole and in parts'}        | ${'fsWatcher'}                                    | ${['fswatcher', 'watcher']}
    ${'capitals in a row are one part'}          | ${'parseXMLHeader'}                               | ${['parsexmlheader', 'pars', 'xml', 'header']}
    ${'words about writing say nothing'}         | ${'Fixes the bug in it'}                          | ${[]}
    ${'a key goes with what it is written into'} | ${'[PAY-7] see https://jira/browse/PAY-8: queue'} | ${['queu']}
    ${'without spaces, pairs of characters'}     | ${'修复登录'}                                     | ${['修复', '复登', '登录']}
    ${'short numbers say nothing, long ones do'} | ${'9 404'}                                        | ${['404']}
    ${'each word once'}                          | ${'queue queues queue'}                           | ${['queu']}
  `('$why', ({ text, words }) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test.each`
    word          | stem
    ${'creates'}  | ${'creat'}
    ${'creation'} | ${'creat'}
    ${'stopped'}  | ${'stop'}
    ${'queries'}  | ${'query'}
    ${'status'}   | ${'status'}
    ${'file'}     | ${'file'}
    ${'string'}   | ${'string'}
  `('the stem of $word is $stem', ({ word, stem }) => {
    expect(stemOf(word)).toBe(stem);
  });

  test('a limit is kept', () => {
    expect(wordsOf('alpha beta gamma delta', 2)).toHaveLength(2);
  });

  test('a folder or file named like a key is no part of the path', () => {
    expect(hideKeysInPath('test/apps/PAY-1503/index.js')).toBe('test/apps/index.js');
    expect(hideKeysInPath('src/two-parts/index.js')).toBe('src/two-parts/index.js');
  });

  test('hides keys in any case and leaves hyphens alone', () => {
    expect(hideKeys('pay-17 re-read the up-to-date list')).toBe(' re-read the up-to-date list');
  });

  test('names the keys that are written, whoever they belong to', () => {
    expect(keysNamedIn('[DOC-763] and OPS-2, not x/WEB-1.js')).toEqual(['DOC-763', 'OPS-2']);
  });

  // Texts are made inside the test: a runner would print them with its names.
  test.each([
    ['ten million letters', () => 'a'.repeat(10_000_000)],
    ['a million brackets', () => '['.repeat(1_000_000)],
    ['a million hyphens', () => 'A-1-'.repeat(1_000_000)],
    ['capitals without end', () => 'AbC'.repeat(1_000_000)],
    ['writing both ways', () => '\u202Efix\u202C \u2067queue\u2069'.repeat(1000)],
    ['halves of characters', () => '\uD800 \uDC00 '.repeat(1000)],
    ['names of the language', () => '__proto__ constructor toString hasOwnProperty'],
  ])('reads %s', (_, make) => {
    const text = make();
    expect(wordsOf(text).length <= 400).toBe(true);
    expect(keysNamedIn(text).length >= 0).toBe(true);
  });
});
