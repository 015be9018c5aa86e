/** All facts over one connection; each topic has its file. */
import type { Facts } from '../../../ports/facts';
import { commitStore } from './commit-store';
import { examinationStore } from './examination-store';
import { itemStore } from './item-store';
import { TABLES } from './schema';
import type { Sql } from './sql';

export function factStore(sql: Sql): Facts {
  return {
    ...itemStore(sql),
    ...commitStore(sql),
    ...examinationStore(sql),
    eraseAll: async () => {
      for (const table of TABLES) await sql.query(`DELETE FROM ${table}`);
    },
  };
}
