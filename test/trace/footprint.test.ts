import { mondayOf } from '../../src/model/instant';
import fc from 'fast-check';
import type { Commit } from '../../src/model/commit';
import { DAY_MS } from '../../src/model/instant';
import type { SurvivingFile } from '../../src/model/surviving';
import { type SurvivingCode, countSurviving, measureActivity, measurePlaces } from '../../src/trace/footprint';
import { commitOf, day } from '../builders/worlds';

/** Day 1 is a Monday. */
const commit = (sha: string, on: number, more: Partial<Commit> = {}): Commit => ({
  ...commitOf({ sha, committed: on }),
  ...more,
});
const changed = (...paths: string[]) => ({
  files: paths.map((path) => ({ status: 'M', path })),
  filesChanged: paths.length,
});

test.each`
  why                             | at                 | monday
  ${'a Monday at midnight'}       | ${day(8)}          | ${day(8)}
  ${'the last moment before one'} | ${day(8) - 1}      | ${day(1)}
  ${'a Sunday'}                   | ${day(7)}          | ${day(1)}
  ${'the first Monday there was'} | ${4 * DAY_MS}      | ${4 * DAY_MS}
  ${'before 1970'}                | ${-3 * DAY_MS - 1} | ${-10 * DAY_MS}
`('$why is of the week of its Monday', ({ at, monday }: { at: number; monday: number }) => {
  expect(mondayOf(at)).toBe(monday);
});

test('weeks run from the first to the last, quiet ones too, with lines where somebody told them', () => {
  const { weeks, commitsWithLines, commits, firstAt, lastAt } = measureActivity([
    commit('c', 24, { filesChanged: 7 }),
    commit('a', 2, { lines: { added: 10, deleted: 4 }, filesChanged: 1 }),
    commit('b', 3, { filesChanged: 2 }),
  ]);
  expect(weeks).toEqual([
    { monday: '2017-01-02', commits: 2, files: 3, added: 10, deleted: 4 },
    { monday: '2017-01-09', commits: 0, files: 0, added: 0, deleted: 0 },
    { monday: '2017-01-16', commits: 0, files: 0, added: 0, deleted: 0 },
    { monday: '2017-01-23', commits: 1, files: 7, added: undefined, deleted: undefined },
  ]);
  expect({ commits, commitsWithLines, firstAt, lastAt }).toEqual({
    commits: 3,
    commitsWithLines: 1,
    firstAt: day(2),
    lastAt: day(24),
  });
});

test('nothing done is nothing known of when', () => {
  expect(measureActivity([])).toEqual({
    commits: 0,
    commitsWithLines: 0,
    firstAt: undefined,
    lastAt: undefined,
    repositories: [],
    weeks: [],
  });
});

test('a clock that was centuries off makes no million weeks', () => {
  expect(measureActivity([commit('a', 1), commit('b', 2_000_000)]).weeks).toHaveLength(2);
  expect(measureActivity([commit('a', 1), commit('b', 1 + 7 * 2_079)]).weeks).toHaveLength(2_080);
});

test('a file counts each commit once, and one that was renamed since counts by the lines it still has', () => {
  const commits = [
    commit('a', 1, changed('src/watch/old.ts', 'README.md')),
    commit('b', 2, changed('src/watch/old.ts', 'src/watch/new.ts')),
  ];
  const surviving: SurvivingCode = new Map([
    [
      'team/billing',
      [
        {
          path: 'src/watch/new.ts',
          lines: [
            ['a', 30],
            ['b', 5],
            ['z', 99],
          ],
        },
        { path: 'lib/other.ts', lines: [['z', 9]] },
      ],
    ],
  ]);
  const { files, modules } = measurePlaces(commits, surviving);
  expect(files).toEqual([
    { repo: 'team/billing', path: 'src/watch/new.ts', commits: 2, lastAt: day(2), survivingLines: 35 },
    { repo: 'team/billing', path: 'src/watch/old.ts', commits: 2, lastAt: day(2), survivingLines: 0 },
    { repo: 'team/billing', path: 'README.md', commits: 1, lastAt: day(1), survivingLines: 0 },
  ]);
  expect(modules).toEqual([
    { repo: 'team/billing', path: 'src/watch', commits: 2, files: 2, survivingLines: 35 },
    { repo: 'team/billing', path: '.', commits: 1, files: 1, survivingLines: 0 },
  ]);
  expect(countSurviving(commits, surviving)).toEqual({ lines: 35, files: 1 });
});

test('where a repository sent no blame, what survives is unknown and not none', () => {
  const { files, modules } = measurePlaces([commit('a', 1, changed('a.ts'))], new Map());
  expect([...files, ...modules].map(({ survivingLines }) => survivingLines)).toEqual([undefined, undefined]);
});

describe('whatever the commits', () => {
  const REPOSITORIES = ['acme/ledger', 'acme/till'];
  const PATHS = ['README.md', 'src/a.ts', 'src/b/c.ts', 'src/b/d/e.ts', 'docs/f.md'];
  const arbitraryCommits = fc.uniqueArray(
    fc
      .record({
        repo: fc.constantFrom(...REPOSITORIES),
        number: fc.nat(60),
        on: fc.nat(900),
        paths: fc.subarray(PATHS),
        more: fc.nat(5),
        lines: fc.option(fc.record({ added: fc.nat(50), deleted: fc.nat(50) }), { nil: undefined }),
      })
      .map(({ repo, number, on, paths, more, lines }) =>
        commit(`sha-${number}`, on, { repo, ...changed(...paths), filesChanged: paths.length + more, lines }),
      ),
    { selector: ({ repo, sha }) => `${repo}@${sha}`, maxLength: 40 },
  );
  const arbitraryBlame: fc.Arbitrary<SurvivingCode> = fc
    .array(
      fc.record({
        path: fc.constantFrom(...PATHS, 'new/g.ts'),
        lines: fc.uniqueArray(
          fc.tuple(
            fc.nat(60).map((number) => `sha-${number}`),
            fc.integer({ min: 1, max: 9 }),
          ),
          {
            selector: ([sha]) => sha,
          },
        ),
      }),
      { maxLength: 8 },
    )
    .map((files: SurvivingFile[]) => new Map([['acme/ledger', files]]));

  it('order changes nothing', () => {
    fc.assert(
      fc.property(arbitraryCommits, arbitraryBlame, (commits, blame) => {
        const turned = [...commits].reverse();
        const turnedBlame = new Map([...blame].map(([repo, files]) => [repo, [...files].reverse()]));
        expect(measureActivity(turned)).toEqual(measureActivity(commits));
        expect(measurePlaces(turned, turnedBlame)).toEqual(measurePlaces(commits, blame));
      }),
    );
  });

  it('weeks and repositories add up to the whole, and so do surviving lines', () => {
    fc.assert(
      fc.property(arbitraryCommits, arbitraryBlame, (commits, blame) => {
        const sum = (numbers: readonly (number | undefined)[]) => numbers.reduce<number>((a, b) => a + (b ?? 0), 0);
        const { weeks, repositories, commits: count, commitsWithLines } = measureActivity(commits);
        expect(count).toBe(commits.length);
        expect(sum(weeks.map((week) => week.commits))).toBe(count);
        expect(sum(repositories.map((repository) => repository.commits))).toBe(count);
        expect(sum(weeks.map((week) => week.files))).toBe(sum(commits.map(({ filesChanged }) => filesChanged)));
        expect(sum(weeks.map((week) => week.added))).toBe(sum(commits.map(({ lines }) => lines?.added)));
        expect(sum(weeks.map((week) => week.deleted))).toBe(sum(commits.map(({ lines }) => lines?.deleted)));
        expect(commitsWithLines).toBe(commits.filter(({ lines }) => lines).length);
        expect(weeks.map(({ monday }) => Date.parse(monday))).toEqual(
          weeks.map((_, index) => Date.parse(weeks[0]?.monday ?? '') + index * 7 * DAY_MS),
        );
        const { files, modules } = measurePlaces(commits, blame);
        const { lines } = countSurviving(commits, blame);
        expect(sum(files.map(({ survivingLines }) => survivingLines))).toBe(lines);
        expect(sum(modules.map(({ survivingLines }) => survivingLines))).toBe(lines);
        expect(sum(modules.map((module) => module.files))).toBe(files.length);
      }),
    );
  });
});
