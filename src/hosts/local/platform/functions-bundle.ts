import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { compileHostScript, projectRoot } from './host-script';

/**
 * Builds the app's functions with Atlassian's own bundler, offline, and skips the work when
 * nothing the bundle is made of has changed. In: an app folder with manifest.yml and src. Out: a
 * folder with the very `*.cjs` files that a deploy would ship.
 */
export interface FunctionsBundle {
  readonly folder: string;
  /** Size of the function code, source maps not counted. */
  readonly bytes: number;
  /** Every symbol the app imports from `@forge/*`, for example `@forge/api.asUser`. */
  readonly sdkImports: readonly string[];
  /** Identifies the sources; equal fingerprints mean equal bundles. */
  readonly fingerprint: string;
  readonly reused: boolean;
}

export async function buildFunctions(app: {
  readonly appFolder: string;
  readonly bundleDir: string;
}): Promise<FunctionsBundle> {
  const { appFolder, bundleDir } = app;
  const fingerprint = fingerprintOf(appFolder);
  const stamp = join(bundleDir, 'fingerprint');
  const isFresh = (): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint;
  if (isFresh()) return { ...describe(bundleDir), fingerprint, reused: true };
  const unfinished = `${bundleDir}.${process.pid}`;
  try {
    await promisify(execFile)(process.execPath, [compileHostScript('forge-build.ts'), unfinished], {
      cwd: appFolder,
      env: { ...process.env, FORGE_RUNTIME_PATH: runtimeStub() },
      maxBuffer: 16 * 1024 * 1024,
    });
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    const said = (error as { stderr?: string }).stderr?.trim() || String(error);
    throw new Error(`The functions in ${appFolder} do not build:\n${said}`, { cause: error });
  }
  if (isFresh()) {
    // Another process built the same meanwhile, and may be reading it.
    rmSync(unfinished, { recursive: true, force: true });
    return { ...describe(bundleDir), fingerprint, reused: true };
  }
  writeFileSync(join(unfinished, 'fingerprint'), fingerprint);
  rmSync(bundleDir, { recursive: true, force: true });
  mkdirSync(dirname(bundleDir), { recursive: true });
  renameSync(unfinished, bundleDir);
  return { ...describe(bundleDir), fingerprint, reused: false };
}

function describe(folder: string): Pick<FunctionsBundle, 'folder' | 'bytes' | 'sdkImports'> {
  const code = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.cjs') && !name.startsWith('__forge'),
  );
  return {
    folder,
    bytes: code.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0),
    sdkImports: JSON.parse(readFileSync(join(folder, 'sdk-imports.json'), 'utf8')) as string[],
  };
}

/** Everything a bundle depends on: sources but for the hosts that never ship, settings, versions. */
function fingerprintOf(appFolder: string): string {
  const hash = createHash('sha256');
  const add = (file: string): void => {
    if (existsSync(file)) hash.update(relative(appFolder, file)).update('\0').update(readFileSync(file)).update('\0');
  };
  const source = join(appFolder, 'src');
  if (!existsSync(source)) throw new Error(`${appFolder} has no src folder, so there are no functions to build.`);
  const notShipped = join('hosts', 'local');
  for (const entry of readdirSync(source, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = join(source, entry);
    if (!entry.startsWith(notShipped) && statSync(file).isFile()) add(file);
  }
  add(join(appFolder, 'manifest.yml'));
  add(join(appFolder, 'tsconfig.json'));
  add(join(projectRoot(), 'package-lock.json'));
  add(join(projectRoot(), 'src/hosts/local/platform/forge-build.ts'));
  return hash.digest('hex');
}

/**
 * The bundler packs Atlassian's loader and wrapper from here when FORGE_RUNTIME_PATH is set, and
 * from the internet otherwise. The host calls the app's exports itself, so empty ones will do.
 */
function runtimeStub(): string {
  const folder = join(projectRoot(), '.local/platform/runtime-stub');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(
    join(folder, 'dist/loader.js'),
    "exports.main = (...call) => require('./__forge_wrapper__.cjs').main(...call);\n",
  );
  writeFileSync(
    join(folder, 'dist/wrapper.js'),
    "exports.main = () => { throw new Error('Called by Atlassian only.'); };\n",
  );
  return folder;
}
