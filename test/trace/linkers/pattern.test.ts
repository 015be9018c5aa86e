import type { TracePattern } from '../../../src/model/settings';
import { commitOf, pullRequestOf, shaOf } from '../commit-builder';
import { keysOf, linksOf, traceOf } from '../trace-builder';

const patterns: readonly TracePattern[] = [
  { template: '[#{number}]', project: 'PAY' },
  { template: 'issue {number}', project: 'WEB' },
  { template: 'GH-{number}', project: 'WEB', repo: 'shop/web' },
  { template: '{number}:', project: 'PAY' },
  { template: 'ticket {number}', project: 'GONE' },
];

test.each`
  why                                 | message                                         | keys
  ${'a bare number in brackets'}      | ${'[#103] round refunds'}                       | ${'PAY-103'}
  ${'in words'}                       | ${'Fixes issue 7.'}                             | ${'WEB-7'}
  ${'several, and a key as well'}     | ${'PAY-1 [#2] issue 3'}                         | ${'PAY-1 PAY-2 WEB-3'}
  ${'a number before the words'}      | ${'12: round'}                                  | ${'PAY-12'}
  ${'in the body'}                    | ${'Round\n\n- [#4] print'}                      | ${'PAY-4'}
  ${'the title of a merge'}           | ${'Merge pull request #9 from x/y\n\n[#5] all'} | ${'PAY-5'}
  ${'nothing: other brackets'}        | ${'[103] (#103) [# 103]'}                       | ${''}
  ${'nothing: no number'}             | ${'[#] [#x] [#0] [#01] issue none'}             | ${''}
  ${'nothing: a number too long'}     | ${'[#1234567890]'}                              | ${''}
  ${'nothing: other letters'}         | ${'Issue 7'}                                    | ${''}
  ${'nothing: a part of a word'}      | ${'reissue 7 and issue 7th and x12: y'}         | ${''}
  ${'nothing: a version or a path'}   | ${'issue 7.1 and issue 7/8'}                    | ${''}
  ${'nothing: an index'}              | ${'list[#1] and &[#1]'}                         | ${''}
  ${'nothing: an address'}            | ${'https://example.com/?q=,[#103]'}             | ${''}
  ${'nothing: code'}                  | ${'Round\n\n```\n[#103]\n```'}                  | ${''}
  ${'nothing: a project nobody has'}  | ${'ticket 3'}                                   | ${''}
  ${'nothing: of another repository'} | ${'GH-3'}                                       | ${''}
`('$why', ({ message, keys }) => {
  expect(keysOf(traceOf([commitOf('a', message)], { patterns }), 'a')).toBe(keys);
});

test('the numbers that hosts write are not the author’s', () => {
  const everyNumber = [{ template: '#{number}', project: 'PAY' }];
  const keys = (message: string): string => keysOf(traceOf([commitOf('a', message)], { patterns: everyNumber }), 'a');
  expect(keys('Merge pull request #12 from someone/refunds\n\nRefunds')).toBe('');
  expect(keys('Refunds (#12)')).toBe('');
  expect(keys('Refunds #3 (#12)\n\n* round (#4)')).toBe('PAY-3 PAY-4');
});

test('a pattern says what it takes the number for', () => {
  const [link] = traceOf([commitOf('a', '[#103] round')], { patterns }).links;
  expect(link).toMatchObject({
    linker: 'pattern',
    evidence: { text: '[#103] in the message, which means PAY-103 on this site', quote: '[#103] round' },
  });
});

test('holds in a repository of its own, in titles of pull requests, and leads to the present key', () => {
  const web = commitOf('a', 'GH-3 print', [], { repo: 'shop/web' });
  expect(linksOf(traceOf([web], { patterns, movedKeys: new Map([['WEB-3', 'PAY-9']]) }), 'a')).toBe('PAY-9 pattern');
  const request = pullRequestOf(1, { title: '[#8] Print', commits: [shaOf('b')] });
  expect(linksOf(traceOf([commitOf('b', 'x')], { patterns, pullRequests: [request] }), 'b')).toBe('PAY-8 pull-request');
});
