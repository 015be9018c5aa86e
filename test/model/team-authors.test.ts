/** Nothing narrower than a group: every way somebody might try to look at fewer people. */
import fc from 'fast-check';
import type { Identity } from '../../src/model/identity';
import { type NamedTeam, type SettingsChange, settingsFrom } from '../../src/model/settings';
import { findTeamScope, teamScopes } from '../../src/model/team';
import { CLOSED_ACCOUNT } from '../../src/model/work-item';

const REPO = 'team/billing';
const TILL = 'team/till';

interface IdentityOptions {
  readonly hash?: string;
  readonly isBot?: boolean;
  readonly repos?: readonly string[];
}

function identityOf(account: string | undefined, options: IdentityOptions = {}): Identity {
  const { hash = `hash-${account}`, isBot = false, repos = [REPO] } = options;
  return {
    identity: hash,
    commits: 1,
    repositories: repos,
    firstAt: 0,
    lastAt: 0,
    account,
    joinedBy: account === undefined ? 'none' : 'mapping',
    learned: undefined,
    decision: undefined,
    isBot,
  };
}

const CREW = ['ana', 'ben', 'cleo', 'dee', 'eli', 'fay', 'gus', 'hal', 'ida', 'jan', 'kim', 'lou'];
const everybody = CREW.map((account) => identityOf(account));
/** Only these commit. */
const only = (...accounts: string[]): Identity[] => accounts.map((account) => identityOf(account));
const core = (...members: string[]): NamedTeam => ({ name: 'Core', members });
const five = CREW.slice(0, 5);
const four = CREW.slice(0, 4);

interface Asked {
  readonly teams: readonly NamedTeam[];
  readonly identities?: readonly Identity[];
  readonly settings?: SettingsChange;
  readonly repos?: readonly string[];
}

function scopesOf({ teams, identities = everybody, settings = {}, repos = [REPO] }: Asked) {
  const own = settingsFrom(settings, { people: { minimumGroup: 5, ...settings.people, teams } });
  return teamScopes([{ projectKey: 'PAY', settings: own }], 'PAY', identities, repos);
}

it('answers the hashes of everybody in a team that is large enough, beside as many others', () => {
  expect(scopesOf({ teams: [core(...five)] }).get('Core')).toEqual({
    authors: five.map((account) => `hash-${account}`),
    repos: [REPO],
  });
});

it('finds a team by its name, however it is spelt', () => {
  const scopes = scopesOf({ teams: [core(...five)] });
  expect(findTeamScope(scopes, ' core ')).toBeDefined();
  expect(findTeamScope(scopes, 'Cor')).toBeUndefined();
  expect(findTeamScope(scopes, '')).toBeUndefined();
});

it('counts two addresses of one person as one person, and answers both', () => {
  const identities = [...everybody, identityOf('ana', { hash: 'hash-ana-at-home' })];
  expect(scopesOf({ teams: [core(...four)], identities }).get('Core')).toBeUndefined();
  expect(scopesOf({ teams: [core(...five)], identities }).get('Core')?.authors).toHaveLength(6);
});

test.each`
  why                                    | members                            | more
  ${'a team of four'}                    | ${four}                            | ${{}}
  ${'a member named twice'}              | ${[...four, 'ana']}                | ${{}}
  ${'a member named again with a blank'} | ${[...four, 'ana ']}               | ${{}}
  ${'a member named again in capitals'}  | ${[...four, 'ANA']}                | ${{}}
  ${'made-up accounts'}                  | ${['ana', 'x1', 'x2', 'x3', 'x4']} | ${{}}
  ${'an account that never committed'}   | ${[...four, 'zoe']}                | ${{}}
  ${'one who commits elsewhere only'}    | ${[...four, 'zoe']}                | ${{ identities: [...everybody, identityOf('zoe', { repos: [TILL] })] }}
  ${'the closed account'}                | ${[...four, CLOSED_ACCOUNT]}       | ${{ identities: [...everybody, identityOf(CLOSED_ACCOUNT)] }}
  ${'a bot’s account'}                   | ${five}                            | ${{ settings: { trace: { botAuthors: ['eli'] } } }}
  ${'a bot’s hash'}                      | ${five}                            | ${{ settings: { trace: { botAuthors: ['hash-eli'] } } }}
  ${'an identity that is a bot'}         | ${five}                            | ${{ identities: [...only(...four, ...CREW.slice(5)), identityOf('eli', { isBot: true })] }}
  ${'a larger minimum'}                  | ${five}                            | ${{ settings: { people: { minimumGroup: 6 } } }}
  ${'a minimum set below five'}          | ${four}                            | ${{ settings: { people: { minimumGroup: 1 } } }}
  ${'a minimum that is no number'}       | ${four}                            | ${{ settings: { people: { minimumGroup: Number.NaN } } }}
`('$why is not enough', ({ members, more }: { members: string[]; more: Partial<Asked> }) => {
  expect([...scopesOf({ teams: [core(...members)], ...more }).keys()]).toEqual([]);
});

it('does not lay two teams of one name together', () => {
  expect([...scopesOf({ teams: [core(...five), { name: 'CORE ', members: ['fay'] }] }).keys()]).toEqual([]);
});

describe('What is left of the whole when a team is taken from it', () => {
  const rest = (...others: Identity[]) =>
    scopesOf({ teams: [core(...five)], identities: [...only(...five), ...others] }).has('Core');
  const stranger = (hash: string): Identity => identityOf(undefined, { hash });
  const strangers = (count: number): Identity[] =>
    Array.from({ length: count }, (_, index) => stranger(`hash-stranger-${index}`));

  test.each`
    why                                        | others                                                                           | told
    ${'nobody else'}                           | ${[]}                                                                            | ${true}
    ${'bots'}                                  | ${[identityOf(undefined, { hash: 'b', isBot: true })]}                           | ${true}
    ${'one other'}                             | ${only('fay')}                                                                   | ${false}
    ${'four others'}                           | ${only(...CREW.slice(5, 9))}                                                     | ${false}
    ${'five others'}                           | ${only(...CREW.slice(5, 10))}                                                    | ${true}
    ${'one other among bots'}                  | ${[...only('fay'), ...five.map((n) => identityOf(`b-${n}`, { isBot: true }))]}   | ${false}
    ${'one other among unknown addresses'}     | ${[...only('fay'), ...strangers(9)]}                                             | ${false}
    ${'one other with five addresses'}         | ${five.map((n) => identityOf('fay', { hash: `fay-${n}` }))}                      | ${false}
    ${'one other among closed accounts'}       | ${[...only('fay'), ...five.map((n) => identityOf(CLOSED_ACCOUNT, { hash: n }))]} | ${false}
    ${'one unknown address'}                   | ${strangers(1)}                                                                  | ${false}
    ${'five unknown addresses'}                | ${strangers(5)}                                                                  | ${true}
    ${'one who commits to another repository'} | ${[identityOf('fay', { repos: [TILL] })]}                                        | ${true}
  `('$why: $told', ({ others, told }: { others: Identity[]; told: boolean }) => {
    expect(rest(...others)).toBe(told);
  });
});

describe('Two teams', () => {
  const names = (...teams: NamedTeam[]) => [...scopesOf({ teams }).keys()];
  const wide = (...members: string[]): NamedTeam => ({ name: 'Wide', members });

  it('that differ by one member are not both told, and the first in the settings is', () => {
    expect(names(core(...five), wide(...CREW.slice(0, 6)))).toEqual(['Core']);
    expect(names(core(...five), wide(...CREW.slice(1, 6)))).toEqual(['Core']);
    expect(names(wide(...CREW.slice(1, 6)), core(...five))).toEqual(['Wide']);
  });

  it('that leave one person between them are not both told', () => {
    const crew = CREW.slice(0, 11);
    const identities = only(...crew);
    const teams = [core(...crew.slice(0, 5)), wide(...crew.slice(5, 10))];
    expect([...scopesOf({ teams, identities }).keys()]).toEqual(['Core']);
  });

  it('of other projects count as well where the repository is the same', () => {
    const of = (projectKey: string, ...teams: NamedTeam[]) => ({
      projectKey,
      settings: settingsFrom({ people: { teams } }),
    });
    const projects = [of('PAY', wide(...CREW.slice(0, 6))), of('OPS', core(...five))];
    expect([...teamScopes(projects, 'PAY', everybody, [REPO]).keys()]).toEqual([]);
    expect([...teamScopes(projects, 'OPS', everybody, [REPO]).keys()]).toEqual(['Core']);
  });
});

it('is told in those repositories only where it is large enough', () => {
  const identities = CREW.map((account, index) =>
    identityOf(account, { repos: index === 0 || index > 6 ? [REPO, TILL] : [REPO] }),
  );
  expect(scopesOf({ teams: [core(...five)], identities, repos: [TILL, REPO] }).get('Core')?.repos).toEqual([REPO]);
});

/**
 * The attack itself, without looking at how it is stopped: whoever adds up and takes away figures of
 * the whole and of every team allowed ends with the figure of people who are in the same of these
 * teams, and there must never be few of them.
 */
it('no sum or difference of figures that are given is about few people', () => {
  const person = fc.record({
    repos: fc.subarray([REPO, TILL], { minLength: 1 }),
    kind: fc.constantFrom('known', 'known', 'known', 'known', 'known', 'unknown', 'bot'),
    second: fc.boolean(),
  });
  const teams = fc.uniqueArray(fc.uniqueArray(fc.nat({ max: 17 }), { minLength: 4, maxLength: 14 }), {
    minLength: 1,
    maxLength: 4,
  });
  let told = 0;
  fc.assert(
    fc.property(fc.array(person, { minLength: 10, maxLength: 18 }), teams, (people, members) => {
      const identities = people.flatMap(({ repos, kind, second }, index) => {
        const account = kind === 'known' ? `person-${index}` : undefined;
        const more = { repos, isBot: kind === 'bot' };
        const one = identityOf(account, { ...more, hash: `hash-${index}` });
        return second && kind === 'known' ? [one, identityOf(account, { ...more, hash: `second-${index}` })] : [one];
      });
      const named = members.map((list, index) => ({ name: `T${index}`, members: list.map((one) => `person-${one}`) }));
      const scopes = scopesOf({ teams: named, identities, repos: [REPO, TILL] });
      for (const repo of [REPO, TILL]) {
        const allowed = [...scopes.values()].filter(({ repos }) => repos.includes(repo));
        told += allowed.length;
        const cells = new Map<string, Set<string>>();
        for (const { identity, account, isBot, repositories } of identities) {
          if (isBot || !repositories.includes(repo) || allowed.length === 0) continue;
          const place = allowed.map(({ authors }) => authors.includes(identity)).join();
          cells.set(place, (cells.get(place) ?? new Set()).add(account ?? `?${identity}`));
        }
        for (const cell of cells.values()) {
          const known = [...cell].filter((who) => !who.startsWith('?')).length;
          expect(known === 0 ? cell.size : known).toBeGreaterThanOrEqual(5);
        }
      }
    }),
    { seed: 20171113, numRuns: 1000 },
  );
  expect(told).toBeGreaterThan(100);
});
