import { randomUUID } from 'node:crypto';
import type { ForgeManifest, ForgeModule, HostClock } from '../contract';
import type { HostLog } from './host-log';
import type { Invoker } from './invoker';
import type { ForgeLimits } from './limits';
import type { WorkList } from './queue/work-list';
import { functionKeyOf, isRecord, modulesOf } from './manifest';
import { afterFailure, type RetryContext } from './queue/retries';

/** Product and lifecycle events on their way to the triggers that asked for them. */
export interface TriggerEvent {
  readonly eventType: string;
  readonly selfGenerated?: boolean;
  readonly [field: string]: unknown;
}

export interface Triggers {
  /** Resolves when each trigger has run once; a retry that one asks for comes later. */
  deliver(event: TriggerEvent): Promise<void>;
}

export function openTriggers(parts: {
  readonly manifest: ForgeManifest;
  readonly invoker: Invoker;
  readonly work: WorkList;
  readonly clock: HostClock;
  readonly limits: ForgeLimits;
  readonly hostLog: HostLog;
}): Triggers {
  const { manifest, invoker, work, clock, limits, hostLog } = parts;

  const run = async (
    trigger: ForgeModule,
    functionKey: string,
    event: TriggerEvent,
    retryContext?: RetryContext,
  ): Promise<void> => {
    const result = await invoker.invoke({
      functionKey,
      moduleType: 'trigger',
      moduleKey: trigger.key,
      payload: retryContext ? { ...event, retryContext } : event,
    });
    // A trigger is tried again when it asks; when it throws, the event is lost, as on Forge.
    if (result.outcome !== 'retry') return;
    const again = afterFailure(result, retryContext, limits);
    if ('givenUp' in again) {
      hostLog.write(`Trigger "${trigger.key}" gave up on ${event.eventType}: ${again.givenUp}`);
      return;
    }
    work.add({
      id: randomUUID(),
      dueAt: clock.now() + again.delayMs,
      run: () => run(trigger, functionKey, event, again.retryContext),
    });
  };

  return {
    async deliver(event) {
      const asked = modulesOf(manifest, 'trigger').flatMap((trigger) => {
        const functionKey = functionKeyOf(trigger);
        const filter = filterFor(trigger, event.eventType);
        if (!functionKey || !filter || (filter.ignoreSelf && event.selfGenerated === true)) return [];
        if (filter.expression) {
          hostLog.write(
            `Trigger "${trigger.key}" has a filter expression, which is not evaluated here: it gets every ${event.eventType}.`,
          );
        }
        return [run(trigger, functionKey, event)];
      });
      await Promise.all(asked);
    },
  };
}

interface Filter {
  readonly ignoreSelf: boolean;
  readonly expression: boolean;
}

/** The filter that applies to an event; undefined when the trigger did not ask for it. */
function filterFor(trigger: ForgeModule, eventType: string): Filter | undefined {
  const events: readonly unknown[] = Array.isArray(trigger['events']) ? trigger['events'] : [];
  const named = events.find((each) => each === eventType || (isRecord(each) && each['eventType'] === eventType));
  if (named === undefined) return undefined;
  const own = isRecord(named) && isRecord(named['filter']) ? named['filter'] : {};
  const shared = isRecord(trigger['filter']) ? trigger['filter'] : {};
  const filter = { ...shared, ...own };
  return { ignoreSelf: filter['ignoreSelf'] === true, expression: typeof filter['expression'] === 'string' };
}
