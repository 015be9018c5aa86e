import fc from 'fast-check';
import { DEFAULT_CALENDAR, workingCalendar } from '../../src/model/calendar';
import { DEFAULT_SETTINGS } from '../../src/model/settings';
import { findCurrentWait, findWaitCauses, openTimes, unitedTimes, waitingWords } from '../../src/model/waiting';
import { isOpen } from '../../src/model/work-item';
import { type Steps, day, historyOf, workItemOf } from '../builders/worlds';

fc.configureGlobal({ seed: 20171113 });

const calendar = workingCalendar(DEFAULT_CALENDAR);
const words = waitingWords(DEFAULT_SETTINGS.waiting);

function causesOf(
  waiter: Parameters<typeof workItemOf>[0],
  others: readonly Parameters<typeof workItemOf>[0][],
  asOf: number,
) {
  const open = new Map(others.map((other) => [other.key, openTimes(workItemOf(other), day(asOf))]));
  return findWaitCauses(workItemOf(waiter), (key) => open.get(key), words, day(asOf));
}

test.each`
  why                                     | waiter                                                 | blocker           | asOf  | from | until
  ${'from the link'}                      | ${{ waitsOn: [{ to: 'PAY-2', from: 3 }] }}             | ${{}}             | ${10} | ${3} | ${undefined}
  ${'from the birth of the blocker'}      | ${{ waitsOn: ['PAY-2'] }}                              | ${{ created: 4 }} | ${10} | ${4} | ${undefined}
  ${'from the birth of the waiting item'} | ${{ created: 5, waitsOn: [{ to: 'PAY-2', from: 3 }] }} | ${{}}             | ${10} | ${5} | ${undefined}
  ${'until the blocker is done'} | ${{ waitsOn: ['PAY-2'] }} | ${{ status: [[1, 'to-do'], [6, 'done']] }} | ${10} | ${1} | ${6}
  ${'until the link is removed'}          | ${{ waitsOn: [{ to: 'PAY-2', until: 7 }] }}            | ${{}}             | ${10} | ${1} | ${7}
  ${'until the waiting item is done'} | ${{ waitsOn: ['PAY-2'], status: [[1, 'to-do'], [8, 'done']] }} | ${{}} | ${10} | ${1} | ${8}
  ${'again from the day the blocker was reopened'} | ${{ waitsOn: [{ to: 'PAY-2', from: 3 }] }} | ${{ status: [[1, 'done'], [5, 'in-progress']] }} | ${10} | ${5} | ${undefined}
  ${'an end after the day asked about is not known'} | ${{ waitsOn: [{ to: 'PAY-2', until: 12 }] }} | ${{ status: [[1, 'to-do'], [11, 'done']] }} | ${10} | ${1} | ${undefined}
  ${'behind a flag'} | ${{ flagged: [[1, false], [4, true], [9, false]] }} | ${{}} | ${10} | ${4} | ${9}
`('a cause holds $why', ({ waiter, blocker, asOf, from, until }) => {
  const { causes } = causesOf({ key: 'PAY-1', ...waiter }, [{ key: 'PAY-2', ...blocker }], asOf);
  expect(causes.map((cause) => [cause.from, cause.until])).toEqual([[day(from), until && day(until)]]);
});

test('a blocker that was not ingested is listed as unseen and causes nothing', () => {
  expect(causesOf({ key: 'PAY-1', waitsOn: ['GONE-1', 'GONE-2'] }, [], 10)).toEqual({
    causes: [],
    unseen: ['GONE-1', 'GONE-2'],
  });
});

test('an unseen blocker is not listed once its link is removed', () => {
  expect(causesOf({ key: 'PAY-1', waitsOn: [{ to: 'GONE-1', until: 5 }] }, [], 10).unseen).toEqual([]);
});

test('a start that rests on an estimate is an estimate, even where the blocker was born later', () => {
  const { causes } = causesOf(
    { key: 'PAY-1', waitsOn: [{ to: 'PAY-2', exact: false }] },
    [{ key: 'PAY-2', created: 4 }],
    10,
  );
  expect(causes.map(({ exact }) => exact)).toEqual([false]);
});

describe('the current wait', () => {
  const waitOf = (
    waiter: Omit<Parameters<typeof workItemOf>[0], 'key'>,
    others: readonly Parameters<typeof workItemOf>[0][],
    asOf: number,
  ) => {
    const item = { key: 'PAY-1', ...waiter };
    return findCurrentWait(causesOf(item, others, asOf).causes, workItemOf(item).assignee, calendar, day(asOf));
  };

  test('begins with the first of causes that touch or overlap', () => {
    const waiter = {
      flagged: [
        [1, true],
        [3, false],
      ] as Steps<boolean>,
      waitsOn: [{ to: 'PAY-2', from: 3 }],
    };
    expect(waitOf(waiter, [{ key: 'PAY-2' }], 5)).toMatchObject({
      since: day(1),
      workingDays: 4,
      causes: [{ kind: 'link' }],
    });
  });

  test('begins anew after a gap', () => {
    const waiter = {
      flagged: [
        [1, true],
        [2, false],
      ] as Steps<boolean>,
      waitsOn: [{ to: 'PAY-2', from: 3 }],
    };
    expect(waitOf(waiter, [{ key: 'PAY-2' }], 5)).toMatchObject({ since: day(3), workingDays: 2 });
  });

  test('is none once every cause has ended, even at the very instant', () => {
    expect(
      waitOf(
        { waitsOn: ['PAY-2'] },
        [
          {
            key: 'PAY-2',
            status: [
              [1, 'to-do'],
              [5, 'done'],
            ],
          },
        ],
        5,
      ),
    ).toBeUndefined();
  });

  test('exists from the instant its cause begins', () => {
    expect(waitOf({ waitsOn: [{ to: 'PAY-2', from: 5 }] }, [{ key: 'PAY-2' }], 5)).toMatchObject({
      since: day(5),
      workingDays: 0,
    });
  });

  test('costs person-days only while somebody was assigned', () => {
    const assignee = historyOf<string | undefined>([
      [1, undefined],
      [2, 'ana'],
      [3, 'ben'],
      [4, undefined],
    ]);
    expect(waitOf({ assignee, waitsOn: ['PAY-2'] }, [{ key: 'PAY-2' }], 6)).toMatchObject({
      workingDays: 5,
      personDays: 2,
    });
  });
});

/** Day counts on a grid: slow, and plainly right. */
test('two links to one blocker are told in one order, in whatever order Jira lists them', () => {
  const links = [
    { to: 'PAY-2', from: 2 },
    { to: 'PAY-2', from: 2, phrase: 'depends on' },
    { to: 'PAY-2', from: 2, until: 4 },
    { to: 'PAY-2', from: 2, exact: false },
  ];
  const causesOf = (waitsOn: typeof links) =>
    findWaitCauses(
      workItemOf({ key: 'PAY-1', waitsOn }),
      () => openTimes(workItemOf({ key: 'PAY-2' }), day(9)),
      words,
      day(9),
    ).causes;
  expect(causesOf(links)).toHaveLength(4);
  for (const turned of [links.toReversed(), [...links.slice(2), ...links.slice(0, 2)]])
    expect(causesOf(turned)).toEqual(causesOf(links));
});

test('open times, causes and their union agree with asking hour by hour', () => {
  const stages = fc.array(fc.constantFrom('to-do' as const, 'in-progress' as const, 'done' as const), {
    minLength: 1,
    maxLength: 5,
  });
  const steps = stages.map((list) => list.map((stage, index) => [1 + index * 2, stage] as const));
  const link = fc.record({
    to: fc.constantFrom('PAY-2', 'PAY-3'),
    from: fc.integer({ min: 1, max: 9 }),
    length: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(steps, steps, steps, fc.array(link, { maxLength: 4 }), (mine, second, third, links) => {
      const asOf = 12;
      const waiter = workItemOf({
        key: 'PAY-1',
        status: mine,
        waitsOn: links.map(({ to, from, length }) => ({ to, from, until: from + length })),
      });
      const blockers = new Map(
        [workItemOf({ key: 'PAY-2', status: second }), workItemOf({ key: 'PAY-3', status: third })].map((item) => [
          item.key,
          item,
        ]),
      );
      const { causes } = findWaitCauses(waiter, (key) => openTimes(blockers.get(key)!, day(asOf)), words, day(asOf));
      const united = unitedTimes(causes, day(asOf));
      for (let hour = 0; hour <= (asOf - 1) * 24; hour += 6) {
        const at = day(1) + hour * 3_600_000;
        const waits =
          isOpen(waiter, at) &&
          waiter.links.some(
            (span) => span.from <= at && at < span.until! && isOpen(blockers.get(span.value.otherKey)!, at),
          );
        expect(united.some(({ from, until }) => from <= at && at < until)).toBe(waits);
      }
      united.forEach((interval, index) => expect(interval.from).toBeGreaterThan(united[index - 1]?.until ?? 0));
    }),
  );
});
