/**
 * What `npm test` runs, also on a fresh clone: makes the checkout ready, then every test: in one
 * process, of components, and in a real browser. `npm test -- <words>` hands the words to jest.
 *
 * Ends with a line that counts tests, and fails when none ran or a required one could not.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at, prepare, root } from './build.mjs';

await prepare();

const words = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'throughline-tests-'));
const counts = { passed: 0, failed: 0, skipped: 0, suites: 0 };
// Browser tests start whole hosts: they come last and one at a time.
for (const [name, options] of [
  ['unit', ['--selectProjects', 'unit', 'ui', '--maxWorkers=2']],
  ['browser', ['--selectProjects', 'browser', '--runInBand']],
]) {
  const report = join(folder, `${name}.json`);
  await jest([...options, '--passWithNoTests', '--silent=false', '--json', `--outputFile=${report}`, ...words]);
  if (!existsSync(report)) {
    counts.failed += 1;
    continue;
  }
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, numTotalTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  counts.passed += numPassedTests;
  counts.failed += numFailedTests || numFailedTestSuites;
  counts.skipped += numPendingTests;
  counts.suites += numTotalTestSuites;
}
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);

function jest(options) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [at('node_modules/jest/bin/jest.js'), ...options], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('exit', resolve);
  });
}
