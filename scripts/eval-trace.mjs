/** `npm run eval:trace`: how true the trace of a recorded project is. `--help` tells the options. */
import { runBundled } from './bundled.mjs';

await runBundled(['bench/eval/main.ts'], process.argv.slice(2));
