/**
 * What the Trace page shows, as the search part of its address, so that it can be shared and comes
 * back on reload: `?show=untraced&repo=appc-daemon&path=src%2F`. What does not fit is left out.
 */
import type { TraceFilter } from '../bridge';
import { type TraceClass, isTraceClass } from '../words/trace-class';

export interface TraceShown {
  readonly filter: TraceFilter;
  /** The class whose commits are open. */
  readonly open: TraceClass | undefined;
}

const NAMES = ['repo', 'path', 'from', 'until', 'team'] as const satisfies readonly (keyof TraceFilter)[];

export function readAddress(search: string): TraceShown {
  const address = new URLSearchParams(search);
  const entries = NAMES.flatMap((name) => {
    const value = address.get(name)?.trim() ?? '';
    const fits = value !== '' && ((name !== 'from' && name !== 'until') || isDay(value));
    return fits ? [[name, value] as const] : [];
  });
  const open = address.get('show');
  return { filter: Object.fromEntries(entries) as TraceFilter, open: isTraceClass(open) ? open : undefined };
}

/** Empty when everything is shown and nothing is open. */
export function writeAddress({ filter, open }: TraceShown): string {
  const address = new URLSearchParams();
  if (open !== undefined) address.set('show', open);
  for (const name of NAMES) {
    const value = filter[name];
    if (value !== undefined && value !== '') address.set(name, value);
  }
  const text = address.toString();
  return text === '' ? '' : `?${text}`;
}

export function isNarrowed(filter: TraceFilter): boolean {
  return NAMES.some((name) => filter[name] !== undefined);
}

/** Leaves out what is blank, so that equal filters are equal questions. */
export function filterFrom(values: { readonly [Name in keyof TraceFilter]?: string | undefined }): TraceFilter {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = values[name]?.trim() ?? '';
      return value === '' ? [] : [[name, value] as const];
    }),
  ) as TraceFilter;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
