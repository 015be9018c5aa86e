/** Bundles a TypeScript entry of this project and runs it in a process of its own; its exit code is ours. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {string} entry from the root of the project
 * @param {readonly string[]} words what was typed
 */
export async function runBundled(entry, words) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  // A folder for each run, inside the project: two may run at once, and both find node_modules.
  const folder = mkdtempSync(join(root, 'dist/run-'));
  const file = join(folder, 'main.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  const child = spawn(process.execPath, [file, ...words], { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('close', (code) => {
    rmSync(folder, { recursive: true, force: true });
    process.exitCode = code ?? 1;
  });
}
