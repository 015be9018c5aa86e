import type { Surroundings } from '../../../../src/hosts/local/cli/surroundings';
import { runThroughline } from '../../../../src/hosts/local/cli/throughline';

/** What a person at a terminal gets for what they type; `fetch` and the clock as a test says. */
export async function run(words: readonly string[], change: Partial<Surroundings> = {}) {
  const printed: string[] = [];
  const told: string[] = [];
  const code = await runThroughline(words, '1.2.3', {
    fetch,
    now: () => 0,
    chance: () => 0,
    sleep: () => Promise.resolve(),
    environment: {},
    print: (line) => printed.push(line),
    tell: (line) => told.push(line),
    signal: new AbortController().signal,
    ...change,
  });
  return { code, printed: printed.join('\n'), told: told.join('\n') };
}
