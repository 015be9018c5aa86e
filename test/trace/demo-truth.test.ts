/**
 * How well the explicit linkers do on real work: the demo set's commits against links that were
 * found without looking at keys in messages (addresses of pull requests posted on work items).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Commit, PullRequest } from '../../src/model/commit';
import { parseInstant } from '../../src/model/instant';
import { projectOf } from '../../src/model/key';
import { readMergeMessage } from '../../src/model/merge-message';
import { traceCommits } from '../../src/trace/trace-commits';

interface DemoCommit {
  repo: string;
  sha: string;
  parents: string[];
  author: { email: string; accountId: string; date: string };
  committedDate: string;
  message: string;
  files: string[];
  filesChanged: number;
}
interface DemoPullRequest {
  repo: string;
  pr: number;
  how: string;
  mergeSha: string | null;
  commits: string[];
}
interface TrueLink {
  issue: string;
  repo: string;
  mergeSha: string | null;
  commits: string[];
}

const demo = join(__dirname, '../../demo');
const linesOf = <T>(name: string): T[] =>
  gunzipSync(readFileSync(join(demo, `${name}.jsonl.gz`)))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

const commits = linesOf<DemoCommit>('commits').map((raw): Commit => {
  const told = readMergeMessage(raw.message);
  return {
    repo: raw.repo,
    sha: raw.sha,
    parents: raw.parents,
    authoredAt: parseInstant(raw.author.date) ?? 0,
    committedAt: parseInstant(raw.committedDate) ?? 0,
    authorOffsetMinutes: undefined,
    authorHash: raw.author.email,
    author: raw.author.accountId,
    message: raw.message,
    files: raw.files.map((path) => ({ status: 'M', path })),
    filesChanged: raw.filesChanged,
    lines: undefined,
    branch: told?.branch,
    pullRequest: told?.pullRequest,
  };
});
const pullRequests = linesOf<DemoPullRequest>('pull_requests').map(
  ({ repo, pr, mergeSha, commits: shas }): PullRequest => ({
    repo,
    number: pr,
    title: '',
    body: '',
    branch: '',
    state: mergeSha ? 'merged' : 'closed',
    mergeSha: mergeSha ?? undefined,
    commits: shas,
    updatedAt: 0,
  }),
);
const known = new Set(linesOf<{ key: string }>('issues').map(({ key }) => key));
const allow = new Set([...known].map(projectOf));
const idOf = (repo: string, sha: string): string => `${repo}@${sha}`;

const truth = new Map<string, Set<string>>();
for (const { issue, repo, mergeSha, commits: shas } of linesOf<TrueLink>('truth_links')) {
  for (const sha of mergeSha ? [...shas, mergeSha] : shas) {
    const id = idOf(repo, sha);
    truth.set(id, (truth.get(id) ?? new Set()).add(issue));
  }
}

function scoreOf(links: readonly { repo: string; sha: string; key: string }[]): {
  precision: number;
  recall: number;
  pairs: number;
} {
  const given = new Set(commits.map(({ repo, sha }) => idOf(repo, sha)));
  const found = new Map<string, Set<string>>();
  for (const { repo, sha, key } of links)
    found.set(idOf(repo, sha), (found.get(idOf(repo, sha)) ?? new Set()).add(key));
  let [hit, claimed, pairs] = [0, 0, 0];
  for (const [id, issues] of truth) {
    if (!given.has(id)) continue;
    const keys = found.get(id) ?? new Set();
    pairs += issues.size;
    claimed += keys.size;
    for (const issue of issues) if (keys.has(issue)) hit += 1;
  }
  return { precision: hit / claimed, recall: hit / pairs, pairs };
}

test('on the demo set, explicit links agree with independently known ones', () => {
  const { links, wanted } = traceCommits({ commits, pullRequests, allow, knownItems: (key) => known.has(key), now: 0 });
  const all = scoreOf(links);
  const rows = ['message-key', 'branch-name', 'pull-request', 'merge-parent', 'inherited'].map((linker) => ({
    linker,
    links: links.filter((link) => link.linker === linker).length,
    ...scoreOf(links.filter((link) => link.linker === linker)),
  }));
  const traced = new Set(links.map(({ repo, sha }) => idOf(repo, sha))).size;
  console.info(JSON.stringify({ commits: commits.length, traced, wanted: wanted.length, all, rows }, undefined, 1));
  expect(all.pairs).toBeGreaterThan(100);
  expect(all.precision).toBeGreaterThan(0.8);
  expect(all.recall).toBeGreaterThan(0.5);
});
