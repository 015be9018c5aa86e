/** What each of some commits serves, for the command line that shows who wrote which line and why. */
import { ancestryOf } from '../model/ancestry';
import type { Commit, Sha } from '../model/commit';
import type { Instant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import type { TraceLink } from '../model/link';
import { valueAt } from '../model/span';
import { type WorkItem, isFeature } from '../model/work-item';
import type { Facts } from '../ports/facts';
import { type Handler, Refusal, administrator } from './asking';
import { lookAtCommits } from './commit-sight';
import type { BlameView } from './contract';
import type { Sight } from './reader';

const MOST_SHAS = 500;
/** Jira's hierarchies have fewer. */
const MOST_LEVELS = 10;
const SHA = /^[0-9a-f]{40}$/;

/** It reads across projects, so it is an administrator's tool. Links to items even they cannot see are counted. */
export const readBlame: Handler<'trace.blame'> = async (asking, { repo, shas }) => {
  await administrator(asking);
  // Whoever asks may send anything.
  if (!Array.isArray(shas) || shas.length > MOST_SHAS || !shas.every((sha) => typeof sha === 'string' && SHA.test(sha)))
    throw new Refusal('bad-request', `Name at most ${MOST_SHAS} commits by their whole shas.`);
  if (repo !== undefined && typeof repo !== 'string')
    throw new Refusal('bad-request', 'A repository is named as in acme/ledger.');
  const { facts } = asking.outside;
  const wanted = [...new Set<Sha>(shas)];
  const commits = await findInRepositories(facts, wanted, repo);
  const links = groupBySha(await facts.readLinksOf([...commits.values()]));
  const family = await readUpwards(facts, [...links.values()].flat(), asking.now);
  const keys = [...new Set([...[...links.values()].flat().map(({ key }) => key), ...family.keys()])];
  const sight = await lookAtCommits(
    asking.outside,
    asking.reader,
    keys,
    [...links.values()].flat().map(({ evidence }) => evidence.text),
  );
  const rows = await facts.readClassesOf([...commits.values()]);
  const classes = new Map(rows.map((row) => [row.sha, row.class]));
  return {
    commits: wanted.map((sha): BlameView['commits'][number] => {
      if (!commits.has(sha)) return { sha, known: false, class: undefined, links: [], hiddenLinks: 0 };
      const all = links.get(sha) ?? [];
      const shown = all.filter(({ key }) => sight.isVisible(key));
      return {
        sha,
        known: true,
        class: classes.get(sha) ?? (all.length > 0 ? 'linked' : 'untraced'),
        links: shown.map((link) => ({
          key: link.key,
          ...nameOf(link.key, family, sight),
          linker: link.linker,
          evidence: sight.redactText(link.evidence.text),
          ancestors: ancestorsOf(link.key, family, asking.now)
            .filter((key) => sight.isVisible(key))
            .map((key) => ({ key, ...nameOf(key, family, sight) })),
        })),
        hiddenLinks: new Set(all.map(({ key }) => key)).size - new Set(shown.map(({ key }) => key)).size,
      };
    }),
  };
};

/** A sha is the same commit in whatever repository it is found; the first one that has it answers. */
async function findInRepositories(
  facts: Facts,
  shas: readonly Sha[],
  only: string | undefined,
): Promise<Map<Sha, Commit>> {
  const repositories = only === undefined ? (await facts.readRepositoryStates()).map(({ name }) => name) : [only];
  const found = new Map<Sha, Commit>();
  for (const repo of repositories) {
    const missing = shas.filter((sha) => !found.has(sha));
    if (missing.length === 0) break;
    for (const commit of await facts.readCommitsBySha(missing.map((sha) => ({ repo, sha }))))
      found.set(commit.sha, commit);
  }
  return found;
}

function groupBySha(links: readonly TraceLink[]): Map<Sha, TraceLink[]> {
  const bySha = new Map<Sha, TraceLink[]>();
  for (const link of links) {
    const known = bySha.get(link.sha);
    if (known) known.push(link);
    else bySha.set(link.sha, [link]);
  }
  return bySha;
}

/** The items and everything above them, a read for each level. */
async function readUpwards(
  facts: Facts,
  links: readonly TraceLink[],
  now: Instant,
): Promise<ReadonlyMap<WorkItemKey, WorkItem>> {
  const family = new Map<WorkItemKey, WorkItem>();
  let wanted = new Set(links.map(({ key }) => key));
  for (let level = 0; level < MOST_LEVELS && wanted.size > 0; level += 1) {
    const items = await facts.readItemsByKey([...wanted]);
    for (const item of items) family.set(item.key, item);
    const parents = items.map((item) => valueAt(item.parent, now)).filter((key) => key !== undefined);
    wanted = new Set(parents.filter((key) => !family.has(key)));
  }
  return family;
}

function ancestorsOf(key: WorkItemKey, family: ReadonlyMap<WorkItemKey, WorkItem>, now: Instant): WorkItemKey[] {
  const item = family.get(key);
  if (!item) return [];
  const { ancestors, unseen } = ancestryOf(item, family, now);
  return [...ancestors.map((ancestor) => ancestor.key), ...(unseen === undefined ? [] : [unseen])];
}

function nameOf(
  key: WorkItemKey,
  family: ReadonlyMap<WorkItemKey, WorkItem>,
  sight: Sight,
): { readonly summary: string; readonly isFeature: boolean } {
  const ref = sight.refTo(key);
  const item = family.get(key);
  return { summary: ref.kind === 'seen' ? ref.summary : '', isFeature: item !== undefined && isFeature(item) };
}
