import { MODULES_KEPT, moduleOf, modulesOf } from '../../src/model/module';

test.each`
  path                          | module
  ${'README.md'}                | ${'.'}
  ${'docs/push.md'}             | ${'docs'}
  ${'src/watch/git.ts'}         | ${'src/watch'}
  ${'src/watch/git/lane.ts'}    | ${'src/watch'}
  ${'packages/a/src/b/c/d.tsx'} | ${'packages/a'}
`('$path belongs to the module $module', ({ path, module }: { path: string; module: string }) => {
  expect(moduleOf(path)).toBe(module);
});

const changed = (paths: readonly string[], filesChanged = paths.length) => ({
  files: paths.map((path) => ({ status: 'M', path })),
  filesChanged,
});
const folders = (count: number) => Array.from({ length: count }, (_, nth) => `src/m${nth}/a.ts`);

test('the modules of a commit are told once each, in order', () => {
  expect(modulesOf(changed(['src/b/x.ts', 'src/a/y.ts', 'src/b/z.ts', 'README.md']))).toEqual(['.', 'src/a', 'src/b']);
});

test('modules that are told stand for the files that were left away', () => {
  expect(modulesOf({ files: [], filesChanged: 2, modules: ['src/a'] })).toEqual(['src/a']);
});

test.each`
  why                                      | commit                                     | told
  ${'no files are told'}                   | ${changed([])}                             | ${undefined}
  ${'some files are not told'}             | ${changed(folders(MODULES_KEPT - 1), 500)} | ${undefined}
  ${'some are not, and enough are'}        | ${changed(folders(MODULES_KEPT), 500)}     | ${MODULES_KEPT}
  ${'all are told, in one module too few'} | ${changed(folders(MODULES_KEPT - 1))}      | ${MODULES_KEPT - 1}
  ${'all are told, in one module more'}    | ${changed(folders(MODULES_KEPT + 1))}      | ${MODULES_KEPT}
`('how many modules are told when $why: $told', ({ commit, told }) => {
  expect(modulesOf(commit)?.length).toBe(told);
});
