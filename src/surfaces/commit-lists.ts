/** Pages of commits: the rows behind a count of the trace page, and the suggestions to review. */
import { type Commit, subjectOf } from '../model/commit';
import { formatInstant } from '../model/instant';
import { linksAt } from '../model/ledger';
import type { TraceClass, TraceLink } from '../model/link';
import { type Suggestion, openSuggestions } from '../model/suggestion';
import type { ClassPlace, CommitClass, CommitQuery } from '../ports/link-facts';
import { type Asking, Refusal } from './asking';
import { SUBJECT_SHOWN, commitView, lookAtCommits, suggestionViews } from './commit-sight';
import type { CommitPage, CommitRowView, Requests, ReviewPage } from './contract';
import { pageSize, scopeOfRows } from './trace-scope';

const CLASSES: readonly TraceClass[] = ['linked', 'suggested', 'exempt', 'untraced'];
const ROWS = 25;
const REVIEW_ROWS = 20;
const PATHS_SHOWN = 5;

/** Commits whose every link leads to items the reader may not see are left out and counted. */
export async function listCommits(asking: Asking, take: Requests['trace.commits']['take']): Promise<CommitPage> {
  const { outside, reader } = asking;
  const { query } = await scopeOfRows(asking, take);
  if (take.class !== undefined && !CLASSES.includes(take.class))
    throw new Refusal('bad-request', `"${String(take.class).slice(0, 40)}" is no class of commits.`);
  const wanted = { ...query, class: take.class };
  const { rows, nextCursor } = await pageOf(asking, wanted, 'newest', take.cursor, pageSize(take.limit, ROWS));
  const { commits, links, suggestions } = await readAround(asking, rows);
  const sight = await lookAtCommits(
    outside,
    reader,
    [...links, ...suggestions].map(({ key }) => key),
    [
      ...commits.map(subjectOf),
      ...links.flatMap(({ evidence }) => [evidence.text, evidence.quote ?? '']),
      ...suggestions.flatMap(({ reasons }) => reasons.map(({ text }) => text)),
    ],
  );
  const shown = rows.flatMap((row): CommitRowView[] => {
    const commit = commits.find((one) => isOf(row, one));
    if (!commit) return [];
    const theirs = links.filter((link) => isOf(row, link));
    const visible = theirs.filter(({ key }) => sight.isVisible(key));
    if (theirs.length > 0 && visible.length === 0) return [];
    return [
      {
        ...commitView(commit, visible, sight.redactText),
        class: row.class,
        reason: row.reason,
        filesChanged: commit.filesChanged,
        hiddenLinks: theirs.length - visible.length,
        suggestion: suggestionViews(
          suggestions.filter((one) => isOf(row, one)),
          sight,
        )[0],
      },
    ];
  });
  return { total: await countOf(asking, wanted), hidden: rows.length - shown.length, commits: shown, nextCursor };
}

/** Likeliest first; what suggests only items the reader may not see is left out and counted. */
export async function listReview(asking: Asking, take: Requests['trace.review']['take']): Promise<ReviewPage> {
  const { outside, reader } = asking;
  const { query } = await scopeOfRows(asking, take);
  const wanted = { ...query, class: 'suggested' as const };
  const { rows, nextCursor } = await pageOf(
    asking,
    wanted,
    'likeliest',
    take.cursor,
    pageSize(take.limit, REVIEW_ROWS),
  );
  const { commits, suggestions } = await readAround(asking, rows);
  const sight = await lookAtCommits(
    outside,
    reader,
    suggestions.map(({ key }) => key),
    [...commits.map(subjectOf), ...suggestions.flatMap(({ reasons }) => reasons.map(({ text }) => text))],
  );
  const shown = rows.flatMap((row) => {
    const commit = commits.find((one) => isOf(row, one));
    const views = suggestionViews(
      suggestions.filter((one) => isOf(row, one)),
      sight,
    );
    if (!commit || views.length === 0) return [];
    return [
      {
        repo: commit.repo,
        sha: commit.sha,
        at: formatInstant(commit.committedAt),
        subject: sight.redactText(subjectOf(commit)).slice(0, SUBJECT_SHOWN),
        filesChanged: commit.filesChanged,
        paths: commit.files.slice(0, PATHS_SHOWN).map(({ path }) => path),
        suggestions: views,
      },
    ];
  });
  return { total: await countOf(asking, wanted), hidden: rows.length - shown.length, rows: shown, nextCursor };
}

async function pageOf(
  { outside: { facts } }: Asking,
  query: CommitQuery,
  order: 'newest' | 'likeliest',
  cursor: string | undefined,
  limit: number,
): Promise<{ rows: readonly CommitClass[]; nextCursor: string | undefined }> {
  const found = await facts.listClasses(
    query,
    order,
    cursor === undefined ? undefined : parseCursor(cursor),
    limit + 1,
  );
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > limit && last ? cursorOf(last) : undefined };
}

async function countOf({ outside: { facts } }: Asking, query: CommitQuery): Promise<number> {
  return (await facts.countClasses(query)).reduce((sum, { commits }) => sum + commits, 0);
}

/** Cursors name the last row of a page, so that rows which come meanwhile neither repeat nor hide any. */
function cursorOf({ top, committedAt, sha, repo }: ClassPlace): string {
  return [top, committedAt, sha, repo].join(' ');
}

function parseCursor(cursor: string): ClassPlace {
  const parts = /^(\d{1,4}) (-?\d{1,16}) ([0-9a-f]{40}) (\S{1,200})$/.exec(String(cursor));
  if (!parts) throw new Refusal('bad-request', 'This page is no longer there. Start from the first one.');
  const [, top = '', committedAt = '', sha = '', repo = ''] = parts;
  return { top: Number(top), committedAt: Number(committedAt), sha, repo };
}

interface Around {
  readonly commits: readonly Commit[];
  readonly links: readonly TraceLink[];
  /** Without those that somebody answered. */
  readonly suggestions: readonly Suggestion[];
}

async function readAround({ outside: { facts } }: Asking, rows: readonly CommitClass[]): Promise<Around> {
  const entries = await facts.readEntriesOf(rows);
  return {
    commits: await facts.readCommitsBySha(rows),
    links: linksAt(entries),
    suggestions: openSuggestions(
      await facts.readSuggestionsOf(rows.filter((row) => row.class === 'suggested')),
      entries,
    ),
  };
}

function isOf(row: CommitClass, one: { readonly repo: string; readonly sha: string }): boolean {
  return row.sha === one.sha && row.repo === one.repo;
}
