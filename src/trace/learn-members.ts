/**
 * Whose account a git identity is, learned from the trace: who commits to an item is mostly who it is
 * assigned to. In: facts about identities. Out: every identity with the account it counts as and why.
 *
 * Order of trust: an administrator's decision, an address that Jira shows, what was learned. The result
 * does not depend on the order of the facts, and takes O(items served).
 */
import { compareText } from '../model/compare-text';
import type { Commit } from '../model/commit';
import type {
  AssignmentEvidence,
  Identity,
  IdentityDecision,
  IdentityFacts,
  IdentityHash,
  IdentityUse,
} from '../model/identity';
import type { Instant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import type { TraceLink } from '../model/link';
import { type History, valueAt } from '../model/span';
import { type AccountId, CLOSED_ACCOUNT } from '../model/work-item';

/**
 * From here on an identity counts as the account without anybody's word: four items of four. Measured
 * on recorded projects in docs/members.md.
 */
export const SURE_ENOUGH = 0.7;
/** From here on an administrator is offered the account to confirm: two items of two. */
export const WORTH_ASKING = 0.5;

/** One-sided 90 %: in one case of ten the true share lies below the bound. */
const Z = 1.2816;
/** Another identity holds an account with far more support from so many times the items on. */
const FAR_MORE = 4;
/** What is left, at least, of the confidence in an account that another identity holds so. */
const LEAST_LEFT = 0.7;
/** Items kept of one identity in one repository: more would tell no more. */
const MOST_ITEMS = 200;

/**
 * What the commits of a repository tell of their authors. Merges are left out of the items served:
 * who merges is often who reviewed. `assignee` answers the history of an item; undefined for unknown ones.
 */
export function identityUses(
  commits: readonly Commit[],
  links: readonly TraceLink[],
  assigneeOf: (key: WorkItemKey) => History<AccountId | undefined> | undefined,
): IdentityUse[] {
  const keysBySha = new Map<string, WorkItemKey[]>();
  for (const { sha, key } of links) {
    const keys = keysBySha.get(sha);
    if (keys) keys.push(key);
    else keysBySha.set(sha, [key]);
  }
  const byIdentity = new Map<IdentityHash, Commit[]>();
  for (const commit of commits) {
    if (commit.authorHash === '') continue;
    const theirs = byIdentity.get(commit.authorHash);
    if (theirs) theirs.push(commit);
    else byIdentity.set(commit.authorHash, [commit]);
  }
  return [...byIdentity].map(([identity, theirs]) => useOf(identity, theirs, keysBySha, assigneeOf));
}

function useOf(
  identity: IdentityHash,
  commits: readonly Commit[],
  keysBySha: ReadonlyMap<string, readonly WorkItemKey[]>,
  assigneeOf: (key: WorkItemKey) => History<AccountId | undefined> | undefined,
): IdentityUse {
  const newestFirst = [...commits].sort((a, b) => b.committedAt - a.committedAt || (a.sha < b.sha ? -1 : 1));
  /** Account of each item at the newest of the commits that found it assigned. */
  const accounts = new Map<WorkItemKey, AccountId>();
  for (const commit of newestFirst) {
    if (commit.parents.length > 1) continue;
    for (const key of [...new Set(keysBySha.get(commit.sha))].sort()) {
      if (accounts.size >= MOST_ITEMS) break;
      const account = accounts.has(key) ? undefined : valueAt(assigneeOf(key) ?? [], commit.committedAt);
      if (account !== undefined) accounts.set(key, account);
    }
  }
  const served = new Map<AccountId, WorkItemKey[]>();
  for (const [key, account] of [...accounts].sort(
    ([a, one], [b, other]) => compareText(one, other) || compareText(a, b),
  ))
    served.set(account, [...(served.get(account) ?? []), key]);
  return {
    identity,
    repo: newestFirst[0]?.repo ?? '',
    commits: commits.length,
    byBot: commits.filter(({ byBot }) => byBot === true).length,
    firstAt: newestFirst.at(-1)?.committedAt ?? 0,
    lastAt: newestFirst[0]?.committedAt ?? 0,
    served: Object.fromEntries(served),
  };
}

/** Everything told about one identity, over all repositories. */
interface Told {
  readonly identity: IdentityHash;
  readonly uses: readonly IdentityUse[];
  readonly decision: IdentityDecision | undefined;
  readonly address: AccountId | undefined;
  readonly isBot: boolean;
  /** Distinct items under each account. */
  readonly served: ReadonlyMap<AccountId, number>;
  readonly items: number;
}

/** `botAuthors` as in the settings: hashes and account ids. Most commits first, then by hash. */
export function joinIdentities(facts: IdentityFacts, botAuthors: readonly string[]): Identity[] {
  const bots = new Set(botAuthors);
  const told = gather(facts, bots);
  const holders = holdersOf(told);
  return told
    .map((one) => joinOne(one, bots, holders))
    .sort((a, b) => b.commits - a.commits || compareText(a.identity, b.identity));
}

function joinOne(told: Told, bots: ReadonlySet<string>, holders: Holders): Identity {
  const { identity, uses, decision, isBot } = told;
  const known = accountKnown(told);
  const learned = isBot ? undefined : learnMember(told, bots, holders, known?.account);
  const isSure = known === undefined && learned !== undefined && learned.confidence >= SURE_ENOUGH;
  const account = isBot ? undefined : (known?.account ?? (isSure ? learned.account : undefined));
  return {
    identity,
    commits: uses.reduce((sum, use) => sum + use.commits, 0),
    repositories: uses.map(({ repo }) => repo).sort(compareText),
    firstAt: least(uses.map(({ firstAt }) => firstAt)),
    lastAt: -least(uses.map(({ lastAt }) => -lastAt)),
    account,
    joinedBy: account === undefined ? 'none' : (known?.by ?? 'learned'),
    learned,
    decision,
    isBot,
  };
}

/** What stands above everything learned. */
function accountKnown({
  decision,
  address,
}: Pick<Told, 'decision' | 'address'>): { account: AccountId; by: 'mapping' | 'address' } | undefined {
  if (decision?.kind === 'join') return { account: decision.account, by: 'mapping' };
  const isSplit = decision?.kind === 'split' && address !== undefined && decision.accounts.includes(address);
  return address === undefined || isSplit ? undefined : { account: address, by: 'address' };
}

/**
 * The likeliest account, where it is worth asking about; of an account that is known already, what
 * speaks for it, whatever it is worth.
 *
 * Confidence begins with the lower end of Wilson's interval for "this account rather than the next
 * best". It shrinks in proportion where the account held less than half of the items, and where
 * another identity holds it with far more support: then this is either somebody's second address or
 * somebody who helps them, and a person should say which.
 */
function learnMember(
  { identity, decision, served, items }: Told,
  bots: ReadonlySet<string>,
  holders: Holders,
  known: AccountId | undefined,
): AssignmentEvidence | undefined {
  const refused = new Set(decision?.kind === 'split' ? decision.accounts : []);
  const ranked = [...served].sort(([a, one], [b, other]) => other - one || compareText(a, b));
  const best = ranked.find(([account]) =>
    known === undefined ? account !== CLOSED_ACCOUNT && !bots.has(account) && !refused.has(account) : account === known,
  );
  if (!best) return undefined;
  const [account, theirs] = best;
  const runnerUp = Math.max(0, ...ranked.filter(([other]) => other !== account).map(([, count]) => count));
  const held = holders.mostOf(account, identity);
  const confidence =
    lowerBound(theirs, theirs + runnerUp) *
    Math.min(1, (2 * theirs) / items) *
    (held > FAR_MORE * theirs ? Math.max(LEAST_LEFT, (FAR_MORE * theirs) / held) : 1);
  return known === undefined && confidence < WORTH_ASKING ? undefined : { account, confidence, theirs, items };
}

/** How much speaks for the strongest holder of each account, besides one identity. */
interface Holders {
  mostOf(account: AccountId, except: IdentityHash): number;
}

/** An identity holds the account it is known to be, else the one that most of its items were assigned to. */
function holdersOf(told: readonly Told[]): Holders {
  const strongest = new Map<AccountId, { identity: IdentityHash; items: number }[]>();
  for (const one of told) {
    if (one.isBot) continue;
    const known = accountKnown(one)?.account;
    const [top] = [...one.served].sort(([a, count], [b, other]) => other - count || compareText(a, b));
    const account = known ?? top?.[0];
    if (account === undefined) continue;
    const two = [...(strongest.get(account) ?? []), { identity: one.identity, items: one.served.get(account) ?? 0 }];
    two.sort((a, b) => b.items - a.items || compareText(a.identity, b.identity));
    strongest.set(account, two.slice(0, 2));
  }
  return {
    mostOf: (account, except) => (strongest.get(account) ?? []).find(({ identity }) => identity !== except)?.items ?? 0,
  };
}

function gather(facts: IdentityFacts, bots: ReadonlySet<string>): Told[] {
  const uses = new Map<IdentityHash, IdentityUse[]>();
  for (const use of facts.uses) uses.set(use.identity, [...(uses.get(use.identity) ?? []), use]);
  const decisions = new Map(facts.decisions.map((decision) => [decision.identity, decision]));
  const addresses = new Map<IdentityHash, Set<AccountId>>();
  for (const { identity, account } of facts.addresses)
    addresses.set(identity, (addresses.get(identity) ?? new Set()).add(account));
  return [...uses].map(([identity, theirs]) => {
    const decision = decisions.get(identity);
    // An address that two accounts show is nobody's.
    const shown = [...(addresses.get(identity) ?? [])];
    const commits = theirs.reduce((sum, use) => sum + use.commits, 0);
    const byBot = theirs.reduce((sum, use) => sum + use.byBot, 0);
    const address = shown.length === 1 ? shown[0] : undefined;
    const isListed = bots.has(identity) || bots.has(accountKnown({ decision, address })?.account ?? '');
    const isBot = decision?.kind === 'bot' || isListed || (decision === undefined && byBot * 2 > commits);
    return { identity, uses: theirs, decision, address, isBot, ...servedBy(theirs) };
  });
}

/** An item that several repositories were changed for counts once. */
function servedBy(uses: readonly IdentityUse[]): Pick<Told, 'served' | 'items'> {
  const keys = new Map<AccountId, Set<WorkItemKey>>();
  const all = new Set<WorkItemKey>();
  for (const { served } of uses) {
    for (const [account, items] of Object.entries(served)) {
      if (items.length === 0) continue;
      const theirs = keys.get(account) ?? new Set();
      keys.set(account, theirs);
      for (const key of items) all.add(key) && theirs.add(key);
    }
  }
  return { served: new Map([...keys].map(([account, items]) => [account, items.size])), items: all.size };
}

/** Lower end of Wilson's score interval for a share of `of` cases. */
export function lowerBound(cases: number, of: number): number {
  if (of === 0) return 0;
  const share = cases / of;
  const spread = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return (share + Z ** 2 / (2 * of) - spread) / (1 + Z ** 2 / of);
}

function least(instants: readonly Instant[]): Instant {
  return instants.reduce((first, at) => Math.min(first, at), Infinity);
}
