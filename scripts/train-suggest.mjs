/** Fits the weights that ship with suggestions. `--help` tells the options. */
import { runBundled } from './bundled.mjs';

await runBundled(['bench/train-suggest.ts'], process.argv.slice(2));
