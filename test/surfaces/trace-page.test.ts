/** The trace page: who may see which commit, who may decide, and that a decision changes every count. */
import { classifyCommits } from '../../src/app/classify-commits';
import type { Suggestion } from '../../src/model/suggestion';
import { parseLedger } from '../../src/trace/ledger-text';
import { day, foundEntryOf, traceLinkOf } from '../builders/worlds';
import { type TestSite, given, openTestSite } from './site';

const REPO = 'team/billing';
const sha = (letter: string): string => letter.repeat(40);
let site: TestSite;

const suggested = (letter: string, key: string, probability: number): Suggestion => ({
  repo: REPO,
  sha: sha(letter),
  key,
  probability,
  preTicked: probability >= 0.9,
  reasons: [{ feature: 'author', text: 'Its author last worked on OPS-1, 2 days before' }],
  model: 'shipped-1',
});

/** a, e and f are linked (e only to a hidden project's item), b and c have suggestions, d is a version bump. */
beforeEach(async () => {
  site = await openTestSite();
  await site.save({ key: 'PAY-1' }, { key: 'PAY-2', parent: 'PAY-1' }, { key: 'OPS-1' });
  await site.saveCommits(REPO, 9, [
    { sha: sha('a'), committed: 3, message: 'PAY-2 round to cents', links: ['PAY-2'] },
    { sha: sha('b'), committed: 4, message: 'Round to euros', files: ['src/round.ts'] },
    { sha: sha('c'), committed: 5, message: 'As told in OPS-1, log less' },
    { sha: sha('d'), committed: 6, message: '1.2.3' },
    { sha: sha('e'), committed: 7, message: 'OPS-1 rotate', links: ['OPS-1'] },
    { sha: sha('f'), committed: 8, message: 'PAY-1 begin', links: ['PAY-1'] },
  ]);
  const { facts } = site.outside;
  const suggestions = [suggested('b', 'PAY-2', 0.93), suggested('b', 'OPS-1', 0.02), suggested('c', 'OPS-1', 0.6)];
  await facts.saveSuggestions(suggestions, suggestions);
  const commits = await facts.readCommits(REPO, 0);
  await classifyCommits(site.outside, commits, await facts.readEntriesOf(commits), () => true);
  await site.examine('PAY', 'OPS');
});
afterEach(() => site.close());

const everything = () => site.reader();
const onlyPay = () => site.reader({ sees: ['PAY-1', 'PAY-2'] });

it('counts every commit in one class, and coverage with and without suggestions', async () => {
  const view = given(await site.ask('trace.read', {}, everything()));
  expect(view.counts).toEqual({ linked: 3, suggested: 2, exempt: 1, untraced: 0 });
  expect(view.coverage.explicit).toBe(0.6);
  expect(view.coverage.expected).toBeCloseTo((3 + 0.93 + 0.6) / 5);
  expect(view.weeks.reduce((sum, { counts }) => sum + counts.linked + counts.exempt, 0)).toBe(4);
  expect(view.repositories.map(({ name }) => name)).toEqual([REPO]);
});

it('narrows by day and path, and refuses what cannot be meant', async () => {
  const rows = async (filter: object) =>
    given(await site.ask('trace.commits', filter, everything()))
      .commits.map((commit) => commit.sha[0])
      .join('');
  expect(await rows({})).toBe('fedcba');
  expect(await rows({ path: 'src/' })).toBe('b');
  expect(await rows({ class: 'exempt' })).toBe('d');
  const [at] = given(await site.ask('trace.commits', { class: 'exempt' }, everything())).commits.map((commit) =>
    commit.at.slice(0, 10),
  );
  expect(await rows({ from: at, until: at })).toBe('d');
  for (const filter of [{ from: 'yesterday' }, { class: 'lost' }, { cursor: 'x' }, { path: 7 }])
    expect(await site.ask('trace.commits', filter as never, everything())).toMatchObject({ reason: 'bad-request' });
  expect(await site.ask('trace.commits', { repo: 'other/one' }, everything())).toMatchObject({ reason: 'not-found' });
});

it('pages through rows, each once', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = given(await site.ask('trace.commits', { limit: 2, ...(cursor ? { cursor } : {}) }, everything()));
    seen.push(...page.commits.map((commit) => commit.sha[0] ?? ''));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(seen.join('')).toBe('fedcba');
});

it('a reader without the other project sees neither its links, its suggestions nor its keys', async () => {
  const page = given(await site.ask('trace.commits', {}, onlyPay()));
  expect(page.commits.map((commit) => commit.sha[0]).join('')).toBe('fdcba');
  expect(page.hidden).toBe(1);
  expect(JSON.stringify(page)).not.toContain('OPS-1');
  const review = given(await site.ask('trace.review', {}, onlyPay()));
  expect(review).toMatchObject({ total: 2, hidden: 1, rows: [{ sha: sha('b') }] });
  expect(JSON.stringify(review)).not.toContain('OPS-1');
  expect(await site.ask('trace.commit', { repo: REPO, sha: sha('e') }, onlyPay())).toMatchObject({
    reason: 'not-found',
  });
  const detail = given(await site.ask('trace.commit', { repo: '', sha: 'ccccccc' }, onlyPay()));
  expect(detail.message).toBe('As told in an item you cannot see, log less');
  expect(JSON.stringify(detail)).not.toContain('OPS-1');
});

it('whoever may not browse the project learns nothing', async () => {
  const stranger = site.reader({ sees: [] });
  for (const name of ['trace.read', 'trace.commits', 'trace.review', 'trace.ledger'] as const)
    expect(await site.ask(name, {}, stranger)).toMatchObject({ reason: 'no-permission' });
  expect(await site.ask('trace.commit', { repo: REPO, sha: sha('a') }, stranger)).toMatchObject({
    reason: 'no-permission',
  });
  expect(await site.ask('trace.export', { of: 'map', format: 'csv' }, stranger)).toMatchObject({
    reason: 'no-permission',
  });
});

it('a confirmed suggestion becomes a link, raises coverage, stands in the ledger, and can be undone', async () => {
  const before = given(await site.ask('trace.read', {}, everything()));
  const pair = { repo: REPO, sha: sha('b'), key: 'PAY-2' };
  const decided = given(await site.ask('trace.decide', { ...pair, decision: 'confirm' }, everything()));
  expect(decided).toMatchObject({ class: 'linked', links: [{ key: 'PAY-2', linker: 'person', decided: true }] });
  const after = given(await site.ask('trace.read', {}, everything()));
  expect(after.counts).toEqual({ linked: 4, suggested: 1, exempt: 1, untraced: 0 });
  expect(after.coverage.explicit).toBe(0.8);
  const [newest] = given(await site.ask('trace.ledger', {}, everything())).entries;
  expect(newest).toMatchObject({ id: decided.entry, act: 'confirmed', by: { kind: 'person', accountId: 'ana' } });
  expect(newest?.evidence).toContain('suggested by model shipped-1');
  // To say it again says nothing new.
  expect(given(await site.ask('trace.decide', { ...pair, decision: 'confirm' }, everything())).entry).toBe(
    decided.entry,
  );
  expect(given(await site.ask('trace.undo', pair, everything())).class).toBe('suggested');
  expect(given(await site.ask('trace.read', {}, everything()))).toEqual({
    ...before,
    suggester: { ...before.suggester, confirmed: 1 },
  });
  expect(await site.ask('trace.undo', pair, everything())).toMatchObject({ reason: 'bad-request' });
});

it('a rejected suggestion is not offered again, and a rejected link no longer counts', async () => {
  await site.ask('trace.decide', { repo: REPO, sha: sha('b'), key: 'PAY-2', decision: 'reject' }, everything());
  const linked = { repo: REPO, sha: sha('a'), key: 'PAY-2' };
  expect(given(await site.ask('trace.decide', { ...linked, decision: 'reject' }, everything()))).toMatchObject({
    class: 'untraced',
    links: [],
  });
  const review = given(await site.ask('trace.review', {}, everything()));
  expect(review.rows.map((row) => row.sha[0])).toEqual(['c']);
  const detail = given(await site.ask('trace.commit', { repo: REPO, sha: sha('a') }, everything()));
  expect(detail.rejected).toMatchObject([{ key: 'PAY-2' }]);
  expect(detail.ledger.map(({ act }) => act)).toEqual(['found', 'rejected']);
});

it.each`
  why                                   | take                                                      | reason
  ${'an item nobody can see'}           | ${{ sha: sha('b'), key: 'PAY-99', decision: 'confirm' }}  | ${'not-found'}
  ${'no key'}                           | ${{ sha: sha('b'), key: 'payment', decision: 'confirm' }} | ${'bad-request'}
  ${'a commit that was never received'} | ${{ sha: sha('9'), key: 'PAY-2', decision: 'confirm' }}   | ${'not-found'}
  ${'a decision that is none'}          | ${{ sha: sha('b'), key: 'PAY-2', decision: 'maybe' }}     | ${'bad-request'}
`('refuses to link $why', async ({ take, reason }: { take: object; reason: string }) => {
  expect(await site.ask('trace.decide', { repo: REPO, ...take } as never, everything())).toMatchObject({
    ok: false,
    reason,
  });
});

it('only who may edit an item decides which commits serve it', async () => {
  const mayNotEdit = {
    ...everything(),
    hasProjectPermission: (permission: string) => Promise.resolve(permission !== 'EDIT_ISSUES'),
  };
  const take = { repo: REPO, sha: sha('b'), key: 'PAY-2', decision: 'confirm' } as const;
  expect(await site.ask('trace.decide', take, mayNotEdit)).toMatchObject({ reason: 'no-permission' });
  expect(given(await site.ask('trace.read', {}, mayNotEdit)).canDecide).toBe(false);
  expect(await site.ask('trace.decide', { ...take, sha: sha('e') }, onlyPay())).toMatchObject({ reason: 'not-found' });
});

it('exports the map of any day and the whole ledger, without what the reader may not see', async () => {
  const exported = async (take: object, as = everything()) => given(await site.ask('trace.export', take as never, as));
  const map = await exported({ of: 'map', format: 'csv' });
  expect(map.text.split('\r\n')).toHaveLength(5);
  expect(map).toMatchObject({ rows: 3, hidden: 0, nextCursor: undefined });
  const mine = await exported({ of: 'map', format: 'csv' }, onlyPay());
  expect(mine).toMatchObject({ rows: 2, hidden: 1 });
  expect(mine.text).not.toContain('OPS-1');
  expect((await exported({ of: 'map', format: 'csv', asOf: new Date(day(0)).toISOString() })).rows).toBe(0);
  const ledger = await exported({ of: 'ledger', format: 'jsonl' });
  expect(parseLedger(ledger.text, 'jsonl')).toEqual({
    entries: await site.outside.facts.readLedger('oldest', undefined, 10),
  });
  expect(await site.ask('trace.export', { of: 'map', format: 'xml' } as never, everything())).toMatchObject({
    reason: 'bad-request',
  });
});

it('a branch, a merge and a quote that name a hidden item in lower case do not tell it', async () => {
  const { facts } = site.outside;
  await site.saveCommits(REPO, 9, [
    { sha: sha('9'), committed: 8, message: "Merge branch 'ops-1-buy-acme'", links: ['PAY-1', 'OPS-1'] },
  ]);
  const [merge] = await facts.readCommitsBySha([{ repo: REPO, sha: sha('9') }]);
  if (!merge) throw new Error('The merge was saved');
  await facts.saveCommits([{ ...merge, branch: 'feature/ops-1-buy-acme' }]);
  const quoting = traceLinkOf(sha('9'), 'PAY-2');
  await facts.appendEntries([
    foundEntryOf({ ...quoting, repo: REPO, evidence: { ...quoting.evidence, quote: 'feature/ops-1-buy-acme' } }),
  ]);
  const told = [
    await site.ask('trace.commit', { repo: REPO, sha: sha('9') }, onlyPay()),
    await site.ask('trace.commits', {}, onlyPay()),
    await site.ask('trace.export', { of: 'ledger', format: 'jsonl' }, onlyPay()),
    await site.ask('item.read', {}, onlyPay(), { itemKey: 'PAY-1', projectKey: 'PAY' }),
  ];
  expect(told.every(({ ok }) => ok)).toBe(true);
  expect(JSON.stringify(told)).not.toMatch(/ops-1|buy-acme/i);
  const all = given(await site.ask('trace.commit', { repo: REPO, sha: sha('9') }, everything()));
  expect(all.branch).toBe('feature/ops-1-buy-acme');
});

it('a page of the ledger is of the project, however much was said elsewhere since', async () => {
  const elsewhere = Array.from({ length: 30 }, (_, index) => ({
    sha: index.toString(16).padStart(40, '0'),
    links: ['OPS-1'],
  }));
  await site.saveCommits('team/other', 9, elsewhere);
  const page = given(await site.ask('trace.ledger', {}, everything()));
  expect(page.entries).toHaveLength(3);
  expect(page.nextCursor).toBeUndefined();
});

it('one commit of a wrong clock does not empty the chart', async () => {
  const { facts } = site.outside;
  const before = given(await site.ask('trace.read', {}, everything())).weeks;
  await site.saveCommits(REPO, 9, [{ sha: sha('8'), committed: 40_000, message: 'From the future' }]);
  const commits = await facts.readCommits(REPO, 0);
  await classifyCommits(site.outside, commits, await facts.readEntriesOf(commits), () => true);
  const { counts, weeks, repositories } = given(await site.ask('trace.read', {}, everything()));
  expect(counts?.untraced).toBe(1);
  expect(weeks).toEqual(before);
  expect(repositories[0]?.lastCommitAt).toMatch(/^2126/);
});

it('asks once which repositories serve the project', async () => {
  const counting = jest.spyOn(site.outside.facts, 'countLinks');
  given(await site.ask('trace.read', {}, everything()));
  expect(counting).toHaveBeenCalledTimes(1);
});

it('an administrator at a terminal exports everything that they see, and nobody else does', async () => {
  const terminal = { isSite: true, projectKey: undefined };
  for (const what of ['map', 'ledger'] as const) {
    const all = given(
      await site.ask('trace.export', { of: what, format: 'csv' }, site.reader({ isAdministrator: true }), terminal),
    );
    expect(all.rows).toBe(3);
    expect(await site.ask('trace.export', { of: what, format: 'csv' }, everything(), terminal)).toMatchObject({
      reason: 'no-permission',
    });
  }
});
