/** The figures of the Trace page in words, and what a decision does to them before they are read again. */
import type { TraceView } from '../bridge';
import { writePercent } from '../words/share';
import { type TraceClass, needing } from '../words/trace-class';
import { count } from '../words/working-age';

/** What somebody decided: the commit leaves one class for another. */
export interface Moved {
  readonly from: TraceClass;
  readonly to: TraceClass;
  /** What its likeliest suggestion counted for in the expected coverage. */
  readonly probability: number;
}

/** `71% of the commits that need a work item have one; 8% more are suggested; 124 are honestly untraced.` */
export function writeVerdict({ counts, coverage }: Pick<TraceView, 'counts' | 'coverage'>): string {
  if (!counts) return 'Nothing is known of the commits of this project.';
  const whole = needing(counts);
  if (whole === 0)
    return counts.exempt === 0
      ? 'There are no commits here.'
      : `None of ${count(counts.exempt, 'commit')} here needs a work item: all are exempt.`;
  const { explicit = counts.linked / whole } = coverage;
  const parts = [
    counts.linked === whole
      ? `All ${count(whole, 'commit')} that need a work item have one`
      : `${writePercent(explicit)} of the commits that need a work item have one`,
    ...(counts.suggested === 0 ? [] : [`${writePercent(counts.suggested / whole)} more are suggested`]),
    ...(counts.linked === whole
      ? []
      : [
          counts.untraced === 0
            ? 'none is untraced'
            : `${counts.untraced.toLocaleString('en')} ${counts.untraced === 1 ? 'is' : 'are'} honestly untraced`,
        ]),
  ];
  return `${parts.join('; ')}.`;
}

/** Whether the two coverages differ as shown. */
export function differs({ explicit, expected }: TraceView['coverage']): boolean {
  return explicit !== undefined && expected !== undefined && writePercent(explicit) !== writePercent(expected);
}

/** The view as it will be once the move is counted; the next reading replaces it. */
export function afterMoves(view: TraceView, moves: readonly Moved[]): TraceView {
  return moves.reduce((now, move) => (now.counts ? afterMove(now, now.counts, move) : now), view);
}

function afterMove(
  view: TraceView,
  before: NonNullable<TraceView['counts']>,
  { from, to, probability }: Moved,
): TraceView {
  if (from === to) return view;
  const counts = { ...before, [from]: Math.max(0, before[from] - 1), [to]: before[to] + 1 };
  const weight = (id: TraceClass) => (id === 'linked' ? 1 : id === 'suggested' ? probability : 0);
  const [was, is] = [needing(before), needing(counts)];
  const { expected } = view.coverage;
  return {
    ...view,
    counts,
    coverage: {
      explicit: is === 0 ? undefined : counts.linked / is,
      expected:
        expected === undefined || is === 0
          ? undefined
          : Math.min(1, Math.max(0, (expected * was + weight(to) - weight(from)) / is)),
    },
    queue: Math.max(0, view.queue + (to === 'suggested' ? 1 : 0) - (from === 'suggested' ? 1 : 0)),
  };
}
