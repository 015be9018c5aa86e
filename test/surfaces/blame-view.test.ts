/** Story PAY-2 under feature PAY-1; PAY-9 hangs in the air. */
import { classifyCommits } from '../../src/app/classify-commits';
import type { BlameView } from '../../src/surfaces/contract';
import { nextEntry } from '../../src/model/ledger';
import { day, traceLinkOf } from '../builders/worlds';
import { type ReaderOptions, type TestSite, given, openTestSite } from './site';

const sha = (letter: string) => letter.repeat(40);

let site: TestSite;
beforeEach(async () => {
  site = await openTestSite();
  await site.save({ key: 'PAY-1', level: 1 }, { key: 'PAY-2', parent: 'PAY-1' }, { key: 'PAY-9' });
  await site.saveCommits('team/billing', 9, [
    { sha: sha('a'), links: ['PAY-2'] },
    { sha: sha('b'), links: ['PAY-9', 'PAY-1'] },
    { sha: sha('c') },
    { sha: sha('d'), parents: ['p', 'q'] },
  ]);
  const { facts } = site.outside;
  const commits = await facts.readCommits('team/billing', 0);
  await classifyCommits(site.outside, commits, await facts.readEntriesOf(commits), () => true);
  await site.saveCommits('team/till', 9, [{ sha: sha('e'), links: ['PAY-2'] }]);
});
afterEach(() => site.close());

const read = async (take: { repo?: string; shas: string[] }, options: ReaderOptions = {}): Promise<BlameView> =>
  given(await site.ask('trace.blame', take, site.reader({ isAdministrator: true, ...options }), { isSite: true }));

test('each commit with what it serves, up to the topmost, in the order asked for', async () => {
  const { commits } = await read({ shas: ['e', 'b', 'a', 'c', 'd', '0'].map(sha) });
  expect(commits.map(({ class: outcome, known }) => [outcome, known])).toEqual([
    ['linked', true],
    ['linked', true],
    ['linked', true],
    ['untraced', true],
    ['exempt', true],
    [undefined, false],
  ]);
  expect(commits[2]).toEqual({
    sha: sha('a'),
    known: true,
    class: 'linked',
    links: [
      {
        key: 'PAY-2',
        summary: 'What PAY-2 is about',
        isFeature: false,
        linker: 'message-key',
        evidence: 'PAY-2 in the subject',
        ancestors: [{ key: 'PAY-1', summary: 'What PAY-1 is about', isFeature: true }],
      },
    ],
    hiddenLinks: 0,
  });
  expect(commits[1]?.links.map(({ key, isFeature, ancestors }) => [key, isFeature, ancestors.length]).sort()).toEqual([
    ['PAY-1', true, 0],
    ['PAY-9', false, 0],
  ]);
});

test('one repository may be asked alone', async () => {
  const { commits } = await read({ repo: 'team/till', shas: [sha('a'), sha('e')] });
  expect(commits.map(({ known }) => known)).toEqual([false, true]);
});

test('what even the administrator may not see is counted and not named', async () => {
  const { commits } = await read({ shas: [sha('a'), sha('b')] }, { sees: ['PAY-2', 'PAY-9'] });
  expect(commits[0]?.links).toMatchObject([{ key: 'PAY-2', ancestors: [] }]);
  expect(commits[1]).toMatchObject({ links: [{ key: 'PAY-9' }], hiddenLinks: 1 });
  expect(JSON.stringify(commits)).not.toContain('PAY-1');
});

test('the class is the one that every other view shows', async () => {
  const { facts } = site.outside;
  const [row] = await facts.readClassesOf([{ repo: 'team/billing', sha: sha('c') }]);
  if (!row) throw new Error('The commit was classified');
  await facts.saveClasses([{ ...row, class: 'suggested' }]);
  expect((await read({ shas: [sha('c')] })).commits).toMatchObject([{ class: 'suggested' }]);
});

test('evidence names no item that the administrator may not see, linked or not', async () => {
  const link = traceLinkOf(sha('a'), 'PAY-2');
  const evidence = { ...link.evidence, text: "PAY-2 in the merge of 'pay-9-buy-acme'" };
  const before = (await site.outside.facts.readEntriesOf([link])).filter(({ key }) => key === 'PAY-2');
  const found = { act: 'found', linker: 'merge-parent', confidence: 1, by: { kind: 'linker', version: '1' } } as const;
  await site.outside.facts.appendEntries([nextEntry(link, before, { ...found, evidence }, day(9))]);
  const seen = await read({ shas: [sha('a')] });
  expect(JSON.stringify(seen)).toContain('pay-9-buy-acme');
  expect(JSON.stringify(await read({ shas: [sha('a')] }, { sees: ['PAY-2'] }))).not.toContain('buy-acme');
});

test.each`
  why                       | take                                                     | isAdministrator | reason
  ${'not an administrator'} | ${{ shas: [] }}                                          | ${false}        | ${'no-permission'}
  ${'no list'}              | ${{ shas: 'a' }}                                         | ${true}         | ${'bad-request'}
  ${'the beginning of one'} | ${{ shas: ['abc'] }}                                     | ${true}         | ${'bad-request'}
  ${'too many'}             | ${{ shas: Array.from({ length: 501 }, () => sha('a')) }} | ${true}         | ${'bad-request'}
  ${'an odd repository'}    | ${{ repo: 7, shas: [] }}                                 | ${true}         | ${'bad-request'}
`('$why is refused', async ({ take, isAdministrator, reason }) => {
  const reader = site.reader({ isAdministrator: Boolean(isAdministrator) });
  expect(await site.ask('trace.blame', take as never, reader, { isSite: true })).toMatchObject({ ok: false, reason });
});
