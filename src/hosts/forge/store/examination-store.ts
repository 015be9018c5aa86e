/** What examinations said, waivers, and which properties have been published, in SQL. */
import type { Finding, Waiver } from '../../../model/finding';
import type { ExaminationRecord, Facts, WaitRecord } from '../../../ports/facts';
import {
  factsOf,
  numberOf,
  readAllRows,
  readIn,
  replaceRows,
  type Sql,
  type SqlValue,
  textOf,
  wholeNumber,
} from './sql';

type ExaminationStore = Pick<
  Facts,
  | 'saveExamination'
  | 'readExamination'
  | 'readFindings'
  | 'readWaits'
  | 'saveWaiver'
  | 'removeWaiver'
  | 'readWaivers'
  | 'readPublished'
  | 'savePublished'
  | 'readAllPublished'
>;

export function examinationStore(sql: Sql): ExaminationStore {
  return {
    /** Rows are numbered, written over the last ones, and what is left of those is cut off. */
    saveExamination: async (record, findings, waits) => {
      const project = record.projectKey;
      await replaceRows(
        sql,
        'finding',
        ['project_key', 'position', 'detector', 'subject_key', 'waived', 'facts'],
        findings.map(({ finding, waived }, position) => [
          project,
          position,
          finding.detector,
          finding.subject.kind === 'work-item' ? finding.subject.key : '',
          waived ? 1 : 0,
          JSON.stringify(finding),
        ]),
      );
      await sql.query('DELETE FROM finding WHERE project_key = ? AND position >= ?', [project, findings.length]);
      await replaceRows(
        sql,
        'project_wait',
        ['project_key', 'position', 'facts'],
        waits.map((wait, position) => [project, position, JSON.stringify(wait)]),
      );
      await sql.query('DELETE FROM project_wait WHERE project_key = ? AND position >= ?', [project, waits.length]);
      await replaceRows(sql, 'examination', ['project_key', 'facts'], [[project, JSON.stringify(record)]]);
    },
    readExamination: async (project) => {
      const [row] = await sql.query('SELECT facts FROM examination WHERE project_key = ?', [project]);
      return row && factsOf<ExaminationRecord>(row);
    },
    readFindings: async (project, query) => {
      const conditions = ['project_key = ?'];
      const parameters: SqlValue[] = [project];
      if (query.detectors) {
        conditions.push(`detector IN (${query.detectors.map(() => '?').join(', ') || 'NULL'})`);
        parameters.push(...query.detectors);
      }
      if (query.subjectKey !== undefined) {
        conditions.push('subject_key = ?');
        parameters.push(query.subjectKey);
      }
      if (query.waived !== undefined) {
        conditions.push('waived = ?');
        parameters.push(query.waived ? 1 : 0);
      }
      const where = conditions.join(' AND ');
      const [count] = await sql.query(`SELECT COUNT(*) AS total FROM finding WHERE ${where}`, parameters);
      const rows = await sql.query(
        `SELECT waived, facts FROM finding WHERE ${where} ORDER BY position LIMIT ${wholeNumber(query.limit)} OFFSET ${wholeNumber(query.offset)}`,
        parameters,
      );
      return {
        total: count ? numberOf(count, 'total') : 0,
        rows: rows.map((row) => ({ finding: factsOf<Finding>(row), waived: numberOf(row, 'waived') === 1 })),
      };
    },
    readWaits: async (project) =>
      (await readAllRows(sql, 'project_wait', ['facts'], 'project_key = ?', [project], ['position'])).map((row) =>
        factsOf<WaitRecord>(row),
      ),

    saveWaiver: (waiver) =>
      replaceRows(
        sql,
        'waiver',
        ['project_key', 'finding_id', 'facts'],
        [[waiver.projectKey, waiver.finding.slice(0, 400), JSON.stringify(waiver)]],
      ),
    removeWaiver: async (project, finding) => {
      await sql.query('DELETE FROM waiver WHERE project_key = ? AND finding_id = ?', [project, finding.slice(0, 400)]);
    },
    readWaivers: async (project) =>
      (await readAllRows(sql, 'waiver', ['facts'], 'project_key = ?', [project], ['finding_id'])).map((row) =>
        factsOf<Waiver>(row),
      ),

    readPublished: async (project) => {
      const rows = await readAllRows(
        sql,
        'published_property',
        ['item_id', 'digest'],
        'project_key = ?',
        [project],
        ['item_id'],
      );
      return new Map(rows.map((row) => [textOf(row, 'item_id'), textOf(row, 'digest')]));
    },
    savePublished: async (project, digests) => {
      const gone = digests.filter(({ digest }) => digest === '').map(({ id }) => id);
      await replaceRows(
        sql,
        'published_property',
        ['item_id', 'project_key', 'digest'],
        digests.filter(({ digest }) => digest !== '').map(({ id, digest }) => [id, project, digest]),
      );
      await readIn(sql, gone, (marks, chunk) =>
        sql.query(`DELETE FROM published_property WHERE project_key = ? AND item_id IN (${marks})`, [
          project,
          ...chunk,
        ]),
      );
    },
    readAllPublished: async () =>
      (await readAllRows(sql, 'published_property', ['item_id'], '', [], ['project_key', 'item_id'])).map((row) =>
        textOf(row, 'item_id'),
      ),
  };
}
