/** All facts over one connection; each topic has its file. */
import type { Facts } from '../../../ports/facts';
import { branchStore } from './branch-store';
import { classStore } from './class-store';
import { commitStore } from './commit-store';
import { examinationStore } from './examination-store';
import { itemStore } from './item-store';
import { ledgerStore } from './ledger-store';
import { memberStore } from './member-store';
import { TABLES } from './schema';
import type { Sql } from './sql';
import { survivingStore } from './surviving-store';

export function factStore(sql: Sql): Facts {
  return {
    ...itemStore(sql),
    ...commitStore(sql),
    ...branchStore(sql),
    ...ledgerStore(sql),
    ...classStore(sql),
    ...examinationStore(sql),
    ...survivingStore(sql),
    ...memberStore(sql),
    eraseAll: async () => {
      for (const table of TABLES) {
        // In pieces: TiDB bounds how much one statement may change.
        while ((await sql.query(`SELECT 1 AS any_row FROM ${table} LIMIT 1`)).length > 0) {
          await sql.query(`DELETE FROM ${table} LIMIT 2000`);
        }
      }
    },
  };
}
