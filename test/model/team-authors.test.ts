/** Nothing narrower than a group: every way somebody might try to look at fewer people. */
import type { Identity } from '../../src/model/identity';
import { type NamedTeam, settingsFrom } from '../../src/model/settings';
import { authorsOfTeam, teamsLargeEnough } from '../../src/model/team';
import { CLOSED_ACCOUNT } from '../../src/model/work-item';

function identityOf(account: string | undefined, identity = `hash-${account}`, isBot = false): Identity {
  return {
    identity,
    commits: 1,
    repositories: ['team/billing'],
    firstAt: 0,
    lastAt: 0,
    account,
    joinedBy: account === undefined ? 'none' : 'mapping',
    learned: undefined,
    decision: undefined,
    isBot,
  };
}

const EVERYBODY = ['ana', 'ben', 'cleo', 'dee', 'eli', 'fay'];
const IDENTITIES = [...EVERYBODY.map((account) => identityOf(account)), identityOf(undefined, 'hash-unknown')];

const authors = (
  teams: readonly NamedTeam[],
  team = 'Core',
  { identities = IDENTITIES, minimumGroup = 5, botAuthors = [] as string[] } = {},
) => authorsOfTeam(settingsFrom({ people: { teams, minimumGroup }, trace: { botAuthors } }), team, identities);

const core = (...members: string[]): NamedTeam => ({ name: 'Core', members });
const five = EVERYBODY.slice(0, 5);
const four = EVERYBODY.slice(0, 4);

it('answers the hashes of everybody in a team that is large enough', () => {
  expect(authors([core(...five)])).toEqual(five.map((account) => `hash-${account}`));
});

it('finds a team by its name, however it is spelt', () => {
  expect(authors([core(...five)], ' core ')).toHaveLength(5);
  expect(authors([core(...five)], 'Cor')).toBeUndefined();
  expect(authors([], '')).toBeUndefined();
});

it('counts two addresses of one person as one person, and answers both', () => {
  const second = identityOf('ana', 'hash-ana-at-home');
  expect(authors([core(...four)], 'Core', { identities: [...IDENTITIES, second] })).toBeUndefined();
  expect(authors([core(...five)], 'Core', { identities: [...IDENTITIES, second] })).toHaveLength(6);
});

test.each`
  why                                    | members                            | options
  ${'a team of four'}                    | ${four}                            | ${{}}
  ${'a member named twice'}              | ${[...four, 'ana']}                | ${{}}
  ${'a member named again with a blank'} | ${[...four, 'ana ']}               | ${{}}
  ${'a member named again in capitals'}  | ${[...four, 'ANA']}                | ${{}}
  ${'made-up accounts'}                  | ${['ana', 'x1', 'x2', 'x3', 'x4']} | ${{}}
  ${'an account that never committed'}   | ${[...four, 'gil']}                | ${{}}
  ${'the closed account'}                | ${[...four, CLOSED_ACCOUNT]}       | ${{ identities: [...IDENTITIES, identityOf(CLOSED_ACCOUNT)] }}
  ${'a bot’s account'}                   | ${five}                            | ${{ botAuthors: ['eli'] }}
  ${'a bot’s hash'}                      | ${five}                            | ${{ botAuthors: ['hash-eli'] }}
  ${'an identity that is a bot'}         | ${five}                            | ${{ identities: [...IDENTITIES.slice(0, 4), identityOf('eli', 'hash-eli', true)] }}
  ${'a larger minimum'}                  | ${five}                            | ${{ minimumGroup: 6 }}
  ${'a minimum set below five'}          | ${four}                            | ${{ minimumGroup: 1 }}
  ${'a minimum that is no number'}       | ${four}                            | ${{ minimumGroup: Number.NaN }}
`('$why is not enough', ({ members, options }) => {
  expect(authors([core(...members)], 'Core', options)).toBeUndefined();
});

it('does not lay two teams of one name together', () => {
  const teams = [core(...five), { name: 'CORE ', members: ['fay'] }];
  expect(authors(teams)).toBeUndefined();
});

it('offers only teams that may be asked for', () => {
  const teams = [core(...five), { name: 'Small', members: four }, { name: 'All', members: EVERYBODY }];
  expect(teamsLargeEnough(settingsFrom({ people: { teams } }), IDENTITIES)).toEqual(['Core', 'All']);
});
