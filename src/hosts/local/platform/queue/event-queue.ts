import { randomUUID } from 'node:crypto';
import type { ForgeManifest, HostClock } from '../../contract';
import type { ForgeLimits } from '../limits';
import type { HostLog } from '../host-log';
import type { Invoker } from '../invoker';
import type { Meter } from '../meter';
import type { Records } from '../records';
import type { PlatformAnswer } from '../runtime/messages';
import { findFunction, functionKeyOf, isRecord, modulesOf } from '../manifest';
import { afterFailure, type RetryContext } from './retries';
import type { WorkList } from './work-list';

/** Async events: pushed by functions, delivered at least once to the consumer of their queue. */
export interface EventQueue {
  publish(body: unknown, rootId: string): PlatformAnswer;
  stats(body: unknown): PlatformAnswer;
  cancel(body: unknown): PlatformAnswer;
  /** Forgets everything that waits. */
  clear(): void;
}

interface Pending {
  readonly eventId: string;
  readonly queueName: string;
  readonly jobId: string;
  readonly rootId: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly dueAt: number;
  readonly retryContext?: RetryContext;
}

interface Job {
  readonly queueName: string;
  success: number;
  inProgress: number;
  failed: number;
}

const space = 'queue';

export function openEventQueue(parts: {
  readonly manifest: ForgeManifest;
  readonly invoker: Invoker;
  readonly work: WorkList;
  readonly records: Records;
  readonly clock: HostClock;
  readonly limits: ForgeLimits;
  readonly meter: Meter;
  readonly hostLog: HostLog;
  /** How often an event is delivered, once unless a fault says otherwise. */
  readonly copies: (eventId: string) => number;
}): EventQueue {
  const { manifest, invoker, work, records, clock, limits, meter, hostLog, copies } = parts;
  const jobs = new Map<string, Job>();
  const waiting = new Map<string, Pending>();
  /** Pushes by first cause: a consumer that feeds itself for ever is stopped by this. */
  const pushes = new Map<string, number>();

  const consumerOf = (queueName: string) => modulesOf(manifest, 'consumer').find((each) => each['queue'] === queueName);

  const enqueue = (pending: Pending): void => {
    waiting.set(pending.eventId, pending);
    records.put(space, pending.eventId, pending);
    const lane = readLane(pending.event['concurrency'], pending.queueName);
    work.add({ id: pending.eventId, dueAt: pending.dueAt, ...(lane ? { lane } : {}), run: () => deliver(pending) });
  };

  const settle = (pending: Pending, outcome: 'success' | 'failed'): void => {
    waiting.delete(pending.eventId);
    records.remove(space, pending.eventId);
    const job = jobs.get(pending.jobId);
    if (!job) return;
    job.inProgress -= 1;
    job[outcome] += 1;
  };

  const deliver = async (pending: Pending): Promise<void> => {
    const { eventId, queueName, jobId, rootId, event, retryContext } = pending;
    const consumer = consumerOf(queueName);
    const functionKey = consumer && functionKeyOf(consumer);
    if (!consumer || !functionKey) {
      hostLog.write(`An event waits in queue "${queueName}", which no consumer in manifest.yml reads.`);
      settle(pending, 'failed');
      return;
    }
    const call = {
      functionKey,
      moduleType: 'consumer',
      moduleKey: consumer.key,
      payload: { ...event, queueName, jobId, eventId, ...(retryContext ? { retryContext } : {}) },
      rootId,
    };
    for (let extra = copies(eventId) - 1; extra > 0; extra--) await invoker.invoke(call);
    const result = await invoker.invoke(call);
    if (result.outcome === 'ok') {
      settle(pending, 'success');
      return;
    }
    const again = afterFailure(result, retryContext, limits);
    if ('givenUp' in again) {
      hostLog.write(`Event ${eventId} of queue "${queueName}" failed for good: ${again.givenUp}`);
      settle(pending, 'failed');
      return;
    }
    enqueue({ ...pending, dueAt: clock.now() + again.delayMs, retryContext: again.retryContext });
  };

  for (const pending of records.load<Pending>(space).values()) {
    const job = jobs.get(pending.jobId) ?? { queueName: pending.queueName, success: 0, inProgress: 0, failed: 0 };
    job.inProgress += 1;
    jobs.set(pending.jobId, job);
    enqueue(pending);
  }

  const findJob = (body: unknown): Job | undefined => {
    const { queueName, jobId } = isRecord(body) ? body : {};
    const job = jobs.get(String(jobId));
    return job?.queueName === queueName ? job : undefined;
  };

  return {
    publish(body, rootId) {
      const { queueName, jobId, payload } = isRecord(body) ? body : {};
      const refused = refusePush(manifest, limits, consumerOf(String(queueName)), queueName, payload);
      if (refused) {
        hostLog.write(`A push to queue "${String(queueName)}" was refused: ${refused.message}`);
        return json(refused.status, { message: refused.message, errorMessage: refused.message });
      }
      const events = payload as readonly Readonly<Record<string, unknown>>[];
      const count = (pushes.get(rootId) ?? 0) + 1;
      pushes.set(rootId, count);
      if (count > limits.queueCyclicPushes) {
        hostLog.write(
          `Queue "${String(queueName)}": one first cause led to more than ${limits.queueCyclicPushes} pushes; the rest is refused.`,
        );
        return json(405, { message: 'Cyclic invocation limit reached' });
      }
      meter.add('queue.events', events.length);
      jobs.set(String(jobId), { queueName: String(queueName), success: 0, inProgress: events.length, failed: 0 });
      for (const event of events) {
        const delay = typeof event['delayInSeconds'] === 'number' ? event['delayInSeconds'] : 0;
        enqueue({
          eventId: randomUUID(),
          queueName: String(queueName),
          jobId: String(jobId),
          rootId,
          event,
          dueAt: clock.now() + delay * 1000,
        });
      }
      return json(201, {});
    },
    stats(body) {
      const job = findJob(body);
      if (!job) return json(404, { message: 'The job does not exist.' });
      const { success, inProgress, failed } = job;
      return json(200, { success, inProgress, failed });
    },
    cancel(body) {
      const job = findJob(body);
      if (!job) return json(404, { message: 'The job does not exist.' });
      for (const pending of waiting.values()) {
        if (jobs.get(pending.jobId) !== job || !work.remove(pending.eventId)) continue;
        waiting.delete(pending.eventId);
        records.remove(space, pending.eventId);
        job.inProgress -= 1;
      }
      return { status: 204 };
    },
    clear() {
      for (const eventId of waiting.keys()) work.remove(eventId);
      waiting.clear();
      jobs.clear();
      pushes.clear();
    },
  };
}

function refusePush(
  manifest: ForgeManifest,
  limits: ForgeLimits,
  consumer: ReturnType<typeof modulesOf>[number] | undefined,
  queueName: unknown,
  payload: unknown,
): { readonly status: number; readonly message: string } | undefined {
  if (!consumer) return { status: 404, message: `manifest.yml has no consumer for queue "${String(queueName)}".` };
  if (!Array.isArray(payload) || payload.length < 1 || payload.length > limits.queueEventsPerPush) {
    return { status: 400, message: `A push holds 1 to ${limits.queueEventsPerPush} events.` };
  }
  if (Buffer.byteLength(JSON.stringify(payload)) > limits.queuePushBytes) {
    return { status: 413, message: `A push holds at most ${limits.queuePushBytes} bytes.` };
  }
  const key = functionKeyOf(consumer);
  const runsLong = key !== undefined && (findFunction(manifest, key).timeoutSeconds ?? 0) > limits.longSeconds;
  if (runsLong && payload.some((event) => Buffer.byteLength(JSON.stringify(event)) > limits.queueLongEventBytes)) {
    return {
      status: 413,
      message: `An event for a consumer that may run longer than ${limits.longSeconds} s holds at most ${limits.queueLongEventBytes} bytes.`,
    };
  }
  const late = payload.find(
    (event: unknown) => isRecord(event) && Number(event['delayInSeconds'] ?? 0) > limits.queueDelaySeconds,
  );
  return late ? { status: 400, message: `An event is delayed by at most ${limits.queueDelaySeconds} s.` } : undefined;
}

function readLane(concurrency: unknown, queueName: string): { key: string; limit: number } | undefined {
  if (!isRecord(concurrency) || typeof concurrency['key'] !== 'string') return undefined;
  const limit = typeof concurrency['limit'] === 'number' ? concurrency['limit'] : 1;
  return { key: `${queueName}/${concurrency['key']}`, limit };
}

function json(status: number, value: unknown): PlatformAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
