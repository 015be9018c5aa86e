/**
 * Writes the files that are generated from the detectors: the catalogue from the folder, and
 * docs/detectors.md from the catalogue. `--check` writes nothing and fails, naming what differs.
 * It also holds docs/checklist.md against the catalogue, which is written by hand.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { checkChecklist } from './checklist.mjs';
import { writeCatalogue } from './write-catalogue.mjs';
import { writeDetectorDocs } from './write-detector-docs.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const onlyCheck = process.argv.includes('--check');
const complaints = [];

const ids = (await readdir(join(root, 'src/detect/detectors')))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -'.ts'.length))
  .sort();
const detectors = await describe(ids);
await put('src/detect/catalogue.ts', writeCatalogue(detectors.map((detector) => detector.id)));
await put('docs/detectors.md', writeDetectorDocs(detectors));
complaints.push(...checkChecklist(await readFile(join(root, 'docs/checklist.md'), 'utf8'), detectors));

if (complaints.length > 0) {
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = 1;
} else {
  console.log(`${detectors.length} detectors: the catalogue, docs/detectors.md and docs/checklist.md agree.`);
}

async function put(path, text) {
  const old = await readFile(join(root, path), 'utf8').catch(() => '');
  if (old === text) return;
  if (onlyCheck) complaints.push(`${path} is out of date. Run npm run sync.`);
  else await writeFile(join(root, path), text);
}

/** Loads the detectors through a catalogue made on the spot, so that a stale one on disk does no harm. */
async function describe(names) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: "export * from './src/detect/describe-detectors';", resolveDir: root },
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [
      {
        name: 'fresh-catalogue',
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /^\.\/catalogue$/ }, () => ({ path: 'catalogue', namespace: 'fresh' }));
          onLoad({ filter: /.*/, namespace: 'fresh' }, () => ({
            contents: writeCatalogue(names),
            loader: 'ts',
            resolveDir: join(root, 'src/detect'),
          }));
        },
      },
    ],
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { describeDetectors } = await import(`data:text/javascript;base64,${code}`);
  const described = describeDetectors();
  for (const [index, { id }] of described.entries()) {
    if (id !== names[index])
      complaints.push(`src/detect/detectors/${names[index]}.ts calls itself "${id}". File and id must be the same.`);
  }
  return described.sort((a, b) => compareLines(a.checklistLine, b.checklistLine) || (a.id < b.id ? -1 : 1));
}

function compareLines(a, b) {
  const [lineA, sentenceA] = a.split('.').map(Number);
  const [lineB, sentenceB] = b.split('.').map(Number);
  return lineA - lineB || sentenceA - sentenceB;
}
