/** Whose an identity is. Items of the tables are `account × count`; every one was served once. */
import fc from 'fast-check';
import { type Identity, type IdentityFacts, type IdentityUse, withAuthors, withBots } from '../../src/model/identity';
import { exemptionOf } from '../../src/model/exemption';
import { settingsFrom } from '../../src/model/settings';
import { CLOSED_ACCOUNT } from '../../src/model/work-item';
import { identityUses, joinIdentities, lowerBound } from '../../src/trace/learn-members';
import { commitOf, day, historyOf, traceLinkOf } from '../builders/worlds';

/** `served({ ana: 4 })`: four items that were assigned to Ana. */
function useOf(
  identity: string,
  served: Readonly<Record<string, number>>,
  options: Partial<IdentityUse> = {},
): IdentityUse {
  let next = 0;
  const keys = (count: number): string[] => Array.from({ length: count }, () => `PAY-${identity.length}${(next += 1)}`);
  return {
    identity,
    repo: 'team/billing',
    commits: 10,
    byBot: 0,
    firstAt: day(1),
    lastAt: day(2),
    served: Object.fromEntries(Object.entries(served).map(([account, count]) => [account, keys(count)])),
    ...options,
  };
}

function factsOf(facts: Partial<IdentityFacts>): IdentityFacts {
  return { uses: [], addresses: [], decisions: [], ...facts };
}

function only(facts: Partial<IdentityFacts>, bots: readonly string[] = []): Identity {
  const [identity] = joinIdentities(factsOf(facts), bots);
  if (!identity) throw new Error('There is no identity.');
  return identity;
}

describe('What is learned of one identity', () => {
  test.each`
    why                                         | served                             | account      | offered
    ${'nothing it served was assigned'}         | ${{}}                              | ${undefined} | ${undefined}
    ${'one item may be chance'}                 | ${{ ana: 1 }}                      | ${undefined} | ${undefined}
    ${'two items are worth a question'}         | ${{ ana: 2 }}                      | ${undefined} | ${'ana'}
    ${'three still are'}                        | ${{ ana: 3 }}                      | ${undefined} | ${'ana'}
    ${'four items are enough'}                  | ${{ ana: 4 }}                      | ${'ana'}     | ${'ana'}
    ${'the last that outweighs somebody else'}  | ${{ ana: 16, ben: 3 }}             | ${'ana'}     | ${'ana'}
    ${'the first that does not'}                | ${{ ana: 15, ben: 3 }}             | ${undefined} | ${'ana'}
    ${'two who share everything'}               | ${{ ana: 9, ben: 9 }}              | ${undefined} | ${undefined}
    ${'most of it, but of many others as well'} | ${others(20, 20)}                  | ${'ana'}     | ${'ana'}
    ${'far less than half of it'}               | ${others(20, 60)}                  | ${undefined} | ${undefined}
    ${'nobody, whose account was closed'}       | ${{ [CLOSED_ACCOUNT]: 9 }}         | ${undefined} | ${undefined}
    ${'the runner-up of a closed account'}      | ${{ [CLOSED_ACCOUNT]: 9, ana: 4 }} | ${undefined} | ${undefined}
  `('$why', ({ served, account, offered }) => {
    const learned = only({ uses: [useOf('one', served)] });
    expect(learned.account).toBe(account);
    expect(learned.joinedBy).toBe(account === undefined ? 'none' : 'learned');
    expect(learned.learned?.account).toBe(offered);
  });

  it('tells what it rests on', () => {
    expect(only({ uses: [useOf('one', { ana: 12, ben: 1, cleo: 1 })] }).learned).toMatchObject({
      account: 'ana',
      theirs: 12,
      items: 14,
    });
  });

  it('counts an item once, however many repositories were changed for it', () => {
    const served = { ana: ['PAY-1', 'PAY-2'] };
    const uses = ['a/one', 'a/two', 'a/three'].map((repo) => useOf('one', {}, { repo, served }));
    expect(only({ uses })).toMatchObject({ account: undefined, learned: { theirs: 2, items: 2 }, commits: 30 });
  });

  it('never reaches certainty', () => {
    expect(lowerBound(1_000_000, 1_000_000)).toBeLessThan(1);
    expect(lowerBound(0, 0)).toBe(0);
  });
});

/** Ana's items, and as many of other people with one each. */
function others(ana: number, rest: number): Record<string, number> {
  return { ana, ...Object.fromEntries(Array.from({ length: rest }, (_, index) => [`other-${index}`, 1])) };
}

describe('An account that another identity holds', () => {
  const joined = (small: number, large: number) => {
    const identities = joinIdentities(
      factsOf({ uses: [useOf('small', { ana: small }), useOf('larger', { ana: large })] }),
      [],
    );
    return identities.find(({ identity }) => identity === 'small');
  };
  test.each`
    why                                                 | small | large | account      | offered
    ${'with four times the items still leaves it sure'} | ${4}  | ${16} | ${'ana'}     | ${'ana'}
    ${'with more, few items are worth a question'}      | ${4}  | ${17} | ${undefined} | ${'ana'}
    ${'with far more, few items are a helper’s'}        | ${4}  | ${90} | ${undefined} | ${undefined}
    ${'with far more, many may be a second address’s'}  | ${8}  | ${90} | ${undefined} | ${'ana'}
  `('$why', ({ small, large, account, offered }) => {
    expect(joined(small, large)?.account).toBe(account);
    expect(joined(small, large)?.learned?.account).toBe(offered);
  });
});

describe('Order of trust', () => {
  const uses = [useOf('one', { ana: 40 })];
  const said = { identity: 'one', by: 'admin', at: day(3) };
  test.each`
    why                                        | facts                                                                                                               | account      | by
    ${'an address over what was learned'}      | ${{ addresses: [{ identity: 'one', account: 'ben' }] }}                                                             | ${'ben'}     | ${'address'}
    ${'an address of two accounts is nobody’s'} | ${{ addresses: [{ identity: 'one', account: 'ben' }, { identity: 'one', account: 'cleo' }] }} | ${'ana'} | ${'learned'}
    ${'a decision over both'}                  | ${{ addresses: [{ identity: 'one', account: 'ben' }], decisions: [{ ...said, kind: 'join', account: 'cleo' }] }}    | ${'cleo'}    | ${'mapping'}
    ${'split from who was learned'}            | ${{ decisions: [{ ...said, kind: 'split', accounts: ['ana'] }] }}                                                   | ${undefined} | ${'none'}
    ${'split from the address, then learned'}  | ${{ addresses: [{ identity: 'one', account: 'ben' }], decisions: [{ ...said, kind: 'split', accounts: ['ben'] }] }} | ${'ana'}     | ${'learned'}
    ${'split from another, the address stays'} | ${{ addresses: [{ identity: 'one', account: 'ben' }], decisions: [{ ...said, kind: 'split', accounts: ['ana'] }] }} | ${'ben'}     | ${'address'}
    ${'a bot is nobody'}                       | ${{ decisions: [{ ...said, kind: 'bot' }] }}                                                                        | ${undefined} | ${'none'}
  `('$why', ({ facts, account, by }) => {
    expect(only({ uses, ...facts })).toMatchObject({ account, joinedBy: by });
  });
});

describe('Bots', () => {
  test.each`
    why                             | use                          | bots       | isBot
    ${'nobody says so'}             | ${{}}                        | ${[]}      | ${false}
    ${'half of its commits say so'} | ${{ commits: 10, byBot: 5 }} | ${[]}      | ${false}
    ${'most of its commits say so'} | ${{ commits: 10, byBot: 6 }} | ${[]}      | ${true}
    ${'the settings list the hash'} | ${{}}                        | ${['one']} | ${true}
  `('$why', ({ use, bots, isBot }) => {
    expect(only({ uses: [useOf('one', { ana: 9 }, use)] }, bots)).toMatchObject({
      isBot,
      account: isBot ? undefined : 'ana',
    });
  });

  it('are never what a person’s commits are joined to', () => {
    expect(only({ uses: [useOf('one', { robot: 9, ana: 1 })] }, ['robot'])).toMatchObject({
      account: undefined,
      isBot: false,
    });
  });

  it('take a person’s identity out of the bots that commits say so of', () => {
    const decisions = [{ identity: 'one', by: 'admin', at: day(1), kind: 'join', account: 'ana' } as const];
    expect(only({ uses: [useOf('one', {}, { byBot: 10 })], decisions })).toMatchObject({
      isBot: false,
      account: 'ana',
    });
  });

  it('have commits that need no work item, and no author', () => {
    const identities = joinIdentities(
      factsOf({ uses: [useOf('hash-robot', {}, { byBot: 10 }), useOf('hash-ana', { ana: 5 })] }),
      [],
    );
    const settings = withBots(settingsFrom(), identities);
    const commits = withAuthors(
      [commitOf({ sha: 'a', author: 'robot' }), commitOf({ sha: 'b', author: 'ana' })],
      identities,
    );
    expect(commits.map(({ author }) => author)).toEqual([undefined, 'ana']);
    expect(commits.map((commit) => exemptionOf(commit, settings.trace))).toMatchObject([
      { reason: 'written by a bot' },
      undefined,
    ]);
  });
});

describe('What commits tell', () => {
  const assignees = new Map([
    [
      'PAY-1',
      historyOf<string | undefined>([
        [1, 'ana'],
        [5, 'ben'],
      ]),
    ],
    [
      'PAY-2',
      historyOf<string | undefined>([
        [1, undefined],
        [3, 'ana'],
      ]),
    ],
  ]);
  const usesOf = (commits: Parameters<typeof commitOf>[0][], links: [sha: string, key: string][]) =>
    identityUses(
      commits.map(commitOf),
      links.map(([sha, key]) => traceLinkOf(sha, key)),
      (key) => assignees.get(key),
    );
  const byAna = (sha: string, committed: number, parents = ['p']) => ({ sha, committed, author: 'ana', parents });

  test.each`
    why                                          | commits                           | links                               | served
    ${'the assignee at the time of the commit'}  | ${[byAna('a', 4.9)]}              | ${[['a', 'PAY-1']]}                 | ${{ ana: ['PAY-1'] }}
    ${'who took over, from then on'}             | ${[byAna('a', 5)]}                | ${[['a', 'PAY-1']]}                 | ${{ ben: ['PAY-1'] }}
    ${'the newest commit speaks for its item'}   | ${[byAna('a', 2), byAna('b', 6)]} | ${[['a', 'PAY-1'], ['b', 'PAY-1']]} | ${{ ben: ['PAY-1'] }}
    ${'an item that nobody had tells nothing'}   | ${[byAna('a', 2)]}                | ${[['a', 'PAY-2']]}                 | ${{}}
    ${'until somebody has it'}                   | ${[byAna('a', 2), byAna('b', 3)]} | ${[['a', 'PAY-2'], ['b', 'PAY-2']]} | ${{ ana: ['PAY-2'] }}
    ${'an item that was not read tells nothing'} | ${[byAna('a', 2)]}                | ${[['a', 'SHOP-1']]}                | ${{}}
    ${'who merges is often who reviewed'}        | ${[byAna('a', 2, ['p', 'q'])]}    | ${[['a', 'PAY-1']]}                 | ${{}}
    ${'two links of one commit are one item'}    | ${[byAna('a', 2)]}                | ${[['a', 'PAY-1'], ['a', 'PAY-1']]} | ${{ ana: ['PAY-1'] }}
  `('$why', ({ commits, links, served }) => {
    expect(usesOf(commits, links)).toMatchObject([{ identity: 'hash-ana', commits: commits.length, served }]);
  });

  it('is nothing where the sender told no author', () => {
    expect(identityUses([{ ...commitOf({ sha: 'a' }), authorHash: '' }], [], () => undefined)).toEqual([]);
  });

  it('keeps the newest 200 items of each', () => {
    const commits = Array.from({ length: 250 }, (_, index) => byAna(String(index), index));
    const [use] = identityUses(
      commits.map(commitOf),
      commits.map(({ sha }) => traceLinkOf(sha, `PAY-${sha}`)),
      () => historyOf<string | undefined>([[-1, 'ana']]),
    );
    expect(use?.served.ana).toHaveLength(200);
    expect(use?.served.ana).toContain('PAY-249');
    expect(use?.served.ana).not.toContain('PAY-49');
  });
});

describe('Laws', () => {
  const account = fc.constantFrom('ana', 'ben', 'robot', CLOSED_ACCOUNT);
  const identity = fc.constantFrom('one', 'two', 'three', 'four');
  const use = fc.record({
    identity,
    repo: fc.constantFrom('a/one', 'a/two'),
    commits: fc.integer({ min: 1, max: 50 }),
    byBot: fc.constantFrom(0, 0, 0, 50),
    firstAt: fc.constant(day(1)),
    lastAt: fc.constant(day(2)),
    served: fc.dictionary(account, fc.uniqueArray(fc.nat(60).map((n) => `PAY-${n + 1}`))),
  });
  const by = { by: fc.constant('admin'), at: fc.constant(day(4)) };
  const decision = fc.oneof(
    fc.record({ identity, ...by, kind: fc.constant('join' as const), account: fc.constantFrom('ana', 'ben') }),
    fc.record({ identity, ...by, kind: fc.constant('split' as const), accounts: fc.subarray(['ana', 'ben']) }),
    fc.record({ identity, ...by, kind: fc.constant('bot' as const) }),
  );
  const facts = fc.record({
    uses: fc.uniqueArray(use, { selector: (one) => `${one.identity} ${one.repo}` }),
    addresses: fc.array(fc.record({ identity, account: fc.constantFrom('ana', 'ben') })),
    decisions: fc.uniqueArray(decision, { selector: (one) => one.identity }),
  });
  const BOTS = ['robot'];

  test('hold for any facts', () => {
    fc.assert(
      fc.property(facts, fc.infiniteStream(fc.nat()), (given, chance) => {
        const before = JSON.stringify(given);
        const joined = joinIdentities(given, BOTS);
        expect(JSON.stringify(given)).toBe(before);
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((value) => [Number(chance.next().value), value] as const)
            .sort(([a], [b]) => a - b)
            .map(([, value]) => value);
        const other: IdentityFacts = {
          uses: shuffled(given.uses),
          addresses: shuffled(given.addresses),
          decisions: shuffled(given.decisions),
        };
        expect(joinIdentities(other, BOTS)).toEqual(joined);
        for (const one of joined) {
          expect(['robot', CLOSED_ACCOUNT]).not.toContain(one.account);
          if (one.isBot) expect(one.account).toBeUndefined();
          if (one.decision?.kind === 'join')
            expect(one).toMatchObject({ account: one.decision.account, joinedBy: 'mapping' });
          if (one.decision?.kind === 'split') expect(one.decision.accounts).not.toContain(one.account);
          if (one.learned) {
            expect(one.learned.confidence).toBeGreaterThanOrEqual(0);
            expect(one.learned.confidence).toBeLessThan(1);
          }
        }
      }),
      { seed: 20171113 },
    );
  });
});
