import { openMariadb } from '../../../../../src/hosts/local/platform/sql/mariadb-engine';
import { findMariadb, startMariadb } from '../../../../../src/hosts/local/platform/sql/mariadb-server';
import { sqlContract } from './sql-contract';

const available = findMariadb() !== undefined;
const required = process.env['THROUGHLINE_REQUIRE_MARIADB'] !== undefined;

if (!available && !required) {
  test.skip('MariaDB: skipped, there is no mariadbd on this machine', () => {});
} else {
  describe('MariaDB', () => {
    sqlContract(async () => {
      const server = await startMariadb();
      const engine = await openMariadb({ socketPath: server.socketPath, user: server.user, database: 'contract' });
      return {
        ...engine,
        async close() {
          await engine.close();
          await server.stop();
        },
      };
    });
  });
}
