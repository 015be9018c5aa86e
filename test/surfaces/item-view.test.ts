/** Feature PAY-1 with story PAY-2 and its subtasks PAY-3 and PAY-4, and story PAY-5. */
import type { ItemProperty } from '../../src/model/item-property';
import type { ItemView } from '../../src/surfaces/contract';
import { type ReaderOptions, type TestSite, given, openTestSite } from './site';

let site: TestSite;
beforeEach(async () => {
  site = await openTestSite();
  await site.save(
    { key: 'PAY-1', level: 1 },
    { key: 'PAY-2', parent: 'PAY-1' },
    { key: 'PAY-3', level: -1, parent: 'PAY-2' },
    { key: 'PAY-4', level: -1, parent: 'PAY-3' },
    { key: 'PAY-5', parent: 'PAY-1' },
  );
});
afterEach(() => site.close());

const sha = (letter: string) => letter.repeat(40);
const read = async (itemKey: string, options: ReaderOptions = {}): Promise<ItemView> =>
  given(await site.ask('item.read', {}, site.reader(options), { itemKey, projectKey: 'PAY' }));

test('a feature counts the commits of everything below it, each once, as its property does', async () => {
  await site.saveCommits('team/billing', 9, [
    { sha: sha('a'), links: ['PAY-1'] },
    { sha: sha('b'), links: ['PAY-2', 'PAY-3'] },
    { sha: sha('c'), links: ['PAY-4'] },
    { sha: sha('d'), links: ['PAY-5', 'PAY-2'] },
  ]);
  await site.examine('PAY');
  const { commitCount, children } = await read('PAY-1');
  expect(commitCount).toBe(4);
  expect((site.properties.get('id-of-PAY-1') as ItemProperty).commitCount).toBe(4);
  expect(children.map(({ item, commitCount: below }) => [item.kind === 'seen' && item.key, below])).toEqual([
    ['PAY-2', 3],
    ['PAY-5', 1],
  ]);
  expect((site.properties.get('id-of-PAY-2') as ItemProperty).commitCount).toBe(3);
});

test('a stray commit of a repository that serves another project counts in neither', async () => {
  await site.save({ key: 'OPS-1' });
  await site.saveCommits('team/billing', 9, [{ sha: sha('a'), links: ['PAY-2'] }]);
  await site.saveCommits(
    'team/machines',
    9,
    ['b', 'c', 'd', 'e', 'f'].map((letter) => ({
      sha: sha(letter),
      links: [letter === 'b' ? 'PAY-2' : 'OPS-1', 'OPS-1'],
    })),
  );
  await site.examine('PAY');
  expect((await read('PAY-2')).commitCount).toBe(1);
  expect((site.properties.get('id-of-PAY-2') as ItemProperty).commitCount).toBe(1);
});

test('a circle of parents ends, and counts each item once', async () => {
  await site.save({ key: 'PAY-1', level: 1, parent: 'PAY-4' });
  await site.saveCommits('team/billing', 9, [
    { sha: sha('a'), links: ['PAY-1'] },
    { sha: sha('b'), links: ['PAY-4'] },
  ]);
  await site.examine('PAY');
  expect((await read('PAY-1')).commitCount).toBe(2);
});

test('commits that serve only what the reader cannot see are counted, as on the item itself, and not shown', async () => {
  await site.saveCommits('team/billing', 9, [
    { sha: sha('a'), links: ['PAY-2'] },
    { sha: sha('b'), links: ['PAY-5'] },
  ]);
  await site.examine('PAY');
  const { commits, commitCount } = await read('PAY-1', { sees: ['PAY-1', 'PAY-2'] });
  expect(commits.map((commit) => commit.sha)).toEqual([sha('a')]);
  expect(commitCount).toBe(2);
});

test('a commit that also serves a hidden item is shown without its key', async () => {
  await site.save({ key: 'SEC-9' });
  await site.saveCommits('team/billing', 9, [
    { sha: sha('a'), message: 'PAY-2, SEC-9: read UTF-8', links: ['PAY-2', 'SEC-9'] },
  ]);
  await site.examine('PAY');
  const { commits } = await read('PAY-2', { sees: ['PAY-1', 'PAY-2'] });
  expect(commits.map(({ subject }) => subject)).toEqual(['PAY-2, an item you cannot see: read UTF-8']);
  expect(JSON.stringify(commits)).not.toContain('SEC-');
});
