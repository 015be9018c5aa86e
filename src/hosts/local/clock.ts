import type { HostClock } from './contract';

/** A clock that runs at the machine's pace from whatever instant it was set to. */
export interface MovableClock extends HostClock {
  /** Sets the host's present, in milliseconds since the epoch. */
  set(at: number): void;
}

export function createClock(startsAt: number, machineNow: () => number = Date.now): MovableClock {
  let offset = startsAt - machineNow();
  return {
    now: () => machineNow() + offset,
    set: (at) => {
      offset = at - machineNow();
    },
  };
}
