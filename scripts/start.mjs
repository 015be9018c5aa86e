/** What `npm start` runs, also on a fresh clone: makes the checkout ready and opens the local host. */
import { spawn } from 'node:child_process';
import { at, prepare, root } from './build.mjs';

await prepare();
const host = spawn(process.execPath, [at('dist/host.cjs'), ...process.argv.slice(2)], { stdio: 'inherit', cwd: root });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => host.kill(signal));
host.on('exit', (code) => process.exit(code ?? 1));
