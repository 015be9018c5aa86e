/** What `npm start` runs, also on a fresh clone: makes the checkout ready and opens the local host. */
import { spawn } from 'node:child_process';
import { at, checkNode, prepare, root } from './build.mjs';

checkNode();
const { help, OptionRefused, readOptions } = await import('./start-options.mjs');
const { takenPortMessage } = await import('./free-ports.mjs');

const order = understand();
if (order === 'help') {
  process.stdout.write(help);
  process.exit(0);
}
const taken = await takenPortMessage(order);
if (taken !== undefined) refuse(taken, 1);

await prepare();
const host = spawn(process.execPath, [at('dist/host.cjs'), JSON.stringify(order)], { stdio: 'inherit', cwd: root });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => host.kill(signal));
host.on('exit', (code) => process.exit(code ?? 1));

function understand() {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    if (error instanceof OptionRefused) refuse(error.message, 2);
    throw error;
  }
}

function refuse(message, code) {
  process.stderr.write(`\n${message}\n`);
  process.exit(code);
}
