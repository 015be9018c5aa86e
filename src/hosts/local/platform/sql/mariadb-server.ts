import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A MariaDB server of the host's own: no root, no installation step, no network, gone when the
 * host ends. Needs only the `mariadbd` binary.
 */
export interface MariadbServer {
  readonly socketPath: string;
  readonly user: string;
  stop(): Promise<void>;
}

const usualPlaces = [
  '/usr/sbin/mariadbd',
  '/usr/libexec/mariadbd',
  '/usr/local/bin/mariadbd',
  '/opt/homebrew/bin/mariadbd',
];

export function findMariadb(): string | undefined {
  return usualPlaces.find((each) => existsSync(each));
}

/** Starts on `dataFolder`, or on a temporary folder that goes away with the server. */
export async function startMariadb(
  settings: { readonly binary?: string; readonly dataFolder?: string } = {},
): Promise<MariadbServer> {
  const binary = settings.binary ?? findMariadb();
  if (!binary) {
    throw new Error(
      `No mariadbd in ${usualPlaces.join(', ')}. Install mariadb-server-core, or use the embedded engine.`,
    );
  }
  // Short on purpose: a socket's path may not exceed about 100 characters.
  const folder = mkdtempSync(join(tmpdir(), 'tl-sql-'));
  const data = settings.dataFolder ?? join(folder, 'data');
  mkdirSync(data, { recursive: true });
  const socketPath = join(folder, 'socket');
  const server = spawn(binary, [
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${socketPath}`,
    `--pid-file=${join(folder, 'pid')}`,
    '--skip-networking',
    '--skip-grant-tables',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-buffer-pool-size=64M',
    '--innodb-log-file-size=8M',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--sql-mode=STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ]);
  const killWithHost = (): void => void server.kill('SIGKILL');
  process.once('exit', killWithHost);
  await ready(server);
  return {
    socketPath,
    user: 'root',
    async stop() {
      process.off('exit', killWithHost);
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
      if (said.includes('ready for connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`mariadbd ended with ${code} before it was ready:\n${said}`)));
  });
}
