import { commitOf } from '../commit-builder';
import { keysOf, traceOf } from '../trace-builder';

test.each`
  why                                        | message                                                      | keys
  ${'in the subject'}                        | ${'PAY-1 round refunds'}                                     | ${'PAY-1'}
  ${'several in the subject'}                | ${'[PAY-1][PAY-2] & WEB-3: round'}                           | ${'PAY-1 PAY-2 WEB-3'}
  ${'in the body'}                           | ${'Round\n\nThis is part of PAY-1.'}                         | ${'PAY-1'}
  ${'in a trailer'}                          | ${'Round\n\nWords.\n\nRefs: PAY-1, PAY-2\nReviewed-by: Ada'} | ${'PAY-1 PAY-2'}
  ${'one for each line of a squash'}         | ${'Refunds (#7)\n\n* PAY-1 round\n* PAY-2 print\n* tidy'}    | ${'PAY-1 PAY-2'}
  ${'in conventional words'}                 | ${'fix(PAY-1): round'}                                       | ${'PAY-1'}
  ${'where Jira shows it'}                   | ${'Round\n\nhttps://jira.example.com/browse/PAY-1'}          | ${'PAY-1'}
  ${'in backticks'}                          | ${'Round as `PAY-1` asks'}                                   | ${'PAY-1'}
  ${'with the letter of a second try'}       | ${'[PAY-1b] round again'}                                    | ${'PAY-1'}
  ${'with the number of a second try'}       | ${'[PAY-1-2] round again'}                                   | ${'PAY-1'}
  ${'the branch merged into'}                | ${"Merge branch 'main' into PAY-1"}                          | ${'PAY-1'}
  ${'nothing: lower case'}                   | ${'pay-1 round'}                                             | ${''}
  ${'nothing: a vulnerability'}              | ${'Fix CVE-2024-1234 and CVE-2024-5'}                        | ${''}
  ${'nothing: a project nobody has'}         | ${'SHA-256, JDK-8, ISO-8601, PSR-4'}                         | ${''}
  ${'nothing: a word that goes on'}          | ${'PAY-1st UTF-8be PAY-1x'}                                  | ${''}
  ${'nothing: a path'}                       | ${'Move test/PAY-1/index.js and PAY-1.js'}                   | ${''}
  ${'nothing: another address'}              | ${'See https://example.com/PAY-1?x=PAY-2'}                   | ${''}
  ${'nothing: a hash'}                       | ${'From a1b2-PAY-1-3f and sha256:00PAY-1'}                   | ${''}
  ${'nothing: code'}                         | ${'Round\n\n```\nlog("x: PAY-1")\n```\n'}                    | ${''}
  ${'nothing: a range of dates or versions'} | ${'PAY-2017-11-13 and PAY-1.2 and PAY-12-13'}                | ${''}
`('$why', ({ message, keys }) => {
  expect(keysOf(traceOf([commitOf('a', message)]), 'a')).toBe(keys);
});

test('an item named like a coding of characters is one where the project exists and has it', () => {
  const commit = commitOf('a', 'Write UTF-8');
  expect(keysOf(traceOf([commit]), 'a')).toBe('UTF-8');
  expect(keysOf(traceOf([commit], { knownItems: () => false }), 'a')).toBe('');
});
