/** How many commits are in which class. */
import type { TraceClass } from '../model/link';
import type { ClassCounts } from './contract';

export function countsOf(rows: readonly { readonly class: TraceClass; readonly commits: number }[]): ClassCounts {
  const counts = { linked: 0, suggested: 0, exempt: 0, untraced: 0 };
  for (const row of rows) counts[row.class] += row.commits;
  return counts;
}
