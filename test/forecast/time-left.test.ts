import fc from 'fast-check';
import { learnTimeLeft } from '../../src/forecast/time-left';
import { workingCalendar } from '../../src/model/calendar';
import type { WorkItem } from '../../src/model/work-item';
import { day, workItemOf } from '../builders/worlds';

fc.configureGlobal({ seed: 20171113 });

const calendar = workingCalendar();
const ASOF = 400;

/** Stories created every third day, each done so many days later. */
function finished(count: number, afterDays: number, more: Partial<Parameters<typeof workItemOf>[0]> = {}): WorkItem[] {
  return Array.from({ length: count }, (_, index) => {
    const created = 380 - 3 * index;
    return workItemOf({
      key: `PAY-${1000 + index}`,
      created,
      status: [
        [created, 'to-do'],
        [created + afterDays, 'done'],
      ],
      ...more,
    });
  });
}

test.each`
  why                    | count | told
  ${'one story too few'} | ${19} | ${false}
  ${'just enough'}       | ${20} | ${true}
`('tells nothing from less than twenty finished stories: $why', ({ count, told }) => {
  expect(learnTimeLeft(finished(count, 10), calendar, day(ASOF)) !== undefined).toBe(told);
});

test('stories that took four weeks are likely done within six, and hardly within one', () => {
  const story = workItemOf({ key: 'PAY-1', created: 399 });
  const left = learnTimeLeft(finished(60, 28), calendar, day(ASOF))?.of(story);
  expect(left?.chanceWithin(30)).toBeGreaterThan(0.85);
  expect(left?.chanceWithin(5)).toBeLessThan(0.45);
});

test('stories in progress are told from those in progress', () => {
  const quick = Array.from({ length: 40 }, (_, index) => {
    const created = 380 - 5 * index;
    return workItemOf({
      key: `PAY-${2000 + index}`,
      created,
      status: [
        [created, 'in-progress'],
        [created + 6, 'done'],
      ],
    });
  });
  const slow = Array.from({ length: 40 }, (_, index) =>
    workItemOf({ key: `PAY-${3000 + index}`, created: 100 - index }),
  );
  const record = learnTimeLeft([...quick, ...slow], calendar, day(ASOF));
  const begun = workItemOf({ key: 'PAY-1', created: 399, status: [[399, 'in-progress']] });
  const lying = workItemOf({ key: 'PAY-2', created: 90 });
  expect(record?.of(begun).chanceWithin(10)).toBeGreaterThan(0.6);
  expect(record?.of(lying).chanceWithin(10)).toBeLessThan(0.1);
});

const stories = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 390 }), fc.integer({ min: 1, max: 200 }), fc.boolean()), {
    minLength: 25,
    maxLength: 60,
  })
  .map((lives) =>
    lives.map(([created, took, assigned], index) =>
      workItemOf({
        key: `PAY-${index + 1}`,
        created,
        status: [
          [created, 'to-do'],
          [created + took, 'done'],
        ],
        ...(assigned && { assignee: 'ana' }),
      }),
    ),
  );

test('chances lie between 0 and 1, grow with the days, and agree with the days told', () => {
  fc.assert(
    fc.property(stories, (lives) => {
      const left = learnTimeLeft(lives, calendar, day(ASOF))?.of(workItemOf({ key: 'PAY-999', created: 395 }));
      if (!left) return;
      let before = 0;
      for (const days of [0, 1, 4, 10, 50, 260, 1000]) {
        const chance = left.chanceWithin(days);
        expect(chance).toBeGreaterThanOrEqual(before);
        expect(chance).toBeLessThanOrEqual(1);
        before = chance;
      }
      const median = left.daysFor(0.5);
      if (median !== undefined) expect(left.chanceWithin(median)).toBeCloseTo(0.5, 6);
    }),
    { numRuns: 50 },
  );
});

test('the order of the stories does not matter', () => {
  fc.assert(
    fc.property(stories, (lives) => {
      const story = workItemOf({ key: 'PAY-999', created: 395 });
      const chanceIn = (list: readonly WorkItem[]) =>
        learnTimeLeft(list, calendar, day(ASOF))?.of(story).chanceWithin(20);
      expect(chanceIn([...lives].reverse())).toEqual(chanceIn(lives));
    }),
    { numRuns: 50 },
  );
});
