/**
 * Who wrote the lines of today's files, in SQL: a row for each file of a run, and one with an empty
 * digest for its end, which says how many rows make it whole.
 */
import type { RepositoryName } from '../../../model/commit';
import { digestText } from '../../../model/digest';
import type { BlameRun, SurvivingFile, SurvivingLines } from '../../../model/surviving';
import type { Facts } from '../../../ports/facts';
import { eachPage, factsOf, numberOf, replaceRows, type Sql, textOf } from './sql';

type SurvivingStore = Pick<Facts, 'saveSurviving' | 'settleSurviving' | 'findWholeBlame' | 'readSurviving'>;

const COLUMNS = ['repo', 'taken_ms', 'head', 'path_digest', 'part', 'path', 'facts'];
const END = '';

export function survivingStore(sql: Sql): SurvivingStore {
  /** Runs whose end is known, newest first. */
  const readEnds = async (repo: RepositoryName): Promise<{ run: BlameRun; entries: number }[]> =>
    (
      await sql.query(
        'SELECT taken_ms, head, facts FROM surviving_code WHERE repo = ? AND path_digest = ? ORDER BY taken_ms DESC, head DESC',
        [repo, END],
      )
    ).map((row) => ({
      run: { repo, head: textOf(row, 'head'), takenAt: numberOf(row, 'taken_ms') },
      entries: factsOf<number>(row),
    }));

  const countEntries = async ({ repo, head, takenAt }: BlameRun): Promise<number> => {
    const [row] = await sql.query(
      'SELECT COUNT(*) AS entries FROM surviving_code WHERE repo = ? AND taken_ms = ? AND head = ? AND path_digest <> ?',
      [repo, takenAt, head, END],
    );
    return row ? numberOf(row, 'entries') : 0;
  };

  const findWholeBlame = async (repo: RepositoryName): Promise<BlameRun | undefined> => {
    for (const { run, entries } of await readEnds(repo)) if ((await countEntries(run)) === entries) return run;
    return undefined;
  };

  return {
    saveSurviving: ({ repo, head, takenAt }, entries, entriesInAll) =>
      replaceRows(sql, 'surviving_code', COLUMNS, [
        ...entries.map(({ path, part, lines }) => [
          repo,
          takenAt,
          head,
          digestText(path),
          part,
          path,
          JSON.stringify(lines),
        ]),
        ...(entriesInAll === undefined ? [] : [[repo, takenAt, head, END, 0, '', JSON.stringify(entriesInAll)]]),
      ]),
    settleSurviving: async (repo) => {
      const whole = await findWholeBlame(repo);
      if (!whole) return;
      const older = 'repo = ? AND (taken_ms < ? OR (taken_ms = ? AND head < ?))';
      const parameters = [repo, whole.takenAt, whole.takenAt, whole.head];
      // In pieces: TiDB bounds how much one statement may change.
      while ((await sql.query(`SELECT 1 AS any_row FROM surviving_code WHERE ${older} LIMIT 1`, parameters)).length > 0)
        await sql.query(`DELETE FROM surviving_code WHERE ${older} LIMIT 2000`, parameters);
    },
    findWholeBlame,
    readSurviving: async ({ repo, head, takenAt }, commits) => {
      const files: SurvivingFile[] = [];
      await eachPage(
        sql,
        'surviving_code',
        ['path', 'facts'],
        'repo = ? AND taken_ms = ? AND head = ? AND path_digest <> ?',
        [repo, takenAt, head, END],
        ['path_digest', 'part'],
        (rows) => {
          for (const row of rows) {
            const lines = factsOf<SurvivingLines[]>(row).filter(([sha]) => commits.has(sha));
            if (lines.length > 0) files.push({ path: textOf(row, 'path'), lines });
          }
        },
      );
      return files;
    },
  };
}
