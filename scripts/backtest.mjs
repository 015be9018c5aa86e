/** `npm run backtest`: how far a project's own past says the checklist can be trusted. `--help` tells the options. */
import { runBundled } from './bundled.mjs';

await runBundled(['bench/backtest/main.ts'], process.argv.slice(2));
