/** MariaDB's and TiDB's "no such table", as Forge SQL passes it on. */
import { ForgeSQLAPIError } from '@forge/sql';

const CODE = 'ER_NO_SUCH_TABLE';
const NUMBER = 1146;

/** Storage is made by the first schedule or lifecycle event; until then there is nothing to read. */
export function isTableMissing(failure: unknown): boolean {
  if (!(failure instanceof ForgeSQLAPIError)) return false;
  const debug = failure.context?.debug as { readonly code?: unknown; readonly errno?: unknown } | undefined;
  return failure.code === CODE || debug?.code === CODE || debug?.errno === NUMBER;
}
