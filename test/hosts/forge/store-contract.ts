/**
 * What the app may rely on from its storage, whichever engine lies below. Runs through the platform's
 * SQL wire, so that Forge's policy and types hold here too.
 */
import { branchOf } from '../../../src/model/branch';
import type { PullRequest } from '../../../src/model/commit';
import type { Finding } from '../../../src/model/finding';
import { type LedgerEntry, nextEntry } from '../../../src/model/ledger';
import type { Suggestion } from '../../../src/model/suggestion';
import type { Facts } from '../../../src/ports/facts';
import type { Inbox, IngestionLog } from '../../../src/ports/inbox';
import type { CommitClass, CommitQuery } from '../../../src/ports/link-facts';
import { factStore } from '../../../src/hosts/forge/store/fact-store';
import { inboxStore, logStore } from '../../../src/hosts/forge/store/inbox-store';
import { MIGRATIONS, TABLES } from '../../../src/hosts/forge/store/schema';
import type { Row, Sql } from '../../../src/hosts/forge/store/sql';
import { startMeter } from '../../../src/hosts/local/platform/meter';
import type { SqlEngine } from '../../../src/hosts/local/platform/sql/sql-engine';
import { answerSql } from '../../../src/hosts/local/platform/sql/sql-route';
import { commitOf, day, featureOf, foundEntryOf, traceLinkOf, workItemOf } from '../../builders/worlds';

function sqlOver(engine: SqlEngine, path: string): Sql {
  const meter = startMeter();
  return {
    query: async (statement, parameters = []) => {
      const answer = await answerSql(
        { engine, meter },
        path,
        JSON.stringify({ query: statement, params: parameters, method: 'all' }),
      );
      const body = JSON.parse(String(answer?.body)) as { rows?: unknown; message?: string; debug?: unknown };
      if (answer?.status !== 200) throw new Error(`${body.message ?? ''} ${JSON.stringify(body.debug ?? '')}`);
      return Array.isArray(body.rows) ? (body.rows as Row[]) : [];
    },
  };
}

const finding = (key: string): Finding => ({
  detector: 'blocking-wait',
  subject: { kind: 'work-item', key },
  message: `${key} waits`,
  since: day(1),
  sinceExact: true,
  evidence: [],
  nextStep: 'Ask',
  personDays: 2,
});

export function storeContract(open: () => Promise<SqlEngine>): void {
  let engine: SqlEngine;
  let sql: Sql;
  let facts: Facts;
  let inbox: Inbox;
  let log: IngestionLog;

  beforeAll(async () => {
    engine = await open();
    const schema = sqlOver(engine, '/api/v1/execute/ddl');
    // Twice, as a crash between a statement and its mark would have it.
    for (const { statement } of [...MIGRATIONS, ...MIGRATIONS]) await schema.query(statement);
    sql = sqlOver(engine, '/api/v1/execute');
    facts = factStore(sql);
    inbox = inboxStore(sql);
    log = logStore(sql);
  }, 60_000);
  afterAll(() => engine.close());
  beforeEach(() => facts.eraseAll());

  it('keeps the first migrations below the 25 that Forge runs in a minute', () => {
    expect(MIGRATIONS.length).toBeLessThan(24);
    expect(new Set(MIGRATIONS.map(({ name }) => name)).size).toBe(MIGRATIONS.length);
  });

  it('gives work items back as they were saved, histories and all', async () => {
    const items = [
      featureOf({ key: 'PAY-1' }),
      workItemOf({
        key: 'PAY-2',
        parent: 'PAY-1',
        waitsOn: ['PAY-3'],
        flagged: [
          [2, true],
          [4, false],
        ],
      }),
      workItemOf({ key: 'SHOP-1' }),
    ];
    await facts.saveItems(items);
    await facts.saveItems(items);
    const [, second] = items;
    expect(await facts.readProjectItems('PAY')).toEqual(items.slice(0, 2));
    expect(await facts.readItemsByKey(['PAY-2', 'PAY-99'])).toEqual([second]);
    expect(await facts.readItemsById([second?.id ?? ''])).toEqual([second]);
    expect(await facts.readChildrenOf(['PAY-1'])).toEqual([second]);
    expect(await facts.readAllKeys()).toHaveLength(3);
    expect([...(await facts.countItems())]).toEqual(
      expect.arrayContaining([
        ['PAY', 2],
        ['SHOP', 1],
      ]),
    );
  });

  it('forgets removed items and nothing else', async () => {
    const items = Array.from({ length: 700 }, (_, index) => workItemOf({ key: `PAY-${index + 1}` }));
    await facts.saveItems(items);
    await facts.removeItems(items.slice(0, 650).map(({ id }) => id));
    expect((await facts.readProjectItems('PAY')).map(({ key }) => key).sort()).toEqual(
      items
        .slice(650)
        .map(({ key }) => key)
        .sort(),
    );
  });

  it('keeps the words of an item with it, and lets them go with it', async () => {
    const items = [workItemOf({ key: 'PAY-1' }), workItemOf({ key: 'SHOP-1' })];
    await facts.saveItems(items);
    await facts.saveItemWords(items.map(({ id, key }) => ({ id, words: `round cents ${key.toLowerCase()}` })));
    expect([...(await facts.readItemWords('PAY')).values()]).toEqual(['round cents pay-1']);
    await facts.removeItems(items.map(({ id }) => id));
    await facts.saveItems(items);
    expect((await facts.readItemWords('PAY')).size).toBe(0);
  });

  it('keeps what commits, Jira and administrators say about identities apart', async () => {
    const use = (identity: string, repo: string, commits = 1) => ({
      identity,
      repo,
      commits,
      byBot: 0,
      firstAt: day(1),
      lastAt: day(2),
      served: { ana: ['PAY-1'] },
    });
    await facts.saveIdentityUses('a/one', [use('h1', 'a/one'), use('h2', 'a/one')]);
    await facts.saveIdentityUses('a/two', [use('h1', 'a/two')]);
    await facts.saveAddresses([{ identity: 'h0', account: 'ana' }]);
    // What an account showed before goes; what others showed stays.
    await facts.saveAddresses([{ identity: 'h1', account: 'ben' }]);
    await facts.saveAddresses([
      { identity: 'h1', account: 'ana' },
      { identity: 'h1', account: 'ben' },
    ]);
    const decision = { identity: 'h1', by: 'admin', at: day(3), kind: 'join', account: 'cleo' } as const;
    await facts.saveIdentityDecision({ identity: 'h1', by: 'admin', at: day(2), kind: 'bot' });
    await facts.saveIdentityDecision(decision);
    await facts.saveIdentityDecision({ identity: 'h2', by: 'admin', at: day(2), kind: 'bot' });
    // Who is not among the authors of a repository any more is forgotten there, and there alone.
    await facts.saveIdentityUses('a/one', [use('h2', 'a/one', 2)]);
    await facts.removeAddresses([{ identity: 'h1', account: 'ben' }]);
    await facts.removeIdentityDecision('h2');
    expect(await facts.readIdentities()).toEqual({
      uses: [use('h1', 'a/two'), use('h2', 'a/one', 2)],
      addresses: [{ identity: 'h1', account: 'ana' }],
      decisions: [decision],
    });
    await facts.eraseAll();
    expect(await facts.readIdentities()).toEqual({ uses: [], addresses: [], decisions: [] });
  });

  it('pages through more rows than one answer holds, each exactly once', async () => {
    const commits = Array.from({ length: 1_234 }, (_, index) => ({
      ...commitOf({ sha: index.toString(16).padStart(40, '0') }),
      committedAt: day(1 + (index % 7)),
    }));
    await facts.saveCommits(commits);
    await facts.saveCommits(commits.slice(0, 100));
    const [first] = commits;
    const read = await facts.readCommits(first?.repo ?? '', 0);
    expect(new Set(read.map(({ sha }) => sha)).size).toBe(1_234);
    expect(read).toHaveLength(1_234);
    expect(
      read.every((commit, index) => index === 0 || commit.committedAt >= (read[index - 1]?.committedAt ?? 0)),
    ).toBe(true);
    expect((await facts.readCommits(first?.repo ?? '', day(7))).every((commit) => commit.committedAt >= day(7))).toBe(
      true,
    );
  });

  it('keeps texts of any script, quotes and control characters', async () => {
    const nasty = `Robert'); DROP TABLE work_item;-- "\\ \u202e‮ 任务 🚀 \u0000 \n`;
    const commit = commitOf({ sha: 'a'.repeat(40), message: nasty });
    await facts.saveCommits([commit]);
    expect(await facts.readCommitsBySha([commit])).toEqual([commit]);
  });

  describe('pull requests', () => {
    const requestOf = (number: number, more: Partial<PullRequest> = {}): PullRequest => ({
      repo: 'team/billing',
      number,
      title: 'Round once',
      body: 'Says "state":"open" and "lastReviewAt":1 itself',
      branch: 'pay-1',
      state: 'open',
      mergeSha: undefined,
      commits: ['a'.repeat(40)],
      updatedAt: day(2),
      ...more,
    });

    it('are given back as they were saved, those of before times were kept too', async () => {
      const requests = [requestOf(1), requestOf(2, { openedAt: day(1), isDraft: true, firstReviewAt: day(2) })];
      await facts.savePullRequests(requests);
      expect(await facts.readPullRequests('team/billing')).toEqual(requests);
    });

    it('that are open are found without their texts, and never by what a text says', async () => {
      await facts.savePullRequests([
        requestOf(1),
        requestOf(2, { state: 'merged' }),
        requestOf(3, { state: 'closed' }),
        requestOf(4, { openedAt: day(1) }),
      ]);
      expect(await facts.readReviews('team/billing')).toEqual({
        open: [requestOf(1, { body: '' }), requestOf(4, { body: '', openedAt: day(1) })],
        areTold: false,
      });
    });

    it('tell that reviews are told once one was, and nothing of a repository that sent none', async () => {
      await facts.savePullRequests([requestOf(1, { state: 'merged', lastReviewAt: day(2) })]);
      expect(await facts.readReviews('team/billing')).toEqual({ open: [], areTold: true });
      expect(await facts.readReviews('team/other')).toBeUndefined();
    });
  });

  describe('branches', () => {
    const repo = 'team/billing';
    const at = (name: string, toldOn: number, headSha: string | undefined = 'a'.repeat(40)) =>
      branchOf({ repo, name, toldAt: day(toldOn), headSha });
    const names = async (): Promise<string[] | undefined> => (await facts.readBranches(repo))?.map(({ name }) => name);

    it('are given back as they were saved, told apart by case and however long', async () => {
      const long = 'x'.repeat(255);
      const branches = ['PAY-1', long, 'pay-1'].map((name) => ({ ...at(name, 1), headAt: day(1), isMerged: false }));
      await facts.saveBranches(branches);
      await facts.saveBranches(branches);
      expect(await facts.readBranches(repo)).toEqual(branches.sort((a, b) => (a.name < b.name ? -1 : 1)));
      expect(await facts.readBranchesNamed(repo, ['PAY-1', 'none'])).toEqual([
        branches.find(({ name }) => name === 'PAY-1'),
      ]);
    });

    it('that were deleted are remembered, and are not among those that stand', async () => {
      await facts.saveBranches([at('stands', 1), branchOf({ repo, name: 'gone', toldAt: day(2) })]);
      expect(await names()).toEqual(['stands']);
      expect(await facts.readBranchesNamed(repo, ['gone'])).toHaveLength(1);
    });

    it('that a later list of all of them does not name are gone; an earlier list changes nothing', async () => {
      await facts.saveBranches([at('old', 1), at('new', 5)]);
      await facts.noteAllBranches(repo, day(5));
      await facts.noteAllBranches(repo, day(1));
      expect(await names()).toEqual(['new']);
    });

    it('are unknown until somebody tells where one stands or stood', async () => {
      expect(await names()).toBeUndefined();
      await facts.saveBranches([branchOf({ repo, name: 'merged', mergedAt: day(1) })]);
      expect(await names()).toBeUndefined();
      await facts.saveBranches([branchOf({ repo, name: 'gone', toldAt: day(2) })]);
      expect(await names()).toEqual([]);
    });
  });

  it('finds commits by the beginning of their sha', async () => {
    const commits = ['abc1', 'abc2', 'abd1'].map((start) => commitOf({ sha: start.padEnd(40, '0') }));
    await facts.saveCommits(commits);
    expect((await facts.findCommits('abc', 10)).map(({ sha }) => sha.slice(0, 4))).toEqual(['abc1', 'abc2']);
  });

  it('counts links by repository and project, and finds them by item and by commit', async () => {
    const links = [
      traceLinkOf('a'.repeat(40), 'PAY-1'),
      traceLinkOf('b'.repeat(40), 'PAY-2'),
      traceLinkOf('b'.repeat(40), 'SHOP-1'),
    ];
    await facts.appendEntries(links.map(foundEntryOf));
    await facts.appendEntries(links.map(foundEntryOf));
    const repo = links[0]?.repo ?? '';
    expect(await facts.countLinks()).toEqual([
      { repo, projectKey: 'PAY', links: 2 },
      { repo, projectKey: 'SHOP', links: 1 },
    ]);
    expect(await facts.readLinksTo(['PAY-1'])).toEqual([links[0]]);
    expect(await facts.readLinksOf([{ repo, sha: 'b'.repeat(40) }])).toHaveLength(2);
    expect(await facts.readLinks(repo)).toHaveLength(3);
  });

  it('keeps every word of the ledger, in order, and links are what it amounts to', async () => {
    const link = traceLinkOf('a'.repeat(40), 'PAY-1');
    const found = foundEntryOf(link);
    const rejection = { act: 'rejected', linker: 'person', confidence: 1, evidence: link.evidence } as const;
    const rejected = nextEntry(link, [found], { ...rejection, by: { kind: 'person', accountId: 'ana' } }, day(2));
    await facts.appendEntries([rejected, found]);
    // The same said later is no news.
    await facts.appendEntries([{ ...found, at: day(9) }]);
    expect(await facts.readEntriesOf([link])).toEqual(expect.arrayContaining([found, rejected]));
    expect(await facts.readLinks(link.repo)).toEqual([]);
    expect(await facts.countLinks()).toEqual([]);
    expect(await facts.countDecisions([link.repo])).toEqual({ confirmed: 0, rejected: 1 });
    expect(await facts.countDecisions(['a/other'])).toEqual({ confirmed: 0, rejected: 0 });
    expect(await facts.readLedger('oldest', undefined, 10)).toEqual([found, rejected]);
    expect(await facts.readLedger('newest', undefined, 1)).toEqual([rejected]);
    expect(await facts.readLedger('newest', rejected, 10)).toEqual([found]);
    expect(await facts.readDeciders()).toEqual(['ana']);
    await facts.replaceDeciders(new Set(['ana']), 'closed-account');
    expect(await facts.readLedger('oldest', found, 10)).toEqual([
      { ...rejected, by: { kind: 'person', accountId: 'closed-account' } },
    ]);
  });

  it('pages through the ledger of a project: of repositories that serve it, and of its items anywhere', async () => {
    const entryOf = (repo: string, letter: string, key: string, on: number) => ({
      ...foundEntryOf({ ...traceLinkOf(letter.repeat(40), key), repo }),
      at: day(on),
    });
    const ours = [
      entryOf('a/one', 'a', 'OPS-1', 1),
      entryOf('a/two', 'c', 'PAY-1', 1),
      entryOf('a/one', 'd', 'PAY-2', 4),
    ];
    const others = [2, 3].map((on) => entryOf('a/two', 'b', `OPS-${on}`, on));
    await facts.appendEntries([...ours, ...others]);
    const scope = { repos: ['a/one'], projectKey: 'PAY' };
    const seen: LedgerEntry[] = [];
    for (;;) {
      const page = await facts.readLedger('oldest', seen.at(-1), 1, scope);
      if (page.length === 0) break;
      seen.push(...page);
    }
    expect(seen).toHaveLength(3);
    expect(seen).toEqual(expect.arrayContaining(ours));
    expect(await facts.readLedger('newest', undefined, 10, { repos: [], projectKey: 'OPS' })).toHaveLength(3);
    expect(await facts.readLedger('newest', undefined, 10)).toHaveLength(5);
  });

  it('pages through the ledger of a repository with all entries of a commit together', async () => {
    const entries = ['a', 'b', 'c'].flatMap((letter) =>
      ['PAY-1', 'PAY-2'].map((key) => foundEntryOf(traceLinkOf(letter.repeat(40), key))),
    );
    await facts.appendEntries(entries);
    const repo = entries[0]?.repo ?? '';
    const page = await facts.readEntriesIn(repo, undefined, 2);
    expect(new Set(page.map(({ sha }) => sha[0]))).toEqual(new Set(['a', 'b']));
    expect(page).toHaveLength(4);
    expect(await facts.readEntriesIn(repo, 'b'.repeat(40), 2)).toHaveLength(2);
  });

  describe('classes of commits', () => {
    const repo = 'team/billing';
    const classOf = (letter: string, onDay: number, more: Partial<CommitClass> = {}): CommitClass => ({
      repo,
      sha: letter.repeat(40),
      class: 'untraced',
      reason: undefined,
      committedAt: day(onDay),
      authorHash: `author ${letter}`,
      top: 0,
      expected: 0,
      ...more,
    });
    const shas = (rows: readonly CommitClass[]): string => rows.map(({ sha }) => sha[0]).join('');

    beforeEach(async () => {
      await facts.saveCommits(
        ['a', 'b', 'c', 'd'].map((letter) => ({
          ...commitOf({ sha: letter.repeat(40), message: 'says "path":"src/' }),
          repo,
          files: letter === 'b' ? [{ status: 'M', path: 'src/"quoted"/50%.ts' }] : [],
        })),
      );
      await facts.saveClasses([
        classOf('a', 1, { class: 'linked' }),
        classOf('b', 5),
        classOf('c', 12, { class: 'suggested', top: 700, expected: 900 }),
        classOf('d', 12, { class: 'suggested', top: 950, expected: 950 }),
      ]);
    });

    it('are counted by repository, class and week', async () => {
      expect(await facts.countClasses({ repos: [repo] })).toEqual([
        { repo, class: 'linked', commits: 1, expected: 0 },
        { repo, class: 'suggested', commits: 2, expected: 1850 },
        { repo, class: 'untraced', commits: 1, expected: 0 },
      ]);
      const weeks = await facts.countWeeks({ repos: [repo] });
      expect(weeks.reduce((sum, { commits }) => sum + commits, 0)).toBe(4);
      expect(weeks.every(({ monday }) => new Date(monday).getUTCDay() === 1 && monday % 86_400_000 === 0)).toBe(true);
      expect(weeks.every(({ monday }, index) => index === 0 || monday >= (weeks[index - 1]?.monday ?? 0))).toBe(true);
    });

    it('tell when the newest of a repository was committed', async () => {
      expect([...(await facts.readLastCommitTimes([repo, 'a/quiet']))]).toEqual([[repo, day(12)]]);
    });

    it('are narrowed by day, author, class and the beginning of a path', async () => {
      const find = async (query: Partial<CommitQuery>): Promise<string> =>
        shas(await facts.listClasses({ repos: [repo], ...query }, 'newest', undefined, 10));
      expect(await find({ from: day(5), until: day(12) })).toBe('b');
      expect(await find({ authors: ['author a', 'author d'] })).toBe('da');
      expect(await find({ authors: [] })).toBe('');
      expect(await find({ repos: [] })).toBe('');
      expect(await find({ class: 'suggested' })).toBe('dc');
      expect(await find({ path: 'src/"quoted"/50%' })).toBe('b');
      expect(await find({ path: 'SRC/' })).toBe('');
      // A message that looks like our own JSON is still a message.
      expect(await find({ path: 'src/' })).toBe('b');
    });

    it('are paged newest first or likeliest first, each row once', async () => {
      const page = async (order: 'newest' | 'likeliest'): Promise<string> => {
        const rows: CommitClass[] = [];
        for (;;) {
          const next = await facts.listClasses({ repos: [repo] }, order, rows.at(-1), 1);
          if (next.length === 0) return shas(rows);
          rows.push(...next);
        }
      };
      expect(await page('newest')).toBe('dcba');
      expect(await page('likeliest')).toBe('dcba');
      expect(await facts.readClassesOf([{ repo, sha: 'c'.repeat(40) }])).toEqual([
        classOf('c', 12, { class: 'suggested', top: 700, expected: 900 }),
      ]);
    });
  });

  it('keeps the newest suggestions of the commits looked at, and leaves those of others', async () => {
    const suggestionOf = (letter: string, key: string, probability: number): Suggestion => ({
      repo: 'team/billing',
      sha: letter.repeat(40),
      key,
      probability,
      preTicked: probability >= 0.9,
      reasons: [{ feature: 'words', text: 'Words in common: rounding' }],
      model: 'shipped-1',
    });
    const looked = [suggestionOf('a', 'PAY-1', 0.6), suggestionOf('a', 'PAY-2', 0.9), suggestionOf('b', 'PAY-3', 0.7)];
    await facts.saveSuggestions(looked, looked);
    expect(await facts.readSuggestionsOf([{ repo: 'team/billing', sha: 'a'.repeat(40) }])).toEqual([
      looked[1],
      looked[0],
    ]);
    await facts.saveSuggestions([{ repo: 'team/billing', sha: 'a'.repeat(40) }], []);
    expect(await facts.readSuggestionsOf(looked)).toEqual([looked[2]]);
  });

  it('remembers unknown keys until they become known', async () => {
    const named = { repo: 'owner/name', sha: 'c'.repeat(40), key: 'PAY-99' };
    await facts.saveUnknownKeys([named, named, { ...named, sha: 'd'.repeat(40) }]);
    expect(await facts.countUnknownKeys(10)).toEqual([{ key: 'PAY-99', commits: 2 }]);
    expect(await facts.readUnknownKeys(['PAY-99'])).toHaveLength(2);
    await facts.forgetUnknownKeys(['PAY-99']);
    expect(await facts.countUnknownKeys(10)).toEqual([]);
  });

  it('replaces an examination whole: fewer findings leave no old ones behind', async () => {
    const record = {
      projectKey: 'PAY',
      asOf: day(3),
      lines: [],
      verdicts: [],
      counts: { features: 1, stories: 2 },
      trace: undefined,
    };
    await facts.saveExamination(
      record,
      ['PAY-1', 'PAY-2', 'PAY-3'].map((key) => ({ finding: finding(key), waived: key === 'PAY-3' })),
      [],
    );
    expect(await facts.readFindings('PAY', { waived: false, offset: 0, limit: 10 })).toMatchObject({ total: 2 });
    expect(await facts.readFindings('PAY', { detectors: ['blocking-wait'], offset: 1, limit: 1 })).toMatchObject({
      total: 3,
      rows: [{ finding: finding('PAY-2'), waived: false }],
    });
    await facts.saveExamination({ ...record, asOf: day(4) }, [{ finding: finding('PAY-9'), waived: false }], []);
    expect(await facts.readFindings('PAY', { offset: 0, limit: 10 })).toEqual({
      total: 1,
      rows: [{ finding: finding('PAY-9'), waived: false }],
    });
    expect(await facts.readFindings('PAY', { detectors: [], offset: 0, limit: 10 })).toEqual({ total: 0, rows: [] });
    expect((await facts.readExamination('PAY'))?.asOf).toBe(day(4));
    expect(await facts.readExamination('SHOP')).toBeUndefined();
  });

  it('keeps projects with what is not known left open, and counts what changed since the last look', async () => {
    await facts.saveProject({ key: 'PAY', name: 'Payments', readAt: undefined });
    await facts.markStale(['PAY', 'SHOP']);
    const [project] = await facts.readProjects();
    expect(project).toEqual({ key: 'PAY', name: 'Payments', readAt: undefined, examinedAt: undefined, changes: 2 });
    await facts.markStale(['PAY']);
    await facts.markExamined('PAY', day(3), 2);
    expect(await facts.readProjects()).toEqual([
      { key: 'PAY', name: 'Payments', readAt: undefined, examinedAt: day(3), changes: 1 },
    ]);
    await facts.saveProject({ key: 'PAY', name: 'Pay', readAt: day(4) });
    expect(await facts.readProjects()).toEqual([
      { key: 'PAY', name: 'Pay', readAt: day(4), examinedAt: day(3), changes: 2 },
    ]);
  });

  it('takes the mark of an untraced repository away only when nothing asked again', async () => {
    const repo = 'owner/name';
    await facts.noteReceived(repo, day(2));
    await facts.noteReceived(repo, day(3));
    expect(await facts.readRepository(repo)).toMatchObject({ lastReceivedAt: day(3), untracedFrom: undefined });
    await facts.markUntraced(repo, day(2));
    await facts.markUntraced(repo, day(5));
    const seen = await facts.readRepository(repo);
    expect(seen?.untracedFrom).toBe(day(2));
    await facts.markUntraced(repo, day(4));
    await facts.markTraced(repo, seen?.touches ?? 0);
    const asked = await facts.readRepository(repo);
    expect(asked?.untracedFrom).toBe(day(2));
    await facts.markTraced(repo, asked?.touches ?? 0);
    expect((await facts.readRepositoryStates())[0]?.untracedFrom).toBeUndefined();
    expect(await facts.readRepositories()).toEqual([
      { name: repo, commits: 0, lastReceivedAt: day(3), lastCommitAt: undefined },
    ]);
  });

  it('knows the present key of an item that moved, and forgets those that are gone', async () => {
    await facts.saveItems([workItemOf({ key: 'PAY-40' })]);
    await facts.saveFormerKeys([
      { key: 'PAY-4', id: 'id-of-PAY-40' },
      { key: 'PAY-5', id: 'nobody' },
    ]);
    expect([...(await facts.readMovedKeys())]).toEqual([['PAY-4', 'PAY-40']]);
  });

  it('reads commits briefly, for examinations: without files, with the beginning of the message', async () => {
    const commit = {
      ...commitOf({ sha: 'a'.repeat(40), message: `Subject\n\n${'x'.repeat(5_000)}` }),
      files: [{ status: 'M', path: 'a.ts' }],
    };
    await facts.saveCommits([commit]);
    const [brief] = await facts.readBriefCommits(commit.repo);
    expect(brief).toMatchObject({ sha: commit.sha, files: [], filesChanged: commit.filesChanged });
    expect(brief?.message).toBe(commit.message.slice(0, 300));
    expect(await facts.readCommits(commit.repo, 0)).toEqual([commit]);
  });

  it('tells briefly which modules a commit touched, and not where its sender told no files', async () => {
    const commit = {
      ...commitOf({ sha: 'a'.repeat(40), files: ['src/watch/git.ts', 'docs/push.md', 'src/watch/lane.ts'] }),
      filesChanged: 3,
    };
    const untold = commitOf({ sha: 'b'.repeat(40) });
    await facts.saveCommits([commit, untold]);
    expect((await facts.readBriefCommits(commit.repo)).map(({ modules }) => modules)).toEqual([
      ['docs', 'src/watch'],
      undefined,
    ]);
    expect(await facts.readCommits(commit.repo, 0)).toStrictEqual([commit, untold]);
  });

  it('of a commit that was saved before modules were kept they are not known', async () => {
    const commit = commitOf({ sha: 'a'.repeat(40), files: ['src/watch/git.ts'] });
    await facts.saveCommits([commit]);
    const [row] = await sql.query('SELECT facts FROM git_commit');
    const { modules: _, ...older } = JSON.parse(String(row?.['facts'])) as Record<string, unknown>;
    await sql.query('UPDATE git_commit SET facts = ?', [JSON.stringify(older)]);
    const [brief] = await facts.readBriefCommits(commit.repo);
    expect(brief).toMatchObject({ sha: commit.sha, files: [] });
    expect(brief?.modules).toBeUndefined();
  });

  it('keeps how many lines a commit changed with its files, and not among what is brief', async () => {
    const commit = { ...commitOf({ sha: 'a'.repeat(40) }), lines: { added: 3, deleted: 0 } };
    const untold = commitOf({ sha: 'b'.repeat(40) });
    await facts.saveCommits([commit, untold]);
    expect(await facts.readCommits(commit.repo, 0)).toStrictEqual([commit, untold]);
    expect((await facts.readBriefCommits(commit.repo)).map(({ lines }) => lines)).toEqual([undefined, undefined]);
  });

  describe('who wrote the lines of today', () => {
    const repo = 'owner/name';
    const run = (head: string, on: number) => ({ repo, head: head.repeat(40), takenAt: day(on) });
    const sha = (letter: string) => letter.repeat(40);
    const entry = (path: string, lines: [string, number][], part = 0) => ({ path, part, lines });
    const everybody = new Set('abcdef'.split('').map(sha));
    const countRows = async () => (await sql.query('SELECT COUNT(*) AS n FROM surviving_code'))[0]?.['n'];

    it('counts once all of a run is here, whatever came first, and however often', async () => {
      const first = run('1', 1);
      await facts.saveSurviving(first, [], 3);
      await facts.saveSurviving(first, [entry('a.ts', [[sha('a'), 5]])], undefined);
      await facts.saveSurviving(first, [entry('a.ts', [[sha('a'), 5]])], undefined);
      await facts.settleSurviving(repo);
      expect(await facts.findWholeBlame(repo)).toBeUndefined();
      await facts.saveSurviving(first, [entry('a.ts', [[sha('b'), 1]], 1), entry('b.ts', [[sha('a'), 2]])], undefined);
      expect(await facts.findWholeBlame(repo)).toEqual(first);
      expect(await facts.readSurviving(first, everybody)).toEqual(
        expect.arrayContaining([
          { path: 'a.ts', lines: [[sha('a'), 5]] },
          { path: 'a.ts', lines: [[sha('b'), 1]] },
          { path: 'b.ts', lines: [[sha('a'), 2]] },
        ]),
      );
      expect(await facts.readSurviving(first, new Set([sha('b')]))).toEqual([{ path: 'a.ts', lines: [[sha('b'), 1]] }]);
      expect(await facts.findWholeBlame('owner/other')).toBeUndefined();
    });

    it('a newer run takes the place of an older one when it is whole, and never mixes with it', async () => {
      const [older, newer] = [run('1', 1), run('2', 2)];
      await facts.saveSurviving(older, [entry('a.ts', [[sha('a'), 5]]), entry('gone.ts', [[sha('a'), 9]])], 2);
      await facts.saveSurviving(newer, [entry('a.ts', [[sha('b'), 6]])], undefined);
      await facts.settleSurviving(repo);
      expect(await facts.findWholeBlame(repo)).toEqual(older);
      expect(await facts.readSurviving(older, everybody)).toHaveLength(2);
      await facts.saveSurviving(newer, [], 1);
      await facts.settleSurviving(repo);
      expect(await facts.findWholeBlame(repo)).toEqual(newer);
      expect(await facts.readSurviving(newer, everybody)).toEqual([{ path: 'a.ts', lines: [[sha('b'), 6]] }]);
      expect(Number(await countRows())).toBe(2);
      // A copy of the older one that comes late.
      await facts.saveSurviving(older, [entry('gone.ts', [[sha('a'), 9]])], 1);
      await facts.settleSurviving(repo);
      expect(await facts.findWholeBlame(repo)).toEqual(newer);
      expect(Number(await countRows())).toBe(2);
    });

    it('keeps paths of any length and script, each apart', async () => {
      const paths = ['x'.repeat(1024), `${'x'.repeat(1023)}y`, 'Δ/任务 🚀.ts', 'δ/任务 🚀.ts'];
      await facts.saveSurviving(
        run('1', 1),
        paths.map((path) => entry(path, [[sha('a'), 1]])),
        paths.length,
      );
      const read = await facts.readSurviving(run('1', 1), everybody);
      expect(read.map(({ path }) => path).sort()).toEqual([...paths].sort());
    });

    it('forgets an older run of thousands of files whole', async () => {
      const many = Array.from({ length: 4_500 }, (_, index) => entry(`src/${index}.ts`, [[sha('a'), 1]]));
      await facts.saveSurviving(run('1', 1), many, many.length);
      expect(await facts.readSurviving(run('1', 1), everybody)).toHaveLength(many.length);
      await facts.saveSurviving(run('2', 2), [], 0);
      await facts.settleSurviving(repo);
      expect(Number(await countRows())).toBe(1);
    });
  });

  it('reads rows of any length, though an answer holds 4 MiB', async () => {
    const commits = Array.from({ length: 900 }, (_, index) => ({
      ...commitOf({ sha: index.toString(16).padStart(40, '0'), message: index < 400 ? 'short' : 'y'.repeat(30_000) }),
      committedAt: day(1),
    }));
    await facts.saveCommits(commits);
    expect(await facts.readCommits(commits[0]?.repo ?? '', 0)).toHaveLength(900);
    expect(await facts.readCommitsBySha(commits)).toHaveLength(900);
  });

  it('keeps waivers and published digests by project', async () => {
    const waiver = {
      finding: 'blocking-wait/work-item:PAY-1',
      projectKey: 'PAY',
      reason: 'agreed',
      by: 'account',
      at: day(1),
      until: day(9),
      kind: 'accepted' as const,
    };
    await facts.saveWaiver(waiver);
    expect(await facts.readWaivers('PAY')).toEqual([waiver]);
    await facts.removeWaiver('PAY', waiver.finding);
    expect(await facts.readWaivers('PAY')).toEqual([]);
    await facts.savePublished('PAY', [
      { id: '1', digest: 'x' },
      { id: '2', digest: 'y' },
    ]);
    await facts.savePublished('PAY', [{ id: '2', digest: '' }]);
    expect([...(await facts.readPublished('PAY'))]).toEqual([['1', 'x']]);
    expect(await facts.readAllPublished()).toEqual(['1']);
  });

  it('takes a delivery once, however large, and drops its text when done', async () => {
    const text = 'ü'.repeat(400_000);
    expect(await inbox.put('d1', 'push', text, day(1))).toBe(true);
    expect(await inbox.put('d1', 'push', 'again', day(1))).toBe(false);
    expect(await inbox.take('d1')).toEqual({ source: 'push', text, triesBefore: 0 });
    expect(await inbox.take('d1')).toMatchObject({ triesBefore: 1 });
    expect(await inbox.waiting(day(2), 10)).toEqual(['d1']);
    await inbox.done('d1', day(1));
    expect(await inbox.take('d1')).toBeUndefined();
    expect(await inbox.waiting(day(2), 10)).toEqual([]);
    expect(await inbox.put('d1', 'push', text, day(3))).toBe(false);
    expect(await sql.query('SELECT COUNT(*) AS parts FROM inbox_part')).toEqual([{ parts: '0' }]);
  });

  it('shows the ingestion log newest first and prunes the old', async () => {
    const entry = (at: number) => ({
      at,
      source: 'push',
      outcome: 'accepted' as const,
      text: `at ${at}`,
      counts: { commits: 1 },
      rejected: [],
    });
    for (const at of [day(1), day(3), day(2)]) await log.write(`e${at}`, entry(at));
    expect((await log.read(0, 2)).map(({ at }) => at)).toEqual([day(3), day(2)]);
    await log.prune(day(2));
    expect(await log.read(0, 10)).toHaveLength(2);
  });

  it('erases every table', async () => {
    await facts.saveItems([workItemOf({ key: 'PAY-1' })]);
    await inbox.put('d1', 'push', 'text', day(1));
    await facts.eraseAll();
    for (const table of TABLES) expect(await sql.query(`SELECT COUNT(*) AS n FROM ${table}`)).toEqual([{ n: '0' }]);
  });
}
