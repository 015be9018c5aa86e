/** The screens as they ship: within their budgets, and React's production build however they were built. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

it('keeps the first load of every screen within its budget', () => {
  const run = spawnSync(process.execPath, [join(ROOT, 'scripts/ui-sizes.mjs')], { encoding: 'utf8' });
  expect(run.stdout).toMatch(/issue-panel +\d+/);
  expect(run.stdout).not.toMatch(/OVER/);
  expect(run.status).toBe(0);
});
