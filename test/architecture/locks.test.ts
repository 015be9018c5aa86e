/** The other two locks: the air of the pure rooms, and time and chance. */
import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

describe('The air of the pure rooms', () => {
  it.each([
    ['the network', "export const it = fetch('https://example.com');"],
    ['the console', "console.log('here');\nexport const it = 1;"],
    ['the process', 'export const it = process.env.HOME;'],
    ['timers', 'export const it = setTimeout(() => 1, 1);'],
    ['a page', 'export const it = document.body;'],
  ])('does not hold %s', (_, code) => {
    const folder = mkdtempSync(join(ROOT, 'src/model/.air-'));
    try {
      writeFileSync(join(folder, 'breath.ts'), code);
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ extends: '../../../tsconfig.pure.json', include: ['breath.ts'], exclude: [] }),
      );
      const run = spawnSync(
        process.execPath,
        [join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', folder],
        { encoding: 'utf8' },
      );
      expect(run.stdout).toMatch(/Cannot find name/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('Time and chance', () => {
  /** What the project's own settings forbid in a file, tried on a text as if it stood there. */
  const restrictions = new Map<string, unknown>();
  const complaints = (file: string, code: string): string[] => {
    if (!restrictions.has(file)) {
      const run = spawnSync(
        process.execPath,
        [join(ROOT, 'node_modules/eslint/bin/eslint.js'), '--print-config', file],
        { cwd: ROOT, encoding: 'utf8' },
      );
      const { rules } = JSON.parse(run.stdout) as { rules: Record<string, unknown> };
      restrictions.set(file, rules['no-restricted-syntax'] ?? 'off');
    }
    return new Linter()
      .verify(
        code,
        [
          {
            files: ['**/*.ts'],
            languageOptions: { parser },
            rules: { 'no-restricted-syntax': restrictions.get(file) as Linter.RuleEntry },
          },
        ],
        'a.ts',
      )
      .map(({ message }) => message);
  };

  it.each([
    ['the clock', 'export const it = Date.now();'],
    ['the clock by another name', 'export const it = new Date();'],
    ['chance', 'export const it = Math.random();'],
    ['the locale', 'export const it = (1).toLocaleString();'],
    ['local time', 'export const it = new Date(0).getHours();'],
    ['time zones of the machine', 'export const it = Intl.DateTimeFormat();'],
  ])('keep %s out of the model', (_, code) => {
    expect(complaints('src/model/instant.ts', code)).toHaveLength(1);
  });

  it('let the model work with instants it is given', () => {
    expect(complaints('src/model/instant.ts', 'export const it = (at: number) => new Date(at).toISOString();')).toEqual(
      [],
    );
  });

  it('leave the hosts alone, where the clock is read', () => {
    expect(complaints('src/hosts/forge/index.ts', 'export const it = Date.now();')).toEqual([]);
  });
});
