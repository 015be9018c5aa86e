/** What holds of every detector in the catalogue, on any world. A new detector gets these for free. */
import fc from 'fast-check';
import { CATALOGUE } from '../../src/detect/catalogue';
import { examineProject } from '../../src/detect/examine-project';
import { findingId } from '../../src/model/finding';
import type { World } from '../../src/model/world';
import { randomWorld, shuffledFrom } from '../builders/random-worlds';
import { workItemOf, worldOf } from '../builders/worlds';
import { ask } from './detectors-under-test';

fc.configureGlobal({ seed: 20171113 });

const IDS = CATALOGUE.map(({ id }) => id);

describe.each(IDS)('%s', (id) => {
  test('never throws', () => {
    fc.assert(fc.property(randomWorld, (world) => expect(ask(id, world).outcome).not.toBe('failed')));
  });

  test('does not depend on the order in which facts came', () => {
    fc.assert(
      fc.property(
        randomWorld.chain((world) => fc.tuple(fc.constant(world), shuffledFrom(world))),
        ([world, shuffled]) => expect(ask(id, shuffled)).toEqual(ask(id, world)),
      ),
    );
  });

  test('changes nothing it is given', () => {
    fc.assert(fc.property(randomWorld, (world) => expect(ask(id, frozen(world)).outcome).not.toBe('failed')));
  });

  test('says the same of equal worlds', () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        const { calendar, ...rest } = world;
        expect(ask(id, { ...structuredClone(rest), calendar })).toEqual(ask(id, world));
      }),
    );
  });

  test('gives each finding a sentence, a time that has come, a next step and something to look at', () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        for (const finding of ask(id, world).findings) {
          expect(finding.message).toMatch(/\S/);
          expect(finding.nextStep).toMatch(/\S/);
          expect(finding.since).toBeLessThanOrEqual(world.asOf);
          expect(finding.evidence.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('flags a subject once, and counts what it flags', () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        const { findings, flagged, outcome, looked } = ask(id, world);
        expect(new Set(findings.map(findingId)).size).toBe(findings.length);
        expect(flagged).toBe(findings.length);
        expect(outcome === 'flagged').toBe(flagged > 0);
        expect(looked).toBeGreaterThanOrEqual(flagged);
      }),
    );
  });

  test('is never clear when it looked at nothing or could not judge something', () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        const { outcome, looked, unknown, reason } = ask(id, world);
        if (outcome === 'clear') expect([looked > 0, unknown]).toEqual([true, 0]);
        else if (outcome !== 'flagged') expect(reason).toMatch(/\S/);
      }),
    );
  });
});

test('a longer wait never clears a blocking wait', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 0, max: 15 }),
      fc.integer({ min: 0, max: 10 }),
      (linkedOn, asOf, earlier, longerThanDays) => {
        const flaggedWhen = (from: number, until: number): boolean => {
          const waiter = workItemOf({ key: 'PAY-1', created: -20, waitsOn: [{ to: 'PAY-2', from }] });
          const blocker = workItemOf({ key: 'PAY-2', created: -20 });
          const settings = { thresholds: { 'blocking-wait': { longerThanDays } } };
          return (
            ask('blocking-wait', worldOf({ asOf: until, items: [waiter, blocker], settings })).outcome === 'flagged'
          );
        };
        if (!flaggedWhen(linkedOn, asOf)) return;
        expect(flaggedWhen(linkedOn - earlier, asOf)).toBe(true);
        expect(flaggedWhen(linkedOn, asOf + earlier)).toBe(true);
      },
    ),
  );
});

test('an examination lists its findings in one order, whatever order the world came in', () => {
  fc.assert(
    fc.property(
      randomWorld.chain((world) => fc.tuple(fc.constant(world), shuffledFrom(world))),
      ([world, shuffled]) => expect(examineProject(shuffled)).toEqual(examineProject(world)),
    ),
  );
});

test('no line holds while commits are unknown and a detector on it needs them', () => {
  fc.assert(
    fc.property(randomWorld, (world) => {
      const dark: World = {
        ...world,
        coverage: { ...world.coverage, commits: { kind: 'unknown', why: 'None is connected.' } },
      };
      for (const line of examineProject(dark).lines) {
        if (!line.detectors.includes('untraced-change') && !line.detectors.includes('idle-member')) continue;
        expect(line.outcome).not.toBe('holding');
        expect(line.reason).toContain('None is connected.');
      }
    }),
  );
});

test('the random worlds do what they are for: each detector flags some and cannot judge others', () => {
  const seen = new Map(IDS.map((id) => [id, new Set<string>()]));
  for (const world of fc.sample(randomWorld, { numRuns: 800, seed: 1 })) {
    for (const { detector, outcome } of examineProject(world).verdicts) seen.get(detector)?.add(outcome);
  }
  for (const [id, outcomes] of seen)
    expect([id, outcomes.has('flagged'), outcomes.has('unknown')]).toEqual([id, true, true]);
});

/** The world with everything in it frozen; a write anywhere throws. Maps and the calendar cannot be frozen. */
function frozen(world: World): World {
  for (const item of world.items.values()) freezeDeep(item);
  const { commits, links, pullRequests, branches, waivers, settings, coverage } = world;
  for (const part of [commits, links, pullRequests, branches, waivers, settings, coverage]) freezeDeep(part);
  return Object.freeze(world);
}

function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freezeDeep);
}
