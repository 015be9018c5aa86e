import { findMariadb } from '../../../../src/hosts/local/platform/sql/mariadb-server';
import { openFixture } from './fixture-platform';

const required = process.env['THROUGHLINE_REQUIRE_MARIADB'] !== undefined;

if (findMariadb() === undefined && !required) {
  test.skip('MariaDB: skipped, there is no mariadbd on this machine', () => {});
} else {
  test('by one setting, the host runs the app on a MariaDB of its own', async () => {
    const { platform, ask } = await openFixture({ sql: { engine: 'own-mariadb' } });
    expect((await ask('migrate')).answer).toMatchObject({ ran: ['v001_bird'], all: [{ id: '1', name: 'v001_bird' }] });
    await ask('sql', { query: 'INSERT INTO bird (id, name) VALUES (?, ?)', params: [1, 'Robin'] });
    expect((await ask('sql', { query: 'SELECT id, name FROM bird' })).answer).toEqual({
      rows: [{ id: '1', name: 'Robin' }],
      metadata: {},
    });
    await platform.uninstall();
    expect(await ask('sql', { query: 'SELECT 1 FROM bird' })).toMatchObject({
      refused: { about: { debug: { errno: 1146 } } },
    });
    await platform.close();
  }, 60_000);
}
