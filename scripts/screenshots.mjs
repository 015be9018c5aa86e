/**
 * Takes the pictures of docs/screenshots: every surface in light and dark, on the demo as it opens.
 * Usage: node scripts/screenshots.mjs
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { at, prepare, root } from './build.mjs';
import { readOptions } from './start-options.mjs';

await prepare();
const { chromium } = await import('playwright-core');
const surfaces = JSON.parse(readFileSync(at('test/browser/surfaces.json'), 'utf8'));
const folder = at('docs/screenshots');
const port = 4390;
const WIDE = { width: 1440, height: 900 };

mkdirSync(folder, { recursive: true });
const host = spawn(process.execPath, [at('dist/host.cjs'), JSON.stringify(readOptions(['--port', String(port)]))], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
});
await new Promise((resolve, reject) => {
  host.stdout.on('data', (text) => String(text).includes('Ready after') && resolve());
  host.on('exit', () => reject(new Error('The local host ended before it was ready.')));
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  for (const theme of ['light', 'dark']) {
    const context = await browser.newContext({
      baseURL: `http://localhost:${port}`,
      viewport: WIDE,
      colorScheme: theme,
    });
    const page = await context.newPage();
    if (theme === 'light') await runTheRecipe(page);
    for (const { name, path, open, frame, ready, narrow } of surfaces) {
      await page.goto(path);
      if (open) await page.getByRole('button', { name: /^Throughline/ }).click();
      await (frame ? page.frameLocator(frame) : page).getByText(ready).first().waitFor();
      await page.waitForTimeout(800);
      await page.screenshot({ path: `${folder}/${name}-${theme}.png` });
      process.stdout.write(`  ${name}-${theme}.png\n`);
      if (!narrow) continue;
      await page.setViewportSize({ ...WIDE, width: 800 });
      await page.waitForTimeout(800);
      await page.screenshot({ path: `${folder}/${name}-narrow-${theme}.png` });
      await page.setViewportSize(WIDE);
      process.stdout.write(`  ${name}-narrow-${theme}.png\n`);
    }
    await context.close();
  }
} finally {
  await browser.close();
  host.kill('SIGTERM');
}

const rows = surfaces.flatMap(({ name, caption, narrow }) => [
  `| ${caption} | ![](${name}-light.png) | ![](${name}-dark.png) |`,
  ...(narrow ? [`| The same in a narrow window | ![](${name}-narrow-light.png) | ![](${name}-narrow-dark.png) |`] : []),
]);
writeFileSync(
  `${folder}/README.md`,
  `# Every surface, in light and dark\n\nOn the demo data, as of 13 November 2017. Taken by \`node scripts/screenshots.mjs\`.\n\n| what | light | dark |\n| --- | --- | --- |\n${rows.join('\n')}\n`,
);

/** The automation page shows a rule that has run, as a user would leave it. */
async function runTheRecipe(page) {
  await page.goto('/automation');
  await page.getByRole('button', { name: 'Import recipe' }).click();
  await page.getByRole('button', { name: /waited on a blocker/ }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Run now' }).click();
  await page.getByText('success').first().waitFor();
}
