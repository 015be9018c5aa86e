import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { formatWithOptions } from 'node:util';
import { EgressFilteringService } from '@forge/egress';
import type { CallOptions, Invocation, PlatformAnswer, PlatformCall } from './messages';
import { hostDate } from '../../host-date';

/**
 * The globals that Atlassian's wrapper gives a function: `__forge_runtime__`, `__forge_fetch__`,
 * an egress-filtered `fetch`, a captured console, and here a clock that is the host's. Each
 * invocation sees its own through AsyncLocalStorage, also in what it leaves running behind it.
 */
export interface GlobalsSettings {
  readonly egress: readonly string[];
  call(invocationId: string, call: PlatformCall): Promise<PlatformAnswer>;
  log(invocationId: string, line: string): void;
}

interface Running {
  readonly invocation: Invocation;
  readonly runtime: object;
}

export function installForgeGlobals(
  settings: GlobalsSettings,
): (invocation: Invocation, work: () => Promise<unknown>) => Promise<unknown> {
  const running = new AsyncLocalStorage<Running>();
  const machineNow = Date.now;
  const shiftedDate = hostDate(() => machineNow() + (running.getStore()?.invocation.clockOffsetMs ?? 0));
  Object.defineProperty(Date.prototype, 'constructor', { value: shiftedDate, writable: true, configurable: true });

  Object.defineProperties(globalThis, {
    Date: { value: shiftedDate, writable: true, configurable: true },
    __forge_runtime__: { get: () => running.getStore()?.runtime, configurable: true },
    __forge_fetch__: {
      value: (options: CallOptions, path: string, init?: RequestInit) => {
        const invocation = running.getStore()?.invocation;
        if (!invocation) throw new Error('Forge runtime not found.');
        return fetchFromPlatform((call) => settings.call(invocation.id, call), options, path, init);
      },
    },
    fetch: { value: filteredFetch(settings.egress, globalThis.fetch), writable: true, configurable: true },
  });
  captureConsole((line) => {
    const store = running.getStore();
    if (store) settings.log(store.invocation.id, line);
  });
  return (invocation, work) => running.run({ invocation, runtime: forgeRuntime(invocation) }, work);
}

/** The shape that @forge/api and @forge/kvs read; metrics are accepted and dropped. */
function forgeRuntime(invocation: Invocation): object {
  const startedAt = performance.now();
  const { installationId, contextAri, cloudId } = invocation;
  const counter = { incr() {}, incrBy() {}, decr() {}, decrBy() {} };
  return {
    proxy: { token: 'local', url: 'http://forge-proxy.local' },
    contextAri,
    container: { appCodeDir: undefined },
    appContext: {
      ...invocation.appContext,
      installation: {
        ari: { installationId, toString: () => `ari:cloud:ecosystem::installation/${installationId}` },
        contexts: [{ cloudId, toString: () => contextAri }],
      },
    },
    ...(invocation.accountId === undefined ? {} : { aaid: invocation.accountId }),
    lambdaContext: {
      awsRequestId: invocation.id,
      getRemainingTimeInMillis: () => Math.max(0, Math.round(invocation.timeoutMs - (performance.now() - startedAt))),
    },
    tracing: { traceId: randomBytes(8).toString('hex'), spanId: randomBytes(8).toString('hex') },
    metrics: {
      counter: () => counter,
      timing: () => ({ measure: () => ({ stop() {} }) }),
      gauge: () => ({ set() {} }),
    },
    realtime: {},
    featureFlags: () => false,
  };
}

async function fetchFromPlatform(
  ask: (call: PlatformCall) => Promise<PlatformAnswer>,
  options: CallOptions,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const { body } = init;
  if (body !== undefined && body !== null && typeof body !== 'string') {
    throw new Error(`The local platform takes text bodies only; ${path} was sent something else.`);
  }
  const sent: Record<string, string> = {};
  new Headers(init.headers).forEach((value, name) => {
    sent[name] = value;
  });
  const {
    status,
    headers,
    body: text,
  } = await ask({
    options: { ...options },
    path,
    method: (init.method ?? 'GET').toUpperCase(),
    headers: sent,
    ...(typeof body === 'string' ? { body } : {}),
  });
  const mayHaveBody = status !== 204 && status !== 205 && status !== 304;
  return new Response(mayHaveBody ? (text ?? '') : null, { status, headers: headers ?? {} });
}

function filteredFetch(egress: readonly string[], machineFetch: typeof fetch): typeof fetch {
  const filter = new EgressFilteringService([...egress]);
  return (target, init) => {
    const url = target instanceof Request ? target.url : String(target);
    if (filter.isValidUrl(url)) return machineFetch(target, init);
    const refused = new Error(
      `URL not included in the external fetch backend permissions: ${url}. Visit go.atlassian.com/forge-egress for more information.`,
    );
    return Promise.reject(Object.assign(refused, { name: 'REQUEST_EGRESS_ALLOWLIST_ERR', status: 403 }));
  };
}

function captureConsole(write: (line: string) => void): void {
  const levels = { log: '', info: '', debug: '', warn: 'WARN ', error: 'ERROR ', trace: 'TRACE ' } as const;
  for (const [name, mark] of Object.entries(levels)) {
    console[name as keyof typeof levels] = (...values: unknown[]) => {
      write(mark + formatWithOptions({ colors: false }, ...values));
    };
  }
}
