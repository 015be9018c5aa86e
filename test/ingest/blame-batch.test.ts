import { isRejected } from '../../src/ingest/rejected';
import { parseDelivery } from '../../src/ingest/sender';
import { parsePushBatch } from '../../src/ingest/push-batch';

const sha = (letter: string) => letter.repeat(40);
const file = { path: 'src/ledger.ts', lines: [[sha('a'), 31]] };
const batch = (change: object = {}) => ({
  v: 1,
  kind: 'blame',
  repo: 'acme/ledger',
  sentAt: '2026-03-09T08:00:00.000Z',
  head: sha('f'),
  takenAt: '2026-03-09T07:59:00.000Z',
  files: [file],
  ...change,
});
const parse = (body: unknown) => parseDelivery({ name: 'throughline', event: 'blame' }, body);
function parsed(change: object) {
  const changes = parse(batch(change));
  if (isRejected(changes)) throw new Error(changes.why);
  return changes;
}

test('a batch is told apart by its signed body, not by its header', () => {
  expect(parseDelivery({ name: 'throughline', event: 'commits' }, batch())).toMatchObject({
    repo: 'acme/ledger',
    commits: [],
    rejected: [],
    blame: {
      head: sha('f'),
      takenAt: Date.parse('2026-03-09T07:59:00.000Z'),
      entries: [{ path: 'src/ledger.ts', part: 0, lines: [[sha('a'), 31]] }],
      entriesInAll: undefined,
    },
  });
});

test('the end of a run says how many entries it has', () => {
  expect(parsed({ files: [], done: true, entries: 7 }).blame).toMatchObject({ entries: [], entriesInAll: 7 });
  expect(parsed({ entries: 7 }).blame?.entriesInAll).toBeUndefined();
});

test.each`
  why                             | change
  ${'another version'}            | ${{ v: 2 }}
  ${'a head that is no sha'}      | ${{ head: 'main' }}
  ${'no time'}                    | ${{ takenAt: 'yesterday' }}
  ${'an end without its number'}  | ${{ done: true }}
  ${'a number that is no number'} | ${{ done: true, entries: -1 }}
  ${'files that are no list'}     | ${{ files: {} }}
  ${'no owner of the repository'} | ${{ repo: 'ledger' }}
`('is refused whole with $why', ({ change }: { change: object }) => {
  expect(parse(batch(change))).toMatchObject({ kind: 'rejected', what: 'blame batch' });
});

test.each`
  why                            | entry
  ${'an empty path'}             | ${{ ...file, path: '' }}
  ${'a path that is too long'}   | ${{ ...file, path: 'x'.repeat(1025) }}
  ${'no lines'}                  | ${{ ...file, lines: [] }}
  ${'a line of nobody'}          | ${{ ...file, lines: [[sha('a'), 0]] }}
  ${'half a line'}               | ${{ ...file, lines: [[sha('a'), 1.5]] }}
  ${'more lines than there are'} | ${{ ...file, lines: [[sha('a'), 1e9]] }}
  ${'a short sha'}               | ${{ ...file, lines: [['abc', 1]] }}
  ${'a commit twice'} | ${{ ...file, lines: [[sha('a'), 1], [sha('A'), 2]] }}
  ${'too many commits'}          | ${{ ...file, lines: Array.from({ length: 1001 }, (_, n) => [n.toString(16).padStart(40, '0'), 1]) }}
  ${'an odd part'}               | ${{ ...file, part: -1 }}
  ${'nothing at all'}            | ${null}
`('one file with $why is refused, and the others are kept', ({ entry }: { entry: unknown }) => {
  const changes = parsed({ files: [entry, file] });
  expect(changes.blame?.entries).toHaveLength(1);
  expect(changes.rejected).toHaveLength(1);
  expect(changes.rejected[0]?.what).toBe('file 1');
});

test.each`
  why                        | told                        | lines
  ${'both'}                  | ${{ added: 3, deleted: 0 }} | ${{ added: 3, deleted: 0 }}
  ${'neither'}               | ${{}}                       | ${undefined}
  ${'one, which is too few'} | ${{ added: 3 }}             | ${undefined}
`('a commit that tells $why of its lines', ({ told, lines }: { told: object; lines: unknown }) => {
  const commit = {
    sha: sha('a'),
    parents: [],
    at: '2026-03-09T08:00:00Z',
    committedAt: '2026-03-09T08:00:00Z',
    email: '',
    message: 'PAY-1',
    ...told,
  };
  const changes = parsePushBatch({
    v: 1,
    kind: 'commits',
    repo: 'acme/ledger',
    sentAt: '2026-03-09T08:00:00Z',
    commits: [commit, { ...commit, added: -1, deleted: 2 }],
  });
  expect(changes).toMatchObject({ commits: [{ lines }], rejected: [{ what: 'commit 2' }] });
});
