import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from 'node-sqlite3-wasm';

/**
 * Where the platform keeps what must survive a restart: hosted storage, ids, addresses, when each
 * schedule last ran, events still queued. Values are JSON; writes are through, reads happen once at
 * the start. Without a folder everything lives in memory.
 */
export interface Records {
  load<Value>(space: string): Map<string, Value>;
  put(space: string, key: string, value: unknown): void;
  remove(space: string, key: string): void;
  clear(): void;
  close(): void;
}

export function openMemoryRecords(): Records {
  const spaces = new Map<string, Map<string, string>>();
  const of = (space: string): Map<string, string> => {
    const found = spaces.get(space) ?? new Map<string, string>();
    spaces.set(space, found);
    return found;
  };
  return {
    load: <Value>(space: string) => new Map([...of(space)].map(([key, value]) => [key, JSON.parse(value) as Value])),
    put: (space, key, value) => void of(space).set(key, JSON.stringify(value)),
    remove: (space, key) => void of(space).delete(key),
    clear: () => spaces.clear(),
    close() {},
  };
}

export function openRecords(dataDir: string): Records {
  const unlock = lockFolder(dataDir);
  const file = join(dataDir, 'platform.sqlite');
  removeStaleLock(file);
  const db = new Database(file);
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF');
  db.exec('CREATE TABLE IF NOT EXISTS record (space TEXT, key TEXT, value TEXT, PRIMARY KEY (space, key))');
  const put = db.prepare('REPLACE INTO record (space, key, value) VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM record WHERE space = ? AND key = ?');
  return {
    load<Value>(space: string) {
      const rows = db.all('SELECT key, value FROM record WHERE space = ?', [space]) as { key: string; value: string }[];
      return new Map(rows.map(({ key, value }) => [key, JSON.parse(value) as Value]));
    },
    put(space, key, value) {
      put.run([space, key, JSON.stringify(value)]);
    },
    remove(space, key) {
      remove.run([space, key]);
    },
    clear() {
      db.exec('DELETE FROM record');
    },
    close() {
      put.finalize();
      remove.finalize();
      db.close();
      unlock();
    },
  };
}

/** A killed process leaves SQLite's lock folder behind; the folder's own lock says nobody else is here. */
export function removeStaleLock(file: string): void {
  rmSync(`${file}.lock`, { recursive: true, force: true });
}

/** One host per data folder; the lock of a process that is gone does not count. */
function lockFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const lock = join(dataDir, 'host.pid');
  const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : undefined;
  if (holder !== undefined && holder !== process.pid && isRunning(holder)) {
    throw new Error(`Another host (process ${holder}) uses ${dataDir}. Stop it, or give this one another data folder.`);
  }
  writeFileSync(lock, String(process.pid));
  return () => rmSync(lock, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
