import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run-words';
import { removeTemporaryFolders, temporaryFolder } from './temporary-repository';

afterAll(removeTemporaryFolders);

/** The local host with an export in three pieces; the last may fail. */
function hostWithPieces(pieces: readonly string[], failsAt?: number) {
  const asked: Record<string, string>[] = [];
  const answering: typeof fetch = async (input) => {
    const parameters = Object.fromEntries(new URL(String(input)).searchParams);
    asked.push(parameters);
    const index = Number(parameters['cursor'] ?? 0);
    if (index === failsAt) return new Response('Try again in a minute.', { status: 503 });
    return Response.json({
      text: pieces[index],
      rows: 1,
      hidden: index,
      nextCursor: index + 1 < pieces.length ? String(index + 1) : undefined,
    });
  };
  return { asked, fetch: answering };
}

const PIECES = ['key,sha\nPAY-1,a\n', 'PAY-2,b\n', 'PAY-3,c\n'];

test('pieces are put one behind the other, on the terminal', async () => {
  const host = hostWithPieces(PIECES);
  const { code, printed, told } = await run(['export', '--as-of', '2017-11-13'], host);
  expect(printed).toBe(PIECES.join('').trimEnd());
  expect(told).toBe('3 rows. 3 about items the administrator cannot see were left out.');
  expect(host.asked).toEqual(
    [undefined, '1', '2'].map((cursor) => ({
      of: 'map',
      format: 'csv',
      asOf: '2017-11-13T23:59:59.999Z',
      ...(cursor === undefined ? {} : { cursor }),
    })),
  );
  expect(code).toBe(0);
});

test('and in a file', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'map.jsonl');
  const { told } = await run(['export', '--of', 'ledger', '--format', 'jsonl', '--out', file], hostWithPieces(PIECES));
  expect(readFileSync(file, 'utf8')).toBe(PIECES.join(''));
  expect(told).toContain(`3 rows in ${file}.`);
  expect(readdirSync(folder)).toEqual(['map.jsonl']);
});

test('an export that breaks off leaves what was there', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'map.csv');
  writeFileSync(file, 'of yesterday');
  const { code, told } = await run(['export', '--out', file], hostWithPieces(PIECES, 2));
  expect(told).toMatch(/answered 503\. Try again in a minute\./);
  expect(code).toBe(1);
  expect(readFileSync(file, 'utf8')).toBe('of yesterday');
  expect(readdirSync(folder)).toEqual(['map.csv']);
});

test('a file that cannot be written is named', async () => {
  const file = join(temporaryFolder(), 'no', 'such', 'map.csv');
  const { code, told } = await run(['export', '--out', file], hostWithPieces(PIECES));
  expect(told).toContain(`${file} cannot be written`);
  expect(code).toBe(1);
});
