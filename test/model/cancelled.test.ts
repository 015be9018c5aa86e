import { isCancelled, isDelivered } from '../../src/model/cancelled';
import { alwaysFrom } from '../../src/model/span';
import { day, workItemOf } from '../builders/worlds';

test.each`
  why                              | stage            | resolution       | cancelled
  ${'given up'}                    | ${'done'}        | ${"Won't Do"}    | ${true}
  ${'with another apostrophe'}     | ${'done'}        | ${'Won’t Fix'}   | ${true}
  ${'in other letters'}            | ${'done'}        | ${' cancelled '} | ${true}
  ${'delivered'}                   | ${'done'}        | ${'Done'}        | ${false}
  ${'gone on under another key'}   | ${'done'}        | ${'Duplicate'}   | ${false}
  ${'done, and nobody says how'}   | ${'done'}        | ${undefined}     | ${false}
  ${'resolved, and yet under way'} | ${'in-progress'} | ${"Won't Do"}    | ${false}
`('an item is cancelled when it was $why: $cancelled', ({ stage, resolution, cancelled }) => {
  const item = { ...workItemOf({ key: 'PAY-1', status: [[1, stage]] }), resolution: alwaysFrom(day(3), resolution) };
  expect(isCancelled(item, day(4))).toBe(cancelled);
  expect(isCancelled(item, day(2))).toBe(false);
});

test('a site may use other words', () => {
  const item = { ...workItemOf({ key: 'PAY-1', status: [[1, 'done']] }), resolution: alwaysFrom(day(1), 'Binned') };
  expect(isCancelled(item, day(2), ['binned'])).toBe(true);
});

test.each`
  why                            | resolution            | delivered
  ${'as its resolution says'}    | ${'Done'}             | ${true}
  ${'and nobody says how'}       | ${undefined}          | ${true}
  ${'but as a duplicate'}        | ${'duplicate'}        | ${false}
  ${'but could not be repeated'} | ${'Cannot Reproduce'} | ${false}
  ${'but given up'}              | ${"Won't Do"}         | ${false}
`('an item done $why is delivered: $delivered', ({ resolution, delivered }) => {
  const item = { ...workItemOf({ key: 'PAY-1', status: [[3, 'done']] }), resolution: alwaysFrom(day(3), resolution) };
  expect(isDelivered(item, day(4))).toBe(delivered);
  expect(isDelivered(item, day(2))).toBe(false);
});
