/** Counts what Forge bills for, since the platform started. */
export type MeterName =
  | 'functions.invocations'
  | 'functions.gbSeconds'
  | 'kvs.requests'
  | 'kvs.bytesRead'
  | 'kvs.bytesWritten'
  | 'sql.requests'
  | 'sql.computeSeconds'
  | 'queue.events'
  | 'logs.bytes'
  | 'jira.requests';

export interface Meter {
  add(name: MeterName, amount: number): void;
  read(): Readonly<Record<MeterName, number>>;
}

export function startMeter(): Meter {
  const counts: Record<MeterName, number> = {
    'functions.invocations': 0,
    'functions.gbSeconds': 0,
    'kvs.requests': 0,
    'kvs.bytesRead': 0,
    'kvs.bytesWritten': 0,
    'sql.requests': 0,
    'sql.computeSeconds': 0,
    'queue.events': 0,
    'logs.bytes': 0,
    'jira.requests': 0,
  };
  return {
    add(name, amount) {
      counts[name] += amount;
    },
    read: () => ({ ...counts }),
  };
}
