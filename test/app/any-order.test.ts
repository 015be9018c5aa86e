/**
 * Messages come late, twice, out of order, or not at all until the reconcile looks. Whatever the
 * order, the state at the end is the same.
 */
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { type DeliveryChecks, acceptDelivery } from '../../src/app/accept-delivery';
import { handleEvent } from '../../src/app/handle-event';
import { startReading } from '../../src/app/read-project';
import { reconcile, resumeStuckWork } from '../../src/app/reconcile';
import { suggestDaily } from '../../src/app/suggest-links';
import { type JiraIssue, type TestOutside, openOutside } from './outside-in-memory';

jest.setTimeout(120_000);

const NOW = Date.parse('2026-03-20T09:00:00Z');
const HOUR_MS = 3_600_000;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
const checks: DeliveryChecks = {
  isSignedBy: () => Promise.resolve(true),
  hashEmail: digest,
  digest,
  sizeInBytes: Buffer.byteLength,
};

const issue = (number: number, fields: Record<string, unknown> = {}): JiraIssue => ({
  id: String(1000 + number),
  key: `PAY-${number}`,
  fields: {
    summary: `Item ${number}`,
    issuetype: { name: 'Story', hierarchyLevel: 0 },
    status: { id: '1', name: 'To Do', statusCategory: { key: 'new' } },
    project: { key: 'PAY' },
    created: '2026-03-01T09:00:00.000+0000',
    updated: '2026-03-01T09:00:00.000+0000',
    ...fields,
  },
  changelog: { histories: [], total: 0, maxResults: 100 },
});

const blockedBy = (number: number) => ({
  issuelinks: [
    {
      id: '7',
      type: { name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
      inwardIssue: { key: `PAY-${number}` },
    },
  ],
});

const sha = (letter: string): string => letter.repeat(40);
const commit = (letter: string, message: string, parents: string[] = []) => ({
  sha: sha(letter),
  parents: parents.map(sha),
  at: '2026-03-10T09:00:00Z',
  committedAt: `2026-03-1${'abcdef'.indexOf(letter)}T09:00:00Z`,
  email: `${letter}@example.com`,
  message,
  files: [['M', 'a.ts']],
  filesChanged: 1,
});

/** A merge hands its branch's key to two commits that come in other batches; one key is of an item that comes later. */
const COMMITS = [
  [commit('a', 'Begin')],
  [commit('b', 'Round once', ['a']), commit('c', 'Test rounding', ['b'])],
  [commit('d', "Merge branch 'PAY-2-rounding' into main", ['a', 'c'])],
  [commit('e', 'PAY-4 refunds', ['d']), commit('f', 'PAY-404 nowhere', ['e'])],
].map((commits) =>
  JSON.stringify({ v: 1, kind: 'commits', repo: 'acme/ledger', sentAt: '2026-03-20T09:00:00Z', commits }),
);

/** Who wrote the lines of today: an older run that is whole, and a newer one in two parts, which takes its place. */
const blame = (hour: string, paths: readonly string[], entries?: number) =>
  JSON.stringify({
    v: 1,
    kind: 'blame',
    repo: 'acme/ledger',
    sentAt: '2026-03-20T09:00:00Z',
    head: sha(hour),
    takenAt: `2026-03-20T0${hour}:00:00Z`,
    files: paths.map((path) => ({ path, lines: [[sha('b'), 3]] })),
    ...(entries === undefined ? {} : { done: true, entries }),
  });

/** A branch and its pull request, told by a host and by somebody’s clone: reviewed, merged and deleted. */
const REPOSITORY = { full_name: 'acme/ledger', default_branch: 'main' };
const branchAt = (ref: string, letter: string, second: number) =>
  JSON.stringify({
    ref: `refs/heads/${ref}`,
    after: sha(letter),
    repository: { ...REPOSITORY, pushed_at: NOW / 1000 - 60 + second },
    commits: [],
  });
const request = (minute: number, state: object, more: object = {}) =>
  JSON.stringify({
    repository: REPOSITORY,
    pull_request: {
      number: 7,
      title: 'Round once',
      state: 'open',
      draft: false,
      created_at: '2026-03-19T08:00:00Z',
      updated_at: `2026-03-19T09:${minute}:00Z`,
      user: { id: 1, type: 'User' },
      head: { ref: 'rounding', sha: sha('9') },
      ...state,
    },
    ...more,
  });
const review = { submitted_at: '2026-03-19T09:20:00Z', user: { id: 2, type: 'User' } };
const HOSTED = [
  branchAt('rounding', '8', 1),
  branchAt('rounding', '9', 2),
  branchAt('PAY-4-left', 'e', 3),
  branchAt('PAY-1-gone', '0', 4),
  request(10, { draft: true }),
  request(15, {}, { action: 'ready_for_review' }),
  request(20, {}, { review }),
  request(30, { state: 'closed', merged_at: '2026-03-19T09:30:00Z' }),
];
const SEEN = [
  {
    refs: [
      { name: 'PAY-1-gone', sha: sha('b') },
      { name: 'missing', sha: sha('b') },
    ],
    refsAt: '2026-03-20T08:59:03Z',
  },
  { refs: [{ name: 'main', sha: sha('d'), default: true, merged: true }], refsAt: '2026-03-20T08:59:10Z' },
].map((told) =>
  JSON.stringify({ v: 1, kind: 'commits', repo: 'acme/ledger', sentAt: '2026-03-20T09:00:00Z', commits: [], ...told }),
);
const BATCHES = [
  ...COMMITS,
  ...HOSTED,
  ...SEEN,
  blame('7', ['a.ts', 'gone.ts'], 2),
  blame('8', ['a.ts']),
  blame('8', ['b.ts'], 2),
];

const STEPS = [...BATCHES, ...BATCHES, 'read', 'event 1', 'event 2', 'event 4', 'event 4'];

const ISSUES = [issue(1), issue(2, blockedBy(1)), issue(3), issue(4)];

const deliver = (test: TestOutside, body: string) =>
  acceptDelivery(test.outside, { headers: { ...eventOf(body), 'x-hub-signature-256': 'x' }, body }, checks, NOW);

function eventOf(body: string): Record<string, string> {
  if (!HOSTED.includes(body)) return { 'x-throughline-event': 'commits' };
  if (body.includes('"ref":"refs/')) return { 'x-github-event': 'push' };
  return { 'x-github-event': body.includes('"review":') ? 'pull_request_review' : 'pull_request' };
}

/** All at once and in order: the state every other order must end in. */
async function plainly(): Promise<Record<string, unknown>> {
  const test = await openOutside();
  for (const one of ISSUES) test.issues.set(one.id, one);
  await startReading(test.outside, ['PAY'], NOW);
  await test.drain(NOW);
  for (const body of BATCHES) await deliver(test, body);
  await test.drain(NOW);
  const state = await aDayLater(test);
  await test.close();
  return state;
}

/** Guesses follow what work items tell once a day. */
async function aDayLater(test: TestOutside): Promise<Record<string, unknown>> {
  const later = NOW + 25 * HOUR_MS;
  await suggestDaily(test.outside, later);
  while (test.waiting.length > 0) {
    const [work] = test.waiting.splice(0, 1);
    if (work) await test.run(work, later);
  }
  return test.state();
}

/** How often something was asked for, and when, differs by history; what came of it must not. */
function withoutCounters(state: Record<string, unknown>): unknown {
  return JSON.parse(
    JSON.stringify(state).replace(/\\"(changes|touches)\\":\d+|\\"read_ms\\":(\\"\d+\\"|\d+)/g, ''),
  ) as unknown;
}

describe('In any order', () => {
  let expected: Record<string, unknown>;
  beforeAll(async () => {
    expected = await plainly();
  });

  it('the plain order links the merged commits and leaves the unknown key unknown', () => {
    const links = (expected.links as string[]).map(
      (row) => JSON.parse(row) as { sha: string; key: string; linker: string },
    );
    expect(links.map(({ sha: of, key, linker }) => `${of[0]} ${key} ${linker}`).sort()).toEqual([
      'b PAY-2 merge-parent',
      'c PAY-2 merge-parent',
      'd PAY-2 message-key',
      'e PAY-4 message-key',
    ]);
    expect(
      (expected.surviving_code as string[]).map((row) => (JSON.parse(row) as { path: string }).path).sort(),
    ).toEqual(['', 'a.ts', 'b.ts']);
    const factsIn = (table: string) =>
      (expected[table] as string[]).map(
        (row) => JSON.parse((JSON.parse(row) as { facts: string }).facts) as Record<string, unknown>,
      );
    expect(factsIn('pull_request')).toEqual([
      expect.objectContaining({
        state: 'merged',
        openedAt: Date.parse('2026-03-19T08:00:00Z'),
        readyAt: Date.parse('2026-03-19T09:15:00Z'),
        firstReviewAt: Date.parse('2026-03-19T09:20:00Z'),
        mergedAt: Date.parse('2026-03-19T09:30:00Z'),
      }),
    ]);
    expect(
      factsIn('git_branch')
        .map(({ name, headSha, mergedSha }) =>
          [name, headSha, mergedSha].map((text) => String(text).slice(0, 10)).join(' '),
        )
        .sort(),
    ).toEqual([
      'PAY-1-gone undefined undefined',
      'PAY-4-left eeeeeeeeee undefined',
      'main dddddddddd dddddddddd',
      'missing bbbbbbbbbb undefined',
      'rounding 9999999999 9999999999',
    ]);
    expect(expected.unknown_key).toHaveLength(1);
    expect(expected.project_wait).toHaveLength(1);
  });

  it('events, deliveries and their work end in the same state, doubled and shuffled', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(STEPS, { minLength: STEPS.length, maxLength: STEPS.length }),
        fc.infiniteStream(fc.nat(1_000)),
        async (steps, random) => {
          const test = await openOutside();
          const chance = (): number => Number(random.next().value);
          const choose = (waiting: readonly unknown[]): number => chance() % waiting.length;
          try {
            for (const one of ISSUES) test.issues.set(one.id, one);
            for (const step of steps) {
              if (step === 'read') await startReading(test.outside, ['PAY'], NOW);
              else if (step.startsWith('event'))
                await handleEvent(test.outside, {
                  eventType: 'avi:jira:updated:issue',
                  issue: { id: `100${step.at(-1)}`, key: `PAY-${step.at(-1)}` },
                });
              else await deliver(test, step);
              // Some work runs at once, some twice, some waits.
              const [again] = test.waiting;
              if (again && chance() % 3 === 0) await test.run(again, NOW);
              if (chance() % 2 === 0) await test.drain(NOW, choose);
            }
            await test.drain(NOW, choose);
            expect(withoutCounters(await aDayLater(test))).toEqual(withoutCounters(expected));
          } finally {
            await test.close();
          }
        },
      ),
      { numRuns: 25, seed: 17 },
    );
  });

  it('what events lost, the reconcile finds: a change, a deletion, and an item that is new', async () => {
    const test = await openOutside();
    for (const one of [issue(1), issue(2), issue(3), issue(9)]) test.issues.set(one.id, one);
    await startReading(test.outside, ['PAY'], NOW);
    await test.drain(NOW);
    for (const body of BATCHES) await deliver(test, body);
    await test.drain(NOW);
    for (const one of ISSUES) test.issues.set(one.id, one);
    test.issues.delete('1009');
    await reconcile(test.outside, NOW);
    await test.drain(NOW);
    expect(withoutCounters(await aDayLater(test))).toEqual(withoutCounters(expected));
    await test.close();
  });

  it.each([
    'appendEntries',
    'saveUnknownKeys',
    'saveExamination',
    'savePublished',
    'saveItems',
    'saveCommits',
    'savePullRequests',
    'saveBranches',
  ] as const)('a step killed in %s is done again, by the retry or by the sweep', async (method) => {
    const test = await openOutside();
    for (const one of ISSUES) test.issues.set(one.id, one);
    let left = 2;
    const { facts } = test.outside;
    const whole = facts[method] as (...words: never[]) => Promise<void>;
    Object.assign(facts, {
      [method]: (...words: never[]) => {
        left -= 1;
        return left >= 0 ? Promise.reject(new Error('killed')) : whole.apply(facts, words);
      },
    });
    // A reading that just spoke counts as running, so readings take place hours apart.
    const drainKilled = async (readAt: number): Promise<void> => {
      while (test.waiting.length > 0) {
        const [work] = test.waiting.splice(0, 1);
        // Killed work is lost here, and its retries with it.
        if (work) await test.run(work, work.kind === 'read-project' ? readAt : NOW).catch(() => undefined);
      }
    };
    await startReading(test.outside, ['PAY'], NOW - 4 * HOUR_MS);
    await drainKilled(NOW - 4 * HOUR_MS);
    for (const body of BATCHES) await deliver(test, body);
    await drainKilled(NOW);
    for (let sweep = 1; sweep <= 3; sweep += 1) {
      await resumeStuckWork(test.outside, NOW + 10 * 60_000);
      await reconcile(test.outside, NOW - (3 - sweep) * HOUR_MS);
      await drainKilled(NOW - (3 - sweep) * HOUR_MS);
    }
    expect(withoutCounters(await aDayLater(test))).toEqual(withoutCounters(expected));
    await test.close();
  });

  it('a change that comes while a project is examined is not forgotten', async () => {
    const test = await openOutside();
    for (const one of ISSUES) test.issues.set(one.id, one);
    await startReading(test.outside, ['PAY'], NOW);
    await test.drain(NOW);
    await test.outside.facts.markStale(['PAY']);
    const { facts } = test.outside;
    const save = facts.saveExamination.bind(facts);
    Object.assign(facts, {
      saveExamination: async (...words: Parameters<typeof save>) => {
        await facts.markStale(['PAY']);
        await save(...words);
      },
    });
    await test.run({ kind: 'examine', projectKey: 'PAY' }, NOW);
    expect((await facts.readProjects())[0]?.changes).toBe(1);
    await test.close();
  });

  it('an item that moves keeps its commits', async () => {
    const test = await openOutside();
    for (const one of ISSUES) test.issues.set(one.id, one);
    await startReading(test.outside, ['PAY'], NOW);
    await test.drain(NOW);
    for (const body of BATCHES) await deliver(test, body);
    await test.drain(NOW);
    const [, , , fourth] = ISSUES;
    test.issues.set('1004', { ...issue(4), key: 'PAY-40', fields: fourth?.fields ?? {} });
    await handleEvent(test.outside, { eventType: 'avi:jira:updated:issue', issue: { id: '1004', key: 'PAY-40' } });
    await test.drain(NOW);
    expect((await test.outside.facts.readLinksTo(['PAY-40'])).map(({ sha: of }) => of[0])).toEqual(['e']);
    await test.close();
  });

  it('a delivery whose turn was lost is taken up by the five-minute sweep', async () => {
    const test = await openOutside();
    for (const one of ISSUES) test.issues.set(one.id, one);
    await startReading(test.outside, ['PAY'], NOW);
    await test.drain(NOW);
    for (const body of BATCHES) await deliver(test, body);
    test.waiting.length = 0;
    await resumeStuckWork(test.outside, NOW + 10 * 60_000);
    await test.drain(NOW);
    expect(withoutCounters(await aDayLater(test))).toEqual(withoutCounters(expected));
    await test.close();
  });
});
