/**
 * What was received and awaits its turn, and the log of what became of it. The web trigger only
 * verifies, stores here and answers; a consumer does the work. A delivery stored twice is one.
 */
import type { Instant } from '../model/instant';

export interface Inbox {
  /** Stores a delivery under its id; false when it is already there or was already handled. */
  put(id: string, source: string, text: string, at: Instant): Promise<boolean>;
  /** The stored text and how often it was taken before; undefined when it was handled. */
  take(id: string): Promise<{ source: string; text: string; triesBefore: number } | undefined>;
  /** Marks a delivery as handled and drops its text. */
  done(id: string, at: Instant): Promise<void>;
  /** Ids of deliveries stored before an instant and not handled yet, for the five-minute sweep. */
  waiting(before: Instant, limit: number): Promise<string[]>;
}

export interface LogEntry {
  readonly at: Instant;
  readonly source: string;
  readonly outcome: 'accepted' | 'partly' | 'refused' | 'failed';
  readonly text: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly rejected: readonly { readonly what: string; readonly why: string }[];
}

/** The ingestion log an administrator reads: what was received, when, and why it was dropped. */
export interface IngestionLog {
  /** `id` makes writing twice the same as once. */
  write(id: string, entry: LogEntry): Promise<void>;
  /** Newest first. */
  read(offset: number, limit: number): Promise<LogEntry[]>;
  /** Drops entries older than an instant. */
  prune(before: Instant): Promise<void>;
}
