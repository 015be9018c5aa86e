/**
 * Which commits were undone, and still are.
 *
 * A revert undoes the commits it names and, where it names a merge, all that the merge brought in. It
 * holds until it is undone itself: to revert a revert brings the change back, and so does picking the
 * change once more. Only what messages say is known: whoever takes code out by hand is not seen.
 */
import { type Commit, type RepositoryName, subjectOf } from '../model/commit';
import { traceFacts } from './facts';
import { historyOf, walkMerge } from './merge-walk';
import { type How, MOST_NAMED, mayNameCommits, namedRequests, namedShas, namedSubjects } from './named-commits';

export interface Reverts {
  /** The first commit that has undone it since it last came back; undefined for a commit that lives. */
  undoneBy(commit: Commit): Commit | undefined;
  /** True when its message says that it undoes something, at hand or not. */
  isRevert(commit: Commit): boolean;
  /** Commits that were ever undone, also those that came back; oldest first. */
  readonly everUndone: readonly Commit[];
}

/** Takes commits in order of time, as `compareCommits` says. O(commits) and the walks of merges that are named. */
export function findReverts(commits: readonly Commit[]): Reverts {
  const claims = commits.filter(({ message }) => mayNameCommits(message)).flatMap((commit) => claimOf(commit) ?? []);
  const originalsOf = originalsAmong(commits, claims);
  const withBroughtIn = mergesAmong(commits);
  const undoneBy = new Map<Commit, Commit>();
  const ever = new Set<Commit>();
  const cameBack = new Set<Commit>();
  // Newest first: whether a revert stands is settled before what it undid is asked about.
  for (const claim of [...claims].reverse()) {
    const stands = !undoneBy.has(claim.commit);
    for (const { commit, how } of originalsOf(claim)) {
      for (const original of withBroughtIn(commit)) {
        if (how === 'reverts') ever.add(original);
        if (!stands) continue;
        if (how === 'repeats') cameBack.add(original);
        else if (!cameBack.has(original)) undoneBy.set(original, claim.commit);
      }
    }
  }
  const reverts = new Set(claims.filter(({ undoes }) => undoes).map(({ commit }) => commit));
  return {
    undoneBy: (commit) => undoneBy.get(commit),
    isRevert: (commit) => reverts.has(commit),
    everUndone: commits.filter((commit) => ever.has(commit)),
  };
}

/** What one commit says it undoes or repeats. */
interface Claim {
  readonly commit: Commit;
  readonly shas: readonly { readonly prefix: string; readonly how: How }[];
  readonly requests: readonly { readonly number: number; readonly how: How }[];
  /** Of `Revert "Revert "x""` the outer quote only: what the inner one names comes back. */
  readonly subject: { readonly text: string; readonly how: How } | undefined;
  readonly undoes: boolean;
}

function claimOf(commit: Commit): Claim | undefined {
  const named = namedSubjects(subjectOf(commit));
  if (named?.how === 'amends') return undefined;
  const shas = namedShas(commit.message);
  const requests = namedRequests(commit.message, commit.repo);
  const subject = named?.subjects[0] === undefined ? undefined : { text: named.subjects[0], how: named.how };
  const all = [...shas, ...requests, ...(subject ? [subject] : [])];
  return all.length === 0
    ? undefined
    : { commit, shas, requests, subject, undoes: all.some(({ how }) => how === 'reverts') };
}

interface Named {
  readonly commit: Commit;
  readonly how: How;
}

/** What the claims name, found in one pass over all commits. Nothing is undone before it was made. */
function originalsAmong(commits: readonly Commit[], claims: readonly Claim[]): (claim: Claim) => readonly Named[] {
  const wanted = new Map<RepositoryName, Wanted>();
  for (const claim of claims) {
    const theirs = wanted.get(claim.commit.repo) ?? new Wanted();
    wanted.set(claim.commit.repo, theirs);
    theirs.want(claim);
  }
  for (const commit of commits) wanted.get(commit.repo)?.offer(commit);
  return (claim) => wanted.get(claim.commit.repo)?.namedBy(claim) ?? [];
}

/** Of one repository: the texts that are looked for, each with the commits that bear it, oldest first. */
class Wanted {
  private readonly prefixes = new Map<number, Map<string, Commit[]>>();
  private readonly requests = new Map<number, Commit[]>();
  private readonly subjects = new Map<string, Commit[]>();

  want({ shas, requests, subject }: Claim): void {
    for (const { prefix } of shas) {
      const ofLength = this.prefixes.get(prefix.length) ?? new Map<string, Commit[]>();
      this.prefixes.set(prefix.length, ofLength.set(prefix, []));
    }
    for (const { number } of requests) this.requests.set(number, []);
    if (subject) this.subjects.set(subject.text, []);
  }

  offer(commit: Commit): void {
    for (const [length, ofLength] of this.prefixes) keep(ofLength.get(commit.sha.slice(0, length)), commit);
    if (commit.pullRequest !== undefined) keep(this.requests.get(commit.pullRequest), commit);
    if (this.subjects.size > 0) keep(this.subjects.get(subjectOf(commit)), commit);
  }

  /** A sha tells more than a number, and a number more than a subject. */
  namedBy(claim: Claim): readonly Named[] {
    const isEarlier = (one: Commit | undefined): one is Commit =>
      one !== undefined && one !== claim.commit && one.committedAt <= claim.commit.committedAt;
    const bySha = claim.shas.flatMap(({ prefix, how }) => {
      const [only, another] = this.prefixes.get(prefix.length)?.get(prefix) ?? [];
      return another === undefined && isEarlier(only) ? [{ commit: only, how }] : [];
    });
    if (bySha.length > 0) return bySha;
    const byNumber = claim.requests.flatMap(({ number, how }) =>
      (this.requests.get(number) ?? []).filter(isEarlier).map((commit) => ({ commit, how })),
    );
    if (byNumber.length > 0 || !claim.subject) return byNumber;
    const [first, second] = this.subjects.get(claim.subject.text) ?? [];
    return isEarlier(first) && !isEarlier(second) ? [{ commit: first, how: claim.subject.how }] : [];
  }
}

function keep(found: Commit[] | undefined, commit: Commit): void {
  if (found && found.length < MOST_NAMED) found.push(commit);
}

/** A commit with what it brought in, where it is a merge. A repository is only looked through when one of its merges is named. */
function mergesAmong(commits: readonly Commit[]): (commit: Commit) => readonly Commit[] {
  const walks = new Map<RepositoryName, (merge: Commit) => readonly Commit[]>();
  const walkIn = (repo: RepositoryName): ((merge: Commit) => readonly Commit[]) => {
    const facts = traceFacts(
      commits.filter((commit) => commit.repo === repo),
      [],
      new Set(),
    );
    const history = historyOf(facts);
    return (merge) => {
      const place = facts.placeOf(merge.repo, merge.sha);
      return place === undefined ? [] : walkMerge(place, history).broughtIn.flatMap((nth) => facts.commits[nth] ?? []);
    };
  };
  return (commit) => {
    if (commit.parents.length < 2) return [commit];
    const walk = walks.get(commit.repo) ?? walkIn(commit.repo);
    walks.set(commit.repo, walk);
    return [commit, ...walk(commit)];
  };
}
