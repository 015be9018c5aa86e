import fc from 'fast-check';
import { DEFAULT_CALENDAR, workingCalendar } from '../../src/model/calendar';
import { DEFAULT_SETTINGS } from '../../src/model/settings';
import { type Waits, findWaits } from '../../src/model/wait-graph';
import type { WorkItem } from '../../src/model/work-item';
import { type ItemOptions, day, featureOf, workItemOf } from '../builders/worlds';

fc.configureGlobal({ seed: 20171113 });

const calendar = workingCalendar(DEFAULT_CALENDAR);
const waitsOf = (items: readonly WorkItem[], asOf = 8): Waits =>
  findWaits(items, DEFAULT_SETTINGS.waiting, calendar, day(asOf));
const story = (key: string, waitsOn: ItemOptions['waitsOn'] = [], more: Partial<ItemOptions> = {}) =>
  workItemOf({ key, waitsOn, assignee: 'ana', ...more });

test('a chain hangs on the one item at its end', () => {
  const waits = waitsOf([story('PAY-1', ['PAY-2']), story('PAY-2', ['PAY-3']), story('PAY-3')]);
  expect(
    [...waits.byKey].map(([key, { blockers, roots, chainLength }]) => ({ key, blockers, roots, chainLength })),
  ).toEqual([
    { key: 'PAY-1', blockers: ['PAY-2'], roots: ['PAY-3'], chainLength: 3 },
    { key: 'PAY-2', blockers: ['PAY-3'], roots: ['PAY-3'], chainLength: 2 },
  ]);
  expect(waits.waitersOf.get('PAY-2')).toEqual(['PAY-1']);
});

test('the cost of a wait is split over its roots and the total is conserved', () => {
  // Both wait five working days (day 1 to day 8): PAY-1 on two roots, PAY-2 on one of them.
  const waits = waitsOf([
    story('PAY-1', ['PAY-3', 'PAY-4']),
    story('PAY-2', ['PAY-3']),
    story('PAY-3'),
    story('PAY-4'),
  ]);
  expect(
    [...waits.roots.values()].map(({ item, personDays, waiting }) => ({ key: item.key, personDays, waiting })),
  ).toEqual([
    { key: 'PAY-3', personDays: 7.5, waiting: ['PAY-1', 'PAY-2'] },
    { key: 'PAY-4', personDays: 2.5, waiting: ['PAY-1'] },
  ]);
});

test('an item behind its own flag is its own root', () => {
  const waits = waitsOf([story('PAY-1', ['PAY-2']), story('PAY-2', [], { flagged: [[1, true]] })]);
  expect([...waits.byKey].map(([key, { roots }]) => [key, roots])).toEqual([
    ['PAY-1', ['PAY-2']],
    ['PAY-2', ['PAY-2']],
  ]);
});

test('a deadlock at the end of a chain is the root, all of it', () => {
  const waits = waitsOf([story('PAY-1', ['PAY-2']), story('PAY-2', ['PAY-3']), story('PAY-3', ['PAY-2'])]);
  expect(waits.byKey.get('PAY-1')?.roots).toEqual(['PAY-2', 'PAY-3']);
});

describe('a circle', () => {
  test('closes with its youngest link, which is the cheapest to cut', () => {
    const [cycle] = waitsOf([
      story('PAY-1', [{ to: 'PAY-2', from: 2 }]),
      story('PAY-2', [{ to: 'PAY-3', from: 5, exact: false }]),
      story('PAY-3', [{ to: 'PAY-1', from: 3 }]),
    ]).cycles;
    expect(cycle).toMatchObject({
      keys: ['PAY-1', 'PAY-2', 'PAY-3'],
      since: day(5),
      sinceExact: false,
      cheapestCut: { from: 'PAY-2', to: 'PAY-3' },
      cutFreesAll: true,
    });
    expect(cycle?.circle.map(({ from, to }) => [from, to])).toEqual([
      ['PAY-1', 'PAY-2'],
      ['PAY-2', 'PAY-3'],
      ['PAY-3', 'PAY-1'],
    ]);
  });

  test('is cut where one link frees the whole knot, rather than at a younger one that does not', () => {
    // Two circles share the link PAY-1 → PAY-2; the youngest link opens only one of them.
    const [cycle] = waitsOf([
      story('PAY-1', [{ to: 'PAY-2', from: 2 }]),
      story('PAY-2', [
        { to: 'PAY-1', from: 6 },
        { to: 'PAY-3', from: 3 },
      ]),
      story('PAY-3', [{ to: 'PAY-1', from: 4 }]),
    ]).cycles;
    expect(cycle).toMatchObject({ cheapestCut: { from: 'PAY-1', to: 'PAY-2' }, cutFreesAll: true });
  });

  test('closes through a feature that needs its open child', () => {
    const [cycle] = waitsOf([featureOf({ key: 'PAY-1' }), story('PAY-2', ['PAY-1'], { parent: 'PAY-1' })]).cycles;
    expect(cycle?.circle.map(({ from, kind, to }) => [from, kind, to])).toEqual([
      ['PAY-1', 'child', 'PAY-2'],
      ['PAY-2', 'link', 'PAY-1'],
    ]);
    expect(cycle?.cheapestCut).toMatchObject({ from: 'PAY-2', to: 'PAY-1' });
  });

  test('is not freed by a link beside which the same parent still needs the same child', () => {
    const [cycle] = waitsOf([
      featureOf({ key: 'PAY-1', waitsOn: [{ to: 'PAY-2', from: 5 }] }),
      story('PAY-2', [{ to: 'PAY-1', from: 2 }], { parent: 'PAY-1' }),
    ]).cycles;
    expect(cycle).toMatchObject({ cheapestCut: { from: 'PAY-2', to: 'PAY-1' }, cutFreesAll: true });
  });

  test('of one item that blocks itself is a circle too', () => {
    expect(waitsOf([story('PAY-1', ['PAY-1'])]).cycles.map(({ keys }) => keys)).toEqual([['PAY-1']]);
  });

  test.each`
    why                               | third
    ${'one of its items is done'} | ${story('PAY-2', ['PAY-1'], { status: [[1, 'to-do'], [4, 'done']] })}
    ${'one of its links was removed'} | ${story('PAY-2', [{ to: 'PAY-1', until: 4 }])}
    ${'the words say something else'} | ${story('PAY-2', [{ to: 'PAY-1', phrase: 'blocks' }])}
  `('is none when $why', ({ third }) => {
    expect(waitsOf([story('PAY-1', ['PAY-2']), third]).cycles).toEqual([]);
  });
});

const KEYS = ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4', 'PAY-5', 'PAY-6'];
const randomItems = fc.tuple(
  ...KEYS.map((key) =>
    fc
      .record({
        waitsOn: fc.uniqueArray(fc.constantFrom(...KEYS, 'GONE-1'), { maxLength: 3 }),
        from: fc.integer({ min: 1, max: 6 }),
        assigned: fc.boolean(),
        done: fc.boolean(),
        flagged: fc.boolean(),
      })
      .map(({ waitsOn, from, assigned, done, flagged }) =>
        workItemOf({
          key,
          waitsOn: waitsOn.map((to) => ({ to, from })),
          ...(assigned && { assignee: 'ana' }),
          status: done
            ? [
                [1, 'to-do'],
                [5, 'done'],
              ]
            : [[1, 'to-do']],
          flagged: [
            [1, false],
            [4, flagged],
          ],
        }),
      ),
  ),
);

test('whatever waits for whatever, the roots cost together what the waits cost', () => {
  fc.assert(
    fc.property(randomItems, (items) => {
      const waits = waitsOf(items);
      const total = (list: Iterable<{ personDays: number; workingDays: number }>) =>
        [...list].reduce((sum, { personDays, workingDays }) => [sum[0]! + personDays, sum[1]! + workingDays], [0, 0]);
      const [persons, days] = total(waits.byKey.values());
      const [rootPersons, rootDays] = total(waits.roots.values());
      expect(rootPersons).toBeCloseTo(persons!, 9);
      expect(rootDays).toBeCloseTo(days!, 9);
      for (const { roots } of waits.byKey.values()) expect(roots.length).toBeGreaterThan(0);
    }),
  );
});

test('the order in which items come changes nothing', () => {
  fc.assert(
    fc.property(
      randomItems.chain((items) =>
        fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
      ),
      ([items, shuffled]) => {
        expect(waitsOf(shuffled)).toEqual(waitsOf(items));
      },
    ),
  );
});

test.each`
  why                                       | root                                                    | mayWait
  ${'nothing is linked to it'}              | ${story('PAY-2')}                                       | ${false}
  ${'a blocker of it is out of sight'}      | ${story('PAY-2', ['GONE-1'])}                           | ${true}
  ${'that link was removed'}                | ${story('PAY-2', [{ to: 'GONE-1', until: 5 }])}         | ${false}
  ${'it is known to wait, behind its flag'} | ${story('PAY-2', ['GONE-1'], { flagged: [[1, true]] })} | ${false}
`('a root may itself wait, when $why: $mayWait', ({ root, mayWait }) => {
  expect(waitsOf([story('PAY-1', ['PAY-2']), root]).roots.get('PAY-2')?.mayWait).toBe(mayWait);
});
