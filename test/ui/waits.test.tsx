import { fireEvent, screen } from '@testing-library/react';
import type { ItemRef, WaitsView } from '../../static/app/src/bridge';
import { drawGraph } from '../../static/app/src/waits/graph-layout';
import { roundTogether } from '../../static/app/src/waits/round-together';
import WaitsPage from '../../static/app/src/waits/waits-page';
import { RootBlockers } from '../../static/app/src/waits/root-blockers';
import { drawScreen, ok } from './bridge-fake';

const seen = (number: number): ItemRef => ({
  kind: 'seen',
  key: `DAEMON-${number}`,
  summary: 'Work',
  type: 'Story',
  status: 'To Do',
  stage: 'to-do',
});
const HIDDEN: ItemRef = { kind: 'hidden' };
const AS_OF = '2017-11-13T09:00:00.000Z';
const EMPTY: WaitsView = {
  asOf: AS_OF,
  total: 0,
  waits: [],
  hidden: 0,
  totalPersonDays: 0,
  roots: [],
  rest: undefined,
  deadlocks: [],
  edges: [],
  coverage: { workItems: { state: 'complete', text: '' }, commits: { state: 'unknown', text: '' } },
};

test('Hidden root blockers share one row, so that the rows still sum to the total.', () => {
  drawScreen(
    <RootBlockers
      roots={[
        { item: seen(9), personDays: 40, waiting: 3 },
        { item: HIDDEN, personDays: 12, waiting: 1 },
        { item: HIDDEN, personDays: 8, waiting: 2 },
      ]}
      others={undefined}
    />,
    {},
  );
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'DAEMON-9 Work To Do40 person-days, 3 items waiting',
    '2 items you cannot see20 person-days, 3 items waiting',
  ]);
  expect(screen.getByText('Sum: 60 person-days.')).toBeTruthy();
});

test('A root with blockers out of sight is not said to wait for nobody.', () => {
  drawScreen(
    <RootBlockers roots={[{ item: seen(9), personDays: 40, waiting: 3, mayWait: true }]} others={undefined} />,
    {},
  );
  expect(screen.getByRole('listitem').textContent).toContain('it may itself wait');
});

test('Root blockers that Jira was not asked about are summed in one row, and the sum covers them.', () => {
  drawScreen(
    <RootBlockers roots={[{ item: seen(9), personDays: 40, waiting: 3 }]} others={{ roots: 7, personDays: 20 }} />,
    {},
  );
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'DAEMON-9 Work To Do40 person-days, 3 items waiting',
    '7 other roots20 person-days together',
  ]);
  expect(screen.getByText('Sum: 60 person-days.')).toBeTruthy();
});

test('Behind "Show all" the other root blockers are counted and summed with the rest.', () => {
  const roots = Array.from({ length: 10 }, (_, index) => ({ item: seen(index + 1), personDays: 10, waiting: 1 }));
  drawScreen(<RootBlockers roots={roots} others={{ roots: 7, personDays: 20 }} />, {});
  expect(screen.getByText('9 more blockers: 40 person-days. Sum: 120 person-days.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(screen.getByText('7 other roots')).toBeTruthy();
  expect(screen.getByText('Sum: 120 person-days.')).toBeTruthy();
});

function drawWaits(waits: WaitsView) {
  drawScreen(<WaitsPage onOpenHealth={() => undefined} />, {
    functions: { 'waits.read': () => ok<'waits.read'>(waits) },
  });
}

test('Before the first examination the page says that nothing is known, and not that nothing waits.', async () => {
  drawWaits({ ...EMPTY, asOf: undefined });
  await screen.findByText('This project has not been examined yet');
  expect(screen.queryByText(/Nothing waits|0 items/)).toBeNull();
  expect(screen.queryByText(/^As of/)).toBeNull();
});

test.each([
  ['that nothing waits', EMPTY, 'Nothing waits at the moment'],
  [
    'how many wait',
    { ...EMPTY, total: 1, deadlocks: [{ id: 'd', items: [], cut: '', since: { at: AS_OF, exact: true } }] },
    /^1 item waits/,
  ],
] as const)('Where it says %s, it says that unknown blockers are counted elsewhere.', async (_what, waits, words) => {
  drawWaits(waits);
  await screen.findByText(words);
  expect(screen.getByText(/only blockers are unknown are not counted here.*Health.*Waiting/)).toBeTruthy();
});

test('An unknown blocker keeps its name and is drawn as unknown; an end without a name is hidden.', () => {
  const drawing = drawGraph({
    ...EMPTY,
    roots: [{ item: seen(1), personDays: 1, waiting: 1 }],
    edges: [
      { from: 'DAEMON-1', to: 'TIMOB-7', unknown: true },
      { from: 'DAEMON-1', to: 'someone', unknown: false },
    ],
  });
  expect(drawing.nodes.map(({ item }) => item)).toEqual([
    seen(1),
    { kind: 'unknown', key: 'TIMOB-7' },
    { kind: 'hidden' },
  ]);
  expect(drawing.edges.map(({ unknown }) => unknown)).toEqual([true, false]);
});

test('Every edge of a deadlock is marked, in both directions.', () => {
  const drawing = drawGraph({
    ...EMPTY,
    deadlocks: [{ id: 'deadlock/1', items: [seen(1), seen(2)], cut: '', since: { at: AS_OF, exact: true } }],
    edges: [
      { from: 'DAEMON-1', to: 'DAEMON-2', unknown: false },
      { from: 'DAEMON-2', to: 'DAEMON-1', unknown: false },
      { from: 'DAEMON-3', to: 'DAEMON-1', unknown: false },
    ],
  });
  expect(drawing.edges.map(({ inCircle }) => inCircle)).toEqual([true, true, false]);
});

test('A crowd is cut to the chains of the dearest roots, and what is left out is counted.', () => {
  const edges = Array.from({ length: 100 }, (_, index) => ({
    from: `DAEMON-${index + 1}`,
    to: index < 30 ? 'DAEMON-900' : 'DAEMON-901',
    unknown: false,
  }));
  const drawing = drawGraph({
    ...EMPTY,
    edges,
    roots: [
      { item: seen(900), personDays: 9, waiting: 30 },
      { item: seen(901), personDays: 5, waiting: 70 },
    ],
  });
  const drawn = drawing.nodes.map(({ id }) => id);
  expect(drawn).toContain('DAEMON-900');
  expect(drawn).toContain('DAEMON-30');
  expect(drawn.length + drawing.notDrawn).toBe(102);
  expect(drawing.notDrawn).toBeGreaterThan(0);
});

test.each`
  why                                  | parts                 | rounded            | whole
  ${'the largest remainder is raised'} | ${[10.6, 10.6, 10.6]} | ${[11, 11, 10]}    | ${32}
  ${'nothing to raise'}                | ${[10, 20]}           | ${[10, 20]}        | ${30}
  ${'small sums keep tenths'}          | ${[0.44, 0.33, 0.33]} | ${[0.5, 0.3, 0.3]} | ${1.1}
  ${'no parts'}                        | ${[]}                 | ${[]}              | ${0}
`('Rounded together: $why', ({ parts, rounded, whole }: { parts: number[]; rounded: number[]; whole: number }) => {
  expect(roundTogether(parts)).toEqual({ parts: rounded, whole });
});
