import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { installForgeGlobals } from './forge-globals';
import type { FromRuntime, FunctionFailure, Invocation, PlatformAnswer, RuntimeSettings, ToRuntime } from './messages';

/** A warm runtime: one thread that holds the app's bundle and runs one invocation after another. */
const { bundleDir, egress } = workerData as RuntimeSettings;
const port = parentPort;
if (!port) throw new Error('runtime-main is started as a worker thread by the pool.');

const waiting = new Map<number, (answer: PlatformAnswer) => void>();
let calls = 0;
const send = (message: FromRuntime): void => port.postMessage(message);

const runInside = installForgeGlobals({
  egress,
  log: (invocationId, line) => send({ type: 'log', invocationId, line }),
  call: (invocationId, call) =>
    new Promise((resolve) => {
      const callId = ++calls;
      waiting.set(callId, resolve);
      send({ type: 'call', invocationId, callId, call });
    }),
});

port.on('message', (message: ToRuntime) => {
  if (message.type === 'invoke') {
    void run(message.invocation);
    return;
  }
  waiting.get(message.callId)?.(message.answer);
  waiting.delete(message.callId);
});

async function run(invocation: Invocation): Promise<void> {
  const { id } = invocation;
  try {
    const result = await runInside(invocation, () => call(invocation));
    const text = JSON.stringify(result) as string | undefined;
    send({ type: 'returned', invocationId: id, ...(text === undefined ? {} : { result: text }) });
  } catch (error) {
    send({ type: 'threw', invocationId: id, failure: describe(error) });
  }
}

async function call({ handler, payload, context }: Invocation): Promise<unknown> {
  const dot = handler.lastIndexOf('.');
  const file = `${handler.slice(0, dot)}.cjs`;
  const name = handler.slice(dot + 1);
  const exported = (require(join(bundleDir, file)) as Record<string, unknown>)[name];
  if (typeof exported !== 'function') {
    throw new Error(`${file} exports no function "${name}", which manifest.yml names as a handler.`);
  }
  return (await exported(JSON.parse(payload), JSON.parse(context))) as unknown;
}

function describe(error: unknown): FunctionFailure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  return { name: error.name, message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) };
}
