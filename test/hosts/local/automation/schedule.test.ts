import { nextDue, parseTimeOfDay } from '../../../../src/hosts/local/automation/schedule';

const daily = { kind: 'schedule', every: 'day', at: '09:00' };
const weekdaily = { ...daily, days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] };
const weekly = { kind: 'schedule', every: 'week', at: '17:30', day: 'sunday' };

// 2017-11-13 was a Monday.
it.each`
  why                                 | schedule                               | after                         | due
  ${'at every full hour'}             | ${{ kind: 'schedule', every: 'hour' }} | ${'2017-11-13T09:59:59.999Z'} | ${'2017-11-13T10:00:00.000Z'}
  ${'an hour after an hour'}          | ${{ kind: 'schedule', every: 'hour' }} | ${'2017-11-13T10:00:00.000Z'} | ${'2017-11-13T11:00:00.000Z'}
  ${'later the same day'}             | ${daily}                               | ${'2017-11-13T08:59:59.999Z'} | ${'2017-11-13T09:00:00.000Z'}
  ${'the next day, at the very time'} | ${daily}                               | ${'2017-11-13T09:00:00.000Z'} | ${'2017-11-14T09:00:00.000Z'}
  ${'over the weekend'}               | ${weekdaily}                           | ${'2017-11-17T09:00:00.000Z'} | ${'2017-11-20T09:00:00.000Z'}
  ${'no named day means every day'}   | ${{ ...daily, days: [] }}              | ${'2017-11-17T09:00:00.000Z'} | ${'2017-11-18T09:00:00.000Z'}
  ${'the named day of this week'}     | ${weekly}                              | ${'2017-11-13T00:00:00.000Z'} | ${'2017-11-19T17:30:00.000Z'}
  ${'the named day of the next week'} | ${weekly}                              | ${'2017-11-19T17:30:00.000Z'} | ${'2017-11-26T17:30:00.000Z'}
`('falls due $why', ({ schedule, after, due }) => {
  expect(new Date(nextDue(schedule, Date.parse(after))).toISOString()).toBe(due);
});

it.each`
  text          | milliseconds
  ${'00:00'}    | ${0}
  ${'23:59'}    | ${86_340_000}
  ${'24:00'}    | ${undefined}
  ${'9:00'}     | ${undefined}
  ${'09:60'}    | ${undefined}
  ${'09:00:00'} | ${undefined}
`('reads the time of day $text', ({ text, milliseconds }) => {
  expect(parseTimeOfDay(text)).toBe(milliseconds);
});
