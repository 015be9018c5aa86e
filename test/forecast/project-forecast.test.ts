import fc from 'fast-check';
import { type ProjectForecast, forecastProject, isUntold } from '../../src/forecast/project-forecast';
import { workingCalendar } from '../../src/model/calendar';
import { DEFAULT_SETTINGS } from '../../src/model/settings';
import { findWaits } from '../../src/model/wait-graph';
import type { WorkItem } from '../../src/model/work-item';
import { day, featureOf, workItemOf } from '../builders/worlds';

fc.configureGlobal({ seed: 20171113 });

const calendar = workingCalendar();
/** A Monday. */
const ASOF = 99;

/** A story of the feature finished on each of these days. */
function finishedOn(days: readonly number[], parent: string | null = 'PAY-1'): WorkItem[] {
  return days.map((done, index) =>
    workItemOf({
      key: `PAY-${parent === null ? 5000 + index : 1000 + index}`,
      created: 1,
      ...(parent !== null && { parent }),
      status: [
        [1, 'to-do'],
        [done, 'done'],
      ],
    }),
  );
}

/** So many open stories of the feature. */
const open = (count: number, more: Partial<Parameters<typeof workItemOf>[0]> = {}): WorkItem[] =>
  Array.from({ length: count }, (_, index) => workItemOf({ key: `PAY-${100 + index}`, parent: 'PAY-1', ...more }));

/** One a working day for ten weeks: five a week. */
const DAILY = Array.from({ length: 70 }, (_, index) => 29 + index).filter((n) => n % 7 !== 6 && n % 7 !== 0);

function forecastOf(items: readonly WorkItem[]): ProjectForecast {
  const byKey = new Map(items.map((item) => [item.key, item]));
  const waits = findWaits(items, DEFAULT_SETTINGS.waiting, calendar, day(ASOF));
  return forecastProject({ projectKey: 'PAY', items: byKey, waits, calendar, asOf: day(ASOF) });
}

const FEATURE = featureOf({ key: 'PAY-1' });

function medianOf(forecast: ProjectForecast, change = {}): number {
  const spread = forecast.feature('PAY-1', change);
  if (isUntold(spread)) throw new Error('No day was told.');
  return spread.daysFor(0.5) ?? Infinity;
}

test('a feature that takes all the work is done as fast as the project goes', () => {
  const forecast = forecastOf([FEATURE, ...finishedOn(DAILY), ...open(20)]);
  expect(forecast.throughput.finished).toBe(50);
  expect(forecast.paces.get('PAY-1')?.share).toBeCloseTo(1, 6);
  expect(medianOf(forecast)).toBeGreaterThan(20);
  expect(medianOf(forecast)).toBeLessThan(29);
});

test('one that takes a fifth of it takes several times as long', () => {
  const others = DAILY.filter((_, index) => index % 5 !== 0);
  const own = DAILY.filter((_, index) => index % 5 === 0);
  const forecast = forecastOf([FEATURE, ...finishedOn(own), ...finishedOn(others, null), ...open(20)]);
  expect(forecast.paces.get('PAY-1')?.share).toBeCloseTo((10 + 4) / (50 + 4), 6);
  expect(medianOf(forecast)).toBeGreaterThan(60);
});

test.each`
  why                                 | items                                                     | untold
  ${'it has no stories'}              | ${[FEATURE]}                                              | ${'it has no stories yet'}
  ${'all its stories are done'}       | ${[FEATURE, ...finishedOn(DAILY)]}                        | ${'all its stories are done, and only closing it is left'}
  ${'four active days are too few'}   | ${[FEATURE, ...finishedOn([60, 61, 64, 65]), ...open(3)]} | ${'stories were finished on fewer than 5 days of the last twelve weeks'}
  ${'it is no feature of this place'} | ${[...finishedOn(DAILY)]}                                 | ${'it is no open feature of the project'}
`('tells nothing when $why', ({ items, untold }: { items: WorkItem[]; untold: string }) => {
  const told = forecastOf(items).feature('PAY-1');
  const why = isUntold(told) ? told.untold : 'a day was told';
  expect(typeof why === 'string' ? why : why.one).toBe(untold);
});

test('five active days are enough', () => {
  expect(isUntold(forecastOf([FEATURE, ...finishedOn([60, 61, 64, 65, 66]), ...open(3)]).feature('PAY-1'))).toBe(false);
});

test('stories that came after the work had begun make it grow, and growth makes it later', () => {
  const still = forecastOf([FEATURE, ...finishedOn(DAILY), ...open(20)]);
  const growing = forecastOf([FEATURE, ...finishedOn(DAILY), ...open(20, { created: 60 })]);
  expect(still.paces.get('PAY-1')?.growth).toBe(0);
  expect(growing.paces.get('PAY-1')?.growth).toBeCloseTo((20 + 4 * (20 / 51)) / 54, 6);
  expect(medianOf(growing)).toBeGreaterThan(medianOf(still));
});

test('what is held by something outside is done after that, and clearing it is told as a gain', () => {
  const slow = Array.from({ length: 30 }, (_, index) =>
    workItemOf({
      key: `PAY-${7000 + index}`,
      created: -200,
      priority: 'Low',
      status: [
        [-200, 'to-do'],
        [-60 + index, 'done'],
      ],
    }),
  );
  const holder = workItemOf({ key: 'PAY-900', created: -30, priority: 'Low' });
  const items = [
    FEATURE,
    ...finishedOn(DAILY),
    ...slow,
    holder,
    ...open(2),
    workItemOf({ key: 'PAY-200', parent: 'PAY-1', waitsOn: ['PAY-900'] }),
  ];
  const forecast = forecastOf(items);
  expect(forecast.featureWork.get('PAY-1')).toMatchObject({ held: ['PAY-200'], holders: ['PAY-900'] });
  expect(medianOf(forecast)).toBeGreaterThan(medianOf(forecast, { unblocked: ['PAY-900'] }));
});

test('what if: less to do is never later, people away are never earlier, in any project', () => {
  const paces = fc.subarray(DAILY, { minLength: 8 });
  fc.assert(
    fc.property(paces, fc.integer({ min: 1, max: 30 }), fc.nat(30), (days, count, cut) => {
      const forecast = forecastOf([FEATURE, ...finishedOn(days), ...open(count)]);
      if (isUntold(forecast.feature('PAY-1'))) return;
      expect(medianOf(forecast, { cutStories: cut })).toBeLessThanOrEqual(medianOf(forecast));
      expect(medianOf(forecast, { away: { share: 0.5, weeks: 2 } })).toBeGreaterThanOrEqual(medianOf(forecast));
    }),
    { numRuns: 20 },
  );
});

test('says the same of the same project on the same day, in whatever order its items come', () => {
  const items = [FEATURE, ...finishedOn(DAILY), ...open(20)];
  const [one, other] = [forecastOf(items), forecastOf([...items].reverse())];
  expect(other.feature('PAY-1')).toEqual(one.feature('PAY-1'));
  expect(other.chanceBy(FEATURE, day(130))).toEqual(one.chanceBy(FEATURE, day(130)));
});

test('a story is told from stories like it', () => {
  const forecast = forecastOf([FEATURE, ...finishedOn(DAILY), ...open(20)]);
  const [story] = open(1);
  const chance = story && forecast.chanceBy(story, day(120));
  expect(chance).toBeGreaterThan(0);
  expect(chance).toBeLessThan(1);
});
