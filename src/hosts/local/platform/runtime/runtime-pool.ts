import { Worker } from 'node:worker_threads';
import { compileHostScript } from '../host-script';
import type {
  FromRuntime,
  FunctionFailure,
  Invocation,
  PlatformAnswer,
  PlatformCall,
  RuntimeSettings,
  ToRuntime,
} from './messages';

/**
 * Warm runtimes. Each runs one invocation at a time, with its own heap; when all are busy, callers
 * wait their turn. A runtime that overruns its time or its memory is ended and replaced.
 */
export interface RuntimePool {
  run(request: RunRequest): Promise<RunOutcome>;
  close(): Promise<void>;
}

export interface RunRequest {
  readonly invocation: Invocation;
  readonly memoryMB: number;
  answer(call: PlatformCall): Promise<PlatformAnswer>;
  log(line: string): void;
}

export type RunOutcome =
  | { readonly kind: 'returned'; readonly result?: string; readonly durationMs: number }
  | { readonly kind: 'threw'; readonly failure: FunctionFailure; readonly durationMs: number }
  | { readonly kind: 'timeout'; readonly durationMs: number }
  | { readonly kind: 'out-of-memory'; readonly durationMs: number };

export interface PoolSettings extends RuntimeSettings {
  /** Runtimes started at once, so that the first calls need not wait. */
  readonly warm: number;
  readonly most: number;
  readonly memoryMB: number;
  /** A runtime fell over without being ended; the invocation it was busy with, if any, failed. */
  onCrash(message: string): void;
  /** A function made a call after it had returned; on Forge it would hang or be lost. */
  onLateCall(invocationId: string, call: PlatformCall): void;
}

interface Runtime {
  readonly worker: Worker;
  readonly memoryMB: number;
  busy: boolean;
  current: RunRequest | undefined;
  settle: ((outcome: WithoutDuration) => void) | undefined;
}

type WithoutDuration = RunOutcome extends infer Each
  ? Each extends RunOutcome
    ? Omit<Each, 'durationMs'>
    : never
  : never;

export function openRuntimePool(settings: PoolSettings): RuntimePool {
  const script = compileHostScript('runtime/runtime-main.ts');
  const runtimes = new Set<Runtime>();
  const queue: ((runtime: Runtime) => void)[] = [];
  const wanted: number[] = [];
  let closed = false;

  const start = (memoryMB: number): Runtime => {
    const { bundleDir, egress } = settings;
    const worker = new Worker(script, {
      workerData: { bundleDir, egress } satisfies RuntimeSettings,
      resourceLimits: { maxOldGenerationSizeMb: memoryMB },
      env: { NODE_ENV: 'production', TZ: 'UTC' },
      execArgv: [],
    });
    // What runs has a time limit that keeps the process alive; warm runtimes alone should not.
    worker.unref();
    const runtime: Runtime = { worker, memoryMB, busy: false, current: undefined, settle: undefined };
    runtimes.add(runtime);
    worker.on('message', (message: FromRuntime) => hear(runtime, message));
    worker.on('error', (error: Error & { code?: string }) => {
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (!outOfMemory) settings.onCrash(error.message);
      runtime.settle?.(
        outOfMemory
          ? { kind: 'out-of-memory' }
          : { kind: 'threw', failure: { name: error.name, message: error.message } },
      );
      runtimes.delete(runtime);
    });
    return runtime;
  };

  const hear = (runtime: Runtime, message: FromRuntime): void => {
    const { current } = runtime;
    if (current?.invocation.id !== message.invocationId) {
      // On Forge the runtime is frozen by now, so a late call gets no answer here either.
      if (message.type === 'call') settings.onLateCall(message.invocationId, message.call);
      return;
    }
    switch (message.type) {
      case 'log':
        current.log(message.line);
        return;
      case 'call':
        void current.answer(message.call).then((answer) => tell(runtime, message.callId, answer));
        return;
      case 'returned':
        runtime.settle?.({ kind: 'returned', ...(message.result === undefined ? {} : { result: message.result }) });
        return;
      case 'threw':
        runtime.settle?.({ kind: 'threw', failure: message.failure });
    }
  };

  const tell = (runtime: Runtime, callId: number, answer: PlatformAnswer): void => {
    runtime.worker.postMessage({ type: 'answer', callId, answer } satisfies ToRuntime);
  };

  const end = async (runtime: Runtime): Promise<void> => {
    runtimes.delete(runtime);
    await runtime.worker.terminate();
  };

  const acquire = async (memoryMB: number): Promise<Runtime> => {
    if (closed) throw new Error('The platform is closed.');
    const idle = [...runtimes].filter((each) => !each.busy);
    let free = idle.find((each) => each.memoryMB === memoryMB);
    if (!free && runtimes.size < settings.most) free = start(memoryMB);
    if (!free && idle[0]) {
      void end(idle[0]);
      free = start(memoryMB);
    }
    if (free) {
      free.busy = true;
      return free;
    }
    wanted.push(memoryMB);
    return new Promise((resolve) => queue.push(resolve));
  };

  /** Hands freed places to those who wait, in the order they came. */
  const release = (runtime: Runtime): void => {
    runtime.busy = false;
    const next = queue.shift();
    const memoryMB = wanted.shift();
    if (next && memoryMB !== undefined) void acquire(memoryMB).then(next);
  };

  for (let each = 0; each < settings.warm; each++) start(settings.memoryMB);

  return {
    async run(request) {
      const runtime = await acquire(request.memoryMB);
      const startedAt = performance.now();
      const outcome = await new Promise<WithoutDuration>((resolve) => {
        const limit = setTimeout(() => runtime.settle?.({ kind: 'timeout' }), request.invocation.timeoutMs);
        runtime.current = request;
        runtime.settle = (settled) => {
          clearTimeout(limit);
          runtime.current = undefined;
          runtime.settle = undefined;
          resolve(settled);
        };
        runtime.worker.postMessage({ type: 'invoke', invocation: request.invocation } satisfies ToRuntime);
      });
      const durationMs = performance.now() - startedAt;
      if (outcome.kind === 'timeout' || outcome.kind === 'out-of-memory') await end(runtime);
      release(runtime);
      return { ...outcome, durationMs };
    },
    async close() {
      closed = true;
      for (const runtime of runtimes)
        runtime.settle?.({ kind: 'threw', failure: { name: 'Error', message: 'The platform is closed.' } });
      await Promise.all([...runtimes].map(end));
    },
  };
}
