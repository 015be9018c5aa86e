/** Branches in SQL. */
import { type Branch, branchOf, isStanding } from '../../../model/branch';
import { digestText } from '../../../model/digest';
import type { Instant } from '../../../model/instant';
import type { Facts } from '../../../ports/facts';
import { type Sql, factsOf, readAllRows, readIn, replaceRows } from './sql';

type BranchStore = Pick<Facts, 'saveBranches' | 'readBranchesNamed' | 'readBranches' | 'noteAllBranches'>;

export function branchStore(sql: Sql): BranchStore {
  const readAllToldAt = async (repo: string): Promise<Instant | undefined> => {
    const [row] = await sql.query('SELECT facts FROM git_branch WHERE repo = ? AND name_digest = ?', [repo, ALL]);
    return row && factsOf<{ at: Instant }>(row).at;
  };
  return {
    saveBranches: (branches) =>
      replaceRows(
        sql,
        'git_branch',
        COLUMNS,
        branches.map((branch) => [branch.repo, digestText(branch.name), standsAs(branch), JSON.stringify(branch)]),
      ),
    readBranchesNamed: async (repo, names) =>
      (
        await readIn(sql, names.map(digestText), (marks, chunk) =>
          sql.query(`SELECT facts FROM git_branch WHERE repo = ? AND name_digest IN (${marks})`, [repo, ...chunk]),
        )
      ).map((row) => branchOf(factsOf<Branch>(row))),
    readBranches: async (repo) => {
      const allToldAt = await readAllToldAt(repo);
      const rows = await readAllRows(sql, 'git_branch', ['facts'], 'repo = ? AND stands = 1', [repo], ['name_digest']);
      if (rows.length === 0 && !(await wasTold(sql, repo))) return undefined;
      return rows
        .map((row) => branchOf(factsOf<Branch>(row)))
        .filter((branch) => isStanding(branch, allToldAt))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    noteAllBranches: async (repo, at) => {
      const before = await readAllToldAt(repo);
      await replaceRows(sql, 'git_branch', COLUMNS, [
        [repo, ALL, 0, JSON.stringify({ at: Math.max(at, before ?? 0) })],
      ]);
    },
  };
}

const COLUMNS = ['repo', 'name_digest', 'stands', 'facts'];
/** No digest is empty. */
const ALL = '';

/** Nothing is said of where one stands that only a merged pull request told of. */
function standsAs({ toldAt, headSha }: Branch): number | null {
  return toldAt === undefined ? null : headSha === undefined ? 0 : 1;
}

async function wasTold(sql: Sql, repo: string): Promise<boolean> {
  const found = await sql.query('SELECT stands FROM git_branch WHERE repo = ? AND stands IS NOT NULL LIMIT 1', [repo]);
  return found.length > 0;
}
