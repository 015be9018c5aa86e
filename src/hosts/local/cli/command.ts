import type { Surroundings } from './surroundings';

/** One word of the command line. */
export interface Command {
  readonly name: string;
  /** A line for the list of commands. */
  readonly summary: string;
  readonly help: string;
  /** Returns the exit code: 0 done, 1 not done. Throws `UsageError` for what was typed. */
  run(args: readonly string[], surroundings: Surroundings): Promise<number>;
}

/** What was typed makes no command. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was asked could not be done, for a reason the person can remove. Ends with exit code 1. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** Runs node:util parseArgs, whose complaints name the word that it did not understand. */
export function understand<Words>(parse: () => Words): Words {
  try {
    return parse();
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}
