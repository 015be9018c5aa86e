/**
 * Git identities: under which address somebody commits, and whose account that is. An identity is the
 * salted hash that commits carry; neither its name nor its address is kept.
 *
 * Facts come from three sides and are kept apart, so that no writer can undo another's word: what
 * commits tell (uses), what Jira shows (addresses), what administrators said (decisions). Whose an
 * identity is follows from them whenever it is asked, and is stored nowhere.
 */
import type { Commit, RepositoryName } from './commit';
import type { Instant } from './instant';
import type { WorkItemKey } from './key';
import type { Settings } from './settings';
import type { AccountId } from './work-item';

/** As `Commit.authorHash`. The empty one means that the sender told no author: it is no identity. */
export type IdentityHash = Commit['authorHash'];

/** What the commits of one identity in one repository tell. */
export interface IdentityUse {
  readonly identity: IdentityHash;
  readonly repo: RepositoryName;
  readonly commits: number;
  /** How many of them their sender marked as a bot's. */
  readonly byBot: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** The items its commits served last, at most 200, under the account each was assigned to at that time. */
  readonly served: Readonly<Record<AccountId, readonly WorkItemKey[]>>;
}

/** An account whose e-mail address Jira shows, by the hash of that address. */
export interface KnownAddress {
  readonly identity: IdentityHash;
  readonly account: AccountId;
}

/** What an administrator said last about an identity. */
export type IdentityDecision = {
  readonly identity: IdentityHash;
  readonly by: AccountId;
  readonly at: Instant;
} & (
  | { readonly kind: 'join'; readonly account: AccountId }
  /** It is none of these accounts'. */
  | { readonly kind: 'split'; readonly accounts: readonly AccountId[] }
  | { readonly kind: 'bot' }
);

export interface IdentityFacts {
  readonly uses: readonly IdentityUse[];
  readonly addresses: readonly KnownAddress[];
  readonly decisions: readonly IdentityDecision[];
}

/** How an identity came to its account, most trusted first. */
export type JoinedBy = 'mapping' | 'address' | 'learned' | 'none';

/** Why an account is held for an identity's: of `items` that it served, `theirs` were assigned to the account. */
export interface AssignmentEvidence {
  readonly account: AccountId;
  /** 0..1: a lower bound, see `learnMember`. */
  readonly confidence: number;
  readonly theirs: number;
  readonly items: number;
}

export interface Identity {
  readonly identity: IdentityHash;
  readonly commits: number;
  /** In order of their names. */
  readonly repositories: readonly RepositoryName[];
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** The account it counts as; undefined for bots and where nothing joins it. */
  readonly account: AccountId | undefined;
  readonly joinedBy: JoinedBy;
  /** What was learned: of the account it counts as, or of the candidate. Undefined where too little was. */
  readonly learned: AssignmentEvidence | undefined;
  readonly decision: IdentityDecision | undefined;
  readonly isBot: boolean;
}

/** The account of each identity that counts as one. */
export function accountsByIdentity(identities: readonly Identity[]): ReadonlyMap<IdentityHash, AccountId> {
  const accounts = new Map<IdentityHash, AccountId>();
  for (const { identity, account } of identities) if (account !== undefined) accounts.set(identity, account);
  return accounts;
}

/** Commits with their authors filled in, as far as they are joined. Nobody else may have filled them. */
export function withAuthors(commits: readonly Commit[], identities: readonly Identity[]): Commit[] {
  const accounts = accountsByIdentity(identities);
  return commits.map((commit) => ({ ...commit, author: accounts.get(commit.authorHash) }));
}

/** Settings under which the commits of identities that are bots are a bot's. */
export function withBots(settings: Settings, identities: readonly Identity[]): Settings {
  const bots = identities.filter(({ isBot }) => isBot).map(({ identity }) => identity);
  if (bots.length === 0) return settings;
  const botAuthors = [...new Set([...settings.trace.botAuthors, ...bots])];
  return { ...settings, trace: { ...settings.trace, botAuthors } };
}
