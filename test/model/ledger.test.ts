import fc from 'fast-check';
import { type LedgerEntry, type NewEntry, linkFrom, linksAt, nextEntry, stateOf } from '../../src/model/ledger';
import { day } from '../builders/worlds';

const pair = { repo: 'team/billing', sha: 'a'.repeat(40), key: 'PAY-1' };
const evidence = { text: 'PAY-1 in the subject', quote: undefined, via: undefined };
const ACTORS: Readonly<Record<string, NewEntry['by']>> = {
  linkers: { kind: 'linker', version: '1' },
  ana: { kind: 'person', accountId: 'ana' },
  ben: { kind: 'person', accountId: 'ben' },
};

/** `linkers found message-key`, `ana confirmed`: one word after the other about one pair. */
function said(...lines: readonly string[]): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const line of lines) {
    const [who = '', act, linker = 'person'] = line.split(' ');
    const by = ACTORS[who];
    if (!by) throw new Error(`Nobody is called ${who}`);
    const entry = { act, linker, confidence: 1, evidence, by } as NewEntry;
    entries.push(nextEntry(pair, entries, entry, day(1)));
  }
  return entries;
}

it.each`
  why                                         | words                                                                                             | stands   | linker
  ${'a linker found it'}                      | ${['linkers found message-key']}                                                                  | ${true}  | ${'message-key'}
  ${'a linker no longer finds it'}            | ${['linkers found merge-parent', 'linkers superseded merge-parent']}                              | ${false} | ${undefined}
  ${'a better linker found it'}               | ${['linkers found merge-parent', 'linkers superseded merge-parent', 'linkers found message-key']} | ${true}  | ${'message-key'}
  ${'a person confirmed what nobody found'}   | ${['ana confirmed']}                                                                              | ${true}  | ${'person'}
  ${'a person rejected what a linker found'}  | ${['linkers found message-key', 'ana rejected']}                                                  | ${false} | ${undefined}
  ${'a linker finds it after a rejection'}    | ${['ana rejected', 'linkers found message-key']}                                                  | ${false} | ${undefined}
  ${'the rejection was undone'}               | ${['linkers found message-key', 'ana rejected', 'ana undone']}                                    | ${true}  | ${'message-key'}
  ${'an undo takes back the last word only'}  | ${['ana confirmed', 'ben rejected', 'ana undone']}                                                | ${true}  | ${'person'}
  ${'everything was undone'}                  | ${['ana confirmed', 'ben rejected', 'ana undone', 'ben undone']}                                  | ${false} | ${undefined}
  ${'a confirmed link outlives its linker'}   | ${['linkers found inherited', 'ana confirmed', 'linkers superseded inherited']}                   | ${true}  | ${'person'}
  ${'the end of another linker ends nothing'} | ${['linkers found message-key', 'linkers superseded inherited']}                                  | ${true}  | ${'message-key'}
`(
  'when $why, the pair is linked: $stands',
  ({ words, stands, linker }: { words: string[]; stands: boolean; linker?: string }) => {
    const state = stateOf(said(...words));
    expect(state.stands).toBe(stands);
    expect(linkFrom(state)?.linker).toBe(linker);
  },
);

const WORDS = [
  'linkers found message-key',
  'linkers found inherited',
  'linkers superseded message-key',
  'linkers superseded inherited',
  'ana confirmed',
  'ben confirmed',
  'ana rejected',
  'ben rejected',
  'ana undone',
];
const histories = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => said(...words));
const decisions = fc.constantFrom('confirmed' as const, 'rejected' as const);

describe('Laws of the ledger', () => {
  it('to decide and to undo leaves everything as it was', () => {
    fc.assert(
      fc.property(histories, decisions, (before, act) => {
        const word = { linker: 'person', confidence: 1, evidence, by: { kind: 'person', accountId: 'ana' } } as const;
        const decided = [...before, nextEntry(pair, before, { ...word, act }, day(2))];
        const undone = [...decided, nextEntry(pair, decided, { ...word, act: 'undone' }, day(3))];
        expect(stateOf(undone)).toEqual(stateOf(before));
      }),
    );
  });

  it('the order in which entries are read says nothing', () => {
    fc.assert(
      fc.property(
        histories.chain((entries) =>
          fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
        ),
        ([entries, shuffled]) => {
          expect(linksAt(shuffled)).toEqual(linksAt(entries));
        },
      ),
    );
  });

  it('the map of a past day is what had been said by then, whatever was said since', () => {
    fc.assert(
      fc.property(histories, fc.nat(12), (entries, count) => {
        const then = entries.slice(0, count);
        const at = then.at(-1)?.at ?? day(0);
        expect(linksAt(entries, at)).toEqual(linksAt(then));
      }),
    );
  });

  it('weights sum to whether the pair is linked', () => {
    fc.assert(
      fc.property(histories, (entries) => {
        const sum = entries.reduce((total, { weight }) => total + weight, 0);
        expect(sum).toBe(stateOf(entries).stands ? 1 : 0);
      }),
    );
  });

  it('a linker that says the same twice says it under the same name', () => {
    const word = { act: 'found', linker: 'message-key', confidence: 1, evidence, by: ACTORS['linkers'] } as NewEntry;
    expect(nextEntry(pair, [], word, day(5)).id).toBe(nextEntry(pair, [], word, day(1)).id);
  });
});
