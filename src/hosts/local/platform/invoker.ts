import { randomUUID } from 'node:crypto';
import type { ForgeManifest, HostClock, InvocationRecord } from '../contract';
import type { ForgeLimits } from './limits';
import type { HostLog } from './host-log';
import type { Meter } from './meter';
import type { PlatformAnswer, PlatformCall } from './runtime/messages';
import type { RunOutcome, RuntimePool } from './runtime/runtime-pool';
import { appIdOf, findFunction, isRecord } from './manifest';
import { timeLimitSeconds } from './limits';

/** Calls functions of the app: builds what they are given, holds their limits, keeps the record. */
export interface Invoker {
  invoke(call: FunctionCall): Promise<FunctionResult>;
  /** The newest first. */
  records(limit: number): readonly InvocationRecord[];
}

export interface FunctionCall {
  readonly functionKey: string;
  readonly moduleType: string;
  readonly moduleKey: string;
  /** First argument of the handler. */
  readonly payload: unknown;
  readonly accountId?: string;
  /** The first cause, when this call comes out of a queue. */
  readonly rootId?: string;
}

export type FunctionResult =
  | { readonly outcome: 'ok'; readonly value: unknown }
  | { readonly outcome: 'retry'; readonly retry: RetryWish }
  | { readonly outcome: 'error' | 'timeout'; readonly reason: string; readonly message: string };

/** What `new InvocationError({…})` turns into when a function returns it. */
export interface RetryWish {
  readonly retryAfter: number;
  readonly retryReason: string;
  readonly retryData?: unknown;
}

/** On whose behalf a platform call is made. */
export interface Caller {
  readonly invocationId: string;
  readonly rootId: string;
  readonly accountId?: string;
}

export interface Installation {
  readonly installationId: string;
  readonly environmentId: string;
  readonly cloudId: string;
  readonly siteUrl: string;
}

const retryingModules: ReadonlySet<string> = new Set(['trigger', 'consumer']);
const kept = 1000;

export function createInvoker(parts: {
  readonly manifest: ForgeManifest;
  readonly installation: Installation;
  readonly pool: RuntimePool;
  readonly clock: HostClock;
  readonly limits: ForgeLimits;
  readonly meter: Meter;
  readonly hostLog: HostLog;
  /** May answer in the platform's place, as a fault does. */
  readonly intercept: (call: PlatformCall) => PlatformAnswer | undefined;
  /** Answers a platform call; `kind` is what it counts as. */
  answer(call: PlatformCall, caller: Caller): { readonly kind: string; readonly answer: Promise<PlatformAnswer> };
}): Invoker {
  const { manifest, installation, pool, clock, limits, meter, hostLog } = parts;
  const { installationId, environmentId, cloudId } = installation;
  const contextAri = `ari:cloud:jira::site/${cloudId}`;
  const records: InvocationRecord[] = [];

  const invoke = async (call: FunctionCall): Promise<FunctionResult> => {
    const { functionKey, moduleType, moduleKey, accountId } = call;
    const definition = findFunction(manifest, functionKey);
    const memoryMB = definition.runtime?.memoryMB ?? manifest.app.runtime.memoryMB ?? limits.memoryMB;
    const timeoutSeconds = timeLimitSeconds(moduleType, definition.timeoutSeconds, limits);
    const id = randomUUID();
    const at = clock.now();
    const logs = openLog(limits);
    const calls: Record<string, number> = {};
    const caller: Caller = {
      invocationId: id,
      rootId: call.rootId ?? id,
      ...(accountId === undefined ? {} : { accountId }),
    };
    const who = accountId === undefined ? {} : { accountId };

    const finish = (durationMs: number, result: FunctionResult): FunctionResult => {
      meter.add('functions.invocations', 1);
      meter.add('functions.gbSeconds', (memoryMB / 1024) * (durationMs / 1000));
      meter.add('logs.bytes', logs.bytes());
      const error = result.outcome === 'error' || result.outcome === 'timeout' ? { error: result.message } : {};
      records.unshift({
        id,
        at,
        functionKey,
        moduleType,
        moduleKey,
        ...who,
        durationMs,
        outcome: result.outcome,
        ...error,
        logs: logs.lines(),
        calls,
      });
      records.length = Math.min(records.length, kept);
      return result;
    };

    const payload = JSON.stringify(call.payload ?? {});
    const bytes = Buffer.byteLength(payload);
    if (bytes > limits.invocationBytes) {
      const message = `${functionKey} was to be called with ${bytes} bytes; an invocation takes at most ${limits.invocationBytes}.`;
      hostLog.write(message);
      return finish(0, { outcome: 'error', reason: 'PAYLOAD_TOO_BIG', message });
    }

    const outcome = await pool.run({
      memoryMB,
      invocation: {
        id,
        handler: definition.handler,
        payload,
        context: JSON.stringify({
          installContext: contextAri,
          ...(accountId === undefined ? {} : { principal: { accountId } }),
          installation: { ari: { installationId }, contexts: [{ cloudId }] },
        }),
        appContext: {
          appId: appIdOf(manifest),
          appVersion,
          environmentId,
          environmentType,
          invocationId: id,
          installationId,
          functionKey,
          moduleType,
          moduleKey,
          permissions: { scopes: manifest.permissions.scopes, external: manifest.permissions.external ?? {} },
        },
        installationId,
        contextAri,
        cloudId,
        ...who,
        clockOffsetMs: at - Date.now(),
        timeoutMs: timeoutSeconds * 1000,
      },
      log: (line) => logs.write(line),
      answer: async (made) => {
        const intercepted = parts.intercept(made);
        if (intercepted) return intercepted;
        const { kind, answer } = parts.answer(made, caller);
        calls[kind] = (calls[kind] ?? 0) + 1;
        try {
          return await answer;
        } catch (error) {
          hostLog.write(
            `The host failed to answer ${made.path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
          );
          return {
            status: 500,
            body: JSON.stringify({ code: 'INTERNAL_ERROR', message: 'The local platform failed; its log says why.' }),
          };
        }
      },
    });
    return finish(outcome.durationMs, judge(outcome, call, memoryMB, timeoutSeconds, limits, hostLog));
  };

  return { invoke, records: (limit) => records.slice(0, limit) };
}

export const appVersion = '1.0.0';
export const environmentType = 'DEVELOPMENT';

function judge(
  outcome: RunOutcome,
  { functionKey, moduleType }: FunctionCall,
  memoryMB: number,
  timeoutSeconds: number,
  limits: ForgeLimits,
  hostLog: HostLog,
): FunctionResult {
  switch (outcome.kind) {
    case 'timeout': {
      const message = `${functionKey} ran longer than ${timeoutSeconds} s and was ended.`;
      hostLog.write(message);
      return { outcome: 'timeout', reason: 'FUNCTION_TIME_OUT', message };
    }
    case 'out-of-memory': {
      const message = `${functionKey} used more than ${memoryMB} MB and was ended.`;
      hostLog.write(message);
      return { outcome: 'error', reason: 'FUNCTION_OUT_OF_MEMORY', message };
    }
    case 'threw': {
      const { name, message } = outcome.failure;
      hostLog.write(`${functionKey} threw ${name}: ${message}`);
      return { outcome: 'error', reason: name, message };
    }
    case 'returned': {
      if (Buffer.byteLength(outcome.result ?? '') > limits.invocationBytes) {
        const message = `${functionKey} returned more than ${limits.invocationBytes} bytes.`;
        hostLog.write(message);
        return { outcome: 'error', reason: 'RESPONSE_TOO_BIG', message };
      }
      const value: unknown = outcome.result === undefined ? undefined : JSON.parse(outcome.result);
      if (retryingModules.has(moduleType) && isRecord(value) && value['_retry'] === true) {
        return { outcome: 'retry', retry: readRetry(value['retryOptions']) };
      }
      return { outcome: 'ok', value };
    }
  }
}

function readRetry(options: unknown): RetryWish {
  const given = isRecord(options) ? options : {};
  return {
    retryAfter: typeof given['retryAfter'] === 'number' ? given['retryAfter'] : 1,
    retryReason: String(given['retryReason'] ?? 'FUNCTION_RETRY_REQUEST'),
    ...(given['retryData'] === undefined ? {} : { retryData: given['retryData'] }),
  };
}

interface FunctionLog {
  write(line: string): void;
  lines(): readonly string[];
  bytes(): number;
}

/** Keeps what Forge would keep; what is beyond is counted, and said so in a last line. */
function openLog(limits: ForgeLimits): FunctionLog {
  const lines: string[] = [];
  let bytes = 0;
  let dropped = 0;
  return {
    write(line) {
      const size = Buffer.byteLength(line) + 1;
      if (dropped > 0 || lines.length >= limits.logLines || bytes + size > limits.logBytes) {
        dropped += 1;
        return;
      }
      lines.push(line);
      bytes += size;
    },
    lines: () =>
      dropped === 0
        ? lines
        : [
            ...lines,
            `… ${dropped} more lines were dropped: Forge keeps ${limits.logLines} lines and ${limits.logBytes} bytes.`,
          ],
    bytes: () => bytes,
  };
}
