/** `npm run bench`: measures what is promised. `--help` tells the options. */
import { runBundled } from './bundled.mjs';

// A bench starts read-repository by itself, to measure the memory of that process alone.
await runBundled(['bench/main.ts', 'bench/read-repository.ts'], process.argv.slice(2));
