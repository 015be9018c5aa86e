import type { AuthorTime } from '../git/blame-scanner';
import { blameFile } from '../git/blame-file';
import type { FoundFile } from './find-file';
import type { KnownCommit } from './summary';

export interface LineRange {
  readonly first: number;
  readonly last: number;
}

export interface BlamedLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly sha: string;
  readonly authoredAt: AuthorTime;
  /** What the app says of the commit; undefined until it was asked. */
  readonly commit?: KnownCommit | undefined;
}

/** The lines of a range with the commits that wrote them, in order. */
export async function blameLines(
  { repository, path, commit, lines }: FoundFile,
  { first, last }: LineRange,
  signal: AbortSignal,
): Promise<BlamedLine[]> {
  const blamed: BlamedLine[] = [];
  for await (const group of blameFile({ repository, rev: commit, path, lines: [first, last], signal }))
    for (let line = group.first; line < group.first + group.count; line += 1)
      blamed.push({ line, text: lines[line - 1] ?? '', sha: group.sha, authoredAt: group.authoredAt });
  return blamed.sort((a, b) => a.line - b.line);
}
