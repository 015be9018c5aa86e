import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFunctions } from '../../../../src/hosts/local/platform/functions-bundle';
import { fixtureFolder } from './fixture-platform';

describe('building the functions', () => {
  // Inside the project, because the bundler looks for node_modules above the app.
  const work = join(process.cwd(), '.local/test/bundle-test');
  const appFolder = join(work, 'app');
  const bundleDir = join(work, 'functions');

  beforeEach(() => {
    rmSync(work, { recursive: true, force: true });
    mkdirSync(join(appFolder, 'src/hosts/local'), { recursive: true });
    for (const file of ['manifest.yml', 'tsconfig.json', 'static'])
      cpSync(join(fixtureFolder, file), join(appFolder, file), { recursive: true });
    writeFileSync(
      join(appFolder, 'src/index.ts'),
      `import { asApp } from '@forge/api';\n${['resolver', 'jql', 'onEvent', 'onSchedule', 'hook', 'freeHook', 'consume', 'countBirds', 'farewell'].map((name) => `export const ${name} = () => asApp;`).join('\n')}\n`,
    );
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  test('ships what deploy ships, says what it uses, and is skipped until a source changes', async () => {
    const built = await buildFunctions({ appFolder, bundleDir });
    expect(built).toMatchObject({ reused: false, folder: bundleDir, sdkImports: ['@forge/api.asApp'] });
    expect(built.bytes).toBeGreaterThan(1000);
    for (const file of ['index.cjs', '__forge__.cjs', '__forge_wrapper__.cjs', 'runtime.json'])
      expect(existsSync(join(bundleDir, file))).toBe(true);

    writeFileSync(join(appFolder, 'src/hosts/local/never-shipped.ts'), 'export const host = 1;');
    expect(await buildFunctions({ appFolder, bundleDir })).toEqual({ ...built, reused: true });

    writeFileSync(
      join(appFolder, 'src/index.ts'),
      `${readFileSync(join(appFolder, 'src/index.ts'), 'utf8')}export const wren: number = 'no number';\n`,
    );
    await expect(buildFunctions({ appFolder, bundleDir })).rejects.toThrow(
      "Type 'string' is not assignable to type 'number'",
    );
    expect(existsSync(join(bundleDir, 'index.cjs'))).toBe(true);
  }, 120_000);

  test('says that there is nothing to build', async () => {
    rmSync(join(appFolder, 'src'), { recursive: true });
    await expect(buildFunctions({ appFolder, bundleDir })).rejects.toThrow('has no src folder');
  });
});
