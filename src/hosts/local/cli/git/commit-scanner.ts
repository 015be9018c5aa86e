import type { GitCommit, GitFile } from './git-commit';

/**
 * Bytes of `git diff-tree --stdin -z` in, commits out.
 *
 * Everything git prints here ends in NUL, which none of it can contain, so nothing in a message or a path can be
 * taken for something else. A commit is seven fields, then its files:
 *
 *     sha NUL parents NUL name NUL e-mail NUL author date NUL committer date NUL message NUL
 *     LF  M NUL path NUL  A NUL path NUL …                                   paths only
 *     LF  :100644 100644 1a2b… 3c4d… M NUL path NUL …  3 TAB 1 TAB path NUL …  with line counts
 *
 * A token of the length of a sha where a file could begin is the next commit: `M` is one byte long, and the others
 * start with a colon or hold tabs.
 */
export const COMMIT_FORMAT = '%H%x00%P%x00%an%x00%ae%x00%aI%x00%cI%x00%B';

/** Bytes of one field that are kept. Longer messages are cut there and marked; longer names and paths are cut. */
export const FIELD_LIMIT_BYTES = 64 * 1024;
export const MESSAGE_CUT_MARK = '\n[message cut by throughline]';

const MESSAGE_FIELD = 6;
const TAB = 9;
const LINE_FEED = 10;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
/** Below this, looking at bytes one by one is quicker than a call of indexOf. */
const SHORT_TOKEN_BYTES = 48;

export interface ScannerOptions {
  readonly shaLength: number;
  /** Paths listed per commit; all are counted. */
  readonly filesKept: number;
  readonly counts: boolean;
}

export interface CommitScanner {
  /** Takes the next bytes; returns the commits that are whole by now. The chunk may be reused afterwards. */
  scan(chunk: Buffer): GitCommit[];
  /** The last commit, which only the end of the input completes. */
  finish(): GitCommit[];
}

export function createCommitScanner({ shaLength, filesKept, counts }: ScannerOptions): CommitScanner {
  /** The beginning of a token whose NUL has not come yet. Holds no NUL, and never much more than the limit. */
  let carried: Buffer = Buffer.alloc(0);
  let commits: GitCommit[] = [];

  /** The next field to come; past the last one, files are. */
  let field = 0;
  let fields: string[] = [];
  let files: GitFile[] = [];
  let filesChanged = 0;
  let added = 0;
  let deleted = 0;
  let messageCut = false;
  /** The letter of the file whose path comes next. */
  let status = '';

  function take(bytes: Buffer, start: number, tokenEnd: number): void {
    const end = Math.min(tokenEnd, start + FIELD_LIMIT_BYTES);
    if (status !== '') {
      filesChanged += 1;
      if (files.length < filesKept) files.push({ status, path: bytes.toString('utf8', start, end) });
      status = '';
    } else if (field < MESSAGE_FIELD) {
      fields.push(bytes.toString('utf8', start, end));
      field += 1;
    } else if (field === MESSAGE_FIELD) {
      messageCut = end < tokenEnd;
      fields.push(messageIn(bytes, start, end, messageCut));
      field += 1;
    } else takeAfterMessage(bytes, bytes[start] === LINE_FEED ? start + 1 : start, end);
  }

  function takeAfterMessage(bytes: Buffer, start: number, end: number): void {
    if (end - start === 1 || bytes[start] === COLON) status = String.fromCharCode(bytes[end - 1] ?? 0);
    else if (end - start === shaLength && !areCounts(bytes, start)) {
      complete();
      fields.push(bytes.toString('latin1', start, end));
      field = 1;
    } else takeCounts(bytes, start, end);
  }

  function takeCounts(bytes: Buffer, start: number, end: number): void {
    let number = 0;
    let tabs = 0;
    for (let at = start; at < end && tabs < 2; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === TAB) {
        if (tabs === 0) added += number;
        else deleted += number;
        tabs += 1;
        number = 0;
      } else if (isDigit(byte)) number = number * 10 + byte - ZERO;
    }
  }

  function complete(): void {
    const [sha = '', parents = '', authorName = '', authorEmail = '', authoredAt = '', committedAt = '', message = ''] =
      fields;
    commits.push({
      sha,
      parents: parents === '' ? [] : parents.split(' ').filter((parent) => parent.length === shaLength),
      authorName,
      authorEmail,
      authoredAt,
      committedAt,
      message,
      files,
      filesChanged,
      ...(counts ? { added, deleted } : undefined),
      ...(messageCut ? { truncated: true as const } : undefined),
    });
    field = 0;
    fields = [];
    files = [];
    filesChanged = 0;
    added = 0;
    deleted = 0;
  }

  function handOver(): GitCommit[] {
    const whole = commits;
    commits = [];
    return whole;
  }

  return {
    scan(chunk) {
      const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
      let start = 0;
      let from = carried.length;
      for (;;) {
        const end = nextNul(bytes, from);
        if (end < 0) break;
        take(bytes, start, end);
        start = end + 1;
        from = start;
      }
      // One byte above the limit shows that the token was longer, however much of it is dropped here.
      carried = Buffer.from(bytes.subarray(start, start + FIELD_LIMIT_BYTES + 1));
      return handOver();
    },
    finish() {
      if (field > MESSAGE_FIELD) complete();
      return handOver();
    },
  };
}

function nextNul(bytes: Buffer, from: number): number {
  const near = Math.min(from + SHORT_TOKEN_BYTES, bytes.length);
  for (let at = from; at < near; at += 1) if (bytes[at] === 0) return at;
  return bytes.indexOf(0, near);
}

/** `3 TAB 1 TAB path`; a binary file has `-` for both and adds nothing. A sha has neither sign nor tab. */
function areCounts(bytes: Buffer, start: number): boolean {
  if (bytes[start] === MINUS) return true;
  let at = start;
  while (isDigit(bytes[at] ?? 0)) at += 1;
  return bytes[at] === TAB;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

function messageIn(bytes: Buffer, start: number, end: number, cut: boolean): string {
  let last = end;
  // Step back to the first byte of a character that the cut went through.
  if (cut) while (last > end - 4 && ((bytes[last] ?? 0) & 0xc0) === 0x80) last -= 1;
  while (last > start && bytes[last - 1] === LINE_FEED) last -= 1;
  const text = bytes.toString('utf8', start, last);
  return cut ? text + MESSAGE_CUT_MARK : text;
}
