/** Where rules, their audit log and alerts survive a restart of the host. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { AlertRecord, Rule, RunRecord } from './rule';

export interface AutomationState {
  readonly rules: readonly Rule[];
  /** By rule id: the host time up to which its schedule has been looked at. */
  readonly scheduledUntil: Readonly<Record<string, number>>;
  /** Oldest first. */
  readonly runs: readonly RunRecord[];
  /** Oldest first. */
  readonly alerts: readonly AlertRecord[];
  /** By what makes an alert the same as another: when it was last sent, in host time. */
  readonly sentAt: Readonly<Record<string, number>>;
  /** The number the next id carries. */
  readonly nextId: number;
}

export const emptyState: AutomationState = {
  rules: [],
  scheduledUntil: {},
  runs: [],
  alerts: [],
  sentAt: {},
  nextId: 1,
};

export interface AutomationStore {
  /** Undefined when nothing was ever written. */
  read(): AutomationState | undefined;
  write(state: AutomationState): void;
}

/** Keeps everything until the process ends. */
export function memoryStore(): AutomationStore {
  let kept: AutomationState | undefined;
  return {
    read: () => kept,
    write(state) {
      kept = state;
    },
  };
}

/** Keeps everything in one JSON file, replaced as a whole so that a crash leaves the old one. */
export function fileStore(path: string): AutomationStore {
  return {
    read: () => (existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as AutomationState) : undefined),
    write(state) {
      mkdirSync(dirname(path), { recursive: true });
      const unfinished = `${path}.${process.pid}`;
      writeFileSync(unfinished, JSON.stringify(state));
      renameSync(unfinished, path);
    },
  };
}
