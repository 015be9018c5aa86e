import { openRepository } from '../../../../../src/hosts/local/cli/git/repository';
import { readTips } from '../../../../../src/hosts/local/cli/git/tips';
import { git, removeTemporaryFolders, repositoryOf, temporaryFolder } from '../temporary-repository';

afterAll(removeTemporaryFolders);

/** main with two commits; `done` at its first, `open` beside it. */
const origin = (trunk = 'main') =>
  repositoryOf([
    { mark: 1, branch: 'done' },
    { mark: 2, branch: trunk, parents: [1] },
    { mark: 3, branch: 'open', parents: [1] },
  ]);

async function told(folder: string) {
  const { branches } = await readTips(await openRepository(folder));
  return branches.map(({ name, merged, default: isDefault }) => [name, merged, ...(isDefault ? ['default'] : [])]);
}

function cloneOf(folder: string, ...options: readonly string[]): string {
  const clone = temporaryFolder();
  git(clone, ['clone', '--quiet', ...options, `file://${folder}`, '.']);
  return clone;
}

test('a repository on a server says what HEAD names is the default branch, and what that holds', async () => {
  expect(await told(origin())).toEqual([
    ['done', true],
    ['main', true, 'default'],
    ['open', false],
  ]);
});

test('a clone tells of the branches of origin as they were fetched, and not of its own', async () => {
  const clone = cloneOf(origin());
  git(clone, ['branch', 'only-here']);
  git(clone, ['checkout', '--quiet', '-b', 'done', 'origin/open']);
  expect(await told(clone)).toEqual([
    ['done', true],
    ['main', true, 'default'],
    ['open', false],
  ]);
});

test('a branch is told with the time of its last commit', async () => {
  const { branches } = await readTips(await openRepository(origin()));
  expect(branches.find(({ name }) => name === 'open')?.at).toBe('2023-11-14T23:16:20+01:00');
});

test('without a HEAD of origin, as CI clones, main or master is taken for the default branch', async () => {
  const clone = cloneOf(origin());
  git(clone, ['remote', 'set-head', 'origin', '--delete']);
  expect(await told(clone)).toEqual([
    ['done', true],
    ['main', true, 'default'],
    ['open', false],
  ]);
});

test('where nothing tells the default branch, nothing is said of what is merged', async () => {
  const clone = cloneOf(origin('production'), '--branch=open');
  git(clone, ['remote', 'set-head', 'origin', '--delete']);
  expect(await told(clone)).toEqual([
    ['done', undefined],
    ['open', undefined],
    ['production', undefined],
  ]);
});

test('a shallow clone knows what is merged, and not what is not', async () => {
  const clone = cloneOf(origin(), '--depth=1', '--no-single-branch');
  expect(await told(clone)).toEqual([
    ['done', undefined],
    ['main', true, 'default'],
    ['open', undefined],
  ]);
});

test('a repository without commits has no branches', async () => {
  expect(await told(repositoryOf([]))).toEqual([]);
});
