import type { Parcel } from './batch';

/** The lines of one file, by the commits that wrote them. */
export interface FileBlame {
  readonly path: string;
  readonly lines: ReadonlyMap<string, number>;
}

/** What every batch of a run says of it. */
export interface BlameHeading {
  readonly repo: string;
  readonly head: string;
  /** ISO 8601 in UTC; with `head` it tells this run from others. */
  readonly takenAt: string;
}

/** Batches are put together from the JSON text of entries. */
export interface BlameParcel extends Parcel {
  readonly event: 'blame';
  /** Paths whose last entry is in here or in a batch before, with how many entries they had. */
  readonly whole: readonly (readonly [path: string, entries: number])[];
}

/** So few that an entry with the longest path fits into the smallest batch. */
const COMMITS_IN_ENTRY = 200;
const SOME_INSTANT = '2000-01-01T00:00:00.000Z';
/** As long as a number of entries gets. */
const MOST_ENTRIES = 9_999_999_999;

/**
 * A file's entries as JSON text: one, or several that name other commits each.
 *
 *     {"path":"src/ledger.ts","lines":[["986519cf…",31]]}
 *     {"path":"src/ledger.ts","part":1,"lines":[["c44774ca…",2]]}
 */
export function entryTexts({ path, lines }: FileBlame): string[] {
  const groups = [...lines].sort(([a], [b]) => (a < b ? -1 : 1));
  const texts: string[] = [];
  for (let start = 0; start < groups.length; start += COMMITS_IN_ENTRY) {
    const part = texts.length === 0 ? undefined : texts.length;
    texts.push(JSON.stringify({ path, part, lines: groups.slice(start, start + COMMITS_IN_ENTRY) }));
  }
  return texts;
}

/** Files in, batches out; the last one ends the run and says how many entries it had, `entriesBefore` among them. */
export async function* packBlame(
  files: AsyncIterable<FileBlame>,
  heading: BlameHeading,
  limitBytes: number,
  entriesBefore: number,
): AsyncGenerator<BlameParcel, void, undefined> {
  const room = limitBytes - Buffer.byteLength(bodyOf(heading, [], MOST_ENTRIES, SOME_INSTANT));
  let entries: string[] = [];
  let whole: [string, number][] = [];
  let bytes = 0;
  let entriesInAll = entriesBefore;
  for await (const file of files) {
    const texts = entryTexts(file);
    for (const text of texts) {
      const more = Buffer.byteLength(text) + 1;
      if (bytes + more > room + 1) {
        yield parcelOf(heading, entries, whole, undefined);
        entries = [];
        whole = [];
        bytes = 0;
      }
      entries.push(text);
      bytes += more;
    }
    entriesInAll += texts.length;
    whole.push([file.path, texts.length]);
  }
  yield parcelOf(heading, entries, whole, entriesInAll);
}

function parcelOf(
  heading: BlameHeading,
  entries: readonly string[],
  whole: BlameParcel['whole'],
  entriesInAll: number | undefined,
): BlameParcel {
  return { event: 'blame', whole, bodyAt: (sentAt) => bodyOf(heading, entries, entriesInAll, sentAt) };
}

function bodyOf(
  { repo, head, takenAt }: BlameHeading,
  entries: readonly string[],
  entriesInAll: number | undefined,
  sentAt: string,
): string {
  const end = entriesInAll === undefined ? '' : `,"done":true,"entries":${entriesInAll}`;
  return `{"v":1,"kind":"blame","repo":${JSON.stringify(repo)},"sentAt":"${sentAt}","head":"${head}","takenAt":"${takenAt}","files":[${entries.join(',')}]${end}}`;
}
