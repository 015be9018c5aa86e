/** Modules: the folders that code lies in, as far as people speak of them. */
import type { Commit } from './commit';

/** The module of files that lie in no folder. */
export const TOP_MODULE = '.';
/** `src/watch` of `src/watch/git/lane.ts`: the first folder alone is often all there is, and a third too fine. */
const MODULE_DEPTH = 2;

/** `packages/ledger` for `packages/ledger/src/round.ts`, `docs` for `docs/push.md`, `.` for `README.md`. */
export function moduleOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  return folders.length === 0 ? TOP_MODULE : folders.slice(0, MODULE_DEPTH).join('/');
}

/** So many modules are told of one commit; one that touches as many is sweeping, and the rest says no more. */
export const MODULES_KEPT = 8;

/**
 * The modules a commit touched, in order, at most `MODULES_KEPT`, as told or from its files; undefined where
 * its sender told no files, or not all of them and too few to know.
 */
export function modulesOf({
  files,
  filesChanged,
  modules: told,
}: Pick<Commit, 'files' | 'filesChanged' | 'modules'>): readonly string[] | undefined {
  if (told) return told;
  if (files.length === 0) return undefined;
  const modules = [...new Set(files.map(({ path }) => moduleOf(path)))].sort().slice(0, MODULES_KEPT);
  return filesChanged > files.length && modules.length < MODULES_KEPT ? undefined : modules;
}
