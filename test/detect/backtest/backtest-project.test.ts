import { backtestProject } from '../../../src/detect/backtest/backtest-project';
import type { WorkItem } from '../../../src/model/work-item';
import { featureOf, workItemOf, worldOf } from '../../builders/worlds';

/** A story a working day, each done a fortnight after it was made, all under one feature. */
function steadyProject(days: number, hasHistory = true): WorkItem[] {
  const stories = Array.from({ length: days }, (_, index) => index + 1)
    .filter((made) => made % 7 !== 6 && made % 7 !== 0)
    .map((made) =>
      workItemOf({
        key: `PAY-${100 + made}`,
        created: made,
        parent: 'PAY-1',
        hasHistory,
        due: made + 21,
        status: [
          [made, 'to-do'],
          [made + 14, 'done'],
        ],
      }),
    );
  return [featureOf({ key: 'PAY-1', hasHistory }), ...stories];
}

const backtestOf = (items: readonly WorkItem[], asOf = 205) => backtestProject(worldOf({ asOf, items: [...items] }));

test('looks at every Monday from the thirteenth on', () => {
  const seen: number[] = [];
  const { weeks } = backtestProject(worldOf({ asOf: 120, items: steadyProject(90) }), (done, of) => {
    seen.push(done);
    expect(of).toBe(5);
  });
  expect([weeks, seen]).toEqual([5, [1, 2, 3, 4, 5]]);
});

test('days told for the next stories of a steady project come true more often than told', () => {
  const { flow } = backtestOf(steadyProject(190));
  expect(flow.n).toBeGreaterThan(30);
  expect(flow.p85).toBeGreaterThan(0.85);
});

test('promises that are all kept are told as likely, and none is flagged as lost', () => {
  const { promises, detectors } = backtestOf(steadyProject(190));
  expect(promises.n).toBeGreaterThan(80);
  expect(promises.reliability.every(([, observed]) => observed === 1)).toBe(true);
  expect(detectors.find(({ id }) => id === 'promise-at-risk')).toMatchObject({ baseRate: 0, recall: undefined });
});

test('without histories only the flow is told', () => {
  const { detectors, promises, stories, flow, itemsWithHistory } = backtestOf(steadyProject(190, false));
  expect([detectors, promises.n, stories.n, itemsWithHistory]).toEqual([[], 0, 0, 0]);
  expect(flow.n).toBeGreaterThan(30);
});

test('a feature is done when nothing of it is open, though more may come', () => {
  const early = steadyProject(140);
  const late = steadyProject(190).filter(
    ({ createdAt }) => createdAt > (early.at(-1)?.createdAt ?? 0) + 30 * 86_400_000,
  );
  const { features } = backtestOf([...early, ...late]);
  expect(features.n).toBeGreaterThan(0);
  expect(features.p85).toBeGreaterThan(0);
});

test('a project younger than a quarter has nothing to live through', () => {
  expect(backtestOf(steadyProject(20), 25)).toMatchObject({ weeks: 0, flow: { n: 0, p50: undefined } });
});
