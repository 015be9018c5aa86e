/** The scripts that keep detectors, catalogue and documents together, run as anybody runs them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
let copy: string;

/** A copy of what the scripts read and write, so that no test touches the real files. */
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'throughline-scripts-'));
  for (const folder of [
    'src/detect',
    'src/model',
    'src/trace',
    'src/forecast',
    'scripts',
    'docs',
    'test/detect',
    'test/builders',
    'test/ui',
  ]) {
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  }
  cpSync(join(root, 'tsconfig.json'), join(copy, 'tsconfig.json'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

function run(script: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, 'scripts', script), ...args], {
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}
const edit = (path: string, change: (text: string) => string): void =>
  writeFileSync(join(copy, path), change(readFileSync(join(copy, path), 'utf8')));

test('what is committed is in step', () => {
  expect(run('sync.mjs', '--check')).toMatchObject({ status: 0 });
});

test('a new detector is scaffolded, enters the catalogue and the documents, and its test passes', () => {
  expect(run('new-detector.mjs', 'tangled-change').status).toBe(0);
  expect(run('sync.mjs', '--check')).toMatchObject({
    status: 1,
    said: expect.stringContaining('src/detect/catalogue.ts is out of date'),
  });

  edit('docs/checklist.md', (text) => `${text}- 6.9 Changes serve one feature — \`tangled-change\`\n`);
  expect(run('sync.mjs').status).toBe(0);
  expect(run('sync.mjs', '--check').status).toBe(0);
  expect(readFileSync(join(copy, 'src/detect/catalogue.ts'), 'utf8')).toContain(
    "import tangledChange from './detectors/tangled-change';",
  );
  expect(readFileSync(join(copy, 'docs/detectors.md'), 'utf8')).toContain(
    'Sentence 6.9 · severity low · looks at open stories',
  );
  cpSync(join(root, 'jest.config.cjs'), join(copy, 'jest.config.cjs'));
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  expect(() =>
    execFileSync(
      process.execPath,
      [jest, '--rootDir', copy, '--selectProjects', 'unit', '--testPathPatterns', 'tangled-change'],
      { cwd: copy, stdio: 'pipe' },
    ),
  ).not.toThrow();
});

test.each`
  why                                    | path                                  | from                | to                         | said
  ${'a file edited by hand'}             | ${'docs/detectors.md'}                | ${'# Detectors'}    | ${'# Rules'}               | ${'docs/detectors.md is out of date. Run npm run sync.'}
  ${'an id unlike its file'}             | ${'src/detect/detectors/deadlock.ts'} | ${"id: 'deadlock'"} | ${"id: 'gridlock'"}        | ${'deadlock.ts calls itself "gridlock"'}
  ${'a detector the checklist lacks'}    | ${'docs/checklist.md'}                | ${/^- 2\.2 .*\n/m}  | ${''}                      | ${'docs/checklist.md has no line for deadlock'}
  ${'a detector called planned'}         | ${'docs/checklist.md'}                | ${'— `deadlock`'}   | ${'— planned: `deadlock`'} | ${'calls deadlock planned'}
  ${'a detector under another sentence'} | ${'docs/checklist.md'}                | ${'- 2.2 '}         | ${'- 2.9 '}                | ${'deadlock says it answers 2.2, docs/checklist.md says 2.9'}
  ${'a detector nobody wrote'}           | ${'docs/checklist.md'}                | ${'— by hand'}      | ${'— `never-written`'}     | ${'names never-written, which is not in src/detect/detectors'}
  ${'a number used twice'}               | ${'docs/checklist.md'}                | ${'- 1.7 '}         | ${'- 1.6 '}                | ${'uses 1.6 twice'}
  ${'a line that is no sentence'}        | ${'docs/checklist.md'}                | ${'- 1.7 '}         | ${'- '}                    | ${'does not read like'}
`('the check refuses $why', ({ path, from, to, said }) => {
  edit(path, (text) => text.replace(from, to));
  const { status, said: heard } = run('sync.mjs', '--check');
  expect(heard).toContain(said);
  expect(status).not.toBe(0);
});

test.each`
  why                          | id                  | said
  ${'nothing'}                 | ${''}               | ${'Name the detector'}
  ${'one word'}                | ${'change'}         | ${'is not an id'}
  ${'capitals'}                | ${'TangledChange'}  | ${'is not an id'}
  ${'a way out of the folder'} | ${'../../evil-id'}  | ${'is not an id'}
  ${'the good state'}          | ${'no-orphans'}     | ${'names the good state'}
  ${'a verb'}                  | ${'check-waits'}    | ${'begins with a verb'}
  ${'a good id'}               | ${'tangled-change'} | ${undefined}
  ${'a taken id'}              | ${'blocking-wait'}  | ${'is there already'}
`('new-detector answers to $why', ({ id, said }) => {
  const { status, said: heard } = run('new-detector.mjs', id);
  expect(status).toBe(said === undefined ? 0 : 1);
  if (said !== undefined) expect(heard).toContain(said);
});
