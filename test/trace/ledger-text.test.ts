import fc from 'fast-check';
import { LEDGER_ACTS, type LedgerEntry } from '../../src/model/ledger';
import { LINKER_IDS } from '../../src/model/link';
import { type LedgerFormat, formatLedger, formatMap, parseLedger } from '../../src/trace/ledger-text';
import { day, foundEntryOf, traceLinkOf } from '../builders/worlds';

const words = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('=1+1', "'quoted", '"', ',', '\r\n', '\u202e', '<script>', '', ' '),
);
const entries = fc.array(
  fc.record<LedgerEntry>({
    repo: fc.constantFrom('team/billing', '=evil/name'),
    sha: fc.constantFrom('a'.repeat(40), 'b'.repeat(40)),
    key: fc.constantFrom('PAY-1', 'OPS-22'),
    id: fc.constantFrom('abc', 'xyz'),
    act: fc.constantFrom(...LEDGER_ACTS),
    linker: fc.constantFrom(...LINKER_IDS),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    evidence: fc.record({
      text: words,
      quote: fc.option(words, { nil: undefined }),
      via: fc.option(words, { nil: undefined }),
    }),
    by: fc.oneof(
      fc.record({ kind: fc.constant('linker' as const), version: words }),
      fc.record({ kind: fc.constant('person' as const), accountId: words.filter((word) => word !== '') }),
    ),
    at: fc.integer({ min: 0, max: 4e12 }),
    position: fc.nat(),
    weight: fc.constantFrom(-1 as const, 0 as const, 1 as const),
  }),
  { maxLength: 8 },
);

it.each<LedgerFormat>(['jsonl', 'csv'])('what is exported as %s and imported again is the same ledger', (format) => {
  fc.assert(
    fc.property(entries, fc.nat(8), (ledger, cut) => {
      const text = formatLedger(ledger.slice(0, cut), format, true) + formatLedger(ledger.slice(cut), format, false);
      expect(parseLedger(text, format)).toEqual({ entries: ledger });
    }),
  );
});

it.each<LedgerFormat>(['jsonl', 'csv'])('a mark at the beginning of a downloaded %s is no part of it', (format) => {
  const entry = foundEntryOf(traceLinkOf('a'.repeat(40), 'PAY-1'));
  expect(parseLedger(`\uFEFF${formatLedger([entry], format, true)}`, format)).toEqual({ entries: [entry] });
});

it('a line that is no entry is named, and nothing of the file is taken', () => {
  const good = formatLedger([foundEntryOf(traceLinkOf('a'.repeat(40), 'PAY-1'))], 'jsonl', true);
  expect(parseLedger(`${good}{"at":"yesterday"}\n`, 'jsonl')).toMatchObject({ line: 2 });
  expect(parseLedger('not a ledger', 'csv')).toEqual({ entries: [] });
  expect(parseLedger('a,b\r\n1,2\r\n', 'csv')).toMatchObject({ line: 2 });
});

it('a cell that a spreadsheet would run is kept from running', () => {
  const link = traceLinkOf('a'.repeat(40), 'PAY-1');
  const row = { ...link, feature: undefined, evidence: '=HYPERLINK("https://evil")', since: day(1) };
  expect(formatMap([row], 'csv', true)).toBe(
    [
      'repo,sha,item,feature,linker,confidence,evidence,since',
      `team/billing,${'a'.repeat(40)},PAY-1,,message-key,1,"'=HYPERLINK(""https://evil"")",${new Date(day(1)).toISOString()}`,
      '',
    ].join('\r\n'),
  );
});
