/**
 * From commit messages to what they serve, against one bare search of the same messages.
 *
 * `trace-keys` is what the budget is about: find the explicit keys and look up the feature of each.
 * `trace-links` is told beside it, without one: all that is kept, every linker with the evidence of
 * each link and what is unknown, over commits with parents and merges.
 */
import type { Commit } from '../src/model/commit';
import { readMergeMessage } from '../src/model/merge-message';
import { eachKey } from '../src/trace/find-keys';
import { KeyTable } from '../src/trace/key-table';
import { ProjectNames } from '../src/trace/project-names';
import { traceCommits } from '../src/trace/trace-commits';
import { type Chance, seededChance } from './chance';
import type { Ask, Bench, Figure } from './figure';
import { ITEMS_EACH, PROJECTS, messagesOf } from './messages';
import { leastCosts, peakMemory } from './stopwatch';

const MILLION = 1_000_000;
/** Measured in so many parts: a turn short enough seldom loses the processor, and the parts add up to the whole. */
const PORTIONS = 20;
const BARE = /\b[A-Z][A-Z0-9_]+-[1-9][0-9]*\b/;

const ALLOW: ReadonlySet<string> = new Set(PROJECTS);

/** One in ten items is a feature itself. */
function featuresByItem(): ReadonlyMap<string, string> {
  return new Map(
    PROJECTS.flatMap((project) =>
      Array.from(
        { length: ITEMS_EACH },
        (_, index) => [`${project}-${index + 1}`, `${project}-${index - (index % 10) + 1}`] as const,
      ),
    ),
  );
}

function searchBarely(messages: readonly string[]): number {
  let found = 0;
  for (const message of messages) if (BARE.test(message)) found += 1;
  return found;
}

function featureTable(names: ProjectNames): KeyTable<string> {
  const table = new KeyTable<string>();
  for (const [item, feature] of featuresByItem()) {
    const [project = '', number] = item.split('-');
    table.set(names.keys.indexOf(project), Number(number), feature);
  }
  return table;
}

function countServed(messages: readonly string[], names: ProjectNames, features: KeyTable<string>): number {
  let served = 0;
  const count = (project: number, number: number): void => {
    if (features.get(project, number) !== undefined) served += 1;
  };
  for (const message of messages) eachKey(message, names, count);
  return served;
}

export const traceKeys: Bench = {
  names: ['trace-keys', 'trace-keys-growth'],
  what: 'keys of 1 M commit messages and the feature of each, against one bare search of them',
  measure: async ({ quick }: Ask): Promise<Figure[]> => {
    const count = quick ? MILLION / 10 : MILLION;
    const names = new ProjectNames(ALLOW);
    const features = featureTable(names);
    let bare = 0;
    let ours = 0;
    let tenth = 0;
    for (let portion = 0; portion < PORTIONS; portion += 1) {
      const messages = messagesOf(count / PORTIONS, portion);
      const least = leastCosts(
        { bare: () => searchBarely(messages), ours: () => countServed(messages, names, features) },
        5,
      );
      bare += least.bare;
      ours += least.ours;
      if (portion < PORTIONS / 10) tenth += least.ours;
    }
    return [
      {
        name: 'trace-keys',
        value: ours,
        unit: 'ms',
        ratio: ours / bare,
        of: `one bare search, ${bare.toFixed(0)} ms; ${count} messages`,
        budget: 1.5,
      },
      {
        name: 'trace-keys-growth',
        value: ours,
        unit: 'ms',
        ratio: ours / (10 * tenth),
        of: `ten times a tenth of them, ${tenth.toFixed(1)} ms each`,
        budget: 1.2,
      },
    ];
  },
};

export const traceLinks: Bench = {
  names: ['trace-links', 'trace-links-growth', 'trace-links-memory'],
  what: 'every linker and its evidence over 1 M commits, against one bare search of their messages',
  nodeFlags: ['--max-old-space-size=8192'],
  measure: async ({ quick }: Ask): Promise<Figure[]> => {
    const count = quick ? MILLION / 10 : MILLION;
    const features = featuresByItem();
    const commits = commitsOf(count);
    const messages = commits.map(({ message }) => message);
    const trace = (some: readonly Commit[]): number =>
      traceCommits({ commits: some, pullRequests: [], allow: ALLOW, knownItems: (key) => features.has(key), now: 0 })
        .links.length;
    const tenth = commits.slice(0, count / 10);
    const before = peakMemory();
    trace(commits);
    const peak = peakMemory();
    const least = leastCosts(
      { bare: () => searchBarely(messages), tenth: () => trace(tenth), whole: () => trace(commits) },
      3,
    );
    return [
      {
        name: 'trace-links',
        value: least.whole,
        unit: 'ms',
        ratio: least.whole / least.bare,
        of: `one bare search, ${least.bare.toFixed(0)} ms; ${count} commits, ${((1000 * least.whole) / count).toFixed(1)} µs each`,
        budget: null,
      },
      {
        name: 'trace-links-growth',
        value: least.whole,
        unit: 'ms',
        ratio: least.whole / (10 * least.tenth),
        of: `ten times a tenth of them, ${least.tenth.toFixed(0)} ms each`,
        budget: 1.5,
      },
      {
        name: 'trace-links-memory',
        value: peak,
        unit: 'MB',
        ratio: null,
        of: `the whole process, traced once; ${before.toFixed(0)} MB with the commits alone`,
        budget: null,
      },
    ];
  },
};

/** One repository: a main line, and one commit in ten merges a branch of up to four. */
export function commitsOf(count: number, seed = 11): Commit[] {
  const chance = seededChance(seed);
  const commits: Commit[] = [];
  let main: string | undefined;
  let side: string | undefined;
  for (const [index, message] of messagesOf(count, seed).entries()) {
    const told = readMergeMessage(message);
    const merges = told?.kind === 'merge' && side !== undefined;
    const onSide: boolean = !merges && main !== undefined && (side !== undefined || chance.happens(0.2));
    const parents = [onSide ? (side ?? main) : main, merges ? side : undefined].filter((sha) => sha !== undefined);
    const sha = shaOf(chance);
    const at = 1_600_000_000_000 + index * 60_000;
    commits.push({
      repo: 'team/billing',
      sha,
      parents,
      authoredAt: at,
      committedAt: at,
      authorOffsetMinutes: 0,
      authorHash: `hash-${chance.pick(60)}`,
      author: undefined,
      message,
      files: [],
      filesChanged: 2,
      lines: undefined,
      branch: told?.branch,
      pullRequest: told?.pullRequest,
    });
    if (onSide) side = sha;
    else main = sha;
    if (merges) side = undefined;
  }
  return commits;
}

export function shaOf(chance: Chance): string {
  return Array.from({ length: 5 }, () =>
    chance
      .pick(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
}
