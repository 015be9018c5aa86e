import type { ForgeManifest, HostClock } from '../contract';
import type { HostLog } from './host-log';
import type { FunctionResult, Installation, Invoker } from './invoker';
import type { Records } from './records';
import { findModule, functionKeyOf, isRecord, modulesOf } from './manifest';

/** Scheduled triggers by the host's clock; whoever moves the clock asks for what is due. */
export interface Schedules {
  /** Runs each due schedule once, however long it has been due. */
  runDue(): Promise<number>;
  run(moduleKey: string): Promise<FunctionResult>;
  /** As after an installation or a deploy: everything is due in five minutes. */
  reset(): void;
}

const minuteMs = 60_000;
const firstRunMs = 5 * minuteMs;
const intervalMs: Readonly<Record<string, number>> = {
  fiveMinute: 5 * minuteMs,
  hour: 60 * minuteMs,
  day: 24 * 60 * minuteMs,
  week: 7 * 24 * 60 * minuteMs,
};

const space = 'schedule';

export function openSchedules(parts: {
  readonly manifest: ForgeManifest;
  readonly installation: Installation;
  readonly invoker: Invoker;
  readonly records: Records;
  readonly clock: HostClock;
  readonly hostLog: HostLog;
}): Schedules {
  const { manifest, installation, invoker, records, clock, hostLog } = parts;
  const dueAt = records.load<number>(space);

  const setDue = (key: string, at: number): void => {
    dueAt.set(key, at);
    records.put(space, key, at);
  };

  const reset = (): void => {
    for (const { key } of modulesOf(manifest, 'scheduledTrigger')) setDue(key, clock.now() + firstRunMs);
  };

  const intervalOf = (key: string): number => {
    const interval = String(findModule(manifest, 'scheduledTrigger', key)['interval']);
    const length = intervalMs[interval];
    if (length === undefined)
      throw new Error(`Schedule "${key}" has the interval "${interval}"; there are fiveMinute, hour, day and week.`);
    return length;
  };

  const run = async (key: string): Promise<FunctionResult> => {
    const module = findModule(manifest, 'scheduledTrigger', key);
    const functionKey = functionKeyOf(module);
    if (!functionKey) throw new Error(`Schedule "${key}" names no function in manifest.yml.`);
    const { cloudId, environmentId } = installation;
    const result = await invoker.invoke({
      functionKey,
      moduleType: 'scheduledTrigger',
      moduleKey: key,
      payload: {
        context: { cloudId, moduleKey: key, environmentId, installContext: `ari:cloud:jira::site/${cloudId}` },
      },
    });
    if (result.outcome === 'ok' && !(isRecord(result.value) && typeof result.value['statusCode'] === 'number')) {
      hostLog.write(`Schedule "${key}" returned no { statusCode: 204 }; Forge logs such a run as failed (424).`);
    }
    return result;
  };

  for (const { key } of modulesOf(manifest, 'scheduledTrigger')) {
    intervalOf(key);
    if (!dueAt.has(key)) setDue(key, clock.now() + firstRunMs);
  }

  return {
    async runDue() {
      const now = clock.now();
      const due: string[] = [];
      for (const { key } of modulesOf(manifest, 'scheduledTrigger')) {
        const at = dueAt.get(key) ?? now;
        const every = intervalOf(key);
        if (at <= now) due.push(key);
        // Somebody turned the clock back: do not wait for a day that is far again.
        if (at <= now || at > now + Math.max(every, firstRunMs)) setDue(key, now + every);
      }
      for (const key of due) await run(key);
      return due.length;
    },
    run,
    reset,
  };
}
