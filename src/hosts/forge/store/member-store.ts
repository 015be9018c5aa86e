/** What is known about git identities, in SQL. One table; each kind of row has one writer. */
import type { IdentityDecision, IdentityUse, KnownAddress } from '../../../model/identity';
import type { Facts } from '../../../ports/facts';
import { factsOf, readAllRows, readIn, replaceRows, type Sql, textOf } from './sql';

type MemberStore = Pick<
  Facts,
  | 'readIdentities'
  | 'saveIdentityUses'
  | 'saveAddresses'
  | 'removeAddresses'
  | 'saveIdentityDecision'
  | 'removeIdentityDecision'
>;

const COLUMNS = ['kind', 'identity', 'about', 'facts'];

export function memberStore(sql: Sql): MemberStore {
  const removeAddresses = async (addresses: readonly KnownAddress[]): Promise<void> => {
    for (const { identity, account } of addresses)
      await sql.query("DELETE FROM identity_fact WHERE kind = 'address' AND identity = ? AND about = ?", [
        identity,
        account,
      ]);
  };
  return {
    readIdentities: async () => {
      const rows = await readAllRows(sql, 'identity_fact', ['facts'], '', [], ['kind', 'identity', 'about']);
      const ofKind = <T>(kind: string): T[] =>
        rows.filter((row) => textOf(row, 'kind') === kind).map((row) => factsOf<T>(row));
      return {
        uses: ofKind<IdentityUse>('use'),
        addresses: ofKind<KnownAddress>('address'),
        decisions: ofKind<IdentityDecision>('decision'),
      };
    },
    saveIdentityUses: async (repo, uses) => {
      await replaceRows(
        sql,
        'identity_fact',
        COLUMNS,
        uses.map((use) => ['use', use.identity, repo, JSON.stringify(use)]),
      );
      const present = new Set(uses.map(({ identity }) => identity));
      const stored = await sql.query("SELECT identity FROM identity_fact WHERE kind = 'use' AND about = ?", [repo]);
      const gone = stored.map((row) => textOf(row, 'identity')).filter((identity) => !present.has(identity));
      await readIn(sql, gone, (marks, chunk) =>
        sql.query(`DELETE FROM identity_fact WHERE kind = 'use' AND about = ? AND identity IN (${marks})`, [
          repo,
          ...chunk,
        ]),
      );
    },
    saveAddresses: async (addresses) => {
      const shown = new Set(addresses.map(nameOf));
      const before = await readIn(sql, [...new Set(addresses.map(({ account }) => account))], (marks, chunk) =>
        sql.query(`SELECT facts FROM identity_fact WHERE kind = 'address' AND about IN (${marks})`, chunk),
      );
      await replaceRows(
        sql,
        'identity_fact',
        COLUMNS,
        addresses.map(({ identity, account }) => ['address', identity, account, JSON.stringify({ identity, account })]),
      );
      await removeAddresses(before.map((row) => factsOf<KnownAddress>(row)).filter((one) => !shown.has(nameOf(one))));
    },
    removeAddresses,
    saveIdentityDecision: (decision) =>
      replaceRows(sql, 'identity_fact', COLUMNS, [['decision', decision.identity, '', JSON.stringify(decision)]]),
    removeIdentityDecision: async (identity) => {
      await sql.query("DELETE FROM identity_fact WHERE kind = 'decision' AND identity = ?", [identity]);
    },
  };
}

function nameOf({ identity, account }: KnownAddress): string {
  return `${identity} ${account}`;
}
