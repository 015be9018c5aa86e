/** Where the branches and tags of a repository stand, and which branches are merged. */
import { type Repository, findCommit } from './repository';
import { askGit, GitError } from './run-git';

export interface GitRef {
  readonly name: string;
  readonly sha: string;
  /** When its commit was committed, as git writes it; undefined in damaged histories. */
  readonly at?: string;
  /** Whether the default branch holds its commit; undefined where this clone cannot tell. */
  readonly merged?: boolean;
  readonly default?: true;
}

export interface Tips {
  /** Every commit a branch, remote branch, tag or HEAD points at, without repeats. */
  readonly shas: readonly string[];
  /**
   * Branches by name, as the team sees them: those of the remote `origin`, or of any remote where none has that name.
   * Only a clone without remotes tells of its own.
   */
  readonly branches: readonly GitRef[];
}

/** What there is to read. Empty for a repository without commits. */
export async function readTips(repository: Repository): Promise<Tips> {
  const listed = await askGit([
    `--git-dir=${repository.gitDir}`,
    'for-each-ref',
    '--format=%(objectname)%00%(symref)%00%(refname)%00%(committerdate:iso-strict)',
    'refs/heads',
    'refs/remotes',
    'refs/tags',
  ]);
  const shas = new Set<string>();
  const found: FoundRef[] = [];
  let originHead: string | undefined;
  for (const line of listed.split('\n')) {
    const [sha = '', symref = '', refname = '', at = ''] = line.split('\0');
    if (sha === '') continue;
    shas.add(sha);
    if (refname === 'refs/remotes/origin/HEAD') originHead = symref;
    if (symref === '' && !refname.startsWith('refs/tags/')) found.push({ refname, sha, at });
  }
  const head = await findCommit(repository, 'HEAD');
  if (head !== undefined) shas.add(head);
  const refs = seenByTheTeam(found);
  const trunk = await findDefault(repository, originHead, refs);
  const merged = trunk === undefined ? undefined : await listMerged(repository, trunk);
  return {
    shas: [...shas],
    branches: refs
      .map((ref) => gitRef(ref, trunk, merged, repository.shallowAt.size > 0))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

interface FoundRef {
  readonly refname: string;
  readonly sha: string;
  readonly at: string;
}

function seenByTheTeam(found: readonly FoundRef[]): readonly FoundRef[] {
  const within = (start: string) => found.filter(({ refname }) => refname.startsWith(start));
  const [shared = []] = ['refs/remotes/origin/', 'refs/remotes/', 'refs/heads/']
    .map(within)
    .filter(({ length }) => length > 0);
  // Two other remotes may both have a branch: it is told once.
  return [...new Map(shared.map((ref) => [branchName(ref), ref])).values()];
}

/** `fix` of `refs/heads/fix` and of `refs/remotes/origin/fix`. */
function branchName({ refname }: FoundRef): string {
  return refname
    .split('/')
    .slice(refname.startsWith('refs/heads/') ? 2 : 3)
    .join('/');
}

/**
 * The default branch: what origin's HEAD says, or HEAD of a repository without a work tree, where nobody checks out
 * anything else. Clones that CI makes have neither; there a branch called main or master is taken for it.
 */
async function findDefault(
  repository: Repository,
  originHead: string | undefined,
  refs: readonly FoundRef[],
): Promise<FoundRef | undefined> {
  const told = originHead ?? (repository.isBare ? await readHead(repository) : undefined);
  const usual = refs.filter((ref) => branchName(ref) === 'main' || branchName(ref) === 'master');
  return told === undefined
    ? usual.length === 1
      ? usual[0]
      : undefined
    : refs.find(({ refname }) => refname === told);
}

async function readHead({ gitDir }: Repository): Promise<string | undefined> {
  const answer = await askGit([`--git-dir=${gitDir}`, 'symbolic-ref', '--quiet', 'HEAD']).catch((cause: unknown) => {
    if (cause instanceof GitError) return '';
    throw cause;
  });
  return answer.trim() || undefined;
}

/** Names of refs whose commits the trunk holds. */
async function listMerged({ gitDir }: Repository, trunk: FoundRef): Promise<ReadonlySet<string>> {
  const listed = await askGit([
    `--git-dir=${gitDir}`,
    'for-each-ref',
    `--merged=${trunk.sha}`,
    '--format=%(refname)',
    'refs/heads',
    'refs/remotes',
  ]);
  return new Set(listed.split('\n'));
}

/** A shallow clone may lack the commits through which a branch was merged: it knows what was, and not what was not. */
function gitRef(
  ref: FoundRef,
  trunk: FoundRef | undefined,
  merged: ReadonlySet<string> | undefined,
  isShallow: boolean,
): GitRef {
  const isMerged = merged?.has(ref.refname);
  return {
    name: branchName(ref),
    sha: ref.sha,
    ...(ref.at === '' ? {} : { at: ref.at }),
    ...(isMerged === undefined || (isShallow && !isMerged) ? {} : { merged: isMerged }),
    ...(ref.refname === trunk?.refname ? { default: true as const } : {}),
  };
}
