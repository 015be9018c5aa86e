/** Reads a whole history as `throughline push` does, and counts its commits. */
import { readHistory } from '../src/hosts/local/cli/git/git-history';
import { openRepository } from '../src/hosts/local/cli/git/repository';
import { readTips } from '../src/hosts/local/cli/git/tips';

export async function readAll(
  path: string,
  { counts, processes }: { readonly counts: boolean; readonly processes: number },
): Promise<number> {
  const repository = await openRepository(path);
  const { shas } = await readTips(repository);
  let commits = 0;
  for await (const commit of readHistory({ repository, tips: shas, counts, processes })) commits += commit.sha ? 1 : 0;
  return commits;
}
