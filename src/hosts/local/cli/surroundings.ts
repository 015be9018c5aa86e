import type { Wire } from './push/send-batch';

/** What a command may touch besides git and files; tests give their own. */
export interface Surroundings extends Wire {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A line for the person or the script that asked. */
  readonly print: (line: string) => void;
  /** A line about the work itself, beside the answer. */
  readonly tell: (line: string) => void;
  /** Replaces the line at the bottom of the terminal; absent when there is no terminal. */
  readonly redraw?: (line: string) => void;
  readonly signal: AbortSignal;
}
