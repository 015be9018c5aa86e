/**
 * Runs bench/push.ts by itself, or hands its measurements to the bench that runs them all.
 *
 *     node bench/push.mjs [commits=20000] [runs=3]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Resolves to `{name, value, unit, budget, ratio, of}[]`; a measurement holds when `ratio <= budget`. */
export async function measurePush({ commits = 20_000, runs = 3 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  try {
    const self = join(folder, 'push.cjs');
    const bundle = join(folder, 'bundle.cjs');
    await build({ entryPoints: [here('push.ts')], outfile: bundle, bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' });
    writeFileSync(self, "require('./bundle.cjs').main(process.argv.slice(2));\n");
    return await createRequire(import.meta.url)(bundle).measurePush({ commits, runs, self, maker: here('make-repository.mjs') });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [commits, runs] = process.argv.slice(2).map(Number);
  const measurements = await measurePush({ commits, runs });
  console.table(
    measurements.map(({ name, value, unit, budget, ratio, of }) => ({
      name,
      value: `${value.toFixed(2)} ${unit}`,
      ratio: ratio.toFixed(2),
      budget,
      of,
    })),
  );
  process.exitCode = measurements.every(({ ratio, budget }) => ratio <= budget) ? 0 : 1;
}
