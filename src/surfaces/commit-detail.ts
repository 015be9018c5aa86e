/** One commit whole: what it changed, every link with its proof, and everything that was said about it. */
import { openSuggestions } from '../model/suggestion';
import { readWithAncestors } from '../app/read-ancestors';
import { readServing } from '../app/serving-repositories';
import { ancestryOf } from '../model/ancestry';
import type { Commit } from '../model/commit';
import { formatInstant } from '../model/instant';
import { type WorkItemKey, projectOf } from '../model/key';
import { entriesByPair, linksAt, stateOf } from '../model/ledger';
import type { TraceLink } from '../model/link';
import type { WorkItem } from '../model/work-item';
import { type Asking, Refusal, browsable } from './asking';
import { type CommitSight, linkView, lookAtCommits, suggestionViews } from './commit-sight';
import type { CommitDetailView, ProofView, Requests } from './contract';
import { ledgerEntryView } from './ledger-view';

const PATHS_SHOWN = 300;
const SHA_PREFIX = /^[0-9a-f]{7,40}$/;

/** The whole sha and repository, or the beginning of a sha where the repository is left empty. */
export async function readCommitDetail(
  asking: Asking,
  { repo, sha }: Requests['trace.commit']['take'],
): Promise<CommitDetailView> {
  const { outside, reader, now } = asking;
  const { facts } = outside;
  const projectKey = await browsable(asking);
  const commit = await findCommit(asking, repo, sha);
  const entries = await facts.readEntriesOf([commit]);
  const links = linksAt(entries);
  const suggestions = openSuggestions(await facts.readSuggestionsOf([commit]), entries);
  const items = await readWithAncestors(
    facts,
    links.map(({ key }) => key),
  );
  const sight = await lookAtCommits(
    outside,
    reader,
    [...items.keys(), ...[...entries, ...suggestions].map(({ key }) => key)],
    [
      commit.message,
      commit.branch ?? '',
      ...entries.flatMap(({ evidence }) => [evidence.text, evidence.quote ?? '']),
      ...suggestions.flatMap(({ reasons }) => reasons.map(({ text }) => text)),
    ],
  );
  const visible = links.filter(({ key }) => sight.isVisible(key));
  const serves = (await readServing(outside))(projectKey).includes(commit.repo);
  if (visible.length === 0 && (links.length > 0 || !serves)) throw unknownCommit(sha);
  const [row] = await facts.readClassesOf([commit]);
  const proofs: ProofView[] = [];
  for (const link of visible)
    proofs.push(
      proofView(link, items, sight, await reader.hasProjectPermission('EDIT_ISSUES', projectOf(link.key)), now),
    );
  const rejected = [...entriesByPair(entries).values()]
    .filter((said) => stateOf(said).decision?.act === 'rejected')
    .flatMap((said) => said.slice(0, 1).map(({ key }) => key));
  return {
    repo: commit.repo,
    sha: commit.sha,
    parents: commit.parents,
    at: formatInstant(commit.committedAt),
    message: sight.redactText(commit.message),
    branch: sight.branchShown(commit.branch),
    pullRequest: commit.pullRequest,
    paths: commit.files.slice(0, PATHS_SHOWN),
    filesChanged: commit.filesChanged,
    added: commit.lines?.added,
    deleted: commit.lines?.deleted,
    canDecide: await reader.hasProjectPermission('EDIT_ISSUES', projectKey),
    class: row?.class ?? (links.length > 0 ? 'linked' : 'untraced'),
    reason: row?.reason,
    links: proofs,
    hiddenLinks: links.length - visible.length,
    suggestions: suggestionViews(suggestions, sight),
    rejected: rejected.filter((key) => sight.isVisible(key)).map((key) => sight.refTo(key)),
    ledger: [...entries]
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      .filter(({ key }) => sight.isVisible(key))
      .map((entry) => ledgerEntryView(entry, sight)),
  };
}

async function findCommit({ outside: { facts } }: Asking, repo: unknown, sha: unknown): Promise<Commit> {
  if (typeof sha !== 'string' || !SHA_PREFIX.test(sha.toLowerCase()))
    throw new Refusal('bad-request', 'Name a commit by seven or more of the digits of its sha.');
  const found = (await facts.findCommits(sha.toLowerCase(), 10)).filter((one) => !repo || one.repo === repo);
  const [commit, another] = found;
  if (!commit) throw unknownCommit(sha);
  if (another) throw new Refusal('bad-request', `More than one commit begins with ${sha}. Give more of its digits.`);
  return commit;
}

function unknownCommit(sha: unknown): Refusal {
  return new Refusal(
    'not-found',
    `No commit ${String(sha).slice(0, 12)} was received from a repository of this project, or you may not see it.`,
  );
}

function proofView(
  link: TraceLink,
  items: ReadonlyMap<WorkItemKey, WorkItem>,
  sight: CommitSight,
  canDecide: boolean,
  now: number,
): ProofView {
  const item = items.get(link.key);
  return {
    ...linkView(link, sight.redactText),
    item: sight.refTo(link.key),
    ancestors: item ? ancestryOf(item, items, now).ancestors.map(({ key }) => sight.refTo(key)) : [],
    via: link.evidence.via,
    foundAt: formatInstant(link.foundAt),
    canDecide,
  };
}

/** Seen by the reader in the place they stand: the checks of `readCommitDetail`, without the view. */
export async function mustSeeCommit(
  asking: Asking,
  { repo, sha }: { readonly repo: string; readonly sha: string },
): Promise<Commit> {
  const { outside, reader } = asking;
  const projectKey = await browsable(asking);
  const commit = await findCommit(asking, repo, sha);
  const keys = (await outside.facts.readLinksOf([commit])).map(({ key }) => key);
  const seen = keys.length > 0 && (await reader.seeItems(keys)).length > 0;
  const serves = (await readServing(outside))(projectKey).includes(commit.repo);
  if (!seen && (keys.length > 0 || !serves)) throw unknownCommit(sha);
  return commit;
}
