/**
 * Makes a checkout ready to run, also a fresh clone: plain Node, nothing installed yet. Installs what
 * is missing and builds what is stale.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);

/** @type {readonly { what: string, made: string, from: readonly string[], build: () => Promise<void> }[]} */
const steps = [
  {
    what: "the app's screens",
    made: at('static/app/dist/index.html'),
    from: [
      'static/app/src',
      'static/app/public',
      'static/app/index.html',
      'static/app/vite.config.mjs',
      'src/surfaces',
      'src/model',
    ],
    build: () => vite('static/app/vite.config.mjs'),
  },
  {
    what: 'the Jira-like page around them',
    made: at('src/hosts/local/shell/dist/web/index.html'),
    from: ['src/hosts/local/shell', 'src/hosts/local/automation/rule.ts'],
    build: () => vite('src/hosts/local/shell/vite.config.mjs'),
  },
  {
    what: 'the stand-in for their bridge',
    made: at('src/hosts/local/shell/dist/bridge.js'),
    from: ['src/hosts/local/shell/frame'],
    build: () =>
      esbuild({
        entryPoints: [at('src/hosts/local/shell/frame/stand-in.ts')],
        outfile: at('src/hosts/local/shell/dist/bridge.js'),
        format: 'iife',
        target: 'es2022',
      }),
  },
  {
    what: 'the local host',
    made: at('dist/host.cjs'),
    from: ['src'],
    build: () =>
      esbuild({
        entryPoints: [at('src/hosts/local/main.ts')],
        outfile: at('dist/host.cjs'),
        platform: 'node',
        target: 'node20',
        format: 'cjs',
        packages: 'external',
      }),
  },
];

/** Node new enough, packages installed, everything built. */
export async function prepare() {
  checkNode();
  await installPackages();
  for (const step of steps) await buildIfStale(step);
}

export { at, checkNode, root, run };

function checkNode() {
  const wanted = JSON.parse(readFileSync(at('package.json'), 'utf8')).engines.node.replace(/^[^\d]*/, '');
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  fail(
    `Node ${process.versions.node} is too old: Throughline needs ${wanted} or later. Install it from https://nodejs.org/.`,
  );
}

async function installPackages() {
  // npm writes this file at the end of every install.
  if (changedAt(at('node_modules/.package-lock.json')) >= changedAt(at('package-lock.json'))) return;
  say('Installing packages, once; this takes a minute or two');
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
    progress: true,
  });
  // A checkout may be newer than the packages; what was just installed is up to date all the same.
  const now = new Date();
  if (existsSync(at('node_modules/.package-lock.json'))) utimesSync(at('node_modules/.package-lock.json'), now, now);
}

/** Built again when a source is newer than the build, by the time its stamp was written. */
async function buildIfStale({ what, made, from, build }) {
  const stamp = `${made}.built`;
  const newest = Math.max(...from.map((path) => newestIn(at(path))), changedAt(at('package-lock.json')));
  if (existsSync(made) && changedAt(stamp) >= newest) return;
  say(`Building ${what}`);
  const startedAt = new Date();
  await build();
  mkdirSync(join(made, '..'), { recursive: true });
  writeFileSync(stamp, '');
  // A source saved while the build ran belongs to the next one.
  utimesSync(stamp, startedAt, startedAt);
}

function newestIn(path) {
  if (!existsSync(path)) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return readdirSync(path)
    .filter((name) => name !== 'dist' && name !== 'node_modules')
    .reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), 0);
}

function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

async function vite(config) {
  await run(
    process.execPath,
    [at('node_modules/vite/bin/vite.js'), 'build', '-c', at(config), '--logLevel', 'warn'],
    // Whoever calls, even a test runner: what is built is what ships.
    { env: { ...process.env, NODE_ENV: 'production' } },
  );
}

async function esbuild(options) {
  const { build } = await import('esbuild');
  await build({ bundle: true, logLevel: 'warning', ...options });
}

/** Runs a program to its end; what it says is shown only when it fails. */
function run(program, args, { shell = false, progress = false, env = process.env }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, shell, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    child.stdout.on('data', (text) => said.push(text));
    child.stderr.on('data', (text) => said.push(text));
    const startedAt = Date.now();
    const dots = progress && setInterval(() => say(`  … ${Math.round((Date.now() - startedAt) / 1000)} s`), 10_000);
    child.on('error', (error) => fail(`${program} cannot be run: ${error.message}`));
    child.on('exit', (code) => {
      if (dots) clearInterval(dots);
      if (code === 0) resolve();
      else fail(`${program} ${args[0] ?? ''} failed:\n${Buffer.concat(said).toString('utf8')}`);
    });
  });
}

function say(line) {
  process.stdout.write(`  ${line}\n`);
}

function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}
