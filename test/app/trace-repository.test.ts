/** Looks at a part of a repository, people who decide meanwhile, and items that move: the ledger keeps its word. */
import { decideLink } from '../../src/app/decide-link';
import type { Commit } from '../../src/model/commit';
import { type LedgerEntry, linksAt } from '../../src/model/ledger';
import { commitOf, day, workItemOf } from '../builders/worlds';
import { type TestOutside, openOutside } from './outside-in-memory';

const REPO = 'team/billing';
const NOW = day(200);
const sha = (letter: string): string => letter.repeat(40);

let test: TestOutside;
beforeEach(async () => {
  test = await openOutside();
  await test.outside.facts.saveProject({ key: 'PAY', name: 'Payments', readAt: day(1) });
  await test.outside.facts.saveItems([workItemOf({ key: 'PAY-1' }), workItemOf({ key: 'PAY-2' })]);
  await test.outside.facts.noteReceived(REPO, NOW);
});
afterEach(() => test.close());

const commit = (
  letter: string,
  onDay: number,
  message: string,
  parents: string[],
  more: Partial<Commit> = {},
): Commit => ({
  ...commitOf({ sha: sha(letter), committed: onDay, message, parents: parents.map(sha) }),
  ...more,
});
const trace = async (from: number): Promise<void> => {
  await test.outside.facts.markUntraced(REPO, from);
  await test.run({ kind: 'trace', repo: REPO }, NOW);
};
const ledger = (): Promise<LedgerEntry[]> => test.outside.facts.readLedger('oldest', undefined, 100);
const links = async (): Promise<string[]> =>
  linksAt(await ledger()).map(({ sha: of, key, linker }) => `${of[0]} ${key} ${linker}`);
const pairOf = (letter: string, key: string) => ({ repo: REPO, sha: sha(letter), key });
const classOf = async (letter: string) => (await test.outside.facts.readClassesOf([pairOf(letter, '')]))[0]?.class;

it('a look at the newest commits takes nothing away that older ones prove, and adds what they would', async () => {
  const history = [
    commit('1', 1, 'Begin', []),
    commit('a', 100, 'Round to cents', ['1']),
    commit('b', 101, "Merge branch 'feature/PAY-1'", ['1', 'a'], { branch: 'feature/PAY-1' }),
    commit('c', 190, `Undo the rounding\n\nThis reverts commit ${sha('a')}.`, ['b']),
  ];
  await test.outside.facts.saveCommits(history);
  await trace(0);
  const whole = ['a PAY-1 merge-parent', 'b PAY-1 branch-name', 'c PAY-1 inherited'];
  expect(await links()).toEqual(whole);
  const before = await ledger();
  await trace(day(190));
  await trace(0);
  await trace(day(190));
  expect(await ledger()).toEqual(before);
  // A new one finds by the ledger what its original serves, though the merge is not looked at.
  await test.outside.facts.saveCommits([commit('d', 195, `Again\n\nThis reverts commit ${sha('a')}.`, ['c'])]);
  await trace(day(195));
  expect(await links()).toEqual([...whole, 'd PAY-1 inherited']);
});

it('a decision made while the trace runs counts, in the ledger and in the class', async () => {
  await test.outside.facts.saveCommits([commit('a', 100, 'Round to cents', [])]);
  const { facts } = test.outside;
  const append = facts.appendEntries.bind(facts);
  let once = true;
  Object.assign(facts, {
    appendEntries: async (entries: readonly LedgerEntry[]) => {
      if (once) {
        once = false;
        await decideLink(test.outside, pairOf('a', 'PAY-2'), 'confirm', 'ana', NOW);
      }
      await append(entries);
    },
  });
  await trace(0);
  expect(await links()).toEqual(['a PAY-2 person']);
  expect(await classOf('a')).toBe('linked');
});

it('what people said about an item goes with it when it moves', async () => {
  await test.outside.facts.saveCommits([
    commit('a', 100, 'PAY-1 round to cents', []),
    commit('b', 101, 'Round to euros', ['a']),
  ]);
  await trace(0);
  await decideLink(test.outside, pairOf('a', 'PAY-1'), 'reject', 'ana', NOW);
  await decideLink(test.outside, pairOf('b', 'PAY-1'), 'confirm', 'ana', NOW);
  const [item] = await test.outside.facts.readItemsByKey(['PAY-1']);
  await test.outside.facts.saveFormerKeys([{ key: 'PAY-1', id: item?.id ?? '' }]);
  await test.outside.facts.saveItems(
    [workItemOf({ key: 'PAY-70' })].map((moved) => ({ ...moved, id: item?.id ?? '' })),
  );
  await trace(0);
  await trace(0);
  expect(await links()).toEqual(['b PAY-70 person']);
  expect(await classOf('a')).toBe('untraced');
});

it('the same decision sent twice at once is one decision, and one undo takes it back', async () => {
  await test.outside.facts.saveCommits([commit('a', 100, 'Round to cents', [])]);
  await trace(0);
  const reject = () => decideLink(test.outside, pairOf('a', 'PAY-1'), 'reject', 'ana', NOW);
  await Promise.all([reject(), reject()]);
  expect(await ledger()).toHaveLength(1);
  const undo = () => decideLink(test.outside, pairOf('a', 'PAY-1'), 'undo', 'ana', NOW);
  await Promise.all([undo(), undo()]);
  expect((await ledger()).map(({ act }) => act)).toEqual(['rejected', 'undone']);
});

it('two who decide at once leave counts that agree with the links', async () => {
  await test.outside.facts.saveCommits([commit('a', 100, 'Round to cents', [])]);
  await trace(0);
  await Promise.all([
    decideLink(test.outside, pairOf('a', 'PAY-1'), 'confirm', 'ana', NOW),
    decideLink(test.outside, pairOf('a', 'PAY-1'), 'confirm', 'ben', NOW),
    decideLink(test.outside, pairOf('a', 'PAY-1'), 'reject', 'cleo', NOW),
  ]);
  const standing = (await links()).length;
  const counted = (await test.outside.facts.countLinks()).reduce((sum, count) => sum + count.links, 0);
  expect(counted).toBe(standing);
});
