/** What holds for every history, however it came: found by trying random ones. */
import fc from 'fast-check';
import type { Commit, PullRequest } from '../../src/model/commit';
import type { TracePattern } from '../../src/model/settings';
import type { Trace } from '../../src/trace/trace-commits';
import { commitOf, pullRequestOf, shaOf } from './commit-builder';
import { traceOf } from './trace-builder';

// The same histories on every machine; the seed once found an order that mattered.
fc.configureGlobal({ seed: -334500433 });

const patterns: readonly TracePattern[] = [{ template: '[#{number}]', project: 'PAY' }];
const movedKeys = new Map([['OLD-1', 'PAY-8']]);

const message = fc.constantFrom(
  'work',
  'PAY-1 work',
  'WEB-2\n\nRefs: PAY-3',
  '[#4] work',
  'OLD-1 work',
  "Merge branch 'pay-5' into main",
  "Merge branch 'main' into pay-5",
  'Merge pull request #1 from ada/web-6\n\nPAY-7 Refunds',
  'Refunds (#2)\n\n* PAY-1 a\n* WEB-2 b',
  'Revert "work"',
  'Revert "Refunds (#2)" (#3)',
  'Undo\n\nReverts shop/pay#1',
  `Undo\n\nThis reverts commit ${shaOf('c2')}.`,
  `Pick\n\n(cherry picked from commit ${shaOf('c1')})`,
);
const history = fc
  .array(
    fc.record({
      message,
      parents: fc.array(fc.nat(9), { maxLength: 3 }),
      branch: fc.option(fc.constantFrom('pay-9', 'main'), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((rows) =>
    rows.map(({ message: text, parents, branch }, index) =>
      commitOf(
        `c${index}`,
        text,
        [...new Set(parents.filter((parent) => parent < index))].map((parent) => `c${parent}`),
        branch === undefined ? {} : { branch },
      ),
    ),
  );
const requests = fc
  .array(
    fc.record({
      number: fc.integer({ min: 1, max: 3 }),
      title: fc.constantFrom('', 'WEB-10', '[#11]'),
      body: fc.constantFrom('', 'PAY-12'),
      mergeSha: fc.constantFrom(undefined, shaOf('c3'), shaOf('c4')),
      commits: fc.subarray(['c0', 'c1', 'c2']).map((names) => names.map(shaOf)),
    }),
    { maxLength: 3 },
  )
  .map((rows) => rows.map(({ number, ...rest }): PullRequest => pullRequestOf(number, rest)));

const trace = (commits: readonly Commit[], pullRequests: readonly PullRequest[]): Trace =>
  traceOf(commits, { pullRequests, patterns, movedKeys });
/** A link without the text of its evidence. */
const told = ({ links }: Trace): string[] => links.map(({ sha, key, linker }) => `${sha} ${key} ${linker}`);

test('the order of ingestion never changes the map, and telling twice changes nothing', () => {
  fc.assert(
    fc.property(history, requests, fc.nat(), (commits, pullRequests, turn) => {
      const turned = <T>(list: readonly T[]): T[] => [
        ...list.slice(turn % (list.length + 1)).reverse(),
        ...list.slice(0, turn % (list.length + 1)),
      ];
      const expected = trace(commits, pullRequests);
      expect(trace(turned([...commits, ...commits]), turned([...pullRequests, ...pullRequests]))).toEqual(expected);
      expect(trace(commits, pullRequests)).toEqual(expected);
    }),
  );
});

test('tracing in pieces and then all at once gives what all at once gives, and no piece was wrong', () => {
  fc.assert(
    fc.property(history, requests, fc.nat(9), (commits, pullRequests, cut) => {
      const whole = new Set(told(trace(commits, pullRequests)).map(withoutLinker));
      const pieces = [commits.slice(0, cut), commits.slice(cut)].map((piece) => trace(piece, pullRequests));
      expect(new Set(told(trace([...commits].reverse(), pullRequests)).map(withoutLinker))).toEqual(whole);
      // What a commit says itself is found in any piece. What merges hand down may differ: see the next law.
      for (const { links } of pieces)
        for (const { sha, key, linker } of links)
          if (linker === 'message-key' || linker === 'pattern' || linker === 'branch-name')
            expect(whole).toContain(`${sha} ${key}`);
    }),
  );
});

test('a piece given what it asks for knows of its commits what the whole knows', () => {
  fc.assert(
    fc.property(history, requests, fc.nat(9), (commits, pullRequests, cut) => {
      let given = commits.slice(Math.min(cut, commits.length - 1));
      const piece = new Set(given.map(({ sha }) => sha));
      for (;;) {
        const { wanted } = trace(given, pullRequests);
        const more = commits.filter(({ sha }) => wanted.some((want) => want.sha === sha));
        if (more.length === 0) break;
        given = [...given, ...more];
      }
      const ofPiece = (result: Trace): string[] =>
        result.links
          .filter(({ sha, linker }) => piece.has(sha) && linker !== 'inherited')
          .map(({ sha, key, linker }) => `${sha} ${key} ${linker}`);
      expect(ofPiece(trace(given, pullRequests))).toEqual(ofPiece(trace(commits, pullRequests)));
    }),
  );
});

test('adding a work item never untraces a commit', () => {
  const items = ['PAY-1', 'WEB-2', 'PAY-3', 'PAY-4', 'PAY-5', 'WEB-6', 'PAY-7', 'PAY-8', 'PAY-9', 'WEB-10', 'PAY-12'];
  fc.assert(
    fc.property(
      history,
      requests,
      fc.subarray(items),
      fc.constantFrom(...items),
      (commits, pullRequests, some, added) => {
        const traced = (known: ReadonlySet<string>): Set<string> =>
          new Set(
            traceOf(commits, { pullRequests, patterns, movedKeys, knownItems: (key) => known.has(key) }).links.map(
              ({ sha }) => sha,
            ),
          );
        const after = traced(new Set([...some, added]));
        expect([...traced(new Set(some))].filter((sha) => !after.has(sha))).toEqual([]);
      },
    ),
  );
});

test('no key is invented: each stands, or stood before it moved, in a text that was given', () => {
  fc.assert(
    fc.property(history, requests, (commits, pullRequests) => {
      const texts = [
        ...commits.flatMap(({ message: text, branch = '' }) => [text, branch]),
        ...pullRequests.flatMap(({ title, body, branch }) => [title, body, branch]),
      ]
        .join('\n')
        .toUpperCase();
      for (const { key } of trace(commits, pullRequests).links) {
        const [project, number] = key.split('-');
        const before = [...movedKeys].filter(([, now]) => now === key).map(([then]) => then);
        const forms = [key, ...before, ...(project === 'PAY' ? [`[#${number}]`] : [])];
        expect(forms.some((form) => texts.includes(form))).toBe(true);
      }
    }),
  );
});

test('adding commits never invents keys: the new ones bring no key that stands in none of them', () => {
  fc.assert(
    fc.property(history, fc.nat(9), (commits, cut) => {
      const keys = (some: readonly Commit[]): Set<string> => new Set(trace(some, []).links.map(({ key }) => key));
      const [before, added] = [commits.slice(0, cut), commits.slice(cut)];
      const known = new Set([...keys(before), ...keys(added), ...keysNamedIn(commits)]);
      expect([...keys(commits)].filter((key) => !known.has(key))).toEqual([]);
    }),
  );
});

/** Every key any of them could name, in whatever way. */
function keysNamedIn(commits: readonly Commit[]): string[] {
  const text = commits
    .map(({ message: words, branch = '' }) => `${words}\n${branch}`)
    .join('\n')
    .toUpperCase();
  return [
    ...[...text.matchAll(/(?:PAY|WEB)-\d+/g)].map(([key]) => key),
    ...[...text.matchAll(/\[#(\d+)\]/g)].map(([, number]) => `PAY-${number}`),
    ...(text.includes('OLD-1') ? ['PAY-8'] : []),
  ];
}

function withoutLinker(link: string): string {
  return link.split(' ').slice(0, 2).join(' ');
}
