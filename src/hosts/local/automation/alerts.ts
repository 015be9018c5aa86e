/**
 * The lines one run wants to say → at most one alert a person, without what they were told already.
 *
 * An alert is the same as another when the same rule tells the same person the same text about the
 * same work item and the same wait: a wait that ended and began again is news, and no rule silences
 * another.
 */
import { automationLimits } from './limits';

export interface AlertLine {
  readonly ruleId: string;
  readonly to: string;
  readonly key: string;
  /** The instant the action gave, as text; '' when it gave none. */
  readonly waitingSince: string;
  readonly text: string;
}

export interface Digest {
  readonly to: string;
  readonly text: string;
  readonly items: readonly { readonly key: string; readonly text: string }[];
}

export interface DigestOutcome {
  readonly digests: readonly Digest[];
  /** Lines left out, each with when the same was said before. */
  readonly suppressed: ReadonlyMap<AlertLine, number>;
  /** What has been said by when, for the next run; entries too old to matter are dropped. */
  readonly sentAt: Readonly<Record<string, number>>;
}

export function digestAlerts(
  lines: readonly AlertLine[],
  sentBefore: Readonly<Record<string, number>>,
  now: number,
): DigestOutcome {
  const sentAt = new Map(Object.entries(sentBefore).filter(([, at]) => isRecent(at, now)));
  const suppressed = new Map<AlertLine, number>();
  const byPerson = new Map<string, AlertLine[]>();
  for (const line of lines) {
    const identity = JSON.stringify([line.ruleId, line.to, line.key, line.waitingSince, line.text]);
    const before = sentAt.get(identity);
    if (before !== undefined) {
      suppressed.set(line, before);
      continue;
    }
    sentAt.set(identity, now);
    byPerson.set(line.to, [...(byPerson.get(line.to) ?? []), line]);
  }
  return {
    digests: [...byPerson].map(([to, told]) => ({
      to,
      text: digestText(told),
      items: told.map(({ key, text }) => ({ key, text })),
    })),
    suppressed,
    sentAt: Object.fromEntries(sentAt),
  };
}

/** A time after `now` was written before somebody moved the clock back, and means nothing. */
function isRecent(at: number, now: number): boolean {
  return at <= now && now - at < automationLimits.repeatAfterMs;
}

function digestText(lines: readonly AlertLine[]): string {
  const [first] = lines;
  if (lines.length === 1 && first) return first.text;
  return [`${lines.length} work items:`, ...lines.map((line) => `${line.key}: ${line.text}`)].join('\n');
}
