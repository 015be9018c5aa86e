import fc from 'fast-check';
import { examineProject } from '../../src/detect/examine-project';
import { worldAt, sprintAt } from '../../src/model/world-at';
import { randomWorld } from '../builders/random-worlds';
import { branchOf, commitOf, day, pullRequestOf, sprintOf, traceLinkOf, workItemOf, worldOf } from '../builders/worlds';

fc.configureGlobal({ seed: 20171113 });

const earlier = randomWorld.chain((world) =>
  fc.tuple(fc.constant(worldAt(world, world.asOf)), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })),
);

it('leaves the world of its own instant as it is', () => {
  fc.assert(fc.property(earlier, ([world]) => expect(worldAt(world, world.asOf)).toEqual(world)));
});

it('sees the same from later on, whatever lies between', () => {
  fc.assert(
    fc.property(earlier, ([world, a, b]) => {
      const [late, early] = [Math.max(a, b), Math.min(a, b)].map((days) => world.asOf - (40 - days) * 86_400_000);
      if (late === undefined || early === undefined) return;
      expect(worldAt(worldAt(world, late), early)).toEqual(worldAt(world, early));
    }),
  );
});

it('holds nothing of what came after: no item, commit, span or movement', () => {
  fc.assert(
    fc.property(earlier, ([world, days]) => {
      const at = world.asOf - days * 86_400_000;
      const past = worldAt(world, at);
      for (const item of past.items.values()) {
        expect(item.createdAt).toBeLessThanOrEqual(at);
        expect(item.movedAt.every((moved) => moved <= at)).toBe(true);
        for (const history of [item.status, item.assignee, item.links, item.fixVersions, item.flagged])
          for (const { from, until } of history) expect([from <= at, (until ?? at) <= at]).toEqual([true, true]);
      }
      expect(past.commits.every(({ committedAt }) => committedAt <= at)).toBe(true);
    }),
  );
});

it('gives no detector anything that it would not have seen by looking at that day', () => {
  fc.assert(
    fc.property(earlier, ([world, days]) => {
      const at = world.asOf - days * 86_400_000;
      const there = new Map([...world.items].filter(([, { createdAt }]) => createdAt <= at));
      const past = worldAt(world, at);
      const { pullRequests, branches, coverage } = past;
      expect(examineProject(past)).toEqual(
        examineProject({ ...world, items: there, asOf: at, pullRequests, branches, coverage }),
      );
    }),
  );
});

it('refuses an instant that lies ahead', () => {
  expect(() => worldAt(worldOf({ asOf: 3, items: [] }), day(4))).toThrow(RangeError);
});

it('knows nothing of pull requests and branches of a past day, of which only those that are left are kept', () => {
  const world = worldOf({ asOf: 9, pullRequests: [pullRequestOf()], branches: [branchOf()] });
  expect(worldAt(world, day(5))).toMatchObject({
    pullRequests: [],
    branches: [],
    coverage: { ...world.coverage, pullRequests: { kind: 'unknown' }, branches: { kind: 'unknown' } },
  });
  expect(worldAt(world, day(9))).toMatchObject({ pullRequests: [{ number: 7 }], branches: [{ name: 'rounding' }] });
});

it('takes links away with their commits', () => {
  const world = worldOf({
    asOf: 9,
    items: [workItemOf({ key: 'PAY-1' })],
    commits: [commitOf({ sha: 'c1', committed: 3 }), commitOf({ sha: 'c2', committed: 6 })],
    links: [traceLinkOf('c1', 'PAY-1'), traceLinkOf('c2', 'PAY-1')],
  });
  expect(worldAt(world, day(5)).links.map(({ sha }) => sha)).toEqual(['c1']);
});

it.each`
  why                                    | asOf  | state
  ${'before its first day'}              | ${4}  | ${'future'}
  ${'on its first day'}                  | ${5}  | ${'active'}
  ${'after its last day, not completed'} | ${11} | ${'active'}
  ${'when it was completed'}             | ${12} | ${'closed'}
`('a sprint is $state $why', ({ asOf, state }: { asOf: number; state: string }) => {
  const sprint = { ...sprintOf('Sprint 7', 5, 10, 'closed'), completeAt: day(12) };
  expect(sprintAt(sprint, day(asOf)).state).toBe(state);
});
