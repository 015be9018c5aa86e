/**
 * What a reader downloads before a screen stands, in gzip bytes: the page itself, its module, and
 * every module and style sheet these import statically. Read from Vite's manifest, so that it
 * counts what the browser would fetch and nothing that is loaded on demand.
 *
 * node scripts/ui-sizes.mjs
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const DIST = join(dirname(fileURLToPath(import.meta.url)), '..', 'static', 'app', 'dist');
const KB = 1024;

/** Each screen with the pages it loads to stand, and its budget (DESIGN.md §8). */
const SCREENS = [
  { screen: 'issue-context', pages: ['src/item/issue-context.tsx'], budgetKb: 140 },
  { screen: 'issue-panel', pages: ['src/item/issue-panel.tsx'], budgetKb: 140 },
  { screen: 'project-page/health', pages: ['src/health/project-page.tsx'], budgetKb: 160 },
  {
    screen: 'project-page/waits',
    pages: ['src/health/project-page.tsx', 'src/waits/waits-page.tsx', 'src/waits/wait-graph.tsx'],
    budgetKb: 160,
  },
  {
    screen: 'project-page/trace',
    pages: ['src/health/project-page.tsx', 'src/trace/trace-page.tsx', 'src/review/review-queue.tsx'],
    budgetKb: 160,
  },
  { screen: 'project-settings', pages: ['src/settings/project-settings.tsx'], budgetKb: 245 },
  { screen: 'admin-page', pages: ['src/admin/admin-page.tsx'], budgetKb: 245 },
  { screen: 'health-gadget', pages: ['src/gadget/health-gadget.tsx'], budgetKb: 140 },
  { screen: 'check-blocking-waits', pages: ['src/action/check-waits-form.tsx'], budgetKb: 140 },
];

/**
 * Initial load of every screen of a built resource.
 * @param {string} dist the folder `vite build` wrote
 * @returns {{ screen: string, bytes: number, budgetBytes: number }[]}
 */
export function measureUiSizes(dist = DIST) {
  const manifestPath = join(dist, '.vite', 'manifest.json');
  if (!existsSync(manifestPath))
    throw new Error(`There is no build in ${dist}. Run "npx vite build --config static/app/vite.config.mjs" first.`);
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const bytesOf = (file) => gzipSync(readFileSync(join(dist, file))).length;
  return SCREENS.map(({ screen, pages, budgetKb }) => {
    const files = new Set(['index.html']);
    for (const page of ['index.html', ...pages]) collectFiles(manifest, page, files);
    const bytes = [...files].reduce((sum, file) => sum + bytesOf(file), 0);
    return { screen, bytes, budgetBytes: budgetKb * KB };
  });
}

/** Adds a chunk's file, its style sheets and everything it imports statically. */
function collectFiles(manifest, name, files, seen = new Set()) {
  if (seen.has(name)) return;
  seen.add(name);
  const chunk = manifest[name];
  if (!chunk)
    throw new Error(
      `The build has no chunk "${name}". Was the page renamed? Then rename it in scripts/ui-sizes.mjs too.`,
    );
  files.add(chunk.file);
  for (const sheet of chunk.css ?? []) files.add(sheet);
  for (const imported of chunk.imports ?? []) collectFiles(manifest, imported, files, seen);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const sizes = measureUiSizes();
  for (const { screen, bytes, budgetBytes } of sizes) {
    const verdict = bytes <= budgetBytes ? 'within' : 'OVER';
    console.log(
      `${screen.padEnd(22)} ${(bytes / KB).toFixed(1).padStart(6)} KB gzip   ${verdict} ${budgetBytes / KB} KB`,
    );
  }
  if (sizes.some(({ bytes, budgetBytes }) => bytes > budgetBytes)) process.exitCode = 1;
}
