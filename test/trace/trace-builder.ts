import type { Commit } from '../../src/model/commit';
import { type Trace, type TraceRequest, traceCommits } from '../../src/trace/trace-commits';
import { shaOf } from './commit-builder';

/** Projects of the tests; two of them are named like things that are no items. */
export const PROJECTS = new Set(['PAY', 'WEB', 'CVE', 'UTF']);

/** Traced where every item exists, unless told otherwise. */
export function traceOf(commits: readonly Commit[], more: Partial<TraceRequest> = {}): Trace {
  return traceCommits({ commits, pullRequests: [], allow: PROJECTS, knownItems: () => true, now: 0, ...more });
}

/** `PAY-1 message-key` for each link of the commit, joined by commas; empty when it has none. */
export function linksOf({ links }: Trace, name: string): string {
  return links
    .filter(({ sha }) => sha === shaOf(name))
    .map(({ key, linker }) => `${key} ${linker}`)
    .join(', ');
}

/** Only the keys. */
export function keysOf(trace: Trace, name: string): string {
  return trace.links
    .filter(({ sha }) => sha === shaOf(name))
    .map(({ key }) => key)
    .join(' ');
}
