import { setTimeout as pause } from 'node:timers/promises';
import { runThroughline } from './throughline';

/** Put in by scripts/build-cli.mjs. */
declare const THROUGHLINE_VERSION: string;

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());

const { stderr } = process;
void runThroughline(process.argv.slice(2), THROUGHLINE_VERSION, {
  fetch,
  now: Date.now,
  chance: Math.random,
  sleep: (milliseconds, signal) => pause(milliseconds, undefined, signal === undefined ? {} : { signal }),
  environment: process.env,
  print: (line) => process.stdout.write(`${line}\n`),
  tell: (line) => stderr.write(`${line}\n`),
  ...(stderr.isTTY ? { redraw: (line: string) => void stderr.write(`\r\u001b[K${line}`) } : undefined),
  signal: interruption.signal,
}).then((code) => {
  process.exitCode = code;
});
