/** Bundles the command line into dist/cli.cjs, which runs with Node alone. */
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = new URL('..', import.meta.url);

export const cliBundle = fileURLToPath(new URL('dist/cli.cjs', root));

export async function buildCli() {
  const { build } = await import('esbuild');
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  await build({
    entryPoints: [fileURLToPath(new URL('src/hosts/local/cli/main.ts', root))],
    outfile: cliBundle,
    bundle: true,
    platform: 'node',
    target: 'node20',
    define: { THROUGHLINE_VERSION: JSON.stringify(version) },
    logLevel: 'warning',
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildCli();
