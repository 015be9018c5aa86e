/**
 * A program that does nothing but read a repository once and tell how much memory that took:
 * `node read-repository.cjs <path>`. The benches themselves would weigh more than what is measured.
 */
import { readAll } from './read-all';
import { peakMemory } from './stopwatch';

void readAll(process.argv[2] ?? '', { counts: false, processes: 2 }).then((commits) => {
  process.stdout.write(JSON.stringify({ commits, peakMegabytes: peakMemory() }));
});
