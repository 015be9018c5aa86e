/**
 * Measures on a machine that others use too: candidates take turns, and the least of each counts.
 *
 * A run's cost is its elapsed time or its processor time, whichever is less. On an idle machine the
 * elapsed time can exceed neither, so both are bounds from above, and the second one holds however
 * busy the machine is.
 */
import { existsSync, readFileSync } from 'node:fs';

/** Milliseconds that `work` cost this process. */
export function costOf(work: () => unknown): number {
  const processorBefore = process.cpuUsage();
  const startedAt = performance.now();
  work();
  const elapsed = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(processorBefore);
  return Math.min(elapsed, (user + system) / 1000);
}

/** Least cost of each candidate in milliseconds, after `rounds` in which each has a turn. */
export function leastCosts<Name extends string>(
  candidates: Readonly<Record<Name, () => unknown>>,
  rounds: number,
): Record<Name, number> {
  const least = {} as Record<Name, number>;
  const names = Object.keys(candidates) as Name[];
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) least[name] = Math.min(least[name] ?? Infinity, costOf(candidates[name]));
  }
  return least;
}

/** The most memory this process has held so far, in MB. */
export function peakMemory(): number {
  // What the operating system calls the largest resident set also counts the process this one was forked from.
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes)) / 1024;
}
