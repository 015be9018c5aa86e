/**
 * Lets the host's time pass: what the data set says happened reaches the app in order (Jira's
 * events, commits, schedules, automation rules), each at its own instant.
 *
 * Everything that touches the app's state goes through one line of turns, so that a click, the
 * ticking clock and a jump in time never mix.
 */
import type { Automation } from './automation/automation';
import type { MovableClock } from './clock';
import type { ForgePlatform, ProductEvent } from './contract';
import type { LocalJira } from './jira/site';
import type { RepositoryFeed } from './repository-feed';

export interface SiteReplay {
  /** What happened until then has reached the app. */
  reachedAt(): number;
  /** Forgets how far it got, for a site that begins anew. */
  startAt(at: number): void;
  /** Moves the clock to `to` and brings the app up to it. */
  advance(to: number, onProgress?: (at: number) => void): Promise<void>;
  /** Brings the app up to the clock, which ticked on by itself. */
  catchUp(): Promise<void>;
  /** Hands over one event that somebody caused just now. */
  deliver(event: ProductEvent): Promise<void>;
  /** Events the app and the rules have dealt with. */
  settledEvents(): number;
}

export interface SiteReplayParts {
  readonly clock: MovableClock;
  readonly jira: LocalJira;
  readonly platform: ForgePlatform;
  readonly automation: Automation;
  readonly feed: RepositoryFeed;
  /** Undefined until an admin made one. */
  readonly secret: () => string | undefined;
}

const longestStepMs = 24 * 60 * 60 * 1000;

export function createSiteReplay(parts: SiteReplayParts): SiteReplay {
  const { clock, jira, platform, automation, feed } = parts;
  let reached = clock.now();
  let settled = 0;
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  /** The app first: a rule would otherwise ask it about what it has not heard of. */
  async function settle(event: ProductEvent): Promise<void> {
    await platform.deliverEvent(event);
    await platform.drain();
    await automation.onEvent(event);
    settled += 1;
  }

  async function passUntil(to: number, setClock: boolean): Promise<void> {
    const from = reached;
    reached = to;
    for (const event of jira.changesBetween(from, to)) {
      if (setClock) clock.set(event.timestamp);
      await settle(event);
    }
    if (setClock) clock.set(to);
    const secret = parts.secret();
    if (secret !== undefined) settled += await feed.send(from, to, secret);
    await platform.runDueSchedules();
    await platform.drain();
    settled += (await automation.runDue()).length;
  }

  /** No step may pass the instant at which a rule wants to run. */
  function endOfStep(to: number): number {
    const due = automation.rules().map((rule) => automation.nextRunAt(rule.id) ?? Infinity);
    return Math.max(reached + 1, Math.min(to, reached + longestStepMs, ...due.filter((at) => at > reached)));
  }

  return {
    reachedAt: () => reached,
    startAt: (at) => {
      reached = at;
    },
    advance: (to, onProgress) =>
      inTurn(async () => {
        while (reached < to) {
          await passUntil(endOfStep(to), true);
          onProgress?.(reached);
        }
      }),
    catchUp: () => inTurn(() => passUntil(Math.max(reached, clock.now()), false)),
    deliver: (event) => inTurn(() => settle(event)),
    settledEvents: () => settled,
  };
}
