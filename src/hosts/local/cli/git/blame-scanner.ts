/**
 * Text of `git blame --incremental` in, groups of lines out. A group begins with
 *
 *     <sha> <line in that commit> <line now> <lines>
 *
 * goes on with what is known of the commit (`author-time 1457512860`, `boundary`, and, at its first group only, more)
 * and ends with `filename <path>`. Names and addresses are passed over. Nothing else begins with a sha: the other
 * lines begin with a word, and no word is hexadecimal digits of that length.
 */
export interface BlamedLines {
  readonly sha: string;
  /** From 1, as the file is now. */
  readonly first: number;
  readonly count: number;
  /** When the commit was written: seconds since the epoch and the author's offset, as git writes them. */
  readonly authoredAt: AuthorTime;
}

export interface AuthorTime {
  readonly seconds: number;
  /** `+0100` */
  readonly offset: string;
}

export interface BlameScanner {
  scan(text: string): BlamedLines[];
}

const GROUP = /^([0-9a-f]{40}|[0-9a-f]{64}) \d+ (\d+) (\d+)$/;

export function createBlameScanner(): BlameScanner {
  let rest = '';
  let group: { sha: string; first: number; count: number } | undefined;
  const times = new Map<string, { seconds: number; offset: string }>();

  function take(line: string): BlamedLines | undefined {
    const [, sha, first, count] = GROUP.exec(line) ?? [];
    if (sha !== undefined) {
      group = { sha, first: Number(first), count: Number(count) };
      if (!times.has(sha)) times.set(sha, { seconds: 0, offset: '+0000' });
      return undefined;
    }
    const authoredAt = group && times.get(group.sha);
    if (!group || !authoredAt) return undefined;
    if (line.startsWith('author-time ')) authoredAt.seconds = Number(line.slice('author-time '.length));
    else if (line.startsWith('author-tz ')) authoredAt.offset = line.slice('author-tz '.length);
    else if (line.startsWith('filename ')) return { ...group, authoredAt };
    return undefined;
  }

  return {
    scan(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      return lines.map(take).filter((blamed) => blamed !== undefined);
    },
  };
}
