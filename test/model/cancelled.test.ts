import { cancelledSince, givenUpWith, isCancelled, isDelivered } from '../../src/model/cancelled';
import { alwaysFrom } from '../../src/model/span';
import { type ItemOptions, day, historyOf, statusOf, workItemOf } from '../builders/worlds';

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

test.each`
  why                                       | status                                      | resolution                            | since
  ${'closed and resolved at once'}          | ${[[1, 'to-do'], [3, 'done']]}              | ${[[1, undefined], [3, 'Rejected']]}  | ${3}
  ${'delivered first, given up later'}      | ${[[1, 'to-do'], [3, 'done']]}              | ${[[3, 'Done'], [5, "Won't Do"]]}     | ${5}
  ${'under one such resolution or another'} | ${[[1, 'to-do'], [3, 'done']]}              | ${[[3, 'Rejected'], [5, "Won't Do"]]} | ${3}
  ${'resolved before it was closed'}        | ${[[1, 'to-do'], [6, 'done']]}              | ${[[3, 'Rejected']]}                  | ${6}
  ${'reopened and closed again'}            | ${[[2, 'done'], [4, 'to-do'], [6, 'done']]} | ${[[2, 'Rejected']]}                  | ${6}
  ${'not at all'}                           | ${[[2, 'done']]}                            | ${[[2, 'Done']]}                      | ${undefined}
`('since when it is cancelled: $why', ({ status, resolution, since }) => {
  const item = workItemOf({ key: 'PAY-1', status, resolution });
  expect(cancelledSince(item, day(9))).toEqual(since === undefined ? undefined : { from: day(since), exact: true });
});

test('since when is an estimate when the source has no history of one of the two', () => {
  const closed = { status: [[1, 'done']], resolution: [[1, 'Rejected']] } as const;
  const item = workItemOf({ key: 'PAY-1', ...closed });
  expect(cancelledSince({ ...item, status: historyOf([[1, statusOf('done')]], false) }, day(9))?.exact).toBe(false);
  expect(cancelledSince({ ...item, resolution: historyOf([[1, 'Rejected']], false) }, day(9))?.exact).toBe(false);
});

const givenUp: Partial<ItemOptions> = { status: [[1, 'done']], resolution: [[1, "Won't Do"]] };

// PAY-4 is a subtask of story PAY-3 under feature PAY-2 under initiative PAY-1.
test.each`
  why                              | cancelled             | key
  ${'nothing was'}                 | ${[]}                 | ${undefined}
  ${'itself'}                      | ${['PAY-4']}          | ${'PAY-4'}
  ${'with its story'}              | ${['PAY-3', 'PAY-4']} | ${'PAY-3'}
  ${'with its feature'}            | ${['PAY-2', 'PAY-4']} | ${'PAY-2'}
  ${'what lies above its feature'} | ${['PAY-1']}          | ${undefined}
`('what an item was given up with: $why', ({ cancelled, key }) => {
  const parents = { 'PAY-1': undefined, 'PAY-2': 'PAY-1', 'PAY-3': 'PAY-2', 'PAY-4': 'PAY-3' };
  const items = Object.entries(parents).map(([own, parent], index) =>
    workItemOf({
      key: own,
      level: 2 - index,
      ...(parent && { parent }),
      ...(cancelled.includes(own) && givenUp),
    }),
  );
  const byKey = new Map(items.map((item) => [item.key, item]));
  const item = byKey.get('PAY-4');
  expect(item && givenUpWith(item, byKey, day(2))?.key).toBe(key);
});
