import type { GitCommit } from '../git/git-commit';
import type { GitRef } from '../git/tips';
import { type Batch, envelopeBytes, refText } from './batch';
import { commitText } from './sent-commit';

export interface Packing {
  readonly repo: string;
  /** Told of in the last batch, or in the last few when there are very many. */
  readonly refs: readonly GitRef[];
  /** When they were read; ISO 8601 in UTC. */
  readonly refsAt: string;
  /** True when the clone has every branch there is. */
  readonly allRefs: boolean;
  /** No body is longer, in UTF-8 bytes. */
  readonly limitBytes: number;
  /** Called with the sha of a commit that cannot be sent because it has no usable date. */
  readonly onUnusable?: (sha: string) => void;
}

/** Commits in, batches out: each commit in exactly one of them, and always one that is the last. */
export async function* packCommits(
  commits: AsyncIterable<GitCommit> | Iterable<GitCommit>,
  { repo, refs, refsAt, allRefs, limitBytes, onUnusable = () => undefined }: Packing,
): AsyncGenerator<Batch, void, undefined> {
  const room = limitBytes - envelopeBytes(repo);
  let texts: string[] = [];
  let shas: string[] = [];
  let bytes = 0;
  for await (const commit of commits) {
    const text = commitText(commit, room);
    if (text === undefined) {
      onUnusable(commit.sha);
      continue;
    }
    const more = Buffer.byteLength(text) + 1;
    if (bytes + more > room + 1) {
      yield { repo, commits: texts, shas, refs: [], refsAt, allRefs, isLast: false };
      texts = [];
      shas = [];
      bytes = 0;
    }
    texts.push(text);
    shas.push(commit.sha);
    bytes += more;
  }
  let refTexts: string[] = [];
  for (const text of refs.map(refText)) {
    const more = Buffer.byteLength(text) + 1;
    if (bytes + more > room) {
      yield { repo, commits: texts, shas, refs: refTexts, refsAt, allRefs, isLast: false };
      texts = [];
      shas = [];
      refTexts = [];
      bytes = 0;
    }
    refTexts.push(text);
    bytes += more;
  }
  yield { repo, commits: texts, shas, refs: refTexts, refsAt, allRefs, isLast: true };
}
