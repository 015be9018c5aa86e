/** PAY-1 has waited ten working days for PAY-2; the project's threshold is 15, the detector's own is 3. */
import { checkBlockingWaits } from '../../src/surfaces/check-waits';
import { day } from '../builders/worlds';
import { type TestSite, openTestSite } from './site';

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite();
  await site.save({ key: 'PAY-1', waitsOn: ['PAY-2'] }, { key: 'PAY-2' });
  await site.outside.memory.saveSettings({ thresholds: { 'blocking-wait': { longerThanDays: 15 } } }, 'PAY');
});
afterAll(() => site.close());

const check = (longerThanDays: unknown, at = 15) =>
  checkBlockingWaits(
    site.outside,
    site.reader(),
    { issueKey: 'PAY-1', longerThanDays } as Parameters<typeof checkBlockingWaits>[2],
    day(at),
  );

test.each`
  why                                         | days         | at    | overdue
  ${'left out: the project’s threshold'}      | ${undefined} | ${15} | ${false}
  ${'null: the project’s threshold'}          | ${null}      | ${15} | ${false}
  ${'empty: the project’s threshold'}         | ${''}        | ${15} | ${false}
  ${'blank: the project’s threshold'}         | ${'  '}      | ${15} | ${false}
  ${'the last moment within that threshold'}  | ${''}        | ${22} | ${false}
  ${'the first moment after it'}              | ${''}        | ${23} | ${true}
  ${'a number'}                               | ${3}         | ${15} | ${true}
  ${'a number as text'}                       | ${'3'}       | ${15} | ${true}
  ${'as long as it has waited is not longer'} | ${'10'}      | ${15} | ${false}
  ${'nought is a number like any other'}      | ${0}         | ${15} | ${true}
`('longer than, $why: overdue $overdue', async ({ days, at, overdue }) => {
  expect(await check(days, at)).toMatchObject({ waiting: true, verdict: 'yes', overdue });
});

test.each([[-1], ['soon'], [NaN], [Infinity], [true], [[3]]])(
  'longer than %p is refused, with what to do',
  async (days) => {
    expect(await check(days)).toEqual({
      errors: [{ message: expect.stringMatching(/must be a number of working days.*Leave it empty/) }],
    });
  },
);

test.each`
  at       | workingDays | told
  ${1.5}   | ${0}        | ${'less than 1 working day'}
  ${2.9}   | ${1}        | ${'1 working day'}
  ${15.99} | ${10}       | ${'10 working days'}
`('on day $at it tells whole days, as every screen does: $told', async ({ at, workingDays, told }) => {
  expect(await check('', at)).toMatchObject({
    workingDays,
    message: expect.stringContaining(`has waited ${told}, since`),
  });
});
