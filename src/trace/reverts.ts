/**
 * Which commits were undone, and still are.
 *
 * A revert undoes the commits it names and, where it names a merge, all that the merge brought in. It
 * holds until it is undone itself: to revert a revert brings the change back, and so does picking the
 * change once more. Only what messages say is known: whoever takes code out by hand is not seen.
 */
import { type Commit, type RepositoryName, subjectOf } from '../model/commit';
import { valueIn } from '../model/trace-index';
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

/**
 * What the claims name, found in one pass over all commits, and in another where a subject has to tell.
 * Nothing is undone before it was made.
 */
function originalsAmong(commits: readonly Commit[], claims: readonly Claim[]): (claim: Claim) => readonly Named[] {
  const named = new ByNumber(commits, claims);
  const rest = claims.filter((claim) => named.by(claim).length === 0);
  const bySubject = new BySubject(commits, rest);
  return (claim) => {
    const found = named.by(claim);
    return found.length > 0 ? found : bySubject.by(claim);
  };
}

function isEarlier(one: Commit | undefined, { commit }: Claim): one is Commit {
  return one !== undefined && one !== commit && one.committedAt <= commit.committedAt;
}

/** Commits by sha and by number of their pull request, as far as claims name them; oldest first. */
class ByNumber {
  private readonly shas = new Map<RepositoryName, Map<number, Map<string, Commit[]>>>();
  private readonly requests = new Map<RepositoryName, Map<number, Commit[]>>();

  constructor(commits: readonly Commit[], claims: readonly Claim[]) {
    for (const { commit, shas, requests } of claims) {
      for (const { prefix } of shas) {
        const ofLength = valueIn(this.shas, commit.repo, () => new Map<number, Map<string, Commit[]>>());
        valueIn(ofLength, prefix.length, () => new Map<string, Commit[]>()).set(prefix, []);
      }
      for (const { number } of requests)
        valueIn(this.requests, commit.repo, () => new Map<number, Commit[]>()).set(number, []);
    }
    for (const commit of commits) {
      for (const [length, wanted] of this.shas.get(commit.repo) ?? [])
        keep(wanted.get(length === commit.sha.length ? commit.sha : commit.sha.slice(0, length)), commit);
      if (commit.pullRequest !== undefined) keep(this.requests.get(commit.repo)?.get(commit.pullRequest), commit);
    }
  }

  /** A sha tells more than a number. */
  by(claim: Claim): readonly Named[] {
    const { repo } = claim.commit;
    const bySha = claim.shas.flatMap(({ prefix, how }) => {
      const [only, another] = this.shas.get(repo)?.get(prefix.length)?.get(prefix) ?? [];
      return another === undefined && isEarlier(only, claim) ? [{ commit: only, how }] : [];
    });
    if (bySha.length > 0) return bySha;
    return claim.requests.flatMap(({ number, how }) =>
      (this.requests.get(repo)?.get(number) ?? [])
        .filter((one) => isEarlier(one, claim))
        .map((commit) => ({ commit, how })),
    );
  }
}

/** Commits by their subject, as far as claims name it; oldest first. */
class BySubject {
  private readonly subjects = new Map<RepositoryName, Map<string, Commit[]>>();

  constructor(commits: readonly Commit[], claims: readonly Claim[]) {
    for (const { commit, subject } of claims)
      if (subject) valueIn(this.subjects, commit.repo, () => new Map<string, Commit[]>()).set(subject.text, []);
    if (this.subjects.size === 0) return;
    for (const commit of commits) keep(this.subjects.get(commit.repo)?.get(subjectOf(commit)), commit);
  }

  by(claim: Claim): readonly Named[] {
    if (!claim.subject) return [];
    const { text, how } = claim.subject;
    const [first, second] = this.subjects.get(claim.commit.repo)?.get(text) ?? [];
    return isEarlier(first, claim) && !isEarlier(second, claim) ? [{ commit: first, how }] : [];
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
