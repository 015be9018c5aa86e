/** How well the explicit linkers do against links that people posted on the work item itself. */
import type { Commit } from '../../src/model/commit';
import { type WorkItemKey, projectOf } from '../../src/model/key';
import { traceCommits } from '../../src/trace/trace-commits';
import { type RecordedSet, pullRequestsOf } from '../recorded-set';

export interface ExplicitFigures {
  /** Pairs of item and commit that the set tells, without `relatedOnly`. */
  readonly pairs: number;
  readonly recall: number | undefined;
  /** Of the links found for commits that the set tells of, how many it tells. */
  readonly precision: number | undefined;
  /** Pairs whose commit names other items only: posted on a related item. Counted apart. */
  readonly relatedOnly: number;
}

export function evaluateExplicit(set: RecordedSet): ExplicitFigures {
  const known = new Set(set.items.map(({ key }) => key));
  const { links } = traceCommits({
    commits: set.commits,
    pullRequests: pullRequestsOf(set),
    allow: new Set([...known].map(projectOf)),
    knownItems: (key) => known.has(key),
    now: 0,
  });
  const found = new Map<string, Set<WorkItemKey>>();
  for (const { repo, sha, key } of links) {
    const id = `${repo}@${sha}`;
    found.set(id, (found.get(id) ?? new Set()).add(key));
  }
  const commits = new Map<string, Commit>(set.commits.map((commit) => [`${commit.repo}@${commit.sha}`, commit]));
  const told = new Map<string, Set<WorkItemKey>>();
  let relatedOnly = 0;
  for (const { issue, repo, commits: shas } of set.truth) {
    for (const sha of shas) {
      const id = `${repo}@${sha}`;
      if (!commits.has(id) || !known.has(issue)) continue;
      const keys = found.get(id);
      if (keys && !keys.has(issue)) relatedOnly += 1;
      else told.set(id, (told.get(id) ?? new Set()).add(issue));
    }
  }
  let pairs = 0;
  let met = 0;
  let claimed = 0;
  for (const [id, issues] of told) {
    pairs += issues.size;
    claimed += found.get(id)?.size ?? 0;
    for (const issue of issues) if (found.get(id)?.has(issue)) met += 1;
  }
  return {
    pairs,
    recall: pairs === 0 ? undefined : met / pairs,
    precision: claimed === 0 ? undefined : met / claimed,
    relatedOnly,
  };
}
