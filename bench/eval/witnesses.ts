/**
 * The texts that can prove which item a commit serves, found by the plainest means there are and
 * without the linkers, so that the linkers can be judged by them.
 */
import type { Commit, PullRequest, RepositoryName, Sha } from '../../src/model/commit';
import type { ProjectKey, WorkItemKey } from '../../src/model/key';

interface Witness {
  readonly what: string;
  readonly text: string;
}

export class Witnesses {
  readonly #commits = new Map<string, Commit>();
  /** Merges that brought a commit in. */
  readonly #merges = new Map<Commit, Commit[]>();
  readonly #requests = new Map<string, PullRequest[]>();
  readonly #anyKey: RegExp;

  constructor(commits: readonly Commit[], requests: readonly PullRequest[], projects: readonly ProjectKey[]) {
    this.#anyKey = new RegExp(`(?<![A-Za-z0-9])(?:${projects.join('|')})-[1-9][0-9]*(?![0-9])`, 'i');
    for (const commit of commits) this.#commits.set(commit.repo + commit.sha, commit);
    for (const merge of commits) if (merge.parents.length > 1) this.#noteBroughtIn(merge);
    for (const request of requests) {
      const shas = new Set([...request.commits, ...(request.mergeSha === undefined ? [] : [request.mergeSha])]);
      for (const sha of shas) {
        const id = request.repo + sha;
        this.#requests.set(id, [...(this.#requests.get(id) ?? []), request]);
      }
    }
  }

  commit(repo: RepositoryName, sha: Sha): Commit | undefined {
    return this.#commits.get(repo + sha);
  }

  /** Whether the key stands in the text, in any case, with no letter or digit touching it. */
  names(text: string, key: WorkItemKey): boolean {
    return new RegExp(`(?<![A-Za-z0-9])${key}(?![0-9])`, 'i').test(text);
  }

  namesAny(text: string): boolean {
    return this.#anyKey.test(text);
  }

  /** Which text proves that the commit serves the item; undefined when none does. */
  proofOf(commit: Commit, key: WorkItemKey): string | undefined {
    return this.#textsOf(commit).find(({ text }) => this.names(text, key))?.what;
  }

  #textsOf(commit: Commit): Witness[] {
    const texts = this.#ownTexts(commit);
    const originals = new Set([commit]);
    for (const original of originals) {
      for (const [, sha = ''] of original.message.matchAll(/commit ([0-9a-f]{40})/g)) {
        const named = this.#commits.get(commit.repo + sha);
        if (named) originals.add(named);
      }
    }
    originals.delete(commit);
    for (const original of originals) texts.push(...this.#ownTexts(original));
    return texts;
  }

  #ownTexts(commit: Commit): Witness[] {
    const texts = [{ what: 'its message', text: commit.message }];
    for (const merge of this.#merges.get(commit) ?? [])
      texts.push({ what: `merge ${merge.sha.slice(0, 12)}`, text: withoutTarget(merge.message) });
    for (const request of this.#requests.get(commit.repo + commit.sha) ?? []) {
      const merge = request.mergeSha === undefined ? undefined : this.#commits.get(commit.repo + request.mergeSha);
      const words = [request.title, request.branch, request.body, withoutTarget(merge?.message ?? '')];
      texts.push({ what: `pull request #${request.number}`, text: words.join('\n') });
    }
    return texts;
  }

  /** What the other parents lead to and the first does not, by colouring all the first one leads to. */
  #noteBroughtIn(merge: Commit): void {
    const [first, ...others] = merge.parents;
    const mainline = this.#ancestors(first === undefined ? [] : [first], merge, new Set());
    for (const commit of this.#ancestors(others, merge, mainline)) {
      const known = this.#merges.get(commit);
      if (known) known.push(merge);
      else this.#merges.set(commit, [merge]);
    }
  }

  #ancestors(from: readonly Sha[], { repo }: Commit, without: ReadonlySet<Commit>): Set<Commit> {
    const met = new Set<Commit>();
    const add = (sha: Sha): void => {
      const commit = this.#commits.get(repo + sha);
      if (commit && !without.has(commit)) met.add(commit);
    };
    from.forEach(add);
    for (const commit of met) commit.parents.forEach(add);
    return met;
  }
}

/** A merge's message without the branch it merged into. */
function withoutTarget(message: string): string {
  return message.replace(/^(Merge\b[^\n]*?) (?:in)?to \S+/, '$1');
}
