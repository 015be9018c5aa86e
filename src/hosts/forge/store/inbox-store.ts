/** Deliveries that await their turn, and the ingestion log, in SQL. */
import type { Inbox, IngestionLog, LogEntry } from '../../../ports/inbox';
import { factsOf, numberOf, replaceRows, type Sql, textOf, wholeNumber } from './sql';

/** Characters kept in one row, so that a delivery of any size fits Forge's request limit. */
const PART_LENGTH = 150_000;

export function inboxStore(sql: Sql): Inbox {
  return {
    put: async (id, source, text, at) => {
      const [known] = await sql.query('SELECT delivery FROM inbox WHERE delivery = ?', [id]);
      if (known) return false;
      const parts: string[] = [];
      for (let start = 0; start < text.length; start += PART_LENGTH) parts.push(text.slice(start, start + PART_LENGTH));
      await replaceRows(
        sql,
        'inbox_part',
        ['delivery', 'part', 'facts'],
        parts.map((part, index) => [id, index, part]),
      );
      // The delivery counts as received only once all its parts are there.
      await replaceRows(
        sql,
        'inbox',
        ['delivery', 'source', 'parts', 'put_ms', 'tries', 'done_ms'],
        [[id, source, parts.length, at, 0, null]],
      );
      return true;
    },
    take: async (id) => {
      const [delivery] = await sql.query(
        'SELECT source, parts, tries FROM inbox WHERE delivery = ? AND done_ms IS NULL',
        [id],
      );
      if (!delivery) return undefined;
      await sql.query('UPDATE inbox SET tries = tries + 1 WHERE delivery = ?', [id]);
      let text = '';
      for (let part = 0; part < numberOf(delivery, 'parts'); part += 1) {
        const [row] = await sql.query('SELECT facts FROM inbox_part WHERE delivery = ? AND part = ?', [id, part]);
        if (!row) throw new Error(`Part ${part} of delivery ${id} is missing`);
        text += textOf(row, 'facts');
      }
      return { source: textOf(delivery, 'source'), text, triesBefore: numberOf(delivery, 'tries') };
    },
    done: async (id, at) => {
      await sql.query('UPDATE inbox SET done_ms = ? WHERE delivery = ?', [at, id]);
      await sql.query('DELETE FROM inbox_part WHERE delivery = ?', [id]);
    },
    waiting: async (before, limit) =>
      (
        await sql.query(
          `SELECT delivery FROM inbox WHERE done_ms IS NULL AND put_ms < ? ORDER BY put_ms LIMIT ${wholeNumber(limit)}`,
          [before],
        )
      ).map((row) => textOf(row, 'delivery')),
  };
}

export function logStore(sql: Sql): IngestionLog {
  return {
    write: (id, entry) =>
      replaceRows(
        sql,
        'ingestion_log',
        ['entry_id', 'at_ms', 'facts'],
        [[id.slice(0, 120), entry.at, JSON.stringify(entry)]],
      ),
    read: async (offset, limit) =>
      (
        await sql.query(
          `SELECT facts FROM ingestion_log ORDER BY at_ms DESC, entry_id LIMIT ${wholeNumber(limit)} OFFSET ${wholeNumber(offset)}`,
        )
      ).map((row) => factsOf<LogEntry>(row)),
    prune: async (before) => {
      await sql.query('DELETE FROM ingestion_log WHERE at_ms < ?', [before]);
      await sql.query('DELETE FROM inbox WHERE done_ms IS NOT NULL AND done_ms < ?', [before]);
    },
  };
}
