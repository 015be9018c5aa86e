/**
 * Everything that leaves through a surface, while six people have too much to do, never rest and own
 * what was promised: it says so, and nobody is in it. With one of them less, nothing is said at all.
 */
import { checkBlockingWaits } from '../../src/surfaces/check-waits';
import type { JiraReader } from '../../src/ports/jira';
import type { RequestName } from '../../src/surfaces/contract';
import { REQUEST_NAMES } from '../../src/surfaces/resolver';
import { CLOSED_ACCOUNT } from '../../src/model/work-item';
import { type CommitOptions, day } from '../builders/worlds';
import { NOW, type TestSite, given, openTestSite } from './site';

const REPO = 'team/billing';
const CREW = ['zaq-one', 'zaq-two', 'zaq-three', 'zaq-four', 'zaq-five', 'zaq-six'];
const DETECTORS = ['idle-member', 'uneven-load', 'overloaded-member', 'off-hours-drift', 'no-rest', 'single-owner'];
const TODAY = 20;

let site: TestSite;
let shas = 0;
beforeEach(async () => {
  site = await openTestSite();
  shas = 0;
});
afterEach(() => site.close());

const shaOf = (): string => String((shas += 1)).padStart(40, '0');

/** Half a year of commits on two days a week, of late at night and every day. */
function commitsOf(author: string): CommitOptions[] {
  const steady = Array.from({ length: 25 }, (_, week) => [TODAY - 33 - 7 * week, TODAY - 35 - 7 * week]).flat();
  const late = Array.from({ length: 31 }, (_, back) => TODAY - 1 - back);
  return [
    ...steady.map((on) => ({ sha: shaOf(), committed: on + 10 / 24, author })),
    ...late.map((on) => ({ sha: shaOf(), committed: on + 22 / 24, author })),
  ];
}

async function openSite({ crew = CREW, teams = {} as Readonly<Record<string, readonly string[]>> } = {}) {
  const overloaded = crew.slice(0, 2);
  await site.save(
    { key: 'PAY-1', level: 1, due: TODAY + 20 },
    { key: 'PAY-2', parent: 'PAY-1' },
    { key: 'PAY-3', waitsOn: ['PAY-2'], created: -20 },
    ...overloaded.flatMap((assignee, who) =>
      Array.from({ length: 6 }, (_, number) => ({
        key: `PAY-${100 + 10 * who + number}`,
        assignee,
        created: -40,
        status: [[-40, 'in-progress']] as const,
        moved: [TODAY - 2],
      })),
    ),
    ...crew.map((assignee, who) => ({
      key: `PAY-${200 + who}`,
      assignee,
      created: -40,
      status: [
        [-40, 'in-progress'],
        [TODAY - 10, 'done'],
      ] as const,
    })),
  );
  const commits = crew.flatMap((author, who) =>
    commitsOf(author).map((commit) => ({ ...commit, ...(who === 0 ? { links: ['PAY-2'] } : {}) })),
  );
  await site.saveCommits(REPO, TODAY, commits);
  const { facts, memory } = site.outside;
  await facts.saveIdentityUses(
    REPO,
    crew.map((account) => ({
      identity: `hash-${account}`,
      repo: REPO,
      commits: 81,
      byBot: 0,
      firstAt: day(1),
      lastAt: day(19),
      served: {},
    })),
  );
  for (const account of crew)
    await facts.saveIdentityDecision({ identity: `hash-${account}`, by: 'admin', at: day(1), kind: 'join', account });
  await memory.saveSettings(
    {
      people: { teams: Object.entries(teams).map(([name, members]) => ({ name, members })) },
      thresholds: { 'idle-member': { quietDays: 1, freePercent: 1 } },
    },
    'PAY',
  );
  await site.examine('PAY');
}

/** Whatever anybody can ask of a project or an item, with takes that are meant to get at few people. */
async function everyAnswer(reader: JiraReader): Promise<string> {
  const takes: Partial<Record<RequestName, readonly object[]>> = {
    'findings.list': [
      { limit: 100 },
      ...[3, 4].map((line) => ({ line })),
      ...DETECTORS.map((detector) => ({ detector })),
    ],
    'trace.read': [
      {},
      { team: 'Core' },
      { team: 'Core', repo: REPO },
      { path: 'src/' },
      { from: '2017-01-02', until: '2017-01-02' },
    ],
    'trace.commits': [{}, { class: 'linked' }, { team: 'Core' }],
    'trace.review': [{}, { team: 'Core' }],
    'trace.commit': [{ repo: REPO, sha: '1'.padStart(40, '0') }],
    'trace.export': ['map', 'ledger'].flatMap((of) => ['csv', 'jsonl'].map((format) => ({ of, format }))),
    'trace.footprint': [{ key: 'PAY-1' }],
    'trace.blame': [{ repo: REPO, shas: ['1'.padStart(40, '0')] }],
    'explain.read': [{ of: 'PAY-1' }, { of: 'PAY-2' }, { of: 'PAY-100' }],
  };
  const answers: unknown[] = [];
  for (const name of REQUEST_NAMES) {
    // Orders, not questions; and what administrators alone are told of identities, which is tested as members.
    if (/decide|undo|waive|save|rotate|backfill|erase|own\.read/i.test(name)) continue;
    for (const take of takes[name] ?? [{}]) {
      answers.push(await site.ask(name, take as never, reader));
      answers.push(await site.ask(name, take as never, reader, { projectKey: 'PAY', itemKey: 'PAY-1' }));
    }
  }
  const action = (issueKey: string) => checkBlockingWaits(site.outside, reader, { issueKey }, NOW);
  for (const key of ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-100']) answers.push(await action(key));
  return JSON.stringify([...answers, ...site.properties.values()]);
}

async function flagged(): Promise<string[]> {
  const found: string[] = [];
  for (const detector of DETECTORS) {
    const { findings } = given(await site.ask('findings.list', { detector }, site.reader()));
    found.push(...findings.map((finding) => finding.detector));
  }
  return found.sort();
}

test('a team of six is told that it has too much to do, and nobody is named anywhere', async () => {
  await openSite({ teams: { Core: CREW, Most: CREW.slice(0, 5) } });
  expect(await flagged()).toEqual(['no-rest', 'off-hours-drift', 'overloaded-member', 'single-owner', 'uneven-load']);
  const said = await everyAnswer(site.reader());
  expect(said).toContain('At least 30 percent of 6 members');
  expect(said).toContain('single-owner');
  expect(said).not.toMatch(/zaq-|hash-/);
});

test.each`
  why                                   | crew
  ${'four people'}                      | ${CREW.slice(0, 4)}
  ${'four people and a closed account'} | ${[...CREW.slice(0, 4), CLOSED_ACCOUNT]}
`('of $why nothing is said', async ({ crew }: { crew: string[] }) => {
  await openSite({ crew });
  expect(await flagged()).toEqual([]);
  const said = await everyAnswer(site.reader());
  expect(said).toContain('figures about fewer than 5 people are not shown');
  expect(said).not.toMatch(/zaq-|hash-/);
});

test('bots fill no group up', async () => {
  await openSite({ crew: CREW.slice(0, 5) });
  expect(await flagged()).not.toEqual([]);
  await site.outside.memory.saveSettings({ trace: { botAuthors: ['zaq-five'] } });
  await site.examine('PAY');
  expect(await flagged()).toEqual([]);
  await site.outside.memory.saveSettings({});
  await site.outside.facts.saveIdentityDecision({ identity: 'hash-zaq-five', by: 'admin', at: day(2), kind: 'bot' });
  await site.examine('PAY');
  expect(await flagged()).not.toContain('off-hours-drift');
});

test('accounts that only have forgotten work assigned fill no group up', async () => {
  await openSite({ crew: CREW.slice(0, 4) });
  await site.save(
    ...['ghost-1', 'ghost-2', 'ghost-3'].map((assignee, index) => ({
      key: `PAY-${300 + index}`,
      assignee,
      created: -100,
      status: [[-90, 'in-progress']] as const,
    })),
  );
  await site.examine('PAY');
  expect(await flagged()).toEqual([]);
});

describe('A team that is asked for', () => {
  const filter = (take: object) => site.ask('trace.read', take, site.reader());
  const five = CREW.slice(0, 5);

  test('is told where the rest is nobody or large enough, and never beside a rest of one', async () => {
    await openSite({ teams: { Core: five } });
    expect(await filter({ team: 'Core' })).toMatchObject({ ok: false, reason: 'bad-request' });
    expect(given(await filter({})).teams).toEqual([]);
    await site.outside.memory.saveSettings({ people: { teams: [{ name: 'Core', members: CREW }] } }, 'PAY');
    expect(given(await filter({})).teams).toEqual(['Core']);
    expect(given(await filter({ team: 'core' })).counts).toEqual(given(await filter({})).counts);
  });

  test.each([
    ['a path', 'trace.read', { path: 'src/' }],
    ['a first day', 'trace.read', { from: '2017-01-02' }],
    ['a last day', 'trace.read', { until: '2017-01-02' }],
    ['its commits', 'trace.commits', {}],
    ['its commits of a class', 'trace.commits', { class: 'linked' }],
    ['its suggestions', 'trace.review', {}],
  ] as const)('cannot be narrowed by %s', async (_what, name, take) => {
    await openSite({ teams: { Core: CREW } });
    expect(await site.ask(name, { team: 'Core', ...take }, site.reader())).toMatchObject({
      ok: false,
      reason: 'bad-request',
    });
  });

  test('has no weeks, and leaves out repositories where it is small, which are named', async () => {
    await openSite({ teams: { Core: CREW } });
    await site.saveCommits('team/till', TODAY, [{ sha: shaOf(), committed: 3, author: 'zaq-one', links: ['PAY-2'] }]);
    await site.outside.facts.saveIdentityUses('team/till', [
      {
        identity: 'hash-zaq-one',
        repo: 'team/till',
        commits: 1,
        byBot: 0,
        firstAt: day(3),
        lastAt: day(3),
        served: {},
      },
    ]);
    const view = given(await filter({ team: 'Core' }));
    expect(view).toMatchObject({ weeks: [], leftOut: ['team/till'] });
    expect(view.repositories.map(({ name }) => name)).toEqual([REPO]);
    expect(await filter({ team: 'Core', repo: 'team/till' })).toMatchObject({ ok: false, reason: 'bad-request' });
  });
});

describe('One’s own page', () => {
  const as = (accountId: string): JiraReader => ({ ...site.reader(), accountId });

  test('tells members their own load, hours and rest', async () => {
    await openSite();
    const own = given(await site.ask('own.read', {}, as('zaq-one')));
    expect(own.load?.at(-1)).toEqual({ day: '2017-01-20', inHand: 6 });
    expect(own.load).toHaveLength(20);
    expect(own.hours).toHaveLength(4);
    expect(own.hours.every(({ z }) => (z ?? 0) > 1)).toBe(true);
    expect(own.rest).toEqual({ freeWeekends: 0, longestRun: 31 });
    expect(JSON.stringify(own)).not.toMatch(/zaq-|hash-/);
  });

  test('is the asker’s, whatever the question says', async () => {
    await openSite();
    const take = { account: 'zaq-one', accountId: 'zaq-one', member: 'zaq-one' } as never;
    const nobody = given(await site.ask('own.read', take, as('somebody-else')));
    expect(nobody.rest).toBeUndefined();
    expect(nobody.load?.every(({ inHand }) => inHand === 0)).toBe(true);
    const admin = { ...site.reader({ isAdministrator: true, administers: ['PAY'] }), accountId: 'admin' };
    expect(given(await site.ask('own.read', take, admin))).toEqual(nobody);
  });

  test('is nobody’s without an account, or without the right to see the project', async () => {
    await openSite();
    for (const account of ['', CLOSED_ACCOUNT])
      expect(await site.ask('own.read', {}, as(account))).toMatchObject({ ok: false, reason: 'no-permission' });
    expect(await site.ask('own.read', {}, { ...site.reader({ sees: [] }), accountId: 'zaq-one' })).toMatchObject({
      ok: false,
      reason: 'no-permission',
    });
  });
});

test('who is in a team is told to those only who may change it', async () => {
  await openSite({ teams: { Core: CREW } });
  const read = async (reader: JiraReader) => JSON.stringify(given(await site.ask('settings.read', {}, reader)));
  expect(await read(site.reader())).not.toContain('zaq-');
  expect(await read(site.reader({ administers: ['PAY'] }))).toContain('zaq-one');
});

test('an old commit’s author is told to nobody, and a new one’s to a Jira administrator only', async () => {
  await openSite();
  const explain = async (sha: string) =>
    given(await site.ask('explain.read', { of: sha }, site.reader({ isAdministrator: true }), { isSite: true })).text;
  const [oldest, newest] = [50, 51].map((number) => String(number).padStart(40, '0'));
  expect(await explain(oldest ?? '')).toContain('its author is not told, because it is older than 90 days');
  expect(await explain(newest ?? '')).toContain('who counts as account zaq-one');
  expect(await site.ask('explain.read', { of: newest ?? '' }, site.reader())).toMatchObject({ ok: false });
});
