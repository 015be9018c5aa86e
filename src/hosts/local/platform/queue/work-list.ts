/**
 * Work that is due now or later by the host's clock. Nothing here sets a timer: `pump` starts what
 * is due, and is called whenever something is added or done, and by whoever moves the clock.
 * `drain` does not wait for the clock: what is due later runs at once, in due order.
 */
export interface Work {
  readonly id: string;
  readonly dueAt: number;
  /** At most `limit` pieces of work with the same key run at a time. */
  readonly lane?: { readonly key: string; readonly limit: number };
  run(): Promise<void>;
}

export interface WorkList {
  add(work: Work): void;
  /** Removes work that has not begun; true when there was any. */
  remove(id: string): boolean;
  pump(): void;
  drain(): Promise<void>;
  /** Begins nothing more; resolves when what runs has ended. */
  stop(): Promise<void>;
}

export function openWorkList(now: () => number, mostAtOnce: number, onFailure: (error: unknown) => void): WorkList {
  let waiting: Work[] = [];
  const running = new Map<Work, Promise<void>>();
  let stopped = false;

  const fits = ({ lane }: Work): boolean => {
    if (running.size >= mostAtOnce) return false;
    return !lane || [...running.keys()].filter((each) => each.lane?.key === lane.key).length < lane.limit;
  };

  const start = (work: Work): void => {
    waiting = waiting.filter((each) => each !== work);
    const done = work
      .run()
      .catch(onFailure)
      .finally(() => {
        running.delete(work);
        pump();
      });
    running.set(work, done);
  };

  const startUntil = (dueAt: number): void => {
    if (stopped) return;
    for (const work of [...waiting]) {
      if (work.dueAt > dueAt) return;
      if (fits(work)) start(work);
    }
  };

  const pump = (): void => startUntil(now());

  return {
    add(work) {
      const at = waiting.findIndex((each) => each.dueAt > work.dueAt);
      waiting.splice(at < 0 ? waiting.length : at, 0, work);
      pump();
    },
    remove(id) {
      const before = waiting.length;
      waiting = waiting.filter((each) => each.id !== id);
      return waiting.length < before;
    },
    pump,
    async drain() {
      for (;;) {
        pump();
        const [next] = waiting;
        if (running.size > 0) await Promise.race(running.values());
        else if (next && !stopped) startUntil(next.dueAt);
        else return;
      }
    },
    async stop() {
      stopped = true;
      await Promise.allSettled(running.values());
    },
  };
}
