import fc from 'fast-check';
import type { Commit, PullRequest } from '../../src/model/commit';
import { combineCommits } from '../../src/trace/combine';
import { type Trace, type TraceRequest, traceCommits } from '../../src/trace/trace-commits';
import { commitOf, pullRequestOf, shaOf } from './commit-builder';

const allow = new Set(['PAY', 'WEB']);

function trace(commits: readonly Commit[], more: Partial<TraceRequest> = {}): Trace {
  return traceCommits({ commits, pullRequests: [], allow, knownItems: () => true, now: 0, ...more });
}

/** `PAY-1 message-key` for each link of the commit. */
function linksOf(result: Trace, name: string): string[] {
  return result.links.filter(({ sha }) => sha === shaOf(name)).map(({ key, linker }) => `${key} ${linker}`);
}

describe('a key in the message', () => {
  test('links, and says where it stood', () => {
    const { links } = trace([commitOf('a', 'PAY-1 round refunds\n\nSee also PAY-2.\n\nRefs: PAY-3')]);
    expect(links.map(({ key, evidence }) => `${key}: ${evidence.text} “${evidence.quote}”`)).toEqual([
      'PAY-1: PAY-1 in the subject “PAY-1 round refunds”',
      'PAY-2: PAY-2 in the body of the message “See also PAY-2.”',
      'PAY-3: PAY-3 in a trailer of the message “Refs: PAY-3”',
    ]);
  });
  test('of a project nobody has does not count, and of an item nobody has is said', () => {
    const result = trace([commitOf('a', 'UTF-8 and PAY-404')], { knownItems: (key) => key !== 'PAY-404' });
    expect(result.links).toEqual([]);
    expect(result.unknownKeys).toEqual([{ repo: 'shop/pay', sha: shaOf('a'), key: 'PAY-404' }]);
  });
  test('of an item that moved leads to its present key', () => {
    const movedKeys = new Map([
      ['OLD-1', 'WEB-1'],
      ['WEB-1', 'PAY-9'],
      ['PAY-5', 'PAY-6'],
      ['PAY-6', 'PAY-5'],
    ]);
    expect(linksOf(trace([commitOf('a', 'OLD-1 and PAY-9')], { movedKeys }), 'a')).toEqual(['PAY-9 message-key']);
    expect(linksOf(trace([commitOf('a', 'PAY-5')], { movedKeys }), 'a')).toHaveLength(1);
  });
  test('a hundred times over does not make a statement of purpose', () => {
    const changelog = Array.from({ length: 200 }, (_, index) => `PAY-${index + 1}`).join(' ');
    expect(trace([commitOf('a', changelog)]).links).toHaveLength(50);
  });
});

test('a key in the branch links a pushed commit', () => {
  expect(linksOf(trace([commitOf('a', 'wip', [], { branch: 'feature/pay-7-refunds' })]), 'a')).toEqual([
    'PAY-7 branch-name',
  ]);
});

describe('a pull request', () => {
  const commits = [commitOf('a', 'first'), commitOf('b', 'second'), commitOf('squash', 'Refunds (#12)')];
  test.each([
    ['title', { title: 'PAY-1 Refunds', body: 'Related to PAY-2' }, 'PAY-1 pull-request'],
    ['branch', { branch: 'pay-1', body: 'Related to PAY-2' }, 'PAY-1 pull-request'],
    ['body, when nothing else does', { title: 'Refunds', branch: 'master', body: 'Fixes PAY-2' }, 'PAY-2 pull-request'],
  ])('links its commits and its squash by its %s', (_place, request, expected) => {
    const result = trace(commits, { pullRequests: [pullRequestOf(12, { ...request, commits: [shaOf('a')] })] });
    expect([linksOf(result, 'a'), linksOf(result, 'b'), linksOf(result, 'squash')]).toEqual([
      [expected],
      [],
      [expected],
    ]);
  });
  test('asks for commits it names that were not given', () => {
    expect(trace([], { pullRequests: [pullRequestOf(12, { title: 'PAY-1', commits: [shaOf('a')] })] }).wanted).toEqual([
      { repo: 'shop/pay', sha: shaOf('a') },
    ]);
  });
  test('of another repository has nothing to do with it', () => {
    expect(
      trace(commits, { pullRequests: [pullRequestOf(12, { repo: 'shop/web', title: 'PAY-1', commits: [shaOf('a')] })] })
        .links,
    ).toEqual([]);
  });
});

describe('a merge', () => {
  const base = commitOf('base', 'start');
  const main = commitOf('main', 'meanwhile', ['base']);
  const one = commitOf('one', 'work', ['base']);
  const two = commitOf('two', 'more work', ['one']);
  const merged = (message: string): Trace => trace([base, main, one, two, commitOf('merge', message, ['main', 'two'])]);

  test.each([
    ['the branch', "Merge branch 'PAY-1' into master"],
    ['the branch of its pull request', 'Merge pull request #7 from someone/pay-1-refunds'],
    ['the branch in Bitbucket', 'Merged in feature/PAY-1 (pull request #7)'],
    ['the branch of a remote', "Merge remote-tracking branch 'origin/PAY-1'"],
    ['the words a person added', 'Merge pull request #7 from someone/master\n\n[PAY-1] Refunds'],
    ['words of its own', '[PAY-1] merge refunds'],
  ])('hands down what %s names to what it brought in, and to nothing else', (_what, message) => {
    const result = merged(message);
    expect([linksOf(result, 'one'), linksOf(result, 'two')]).toEqual([['PAY-1 merge-parent'], ['PAY-1 merge-parent']]);
    expect([linksOf(result, 'base'), linksOf(result, 'main')]).toEqual([[], []]);
    expect(linksOf(result, 'merge')).toHaveLength(1);
  });
  test.each([
    ["Merge branch 'master' into PAY-1"],
    ["Merge remote-tracking branch 'origin/master' into PAY-1"],
    ['Merge master into PAY-1'],
    ["Merge branch 'master' of github.com:someone/pay into PAY-1"],
    ["Merge branches 'master' and 'next' into PAY-1"],
  ])('never hands down the branch it merged into: %s', (message) => {
    expect([linksOf(merged(message), 'one'), linksOf(merged(message), 'two')]).toEqual([[], []]);
  });
  test('leaves alone what names an item itself', () => {
    const own = commitOf('two', 'PAY-2 more work', ['one']);
    const result = trace([base, main, one, own, commitOf('merge', "Merge branch 'PAY-1'", ['main', 'two'])]);
    expect([linksOf(result, 'one'), linksOf(result, 'two')]).toEqual([['PAY-1 merge-parent'], ['PAY-2 message-key']]);
  });
  test('inside another one has the first word', () => {
    const inner = commitOf('inner', "Merge branch 'PAY-2' into PAY-1", ['base', 'two']);
    const after = commitOf('after', 'polish', ['inner']);
    const outer = commitOf('outer', "Merge branch 'PAY-1'", ['main', 'after']);
    const result = trace([base, main, one, two, inner, after, outer]);
    expect([linksOf(result, 'one'), linksOf(result, 'after')]).toEqual([
      ['PAY-2 merge-parent'],
      ['PAY-1 merge-parent'],
    ]);
  });
  test('of the trunk into a branch does not make the trunk part of the branch', () => {
    const sync = commitOf('sync', "Merge branch 'master' into PAY-1", ['one', 'main']);
    const outer = commitOf('outer', "Merge branch 'PAY-1'", ['main', 'sync']);
    const result = trace([base, main, one, sync, outer]);
    expect([linksOf(result, 'one'), linksOf(result, 'main')]).toEqual([['PAY-1 merge-parent'], []]);
  });
  test('of many branches hands down to all of them', () => {
    const octopus = commitOf('octopus', '[PAY-1] all refunds', ['main', 'one', 'other']);
    const result = trace([base, main, one, commitOf('other', 'work', ['base']), octopus]);
    expect([linksOf(result, 'one'), linksOf(result, 'other')]).toEqual([
      ['PAY-1 merge-parent'],
      ['PAY-1 merge-parent'],
    ]);
  });
  test('whose trunk was not given claims nothing and asks for it', () => {
    const result = trace([base, one, two, commitOf('merge', "Merge branch 'PAY-1'", ['main', 'two'])]);
    expect([linksOf(result, 'one'), linksOf(result, 'base')]).toEqual([[], []]);
    expect(result.wanted).toEqual([{ repo: 'shop/pay', sha: shaOf('main') }]);
  });
  test('in a history that bites its tail ends all the same', () => {
    const circle = [
      commitOf('x', 'x', ['y']),
      commitOf('y', 'y', ['x']),
      commitOf('z', "Merge branch 'PAY-1'", ['x', 'z']),
    ];
    expect(trace(circle).links).toHaveLength(1);
  });
});

describe('a commit that repeats another', () => {
  const original = commitOf('original', 'PAY-1 round refunds');
  const quiet = commitOf('quiet', 'tidy up', [], { branch: 'PAY-2' });
  test.each([
    ['reverts it by sha', `Undo\n\nThis reverts commit ${shaOf('original')}.`, 'PAY-1 inherited'],
    ['reverts it by a short sha', `Undo\n\nThis reverts commit ${shaOf('original').slice(0, 10)}.`, 'PAY-1 inherited'],
    ['was cherry-picked', `Round\n\n(cherry picked from commit ${shaOf('original')})`, 'PAY-1 inherited'],
    ['reverts it by its subject', 'Revert "tidy up"', 'PAY-2 inherited'],
    ['amends it', 'fixup! tidy up', 'PAY-2 inherited'],
    ['names its key anyway', 'Revert "PAY-1 round refunds"', 'PAY-1 message-key'],
  ])('and %s serves the same item', (_how, message, expected) => {
    expect(linksOf(trace([original, quiet, commitOf('again', message)]), 'again')).toEqual([expected]);
  });
  test('through a chain of reverts, and in a circle, still ends', () => {
    const first = commitOf('first', `x\n\nThis reverts commit ${shaOf('original')}.`);
    const second = commitOf('second', `x\n\nThis reverts commit ${shaOf('first')}.`);
    expect(linksOf(trace([original, first, second]), 'second')).toEqual(['PAY-1 inherited']);
    const circle = [commitOf('first', `x\n\nThis reverts commit ${shaOf('second')}.`), second];
    expect(trace(circle).links).toEqual([]);
  });
  test('that is not told apart by its subject inherits nothing', () => {
    const twin = commitOf('twin', 'tidy up', [], { branch: 'PAY-3' });
    expect(linksOf(trace([quiet, twin, commitOf('again', 'Revert "tidy up"')]), 'again')).toEqual([]);
  });
  test('and was not given is asked for', () => {
    expect(trace([commitOf('again', `x\n\nThis reverts commit ${shaOf('original')}.`)]).wanted).toEqual([
      { repo: 'shop/pay', sha: shaOf('original') },
    ]);
  });
});

/** Histories in which everything happens: branches, merges, reverts, pull requests, keys and none. */
const messages = fc.constantFrom(
  'work',
  'PAY-1 work',
  'WEB-2',
  "Merge branch 'PAY-3' into master",
  "Merge branch 'master' into PAY-1",
  'Merge pull request #1 from x/web-4',
  'Refunds (#2)',
  'Revert "work"',
  `Revert\n\nThis reverts commit ${shaOf('c3')}.`,
  `Pick\n\n(cherry picked from commit ${shaOf('c1')})`,
  'PAY-404',
);
const history = fc
  .array(
    fc.record({
      message: messages,
      parents: fc.array(fc.nat(11), { maxLength: 3 }),
      branch: fc.option(fc.constantFrom('pay-5', 'master'), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) =>
    rows.map(({ message, parents, branch }, index) =>
      commitOf(
        `c${index}`,
        message,
        [...new Set(parents.filter((parent) => parent < index))].map((parent) => `c${parent}`),
        branch === undefined ? {} : { branch },
      ),
    ),
  );
const requests = fc
  .array(
    fc.record({
      number: fc.integer({ min: 1, max: 3 }),
      title: fc.constantFrom('', 'PAY-6'),
      body: fc.constantFrom('', 'WEB-7'),
      updatedAt: fc.nat(3),
      commits: fc.subarray(['c0', 'c1', 'c2', 'c3']),
    }),
    { maxLength: 3 },
  )
  .map((rows) =>
    rows.map(
      ({ number, commits, ...rest }): PullRequest => pullRequestOf(number, { ...rest, commits: commits.map(shaOf) }),
    ),
  );
const knownItems = (key: string): boolean => key !== 'PAY-404';

test('law: the order in which facts come, how often and how fully, never changes the map', () => {
  fc.assert(
    fc.property(history, requests, fc.infiniteStream(fc.nat(1000)), (commits, pullRequests, keys) => {
      const shuffled = <T>(list: readonly T[]): T[] =>
        list
          .map((value) => ({ value, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ value }) => value);
      const expected = trace(commits, { pullRequests, knownItems });
      const asWebhooksTell = commits.map((commit) => ({ ...commit, parents: [] }));
      expect(
        trace(shuffled([...commits, ...asWebhooksTell]), {
          pullRequests: shuffled([...pullRequests, ...pullRequests]),
          knownItems,
        }),
      ).toEqual(expected);
    }),
  );
});

test('law: adding a work item never untraces a commit', () => {
  fc.assert(
    fc.property(
      history,
      requests,
      fc.subarray(['PAY-1', 'WEB-2', 'PAY-3', 'WEB-4', 'PAY-5', 'PAY-6', 'WEB-7']),
      fc.constantFrom('PAY-1', 'PAY-3', 'PAY-404', 'WEB-7'),
      (commits, pullRequests, keys, added) => {
        const tracedWith = (known: readonly string[]): Set<string> =>
          new Set(
            trace(commits, { pullRequests, knownItems: (key) => known.includes(key) }).links.map(({ sha }) => sha),
          );
        const after = tracedWith([...keys, added]);
        expect([...tracedWith(keys)].filter((sha) => !after.has(sha))).toEqual([]);
      },
    ),
  );
});

test('law: no link without a known item, no item twice on a commit, and each says how we know', () => {
  fc.assert(
    fc.property(history, requests, (commits, pullRequests) => {
      const { links } = trace(commits, { pullRequests, knownItems });
      expect(new Set(links.map(({ sha, key }) => `${sha} ${key}`)).size).toBe(links.length);
      for (const { key, evidence, confidence } of links) {
        expect(knownItems(key)).toBe(true);
        expect(evidence.text).toContain(key);
        expect(confidence).toBe(1);
      }
    }),
  );
});

test('law: tracing a batch with what it asks for gives its commits the links that tracing everything gives', () => {
  fc.assert(
    fc.property(history, requests, fc.nat(11), (commits, pullRequests, cut) => {
      const whole = trace(commits, { pullRequests, knownItems });
      let given = commits.slice(Math.min(cut, commits.length - 1));
      const batch = new Set(given.map(({ sha }) => sha));
      let result = trace(given, { pullRequests, knownItems });
      for (let more = found(result); more.length > 0; more = found(result)) {
        given = [...given, ...more];
        result = trace(given, { pullRequests, knownItems });
      }
      function found({ wanted }: Trace): Commit[] {
        return commits.filter(({ sha }) => wanted.some((want) => want.sha === sha));
      }
      const explicit = (all: Trace): string[] =>
        all.links
          .filter(({ sha, linker }) => batch.has(sha) && linker !== 'inherited')
          .map(({ sha, key, linker }) => `${sha} ${key} ${linker}`);
      expect(explicit(result)).toEqual(explicit(whole));
    }),
  );
});

test('law: telling a commit or a pull request in pieces, in any order, comes to the same', () => {
  const pieces = fc.record({
    branch: fc.constantFrom('master', 'pay-1', 'pay-2', undefined),
    message: fc.constantFrom('a', 'ab', 'b'),
    parents: fc.constantFrom([], ['x'], ['y'], ['x', 'y']),
    committedAt: fc.nat(3),
  });
  fc.assert(
    fc.property(pieces, pieces, pieces, (...rows) => {
      const [a, b, c] = rows.map(({ parents, message, ...rest }) => commitOf('a', message, parents, rest)) as [
        Commit,
        Commit,
        Commit,
      ];
      expect(combineCommits(a, b)).toEqual(combineCommits(b, a));
      expect(combineCommits(combineCommits(a, b), c)).toEqual(combineCommits(a, combineCommits(b, c)));
      expect(combineCommits(a, a)).toEqual(a);
    }),
  );
});
