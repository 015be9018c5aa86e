/** Bundles TypeScript of this project and runs it in a process of its own; its exit code is ours. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {readonly [string, ...string[]]} entries from the root of the project; the first is run, and the
 *   others lie beside it, by their own names
 * @param {readonly string[]} words what was typed
 */
export async function runBundled(entries, words) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  // A folder for each run, inside the project: two may run at once, and both find node_modules.
  const folder = mkdtempSync(join(root, 'dist/run-'));
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries.map((entry) => [nameOf(entry), entry])),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  const child = spawn(process.execPath, [join(folder, `${nameOf(entries[0])}.cjs`), ...words], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('close', (code) => {
    rmSync(folder, { recursive: true, force: true });
    process.exitCode = code ?? 1;
  });
}

/** @param {string} entry */
function nameOf(entry) {
  return basename(entry, '.ts');
}
