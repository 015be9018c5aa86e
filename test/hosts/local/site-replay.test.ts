import type { Automation } from '../../../src/hosts/local/automation/automation';
import { createClock } from '../../../src/hosts/local/clock';
import type { ForgePlatform, ProductEvent } from '../../../src/hosts/local/contract';
import type { LocalJira } from '../../../src/hosts/local/jira/site';
import { createSiteReplay } from '../../../src/hosts/local/site-replay';

const hourMs = 60 * 60 * 1000;
const start = Date.UTC(2017, 10, 13, 9);
const hours = (at: number) => (at - start) / hourMs;

function eventAt(hour: number, eventType = 'avi:jira:updated:issue'): ProductEvent {
  return { eventType, timestamp: start + hour * hourMs, selfGenerated: false };
}

/** Writes down who was called and what the host's clock showed, in hours since the start. */
function openReplay({
  events = [],
  ruleAt,
}: {
  readonly events?: readonly ProductEvent[];
  readonly ruleAt?: number;
} = {}) {
  const happened: string[] = [];
  const clock = createClock(start, () => 0);
  const say = (what: string) => happened.push(`${hours(clock.now())} ${what}`);
  const platform = {
    deliverEvent: async () => void say('event to app'),
    drain: async () => undefined,
    runDueSchedules: async () => (say('schedules'), 1),
  } as unknown as ForgePlatform;
  const automation = {
    rules: () => (ruleAt === undefined ? [] : [{ id: 'r-1' }]),
    nextRunAt: () =>
      ruleAt === undefined || clock.now() >= start + ruleAt * hourMs ? undefined : start + ruleAt * hourMs,
    onEvent: async () => (say('event to rules'), []),
    runDue: async () => (say('rules'), []),
  } as unknown as Automation;
  const jira = {
    changesBetween: (from: number, to: number) => events.filter(({ timestamp }) => timestamp > from && timestamp <= to),
  } as unknown as LocalJira;
  const feed = {
    send: async (from: number, to: number) => (happened.push(`commits ${hours(from)} to ${hours(to)}`), 0),
  };
  const replay = createSiteReplay({ clock, jira, platform, automation, feed, secret: () => 'secret' });
  return { replay, happened, clock };
}

describe('time passes on the site', () => {
  it('brings each event at its own instant, to the app before the rules, then what fell due', async () => {
    const { replay, happened } = openReplay({ events: [eventAt(2), eventAt(5)] });
    await replay.advance(start + 6 * hourMs);
    expect(happened).toEqual([
      '2 event to app',
      '2 event to rules',
      '5 event to app',
      '5 event to rules',
      'commits 0 to 6',
      '6 schedules',
      '6 rules',
    ]);
  });

  it('stops at every day on a long way', async () => {
    const { replay, happened } = openReplay();
    await replay.advance(start + 60 * hourMs);
    expect(happened.filter((line) => line.endsWith('schedules'))).toEqual([
      '24 schedules',
      '48 schedules',
      '60 schedules',
    ]);
  });

  it('stops when a rule wants to run', async () => {
    const { replay, happened } = openReplay({ ruleAt: 7 });
    await replay.advance(start + 12 * hourMs);
    expect(happened.filter((line) => line.endsWith('rules'))).toEqual(['7 rules', '12 rules']);
  });

  it('brings nothing twice when the clock ticks on by itself', async () => {
    const { replay, happened, clock } = openReplay({ events: [eventAt(1)] });
    clock.set(start + 2 * hourMs);
    await replay.catchUp();
    await replay.catchUp();
    expect(happened.filter((line) => line.includes('event to app'))).toHaveLength(1);
  });

  it('never lets a click and a jump in time mix', async () => {
    const { replay, happened } = openReplay({ events: [eventAt(2)] });
    await Promise.all([replay.advance(start + 3 * hourMs), replay.deliver(eventAt(0, 'avi:jira:created:issue'))]);
    expect(happened.slice(-2)).toEqual(['3 event to app', '3 event to rules']);
    expect(replay.settledEvents()).toBe(2);
  });
});
