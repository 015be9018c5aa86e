/**
 * What the build server runs: types, lint, doors, generated files, unused code, then every test.
 * `npm run check -- --static` leaves the tests out.
 */
import { spawnSync } from 'node:child_process';
import { at, prepare, root } from './build.mjs';

await prepare();

const bin = (name) => [process.execPath, at('node_modules/.bin', name)];
const CHECKS = [
  ['types of the pure rooms, without Node and DOM', ...bin('tsc'), '--noEmit', '-p', 'tsconfig.pure.json'],
  ['types of the functions, as Forge compiles them', ...bin('tsc'), '--noEmit', '-p', 'tsconfig.json'],
  ['types of the hosts and tests', ...bin('tsc'), '--noEmit', '-p', 'tsconfig.local.json'],
  ['types of the screens', ...bin('tsc'), '--noEmit', '-p', 'tsconfig.ui.json'],
  ['doors between the rooms', ...bin('depcruise'), '--config', '.dependency-cruiser.cjs', 'src', 'static/app/src'],
  ['lint: clock, chance and smells', ...bin('eslint'), '--max-warnings=0', 'src', 'static/app/src', 'test', 'bench'],
  ['formatting', ...bin('biome'), 'format', '.'],
  ['unused files, exports and packages', ...bin('knip'), '--no-progress'],
  ['generated files', process.execPath, 'scripts/sync.mjs', '--check'],
];

const failed = [];
for (const [what, program, ...args] of CHECKS) {
  const startedAt = Date.now();
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  process.stdout.write(
    `${status === 0 ? 'ok    ' : 'FAILED'} ${what} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)\n`,
  );
  if (status !== 0) {
    failed.push(what);
    process.stdout.write(`${stdout}${stderr}\n`);
  }
}
if (failed.length > 0) {
  process.stdout.write(`\nFailed: ${failed.join('; ')}\n`);
  process.exit(1);
}
if (!process.argv.includes('--static'))
  process.exit(spawnSync(process.execPath, ['scripts/test.mjs'], { cwd: root, stdio: 'inherit' }).status ?? 1);
