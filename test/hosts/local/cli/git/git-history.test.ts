import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FIELD_LIMIT_BYTES, MESSAGE_CUT_MARK } from '../../../../../src/hosts/local/cli/git/commit-scanner';
import { readHistory } from '../../../../../src/hosts/local/cli/git/git-history';
import { openRepository } from '../../../../../src/hosts/local/cli/git/repository';
import { readTips } from '../../../../../src/hosts/local/cli/git/tips';
import {
  git,
  historyOf,
  removeTemporaryFolders,
  repositoryOf,
  temporaryFolder,
  withSubject,
} from '../temporary-repository';

afterAll(removeTemporaryFolders);

/** What plain `git log` says, with separators that the histories compared here do not contain. */
function plainLog(folder: string, line: '--name-status' | '--numstat') {
  const text = git(folder, [
    'log',
    '--all',
    '--no-renames',
    line,
    '--format=%x02%H%x01%P%x01%an%x01%ae%x01%aI%x01%cI%x01%B%x01',
  ]);
  return new Map(
    text
      .split('\x02')
      .slice(1)
      .map((record) => {
        const [sha = '', parents = '', authorName, authorEmail, authoredAt, committedAt, message = '', rows = ''] =
          record.split('\x01');
        return [
          sha,
          {
            parents: parents.split(' ').filter(Boolean),
            authorName,
            authorEmail,
            authoredAt,
            committedAt,
            message: message.trimEnd(),
            rows: rows
              .split('\n')
              .filter(Boolean)
              .map((row) => row.split('\t')),
          },
        ] as const;
      }),
  );
}

describe('a history of three thousand commits', () => {
  const folder = join(temporaryFolder(), 'made');
  beforeAll(() => {
    execFileSync(process.execPath, [resolve('bench/make-repository.mjs'), folder, '3000', '7']);
  });

  test.each([1, 2, 3])('read by %i processes is what git log says', async (processes) => {
    const commits = await historyOf(folder, { processes });
    const plain = plainLog(folder, '--name-status');
    expect(commits.size).toBe(3000);
    for (const [sha, { rows, ...facts }] of plain)
      expect(commits.get(sha)).toEqual({
        sha,
        ...facts,
        files: rows.map(([status, path]) => ({ status, path })),
        filesChanged: rows.length,
      });
  });

  test('read with counts has the sums of git log --numstat, and the paths too', async () => {
    const commits = await historyOf(folder, { counts: true });
    const plain = plainLog(folder, '--numstat');
    expect(commits.size).toBe(3000);
    for (const [sha, { rows }] of plain) {
      const sum = (column: number) => rows.reduce((total, row) => total + Number(row[column]), 0);
      expect(commits.get(sha)).toMatchObject({ added: sum(0), deleted: sum(1), filesChanged: rows.length });
      expect(commits.get(sha)?.files.map(({ path }) => path)).toEqual(rows.map((row) => row[2]));
    }
  });

  test('leaves out what is known, and all that leads to it', async () => {
    const [known = ''] = git(folder, ['rev-list', '--skip=1000', '-1', 'main']).split('\n');
    const commits = await historyOf(folder, { known: [known] });
    expect([...commits.keys()].sort()).toEqual(
      git(folder, ['rev-list', '--all', `^${known}`])
        .trim()
        .split('\n')
        .sort(),
    );
  });

  test('leaves out single commits that are known, and nothing else', async () => {
    const isKnown = (sha: string) => sha < '8';
    const commits = await historyOf(folder, { isKnown });
    const expected = git(folder, ['rev-list', '--all'])
      .trim()
      .split('\n')
      .filter((sha) => !isKnown(sha));
    expect([...commits.keys()].sort()).toEqual(expected.sort());
  });

  test('leaves nothing behind when its reader stops early', async () => {
    const spill = temporaryFolder();
    const repository = await openRepository(folder);
    const { shas } = await readTips(repository);
    for await (const commit of readHistory({ repository, tips: shas, spillTo: spill })) {
      expect(commit.sha).toHaveLength(40);
      expect(readdirSync(spill)).toHaveLength(1);
      break;
    }
    expect(readdirSync(spill)).toEqual([]);
  });

  test('stops with the reason of whoever stops it', async () => {
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(historyOf(folder, { signal: stop.signal })).rejects.toThrow('enough');
  });
});

test('merges keep all their parents and list no files of their own', async () => {
  const folder = repositoryOf([
    { mark: 1, message: 'root', files: { 'a.txt': 'a' } },
    { mark: 2, parents: [1], branch: 'left', message: 'left', files: { 'b.txt': 'b' } },
    { mark: 3, parents: [1], branch: 'right', message: 'right', files: { 'c.txt': 'c' } },
    { mark: 4, parents: [1], branch: 'third', message: 'third', files: { 'd.txt': 'd' } },
    { mark: 5, parents: [1, 2], message: 'merge', files: { 'b.txt': 'b' } },
    { mark: 6, parents: [5, 3, 4], message: 'octopus', files: { 'c.txt': 'c', 'd.txt': 'd' } },
  ]);
  const commits = await historyOf(folder);
  expect(withSubject(commits, 'root')).toMatchObject({ parents: [], files: [{ status: 'A', path: 'a.txt' }] });
  expect(withSubject(commits, 'merge')).toMatchObject({ files: [], filesChanged: 0 });
  expect(withSubject(commits, 'merge').parents).toHaveLength(2);
  expect(withSubject(commits, 'octopus').parents).toHaveLength(3);
});

test('a rename is a deletion and an addition', async () => {
  const folder = repositoryOf([
    { mark: 1, message: 'add', files: { old: 'same words' } },
    { mark: 2, parents: [1], message: 'move', files: { old: null, new: 'same words' } },
  ]);
  expect(withSubject(await historyOf(folder), 'move').files).toEqual([
    { status: 'A', path: 'new' },
    { status: 'D', path: 'old' },
  ]);
});

test('paths and messages arrive as they are, whatever they hold', async () => {
  const paths = [
    'grüße/日本.txt',
    'line\nfeed',
    'tab\there',
    ' spaces ',
    'quote"d',
    ':100644 M',
    'M',
    '-\t-\tx',
    'a'.repeat(40),
    `3\t1\t${'b'.repeat(36)}`,
  ];
  const message = 'Subject\n\n:100644 100644 M\n\u202egnirts\u202c \u0001 é 🙂\n\n\n';
  const folder = repositoryOf([
    { mark: 1, message, files: Object.fromEntries(paths.map((path) => [path, 'one\ntwo\n'])) },
  ]);
  for (const counts of [false, true]) {
    const [commit] = [...(await historyOf(folder, { counts })).values()];
    expect(commit?.message).toBe(message.trimEnd());
    expect(commit?.files.map(({ path }) => path).sort()).toEqual([...paths].sort());
    expect(commit?.added).toBe(counts ? 2 * paths.length : undefined);
  }
});

test('bytes that are no UTF-8 are shown as replacement characters', async () => {
  const folder = repositoryOf([{ mark: 1, message: Buffer.from([0x66, 0xff, 0xfe, 0x67]) }]);
  const [commit] = [...(await historyOf(folder)).values()];
  expect(commit?.message).toBe('f\ufffd\ufffdg');
});

test('a message of ten megabytes is cut at the limit, marked, and its files are still known', async () => {
  const folder = repositoryOf([
    { mark: 1, message: 'before', files: { a: '1' } },
    { mark: 2, parents: [1], message: `big\n${'é'.repeat(5_000_000)}`, files: { a: '2', b: '2' } },
    { mark: 3, parents: [2], message: 'after', files: { a: '3' } },
  ]);
  const commits = await historyOf(folder, { processes: 1 });
  const big = withSubject(commits, 'big');
  expect(big).toMatchObject({ truncated: true, filesChanged: 2 });
  expect(big.message.endsWith(`é${MESSAGE_CUT_MARK}`)).toBe(true);
  expect(Buffer.byteLength(big.message)).toBeLessThanOrEqual(FIELD_LIMIT_BYTES + MESSAGE_CUT_MARK.length);
  expect(withSubject(commits, 'before').message).toBe('before');
  expect(withSubject(commits, 'after').filesChanged).toBe(1);
});

test('only so many paths are listed, and all are counted', async () => {
  const files = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${index}`, 'one\n']));
  const folder = repositoryOf([{ mark: 1, files }]);
  const [commit] = [...(await historyOf(folder, { filesKept: 5, counts: true })).values()];
  expect(commit).toMatchObject({ filesChanged: 12, added: 12 });
  expect(commit?.files).toHaveLength(5);
});

test('an empty message and an empty commit are commits', async () => {
  const folder = repositoryOf([
    { mark: 1, message: '' },
    { mark: 2, parents: [1], message: '' },
  ]);
  const commits = [...(await historyOf(folder)).values()];
  expect(commits.map(({ message, filesChanged }) => ({ message, filesChanged }))).toEqual([
    { message: '', filesChanged: 0 },
    { message: '', filesChanged: 0 },
  ]);
});

test('offsets of authors are kept', async () => {
  const folder = repositoryOf([{ mark: 1, when: '1700000000 -0330' }]);
  const [commit] = [...(await historyOf(folder)).values()];
  expect(commit?.authoredAt).toBe('2023-11-14T18:43:20-03:30');
});

test('an empty repository has no commits', async () => {
  expect((await historyOf(repositoryOf([]))).size).toBe(0);
});

describe('clones that lack something', () => {
  const source = temporaryFolder();
  beforeAll(() => {
    repositoryOf(
      Array.from({ length: 600 }, (_, index) => ({
        mark: index + 1,
        parents: index === 0 ? [] : [index],
        message: `change ${index + 1}`,
        files: { [`f${index % 7}`]: `content ${index}\n` },
      })),
      source,
    );
    git(source, ['config', 'uploadpack.allowFilter', 'true']);
  });

  function clone(...args: string[]): string {
    const folder = join(temporaryFolder(), 'clone');
    git(source, ['clone', '--quiet', '--bare', ...args, pathToFileURL(source).href, folder]);
    return folder;
  }

  test('a partial clone falls back to paths, says so, and fetches nothing', async () => {
    const folder = clone('--filter=blob:none');
    const warnings: string[] = [];
    const objects = git(folder, ['count-objects', '-v']);
    const commits = await historyOf(folder, { counts: true, onWarning: (warning) => warnings.push(warning) });
    expect(commits.size).toBe(600);
    expect(withSubject(commits, 'change 9')).toMatchObject({ files: [{ status: 'M', path: 'f1' }] });
    expect(withSubject(commits, 'change 9').added).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('partial clone')]);
    expect(git(folder, ['count-objects', '-v'])).toBe(objects);
  });

  test('contents missing from what claims to be whole cost the counts from there on, and no commit', async () => {
    const folder = clone('--filter=blob:none');
    git(folder, ['config', '--remove-section', 'remote.origin']);
    const warnings: string[] = [];
    const commits = await historyOf(folder, { counts: true, onWarning: (warning) => warnings.push(warning) });
    expect(commits.size).toBe(600);
    // Not even the commit in which git stopped, whose files it had begun to tell, has half a count.
    for (const commit of commits.values()) {
      expect(commit.filesChanged).toBe(1);
      expect(commit.added).toBeUndefined();
    }
    expect(warnings).toEqual([expect.stringContaining('contents are missing')]);
  });

  test('a clone without trees is refused with the remedy', async () => {
    await expect(historyOf(clone('--filter=tree:0'))).rejects.toThrow(/without trees.*--filter=blob:none/);
  });

  test('a shallow clone warns, and does not take its oldest commit for the author of every file', async () => {
    const warnings: string[] = [];
    const commits = await historyOf(clone('--depth=3'), { onWarning: (warning) => warnings.push(warning) });
    expect(commits.size).toBe(3);
    expect(withSubject(commits, 'change 598')).toMatchObject({ files: [], truncated: true });
    expect(withSubject(commits, 'change 599').files).toEqual([{ status: 'M', path: 'f3' }]);
    expect(warnings).toEqual([expect.stringContaining('git fetch --unshallow')]);
  });
});

const shared = resolve(process.env['THROUGHLINE_SHARED'] ?? '../shared', 'data/git');
const archives = existsSync(shared) ? readdirSync(shared).filter((name) => name.endsWith('.tar.gz')) : [];
const whenShared = archives.length > 0 ? describe : describe.skip;

whenShared('real histories (skipped when the shared data is not there)', () => {
  test.each(archives.length > 0 ? archives : ['none'])('%s is read as git log reads it', async (archive) => {
    const folder = temporaryFolder();
    execFileSync('tar', ['xzf', join(shared, archive), '-C', folder]);
    const repository = join(folder, readdirSync(folder)[0] ?? '');
    const commits = await historyOf(repository, { filesKept: Number.POSITIVE_INFINITY });
    const rows = git(repository, ['log', '--all', '--no-renames', '--name-status', '--format='])
      .trim()
      .split('\n').length;
    expect(commits.size).toBe(Number(git(repository, ['rev-list', '--all', '--count'])));
    expect([...commits.values()].reduce((total, { files }) => total + files.length, 0)).toBe(rows);
  });
});
