/** Feature PAY-1 with stories PAY-2 and PAY-5; PAY-3 lies below PAY-2. */
import type { FootprintView } from '../../src/surfaces/contract';
import { alwaysFrom } from '../../src/model/span';
import { commitOf, day, foundEntryOf, traceLinkOf, workItemOf } from '../builders/worlds';
import { type ReaderOptions, type TestSite, given, openTestSite } from './site';

const BILLING = 'team/billing';
const sha = (letter: string) => letter.repeat(40);

let site: TestSite;
beforeEach(async () => {
  site = await openTestSite();
  await site.save(
    { key: 'PAY-1', level: 1 },
    { key: 'PAY-2', parent: 'PAY-1' },
    { key: 'PAY-3', level: -1, parent: 'PAY-2' },
    { key: 'PAY-5', parent: 'PAY-1' },
    { key: 'PAY-9' },
  );
});
afterEach(() => site.close());

interface Done {
  readonly letter: string;
  readonly on: number;
  readonly keys: readonly string[];
  readonly paths?: readonly string[];
  readonly lines?: { readonly added: number; readonly deleted: number };
  readonly repo?: string;
}

async function save(...done: readonly Done[]): Promise<void> {
  const { facts } = site.outside;
  for (const { letter, on, keys, paths = [], lines, repo = BILLING } of done) {
    await facts.noteReceived(repo, day(on));
    await facts.saveCommits([
      {
        ...commitOf({ sha: sha(letter), committed: on }),
        repo,
        files: paths.map((path) => ({ status: 'M', path })),
        filesChanged: paths.length,
        lines,
      },
    ]);
    await facts.appendEntries(keys.map((key) => foundEntryOf({ ...traceLinkOf(sha(letter), key), repo })));
  }
}

async function saveBlame(repo: string, files: Readonly<Record<string, readonly (readonly [string, number])[]>>) {
  const entries = Object.entries(files).map(([path, lines]) => ({
    path,
    part: 0,
    lines: lines.map(([letter, count]) => [sha(letter), count] as const),
  }));
  await site.outside.facts.saveSurviving({ repo, head: sha('f'), takenAt: day(15) }, entries, entries.length);
}

const read = async (key: string, options: ReaderOptions = {}): Promise<FootprintView> =>
  given(await site.ask('trace.footprint', { key }, site.reader(options)));

test('a feature shows what was done for everything below it, and nothing else', async () => {
  await save(
    { letter: 'a', on: 2, keys: ['PAY-2'], paths: ['src/pay/round.ts', 'README.md'], lines: { added: 9, deleted: 1 } },
    { letter: 'b', on: 10, keys: ['PAY-3', 'PAY-5'], paths: ['src/pay/round.ts'] },
    { letter: 'c', on: 11, keys: ['PAY-9'], paths: ['src/other.ts'] },
  );
  expect(await read('PAY-1')).toEqual({
    item: expect.objectContaining({ kind: 'seen', key: 'PAY-1' }) as unknown,
    asOf: '2017-01-21T00:00:00.000Z',
    stage: 'to-do',
    commits: 2,
    firstAt: '2017-01-03T00:00:00.000Z',
    lastAt: '2017-01-11T00:00:00.000Z',
    repositories: [
      { name: BILLING, commits: 2, firstAt: '2017-01-03T00:00:00.000Z', lastAt: '2017-01-11T00:00:00.000Z' },
    ],
    modules: [
      { repo: BILLING, path: 'src/pay', commits: 2, files: 1, survivingLines: undefined },
      { repo: BILLING, path: '.', commits: 1, files: 1, survivingLines: undefined },
    ],
    moreModules: 0,
    files: [
      {
        repo: BILLING,
        path: 'src/pay/round.ts',
        commits: 2,
        lastAt: '2017-01-11T00:00:00.000Z',
        survivingLines: undefined,
      },
      { repo: BILLING, path: 'README.md', commits: 1, lastAt: '2017-01-03T00:00:00.000Z', survivingLines: undefined },
    ],
    moreFiles: 0,
    weeks: [
      { monday: '2017-01-02', commits: 1, files: 2, added: 9, deleted: 1 },
      { monday: '2017-01-09', commits: 1, files: 1, added: undefined, deleted: undefined },
    ],
    commitsWithLines: 1,
    surviving: {
      state: 'unknown',
      text: expect.stringMatching(/team\/billing sent no blame.*push --blame/) as unknown,
    },
  });
});

test('what still lives of a cancelled feature is counted, also under a new name, and who sent none is named', async () => {
  await site.outside.facts.saveItems([
    { ...workItemOf({ key: 'PAY-1', level: 1, status: [[1, 'done']] }), resolution: alwaysFrom(day(1), "Won't Do") },
  ]);
  await save(
    { letter: 'a', on: 2, keys: ['PAY-2'], paths: ['src/pay/old.ts'] },
    { letter: 'b', on: 3, keys: ['PAY-2'], repo: 'team/till' },
    { letter: 'c', on: 3, keys: ['PAY-9'] },
  );
  await saveBlame(BILLING, {
    'src/pay/new.ts': [
      ['a', 12],
      ['c', 99],
    ],
    'src/pay/old.ts': [['c', 1]],
  });
  const { stage, surviving, files } = await read('PAY-1');
  expect(stage).toBe('cancelled');
  expect(surviving).toEqual({
    state: 'known',
    lines: 12,
    files: 1,
    asOf: '2017-01-16T00:00:00.000Z',
    missing: ['team/till'],
  });
  expect(files.map(({ path, survivingLines }) => [path, survivingLines])).toEqual([
    ['src/pay/new.ts', 12],
    ['src/pay/old.ts', 0],
  ]);
});

test('a path is shown only where a commit that touched it serves something the reader sees; counts are of all', async () => {
  await save(
    { letter: 'a', on: 2, keys: ['PAY-2'], paths: ['src/seen.ts'] },
    { letter: 'b', on: 3, keys: ['PAY-5'], paths: ['src/secret.ts'] },
  );
  await saveBlame(BILLING, { 'src/secret.ts': [['b', 7]], 'src/seen.ts': [['a', 2]] });
  const view = await read('PAY-1', { sees: ['PAY-1', 'PAY-2'] });
  expect(view.files.map(({ path }) => path)).toEqual(['src/seen.ts']);
  expect(view).toMatchObject({ commits: 2, surviving: { lines: 9, files: 2 } });
  expect(JSON.stringify(view)).not.toContain('secret');
});

test('a stray commit of a repository that serves another project counts in no footprint', async () => {
  await site.save({ key: 'OPS-1' });
  await save(
    { letter: 'a', on: 2, keys: ['PAY-2'] },
    ...['b', 'c', 'd', 'e', 'f'].map((letter) => ({ letter, on: 3, keys: ['OPS-1'], repo: 'team/machines' })),
    { letter: '9', on: 4, keys: ['PAY-2'], repo: 'team/machines' },
  );
  expect(await read('PAY-1')).toMatchObject({ commits: 1, repositories: [{ name: BILLING }] });
});

test('without commits of any repository, how many there are is unknown', async () => {
  expect(await read('PAY-1')).toMatchObject({
    commits: undefined,
    firstAt: undefined,
    weeks: [],
    surviving: { state: 'unknown' },
  });
});

test('long lists are cut, and say by how much', async () => {
  const paths = Array.from({ length: 130 }, (_, index) => `src/m${index}/file.ts`);
  await save({ letter: 'a', on: 2, keys: ['PAY-2'], paths });
  const { files, moreFiles, modules, moreModules } = await read('PAY-1');
  expect([files.length, moreFiles, modules.length, moreModules]).toEqual([100, 30, 50, 80]);
});

test.each`
  why                    | take                 | place                    | sees          | reason
  ${'no item'}           | ${{}}                | ${{}}                    | ${undefined}  | ${'bad-request'}
  ${'no key'}            | ${{ key: 7 }}        | ${{}}                    | ${undefined}  | ${'bad-request'}
  ${'a hidden item'}     | ${{ key: 'PAY-5' }}  | ${{}}                    | ${['PAY-1']}  | ${'no-permission'}
  ${'an item not there'} | ${{ key: 'PAY-99' }} | ${{}}                    | ${undefined}  | ${'no-permission'}
  ${'one not read yet'}  | ${{}}                | ${{ itemKey: 'PAY-77' }} | ${['PAY-77']} | ${'not-ready'}
`('of $why nothing is told', async ({ take, place, sees, reason }) => {
  const answered = await site.ask('trace.footprint', take as { key?: string }, site.reader({ sees }), place);
  expect(answered).toMatchObject({ ok: false, reason });
});

test('Jira is asked about the items of the newest commits only, and how many that are is said', async () => {
  const keys = Array.from({ length: 501 }, (_, index) => `PAY-${index + 100}`);
  await site.save(...keys.map((key) => ({ key, parent: 'PAY-1' })));
  await save(
    { letter: 'a', on: 2, keys: keys.slice(500), paths: ['src/old.ts'] },
    { letter: 'b', on: 3, keys: keys.slice(0, 500), paths: ['src/new.ts'] },
  );
  const asked: number[] = [];
  const reader = site.reader();
  const counting = {
    ...reader,
    seeItems: (wanted: readonly string[]) => {
      asked.push(wanted.length);
      return reader.seeItems(wanted);
    },
  };
  const { commits, files, placesOf } = given(await site.ask('trace.footprint', { key: 'PAY-1' }, counting));
  expect(Math.max(...asked)).toBe(501);
  expect({ commits, paths: files.map(({ path }) => path), placesOf }).toEqual({
    commits: 2,
    paths: ['src/new.ts'],
    placesOf: { items: 500, of: 501 },
  });
});
