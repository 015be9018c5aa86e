/**
 * Who wrote what: git identities and the Jira accounts they belong to, for administrators only; and
 * what a member may know of themselves. An
 * identity is a salted hash; neither its name nor its address was kept. Part of `contract.ts`.
 */
import type { JoinedBy } from '../model/identity';
import type { At } from '../model/item-property';
import type { Day } from '../model/instant';

export type { JoinedBy } from '../model/identity';

export interface IdentityView {
  /** The salted hash, as commits carry it. */
  readonly identity: string;
  readonly commits: number;
  readonly repositories: readonly string[];
  /** The Mondays of the weeks of its first and its last commit: when exactly is nobody's business. */
  readonly firstAt: At;
  readonly lastAt: At;
  /** The account it counts as; its name is read in Jira when shown. */
  readonly account: string | undefined;
  readonly joinedBy: JoinedBy;
  /** 0..1; 1 for a mapping or an address, undefined where nothing joins it. */
  readonly confidence: number | undefined;
  /** What speaks for it, in a sentence: `12 of 14 items it served were assigned to this account`. */
  readonly evidence: string | undefined;
  /** The likeliest account when none is sure enough to count. */
  readonly candidate: { readonly account: string; readonly confidence: number; readonly evidence: string } | undefined;
  readonly isBot: boolean;
  /** What an administrator said last; it can be taken back. */
  readonly decision: { readonly kind: 'join' | 'split' | 'bot'; readonly by: string; readonly at: At } | undefined;
}

export interface MembersView {
  readonly asOf: At;
  readonly identities: readonly IdentityView[];
  readonly nextCursor: string | undefined;
  readonly counts: {
    readonly identities: number;
    readonly joined: number;
    readonly learned: number;
    readonly bots: number;
    /** Share of commits whose author is joined to an account, bots left out; undefined when there are none. */
    readonly commitsJoined: number | undefined;
  };
}

/** What is known of one person, told to that person only. */
export interface OwnView {
  readonly asOf: At;
  readonly projectKey: string;
  /** Items in hand at the end of each of the last 20 working days; undefined where Jira serves too little history. */
  readonly load: readonly { readonly day: Day; readonly inHand: number }[] | undefined;
  /**
   * For each of the last four weeks, how far the share of commits outside one's own usual hours lies
   * from the twelve weeks before, in robust standard deviations; undefined where too little is known.
   */
  readonly hours: readonly { readonly monday: Day; readonly z: number | undefined }[];
  /** Of the last 14 days; undefined without a commit in six weeks. */
  readonly rest: { readonly freeWeekends: number; readonly longestRun: number } | undefined;
}

export interface MemberRequests {
  /** Whoever asks is told about themselves: there is no way to name anybody else. */
  'own.read': { readonly take: Record<string, never>; readonly give: OwnView };
  /** `show` narrows to what wants a decision. Most commits first. */
  'members.read': {
    readonly take: { readonly show?: 'all' | 'open' | 'bots'; readonly cursor?: string };
    readonly give: MembersView;
  };
  /**
   * `join` maps an identity to an account (two identities with one account are merged), `split` says
   * it is not that account's, `bot` that it is a program, `forget` takes the decision back.
   */
  'members.decide': {
    readonly take:
      | { readonly identity: string; readonly decision: 'join'; readonly account: string }
      | { readonly identity: string; readonly decision: 'split' | 'bot' | 'forget' };
    readonly give: IdentityView;
  };
}
