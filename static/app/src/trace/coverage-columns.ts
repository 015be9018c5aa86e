/** Weeks as columns of a chart: how many weeks a column holds, how tall each part is, what the axes say. */
import type { ClassCounts, TraceView } from '../bridge';
import { type TraceClass, needing } from '../words/trace-class';

/** More columns than this are too thin to point at. */
const MOST_COLUMNS = 90;
/** Weeks a column may hold: one, two, four, a quarter, half a year, a year. */
const SPANS = [1, 2, 4, 13, 26, 52];

export interface Column {
  readonly monday: string;
  readonly weeks: number;
  readonly counts: ClassCounts;
}

export type Measure = 'share' | 'commits';

export function columnsOf(weeks: TraceView['weeks']): readonly Column[] {
  const span = SPANS.find((one) => weeks.length / one <= MOST_COLUMNS) ?? 52;
  const columns: Column[] = [];
  for (let from = 0; from < weeks.length; from += span) {
    const held = weeks.slice(from, from + span);
    const [first] = held;
    if (!first) continue;
    const counts = { linked: 0, suggested: 0, untraced: 0, exempt: 0 };
    for (const week of held) for (const id of STACK) counts[id] += week.counts[id];
    columns.push({ monday: first.monday, weeks: held.length, counts });
  }
  return columns;
}

/** From the bottom up. */
export const STACK = ['linked', 'suggested', 'untraced', 'exempt'] as const satisfies readonly TraceClass[];

/** Parts of one column from the bottom up, as shares of the height; none where there is nothing to divide by. */
export function stackOf(
  { counts }: Column,
  measure: Measure,
  top: number,
): readonly { readonly id: TraceClass; readonly from: number; readonly height: number }[] {
  const whole = measure === 'share' ? needing(counts) : top;
  if (whole === 0) return [];
  let from = 0;
  return STACK.filter((id) => (measure === 'commits' || id !== 'exempt') && counts[id] > 0).map((id) => {
    const height = counts[id] / whole;
    const part = { id, from, height };
    from += height;
    return part;
  });
}

/** The least round number that no column tops. */
export function topOf(columns: readonly Column[]): number {
  const most = Math.max(1, ...columns.map(({ counts }) => needing(counts) + counts.exempt));
  const power = 10 ** Math.floor(Math.log10(most));
  const factor = [1, 2, 3, 4, 5, 6, 8, 10].find((one) => one * power >= most) ?? 10;
  return Math.max(2, factor * power);
}

/** Places of at most `most` labels, evenly spread, never at the very end, where a label would stand out. */
export function labelPlaces(columns: number, most: number): readonly number[] {
  const step = Math.max(1, Math.ceil(columns / most));
  const places: number[] = [];
  for (let place = 0; place < columns; place += step) places.push(place);
  return places;
}
