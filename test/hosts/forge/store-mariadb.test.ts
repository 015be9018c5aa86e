import { openMariadb } from '../../../src/hosts/local/platform/sql/mariadb-engine';
import { findMariadb, startMariadb } from '../../../src/hosts/local/platform/sql/mariadb-server';
import { storeContract } from './store-contract';

const isHere = findMariadb() !== undefined;
if (!isHere && process.env.THROUGHLINE_REQUIRE_MARIADB === undefined) {
  test.skip('Storage on MariaDB: skipped, because this machine has no mariadbd', () => undefined);
} else {
  describe('Storage on MariaDB', () => {
    storeContract(async () => {
      const server = await startMariadb();
      const engine = await openMariadb({ socketPath: server.socketPath, user: server.user, database: 'store' });
      return { ...engine, close: () => engine.close().then(() => server.stop()) };
    });
  });
}
