/** What holds of everything that is said about people, in any world: nobody is in it. */
import fc from 'fast-check';
import { itemProperties } from '../../src/app/item-properties';
import { CATALOGUE } from '../../src/detect/catalogue';
import { examineProject } from '../../src/detect/examine-project';
import { factsOf } from '../../src/detect/facts';
import { lineOf } from '../../src/detect/roll-up-lines';
import type { Finding } from '../../src/model/finding';
import type { Span } from '../../src/model/span';
import { valueAt } from '../../src/model/span';
import type { World } from '../../src/model/world';
import { EVERYBODY, randomWorld } from '../builders/random-worlds';

fc.configureGlobal({ seed: 20171113 });

/** Detectors of lines 3 and 4 that are about people; the other one of line 3 is about work in nobody's hands. */
const ABOUT_PEOPLE = CATALOGUE.filter(
  (detector) => [3, 4].includes(lineOf(detector)) && detector.id !== 'unassigned-work-in-progress',
).map(({ id }) => id);
const ANYBODY = new RegExp(`(?<![\\w-])(?:hash-)?(?:${EVERYBODY.join('|')})(?![\\w-])`);

const isAboutPeople = ({ detector }: { readonly detector: string }): boolean => ABOUT_PEOPLE.includes(detector);

test('the detectors meant are these', () => {
  expect(ABOUT_PEOPLE).toEqual([
    'idle-member',
    'uneven-load',
    'single-owner',
    'overloaded-member',
    'off-hours-drift',
    'no-rest',
  ]);
  expect('held by zaq-1.').toMatch(ANYBODY);
  expect('{"author":"hash-ana"}').toMatch(ANYBODY);
  expect('a banana is decided').not.toMatch(ANYBODY);
});

test('no account and no author is in any verdict, finding or property, whichever detector made it', () => {
  let findings = 0;
  fc.assert(
    fc.property(randomWorld, (world) => {
      const facts = factsOf(world);
      const examination = examineProject(world, facts);
      findings += examination.findings.filter(isAboutPeople).length;
      expect(JSON.stringify(examination)).not.toMatch(ANYBODY);
      const properties = [...itemProperties(world, examination, facts.waits).values()];
      // Shas are git's own; these tests make them of names, and nothing else may.
      expect(JSON.stringify(properties.map(({ commits: _, ...rest }) => rest))).not.toMatch(ANYBODY);
    }),
    { numRuns: 300 },
  );
  expect(findings).toBeGreaterThan(20);
});

test('no evidence about people leads to a commit, or to an item that one of them holds', () => {
  fc.assert(
    fc.property(randomWorld, (world) => {
      for (const { subject, evidence } of examineProject(world).findings.filter(isAboutPeople)) {
        for (const row of evidence) {
          expect(row.kind).not.toBe('commit');
          if (row.kind !== 'work-item' || (subject.kind === 'work-item' && row.key === subject.key)) continue;
          const item = world.items.get(row.key);
          expect(item && valueAt(item.assignee, world.asOf)).toBeUndefined();
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('nothing is said where fewer than five people are to be seen at all', () => {
  let small = 0;
  fc.assert(
    fc.property(randomWorld, (world) => {
      if (peopleIn(world).size >= 5) return;
      small += 1;
      expect(examineProject(world).findings.filter(isAboutPeople)).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(small).toBeGreaterThan(50);
});

test('who it is makes no difference: under other names all the same is said', () => {
  fc.assert(
    fc.property(randomWorld, fc.shuffledSubarray([...EVERYBODY], { minLength: EVERYBODY.length }), (world, names) => {
      const said = (one: World): readonly Finding[] => examineProject(one).findings.filter(isAboutPeople);
      expect(said(renamed(world, new Map(EVERYBODY.map((name, index) => [name, names[index] ?? name]))))).toEqual(
        said(world),
      );
    }),
  );
});

test('line 4 tells no instant finer than a day, and none older than 90 days', () => {
  fc.assert(
    fc.property(randomWorld, (world) => {
      for (const { detector, since, evidence } of examineProject(world).findings) {
        if (!['overloaded-member', 'off-hours-drift', 'no-rest'].includes(detector)) continue;
        expect(since).toBe(world.calendar.startOfDay(since));
        expect(world.asOf - since).toBeLessThan(90 * 24 * 60 * 60 * 1000);
        expect(evidence.every((row) => row.kind === 'figure')).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

function peopleIn({ items, commits }: World): ReadonlySet<string> {
  const assigned = [...items.values()].flatMap(({ assignee }) => assignee.flatMap(({ value }) => value ?? []));
  return new Set([...assigned, ...commits.flatMap(({ author }) => author ?? [])]);
}

function renamed(world: World, names: ReadonlyMap<string, string>): World {
  const nameOf = (account: string | undefined): string | undefined =>
    account === undefined ? undefined : (names.get(account) ?? account);
  const spanOf = (span: Span<string | undefined>): Span<string | undefined> => ({ ...span, value: nameOf(span.value) });
  return {
    ...world,
    items: new Map([...world.items].map(([key, item]) => [key, { ...item, assignee: item.assignee.map(spanOf) }])),
    commits: world.commits.map((commit) => ({
      ...commit,
      author: nameOf(commit.author),
      authorHash: `hash-${nameOf(commit.authorHash.slice(5))}`,
    })),
  };
}
