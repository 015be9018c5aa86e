import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Some of the host's own code has to run outside the host's process: in a worker thread, or in a
 * child with another working directory. Such a file is compiled on first use to
 * `.local/platform/`, inside the project so that it finds node_modules.
 */
export function compileHostScript(source: string): string {
  const known = compiled.get(source);
  if (known) return known;
  const root = projectRoot();
  const outfile = join(root, '.local/platform', source.replace(/[\\/]/g, '-').replace(/\.ts$/, '.cjs'));
  const { outputFiles } = buildSync({
    entryPoints: [join(root, 'src/hosts/local/platform', source)],
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    logLevel: 'error',
  });
  mkdirSync(dirname(outfile), { recursive: true });
  // Renamed into place, so that another process never reads half a file.
  const unfinished = `${outfile}.${process.pid}`;
  writeFileSync(unfinished, outputFiles[0]?.contents ?? '');
  renameSync(unfinished, outfile);
  compiled.set(source, outfile);
  return outfile;
}

const compiled = new Map<string, string>();

/** The folder that holds this project's package.json, wherever the host itself was compiled to. */
export function projectRoot(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'throughline') {
      return folder;
    }
    if (dirname(folder) === folder) {
      throw new Error(`No package.json of throughline above ${__dirname}: run the host inside its project.`);
    }
  }
}
