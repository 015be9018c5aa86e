/**
 * npm run new:detector -- tangled-change
 *
 * Makes a detector and its table test. The id names the failing state as a noun and lives for ever
 * in storage and JQL, so it is refused when it does not read like one.
 */
import { access, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readChecklist } from './checklist.mjs';
import { whyBadId, writeDetector, writeDetectorTest } from './write-detector.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [id = ''] = process.argv.slice(2);
const files = { detector: `src/detect/detectors/${id}.ts`, test: `test/detect/${id}.test.ts` };

const complaint = whyBadId(id) ?? (await whyTaken());
if (complaint) {
  console.error(complaint);
  process.exitCode = 1;
} else {
  const planned = readChecklist(await readFile(join(root, 'docs/checklist.md'), 'utf8')).find(
    ({ detector }) => detector === id,
  );
  await writeFile(join(root, files.detector), writeDetector(id, planned));
  await writeFile(join(root, files.test), writeDetectorTest(id));
  console.log(
    `${files.detector}\n${files.test}\n\nNext: write the table in the test, then examine, then the line in docs/checklist.md, then npm run sync.`,
  );
}

async function whyTaken() {
  for (const file of Object.values(files)) {
    const exists = await access(join(root, file)).then(
      () => true,
      () => false,
    );
    if (exists) return `${file} is there already. Choose another id, or edit it.`;
  }
  return undefined;
}
