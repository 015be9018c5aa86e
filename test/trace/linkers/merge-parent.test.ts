import { commitOf } from '../commit-builder';
import { linksOf, traceOf } from '../trace-builder';

/*
 *   base ── main ───────── merge
 *      └─ one ── two ──────┘
 */
const base = commitOf('base', 'start');
const main = commitOf('main', 'meanwhile', ['base']);
const one = commitOf('one', 'work', ['base']);

test.each`
  why                                              | two               | merge                                                                               | links
  ${'the branch hands down'}                       | ${'work'}         | ${"Merge branch 'pay-1'"}                                                           | ${'PAY-1 merge-parent'}
  ${'the branch of a pull request'}                | ${'work'}         | ${'Merge pull request #7 from ada/pay-1'}                                           | ${'PAY-1 merge-parent'}
  ${'its title as well'}                           | ${'work'}         | ${'Merge pull request #7 from ada/pay-1\n\nPAY-1 and WEB-2: refunds'}               | ${'PAY-1 merge-parent, WEB-2 merge-parent'}
  ${'Bitbucket’s words'}                           | ${'work'}         | ${'Merged in feature/PAY-1 (pull request #7)'}                                      | ${'PAY-1 merge-parent'}
  ${'GitLab’s words'}                              | ${'work'}         | ${"Merge branch 'refunds' into 'main'\n\nPAY-1 Refunds\n\nSee merge request a/b!7"} | ${'PAY-1 merge-parent'}
  ${'a pull request is one piece of work'}         | ${'WEB-9 aside'}  | ${'Merge pull request #7 from ada/pay-1'}                                           | ${'PAY-1 merge-parent, WEB-9 message-key'}
  ${'other merges leave alone what names an item'} | ${'WEB-9 aside'}  | ${"Merge branch 'pay-1'"}                                                           | ${'WEB-9 message-key'}
  ${'a squash belongs to its own pull request'}    | ${'WEB-9 a (#3)'} | ${'Merge pull request #7 from shop/release\n\nPAY-1 Release'}                       | ${'WEB-9 message-key'}
  ${'never the branch merged into'}                | ${'work'}         | ${"Merge branch 'topic' into PAY-1"}                                                | ${''}
  ${'never a trunk, whatever is said'}             | ${'work'}         | ${"Merge branch 'main' into topic\n\nfor PAY-1"}                                    | ${''}
  ${'never the list of commits that git adds'}     | ${'work'}         | ${"Merge branch 'topic'\n\n* topic: (2 commits)\n  PAY-1 round\n  work"}            | ${''}
  ${'never a key of the conflicts'}                | ${'work'}         | ${"Merge branch 'topic'\n\nConflicts:\n\tPAY-1 notes"}                              | ${''}
`('$why', ({ two, merge, links }) => {
  const trace = traceOf([base, main, one, commitOf('two', two, ['one']), commitOf('merge', merge, ['main', 'two'])]);
  expect(linksOf(trace, 'two')).toBe(links);
  expect(linksOf(trace, 'main')).toBe('');
});

test('of nested merges the innermost that names something hands down', () => {
  const inner = commitOf('inner', "Merge branch 'pay-2' into pay-1", ['one', 'deep']);
  const trace = traceOf([
    base,
    main,
    one,
    commitOf('deep', 'deep work', ['base']),
    inner,
    commitOf('merge', "Merge branch 'pay-1'", ['main', 'inner']),
  ]);
  expect([linksOf(trace, 'deep'), linksOf(trace, 'one')]).toEqual(['PAY-2 merge-parent', 'PAY-1 merge-parent']);
});

test('an octopus hands down to all its sides', () => {
  const trace = traceOf([
    base,
    main,
    one,
    commitOf('other', 'work', ['base']),
    commitOf('octopus', 'PAY-1 together', ['main', 'one', 'other']),
  ]);
  expect([linksOf(trace, 'one'), linksOf(trace, 'other'), linksOf(trace, 'main')]).toEqual([
    'PAY-1 merge-parent',
    'PAY-1 merge-parent',
    '',
  ]);
});

/*
 *   base ── main ── m1 ── m2        m1 = main + side, s1 = side + main: each brought in the other
 *      └─── side ── s1 ──┘
 */
test('where branches crossed, only what is new on a side is handed down', () => {
  const trace = traceOf([
    base,
    main,
    commitOf('side', 'side work', ['base']),
    commitOf('m1', "Merge branch 'pay-1'", ['main', 'side']),
    commitOf('s1', "Merge branch 'main' into pay-2", ['side', 'main']),
    commitOf('late', 'late work', ['s1']),
    commitOf('m2', "Merge branch 'pay-2'", ['m1', 'late']),
  ]);
  expect(['side', 'main', 'late'].map((name) => linksOf(trace, name))).toEqual([
    'PAY-1 merge-parent',
    '',
    'PAY-2 merge-parent',
  ]);
});

test('a fork’s merge of the trunk, itself part of a pull request, hands that one’s item to nobody else', () => {
  const sync = commitOf('sync', 'Merge pull request #1 from shop/main\n\nupdate', ['one', 'theirs']);
  const trace = traceOf([
    base,
    main,
    one,
    commitOf('theirs', 'WEB-5 theirs', ['base']),
    sync,
    commitOf('merge', 'Merge pull request #9 from ada/pay-1', ['main', 'sync'], {}),
  ]);
  expect(linksOf(trace, 'one')).toBe('PAY-1 merge-parent');
});
