/** The ledger as readers see it: page by page, and as a file. */
import { readWithAncestors } from '../app/read-ancestors';
import { featureOf } from '../model/ancestry';
import { type Instant, formatInstant, parseInstant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import { type LedgerEntry, linksAt } from '../model/ledger';
import type { LedgerPlace } from '../ports/link-facts';
import { type MapRow, formatLedger, formatMap } from '../trace/ledger-text';
import { type Asking, Refusal, administrator } from './asking';
import { type CommitSight, lookAtCommits } from './commit-sight';
import type { LedgerEntryView, LedgerPage, Requests } from './contract';
import { pageSize, scopeOf } from './trace-scope';

const ROWS = 25;
const EXPORTED = 500;

export function ledgerEntryView(entry: LedgerEntry, sight: CommitSight): LedgerEntryView {
  const { id, at, repo, sha, key, act, linker, confidence, evidence, by } = entry;
  return {
    id,
    at: formatInstant(at),
    repo,
    sha,
    item: sight.refTo(key),
    act,
    linker,
    confidence,
    evidence: sight.redactText(evidence.text),
    by,
  };
}

/** Newest first. */
export async function listLedger(asking: Asking, take: Requests['trace.ledger']['take']): Promise<LedgerPage> {
  const { serving, projectKey } = await scopeOf(asking, {});
  const limit = pageSize(take.limit, ROWS);
  const found = await asking.outside.facts.readLedger('newest', placeOf(take.cursor), limit + 1, {
    repos: serving,
    projectKey,
  });
  const page = found.slice(0, limit);
  const { visible, sight } = await lookAtEntries(asking, page);
  return {
    entries: visible.map((entry) => ledgerEntryView(entry, sight)),
    hidden: page.length - visible.length,
    nextCursor: found.length > limit ? cursorOf(page.at(-1)) : undefined,
  };
}

export async function exportTrace(
  asking: Asking,
  take: Requests['trace.export']['take'],
): Promise<Requests['trace.export']['give']> {
  if (take.format !== 'csv' && take.format !== 'jsonl')
    throw new Refusal('bad-request', `Export as csv or jsonl, not "${String(take.format).slice(0, 20)}".`);
  if (take.of === 'ledger') return exportLedger(asking, take.format, take.cursor);
  if (take.of === 'map') return exportMap(asking, take.format, take.cursor, instantOf(take.asOf, asking.now));
  throw new Refusal('bad-request', `Export the ledger or the map, not "${String(take.of).slice(0, 20)}".`);
}

type Piece = Requests['trace.export']['give'];
type Format = Requests['trace.export']['take']['format'];

interface ExportScope {
  readonly serving: readonly string[];
  /** Undefined for everything there is. */
  readonly within: Parameters<Asking['outside']['facts']['readLedger']>[3];
}

/** On a project's page what is the project's; an administrator of the site takes everything, at a terminal. */
async function exportScope(asking: Asking): Promise<ExportScope> {
  if (asking.place.projectKey !== undefined) {
    const { serving, projectKey } = await scopeOf(asking, {});
    return { serving, within: { repos: serving, projectKey } };
  }
  await administrator(asking);
  const repositories = await asking.outside.facts.readRepositoryStates();
  return { serving: repositories.map(({ name }) => name).sort(), within: undefined };
}

/** Oldest first, as it grew. */
async function exportLedger(asking: Asking, format: Format, cursor: string | undefined): Promise<Piece> {
  const { within } = await exportScope(asking);
  const found = await asking.outside.facts.readLedger('oldest', placeOf(cursor), EXPORTED, within);
  const { visible, sight } = await lookAtEntries(asking, found);
  const shown = visible.map((entry) => ({
    ...entry,
    evidence: {
      ...entry.evidence,
      text: sight.redactText(entry.evidence.text),
      quote: entry.evidence.quote === undefined ? undefined : sight.redactText(entry.evidence.quote),
    },
  }));
  return {
    text: formatLedger(shown, format, cursor === undefined),
    rows: shown.length,
    hidden: found.length - shown.length,
    nextCursor: found.length === EXPORTED ? cursorOf(found.at(-1)) : undefined,
  };
}

/** By repository and sha; every commit of a piece is in it with all its links. */
async function exportMap(asking: Asking, format: Format, cursor: string | undefined, at: Instant): Promise<Piece> {
  const { facts } = asking.outside;
  const { serving } = await exportScope(asking);
  const [repo, afterSha] = mapPlaceOf(cursor, serving);
  if (repo === undefined)
    return { text: formatMap([], format, cursor === undefined), rows: 0, hidden: 0, nextCursor: undefined };
  const entries = await facts.readEntriesIn(repo, afterSha, EXPORTED);
  const links = linksAt(entries, at);
  const items = await readWithAncestors(
    facts,
    links.map(({ key }) => key),
  );
  const featureKeyOf = (key: WorkItemKey): WorkItemKey | undefined => {
    const item = items.get(key);
    return item && featureOf(item, items, at)?.key;
  };
  const features = links.map(({ key }) => featureKeyOf(key)).filter((key) => key !== undefined);
  const sight = await lookAtCommits(
    asking.outside,
    asking.reader,
    [...links.map(({ key }) => key), ...features],
    links.flatMap(({ evidence }) => [evidence.text, evidence.quote ?? '']),
  );
  const rows = links
    .filter(({ key }) => sight.isVisible(key))
    .map((link): MapRow => {
      const feature = featureKeyOf(link.key);
      return {
        repo: link.repo,
        sha: link.sha,
        key: link.key,
        feature: feature !== undefined && sight.isVisible(feature) ? feature : undefined,
        linker: link.linker,
        confidence: link.confidence,
        evidence: sight.redactText(link.evidence.text),
        since: link.foundAt,
      };
    });
  const commits = new Set(entries.map(({ sha }) => sha)).size;
  const last = entries.reduce((max, { sha }) => (sha > max ? sha : max), '');
  const next = commits === EXPORTED ? `${repo} ${last}` : serving[serving.indexOf(repo) + 1];
  return {
    text: formatMap(rows, format, cursor === undefined),
    rows: rows.length,
    hidden: links.length - rows.length,
    nextCursor: next,
  };
}

async function lookAtEntries(
  { outside, reader }: Asking,
  entries: readonly LedgerEntry[],
): Promise<{ readonly visible: readonly LedgerEntry[]; readonly sight: CommitSight }> {
  const sight = await lookAtCommits(
    outside,
    reader,
    entries.map(({ key }) => key),
    entries.flatMap(({ evidence }) => [evidence.text, evidence.quote ?? '']),
  );
  return { visible: entries.filter(({ key }) => sight.isVisible(key)), sight };
}

function cursorOf(last: LedgerEntry | undefined): string | undefined {
  return last && `${last.at} ${last.id}`;
}

function placeOf(cursor: string | undefined): LedgerPlace | undefined {
  if (cursor === undefined) return undefined;
  const [, at, id] = /^(-?\d{1,16}) ([0-9a-z]{1,20})$/.exec(String(cursor)) ?? [];
  if (at === undefined || id === undefined) throw badCursor();
  return { at: Number(at), id };
}

/** `owner/name` or `owner/name <sha>`: the repository, and the commit behind which to go on. */
function mapPlaceOf(
  cursor: string | undefined,
  serving: readonly string[],
): readonly [repo: string | undefined, afterSha: string | undefined] {
  if (cursor === undefined) return [serving[0], undefined];
  const [repo = '', sha] = String(cursor).split(' ');
  if (!serving.includes(repo)) throw badCursor();
  return [repo, sha];
}

function badCursor(): Refusal {
  return new Refusal('bad-request', 'This page is no longer there. Start from the first one.');
}

function instantOf(text: string | undefined, now: Instant): Instant {
  if (text === undefined) return now;
  const at = parseInstant(String(text));
  if (at === undefined) throw new Refusal('bad-request', 'As of: give an instant such as 2017-11-13T23:59:59Z.');
  return at;
}
