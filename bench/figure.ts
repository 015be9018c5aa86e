/** What a bench hands back: figures with what they are measured against, and budgets that hold or do not. */
export interface Figure {
  readonly name: string;
  /** Null when it could not be measured here; `of` then says why. */
  readonly value: number | null;
  readonly unit: 's' | 'ms' | 'MB' | 'KB' | 'calls' | '%';
  /** `value` against what `of` names; null where the value speaks for itself. */
  readonly ratio: number | null;
  readonly of: string;
  /** Most that is allowed: of the ratio where the figure has one, of the value elsewhere. Null: only told. */
  readonly budget: number | null;
}

/** A bench is run in a process of its own, so that no other one's memory or compiled code shows in it. */
export interface Bench {
  /** Every figure it can give, by name; `--only` picks by them. */
  readonly names: readonly string[];
  readonly what: string;
  /** Flags of Node it needs. */
  readonly nodeFlags?: readonly string[];
  measure(ask: Ask): Promise<readonly Figure[]>;
}

export interface Ask {
  /** Smaller inputs and fewer rounds: to see that a bench works, not to judge by. */
  readonly quick: boolean;
  /** False for figures nobody asked for; a bench may skip their work. */
  wants(name: string): boolean;
}

export type Standing = 'ok' | 'misses' | 'not measured' | '';

/** How a figure stands against its budget; blank when it has none. What was not measured never stands as ok. */
export function standingOf({ value, ratio, budget }: Figure): Standing {
  if (value === null) return 'not measured';
  if (budget === null) return '';
  return (ratio ?? value) <= budget ? 'ok' : 'misses';
}

export function notMeasured(name: string, unit: Figure['unit'], why: string, budget: number | null = null): Figure {
  return { name, value: null, unit, ratio: null, of: why, budget };
}
