/** What the audit log says of a run as a whole, and how much of the log is kept. */
import { formatInstant } from '../../../model/instant';
import { automationLimits } from './limits';
import type { RunOutcome, RunRecord } from './rule';
import type { ItemRun } from './run-rule';

export function outcomeOf(runs: readonly ItemRun[]): RunOutcome {
  const failed = runs.filter(({ item }) => item.error !== undefined).length;
  if (failed > 0) return failed === runs.length ? 'failed' : 'some errors';
  return runs.some(({ acted }) => acted) ? 'success' : 'no actions performed';
}

export function hasErrors(outcome: RunOutcome): boolean {
  return outcome === 'failed' || outcome === 'some errors';
}

/** The log's row: the count, the first few different errors, and the caller's note. */
export function messageOf(runs: readonly ItemRun[], note: string | undefined): string {
  const errors = [...new Set(runs.flatMap(({ item }) => item.error ?? []))];
  const unnamed = errors.length - errorsNamed;
  return [
    runs.length === 0 ? 'No work item to look at.' : countsOf(runs),
    ...errors.slice(0, errorsNamed),
    ...(unnamed > 0 ? [`${unnamed} other errors stand with their work items.`] : []),
    ...(note === undefined ? [] : [note]),
  ].join(' ');
}

function countsOf(runs: readonly ItemRun[]): string {
  const acted = runs.filter((one) => one.acted).length;
  const alreadyAlerted = runs.filter((one) => one.isRepetition).length;
  return `${[
    `${runs.length} looked at`,
    ...(acted > 0 || alreadyAlerted === 0 ? [`${acted} acted on`] : []),
    ...(alreadyAlerted > 0 ? [`${alreadyAlerted} already alerted in the last 24 hours`] : []),
  ].join(', ')}.`;
}

const errorsNamed = 3;

/** An item whose alert was said before: it keeps its outputs, and says when it was said. */
export function suppressedRun(one: ItemRun, saidAt: number): ItemRun {
  return {
    ...one,
    acted: false,
    isRepetition: true,
    item: {
      ...one.item,
      done: `Suppressed: the same alert was sent at ${formatInstant(saidAt)}, less than a day ago.`,
    },
  };
}

/** The newest runs, within both limits; the very newest always. */
export function keptRuns(oldestFirst: readonly RunRecord[]): readonly RunRecord[] {
  let items = 0;
  let first = oldestFirst.length;
  while (first > 0 && oldestFirst.length - first < automationLimits.runsKept) {
    items += oldestFirst[first - 1]?.items.length ?? 0;
    if (items > automationLimits.runItemsKept && first < oldestFirst.length) break;
    first -= 1;
  }
  return oldestFirst.slice(first);
}
