/** Teams at work: what each person has in hand, and when they commit. Days count back from `asOf`. */
import type { Commit } from '../../src/model/commit';
import { DAY_MS, HOUR_MS, mondayOf } from '../../src/model/instant';
import type { WorkItem } from '../../src/model/work-item';
import { commitOf, day, workItemOf } from './worlds';

export interface PersonOptions {
  readonly name: string;
  /** Stories in progress at the same time. */
  readonly inHand?: number;
  /** Day they were begun. */
  readonly since?: number;
  /** False where Jira serves no history of them, and they changed yesterday. */
  readonly hasHistory?: boolean;
}

/** Stories in progress, assigned since they were made: PAY-501 and so on, by the place in the list. */
export function storiesOf(people: readonly PersonOptions[], asOf: number): WorkItem[] {
  return people.flatMap(({ name, inHand = 1, since = asOf - 40, hasHistory = true }, index) =>
    Array.from({ length: inHand }, (_, number) =>
      workItemOf({
        key: `PAY-${500 + 20 * index + number + 1}`,
        assignee: name,
        created: since,
        status: [[since, 'in-progress']],
        moved: [asOf - 1],
        hasHistory,
      }),
    ),
  );
}

export interface HabitOptions {
  readonly name: string;
  /** Local hours of the commits of a day. */
  readonly hours?: readonly number[];
  /** The same in the last four complete weeks. */
  readonly lately?: readonly number[];
  /** Days of the week with commits, 0 = Monday. */
  readonly weekdays?: readonly number[];
  /** The same in the last two weeks. */
  readonly weekdaysLately?: readonly number[];
  readonly weeks?: number;
  readonly offsetMinutes?: number | undefined;
}

/**
 * Commits of complete weeks up to the one of `asOf`, and of the days of that one which are over.
 * Whoever has `offsetMinutes: undefined` tells no time of day.
 */
export function commitsOf(habits: readonly HabitOptions[], asOf: number): Commit[] {
  return habits.flatMap((habit) => {
    const { name, hours = [9, 11, 14], weekdays = [0, 2, 4], weeks = 28 } = habit;
    const offset = 'offsetMinutes' in habit ? habit.offsetMinutes : 0;
    const { lately = hours, weekdaysLately = weekdays } = habit;
    const monday = mondayOf(day(asOf));
    return Array.from({ length: weeks + 1 }, (_, back) => back).flatMap((back) =>
      (back <= 2 ? weekdaysLately : weekdays).flatMap((weekday) =>
        (back <= 4 ? lately : hours).flatMap((hour): Commit[] => {
          const local = monday - back * 7 * DAY_MS + weekday * DAY_MS + hour * HOUR_MS;
          const at = local - (offset ?? 0) * 60_000;
          if (local >= day(Math.floor(asOf))) return [];
          const sha = `${name}-${back}-${weekday}-${hour}`;
          return [{ ...commitOf({ sha, author: name }), authoredAt: at, committedAt: at, authorOffsetMinutes: offset }];
        }),
      ),
    );
  });
}
