/** How often steady people look as if their hours drifted: the chance that docs/decisions/0008-people.md tells. */
import { seededChance } from '../../bench/chance';
import type { Commit } from '../../src/model/commit';
import { DAY_MS, HOUR_MS, WEEK_MS } from '../../src/model/instant';
import { medianOf } from '../../src/model/median';
import { findHourShifts } from '../../src/model/members/hours';
import { commitOf, day } from '../builders/worlds';

const ASOF = day(210);
const WEEKS = 29;

/** Everybody keeps to hours of their own, wide or narrow, early or late. */
function steadyTeam(size: number, perWeek: number, seed: number): Commit[] {
  const chance = seededChance(seed);
  return Array.from({ length: size }, (_, person) => {
    const [first, width] = [6 + chance.pick(10), 4 + chance.pick(9)];
    return Array.from({ length: WEEKS * perWeek }, (__, number) => {
      const workday = ASOF - 2 * DAY_MS - Math.floor(number / perWeek) * WEEK_MS - chance.pick(5) * DAY_MS;
      // Two draws make the middle of the day the densest.
      const at = workday + (first + (chance.pick(60 * width) + chance.pick(60 * width)) / 120) * HOUR_MS;
      return {
        ...commitOf({ sha: `${person}-${number}`, author: `person-${person}` }),
        authoredAt: at,
        committedAt: at,
      };
    });
  }).flat();
}

test.each`
  size  | perWeek
  ${5}  | ${3}
  ${5}  | ${15}
  ${12} | ${5}
`('of teams of $size with $perWeek commits a week, at most one in twenty looks so', ({ size, perWeek }) => {
  const runs = 60;
  const flagged = Array.from({ length: runs }, (_, seed) => {
    const shifts = [...findHourShifts(steadyTeam(size as number, perWeek as number, seed), () => false, ASOF).values()];
    const medians = [0, 1, 2, 3].map((week) => medianOf(shifts.flatMap((weeks) => weeks[week] ?? [])) ?? 0);
    return medians.filter((z) => z > 1).length >= 3;
  }).filter(Boolean).length;
  expect(flagged / runs).toBeLessThanOrEqual(0.05);
});
