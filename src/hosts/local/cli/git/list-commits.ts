import type { HistoryRequest } from './git-history';
import { GitError, startGit } from './run-git';

/**
 * Blocks are small enough to share the work evenly and large enough that git finds neighbouring trees still warm:
 * of a hundred thousand commits, blocks of 256 cost a third more than blocks of 2048. They grow with the history.
 */
const SMALLEST_BLOCK = 128;
const LARGEST_BLOCK = 2048;
const BLOCKS_PER_HISTORY = 16;

/** Yields the shas of the wanted commits, newest first, in blocks, as git finds them. */
export async function* listCommits(request: HistoryRequest): AsyncGenerator<string[], void, undefined> {
  const { repository, tips, known = [], since, isKnown = () => false, onListed = () => undefined } = request;
  const { child, ended } = startGit(
    [`--git-dir=${repository.gitDir}`, 'rev-list', ...(since === undefined ? [] : [`--since=${since}`]), '--stdin'],
    ['pipe', 'pipe'],
  );
  let listed = 0;
  let block: string[] = [];
  let blockSize = SMALLEST_BLOCK;
  let rest = '';
  try {
    child.stdin?.end(`${[...tips, ...known.map((sha) => `^${sha}`)].join('\n')}\n`);
    child.stdout?.setEncoding('latin1');
    for await (const text of child.stdout ?? []) {
      const lines = (rest + String(text)).split('\n');
      rest = lines.pop() ?? '';
      for (const sha of lines) {
        if (isKnown(sha)) continue;
        block.push(sha);
        if (block.length < blockSize) continue;
        listed += block.length;
        onListed(listed);
        yield block;
        block = [];
        blockSize = Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, Math.floor(listed / BLOCKS_PER_HISTORY)));
      }
    }
    const { code, complaint } = await ended;
    if (code !== 0) throw new GitError(`git could not list the commits of this repository: ${complaint}`);
    if (block.length === 0) return;
    onListed(listed + block.length);
    yield block;
  } finally {
    child.kill();
  }
}
