import { screen } from '@testing-library/react';
import type { ItemRef, WaitsView } from '../../static/app/src/bridge';
import { drawGraph } from '../../static/app/src/waits/graph-layout';
import { roundTogether } from '../../static/app/src/waits/round-together';
import { RootBlockers } from '../../static/app/src/waits/root-blockers';
import { drawScreen } from './bridge-fake';

const seen = (number: number): ItemRef => ({
  kind: 'seen',
  key: `DAEMON-${number}`,
  summary: 'Work',
  type: 'Story',
  status: 'To Do',
  stage: 'to-do',
});
const HIDDEN: ItemRef = { kind: 'hidden' };
const EMPTY: WaitsView = {
  asOf: '2017-11-13T09:00:00.000Z',
  total: 0,
  waits: [],
  hidden: 0,
  totalPersonDays: 0,
  roots: [],
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
    />,
    {},
  );
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'DAEMON-9 Work To Do40 person-days, 3 items waiting',
    '2 items you cannot see20 person-days, 3 items waiting',
  ]);
  expect(screen.getByText('Sum: 60 person-days.')).toBeTruthy();
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
    deadlocks: [{ id: 'deadlock/1', items: [seen(1), seen(2)], cut: '', since: { at: EMPTY.asOf, exact: true } }],
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
