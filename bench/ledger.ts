/** The links that stand, from all that was ever said of them. */
import { type LedgerEntry, linksAt } from '../src/model/ledger';
import { seededChance } from './chance';
import type { Ask, Bench, Figure } from './figure';
import { ITEMS_EACH, PROJECTS } from './messages';
import { leastCosts } from './stopwatch';
import { shaOf } from './trace';

const MILLION = 1_000_000;

export const ledger: Bench = {
  names: ['trace-ledger', 'trace-ledger-growth'],
  what: 'links that stand after 1 M entries of the ledger, told in no order, against one pass over the entries',
  nodeFlags: ['--max-old-space-size=8192'],
  measure: async ({ quick }: Ask): Promise<Figure[]> => {
    const entries = entriesOf(quick ? MILLION / 10 : MILLION);
    const tenth = entries.slice(0, entries.length / 10);
    const least = leastCosts(
      { pass: () => countFound(entries), tenth: () => linksAt(tenth), whole: () => linksAt(entries) },
      3,
    );
    return [
      {
        name: 'trace-ledger',
        value: least.whole,
        unit: 'ms',
        ratio: least.whole / least.pass,
        of: `one pass, ${least.pass.toFixed(1)} ms; ${entries.length} entries, ${((1000 * least.whole) / entries.length).toFixed(1)} µs each`,
        budget: null,
      },
      {
        name: 'trace-ledger-growth',
        value: least.whole,
        unit: 'ms',
        ratio: least.whole / (10 * least.tenth),
        of: `ten times a tenth of them, ${least.tenth.toFixed(0)} ms each`,
        budget: 1.5,
      },
    ];
  },
};

function countFound(entries: readonly LedgerEntry[]): number {
  let found = 0;
  for (const { act } of entries) if (act === 'found') found += 1;
  return found;
}

/** Of four links one was superseded later, and one of the others rejected by a person. */
function entriesOf(count: number): LedgerEntry[] {
  const chance = seededChance(5);
  const entries: LedgerEntry[] = [];
  while (entries.length < count) {
    const sha = shaOf(chance);
    const found: LedgerEntry = {
      id: sha,
      repo: 'team/billing',
      sha,
      key: `${chance.one(PROJECTS)}-${1 + chance.pick(ITEMS_EACH)}`,
      act: 'found',
      linker: 'message-key',
      confidence: 1,
      evidence: { text: 'named in the subject', quote: undefined, via: undefined },
      by: { kind: 'linker', version: '1' },
      at: entries.length,
      position: 0,
      weight: 1,
    };
    entries.push(found);
    const later = chance.pick(4);
    if (later > 1) continue;
    const act = later === 0 ? 'superseded' : 'rejected';
    entries.push({ ...found, id: `${sha}-${act}`, act, at: entries.length, position: 1, weight: -1 });
  }
  return entries.slice(0, count);
}
