/**
 * Which teams need to talk, because their code changes together, and which do.
 *
 * Socio-technical congruence after Cataldo, Herbsleb and Carley (ESEM 2008), of teams instead of people:
 * the share of coordination needs that coordination meets.
 */
import { type CoChange, findCoChange } from './co-change';
import type { Commit } from './commit';
import { DAY_MS, type Instant } from './instant';
import type { WorkItemKey } from './key';
import { modulesOf } from './module';
import type { Settings } from './settings';
import { smallestGroup } from './team';
import { type TeamIndex, indexTeams } from './team-index';
import { type TeamTalk, findTalk } from './team-talk';
import type { TraceIndex } from './trace-index';
import type { WorkItem } from './work-item';

/** A quarter is looked at: teams need not meet every week. */
export const COORDINATION_DAYS = 90;

export interface TeamPair {
  /** As the settings spell them, in order. */
  readonly teams: readonly [string, string];
  /** False where too few members of one of them are known for anything to be said of it. */
  readonly isLargeEnough: boolean;
  readonly need: CoChange;
  readonly talk: TeamTalk;
  /** Of the team that is seen less: the share of its commits that serve an item that was looked at. */
  readonly seenShare: number;
}

export interface Coordination {
  /** Every two named teams. */
  readonly pairs: readonly TeamPair[];
  /** Commits of people in the time looked at, without merges. */
  readonly commits: number;
  readonly commitsWithoutMember: number;
  readonly commitsWithoutModules: number;
  /** Needs of all pairs; a commit that changes modules of three teams is a need of three pairs. */
  readonly needs: number;
  /** How many pairs have a need, and how many of these talk at all: their share is the congruence. */
  readonly pairsInNeed: number;
  readonly pairsThatTalk: number;
  /** The smallest team of which anything may be said. */
  readonly minimumGroup: number;
}

export interface CoordinationFacts {
  /** In order of time, none after the instant asked about. */
  readonly commits: readonly Commit[];
  readonly trace: TraceIndex;
  readonly items: ReadonlyMap<WorkItemKey, WorkItem>;
  readonly settings: Settings;
}

/** As seen over `COORDINATION_DAYS` up to an instant. O(commits + items + links + pairs of teams). */
export function findCoordination(facts: CoordinationFacts, asOf: Instant): Coordination {
  // Nobody looks at what no pair of teams could be told of.
  if (facts.settings.people.teams.length < 2) return noTeams(facts.settings);
  const window = { from: asOf - COORDINATION_DAYS * DAY_MS, until: asOf };
  const { settings, trace, items } = facts;
  const bots = new Set(settings.trace.botAuthors);
  const recent = facts.commits
    .slice(facts.commits.findLastIndex(({ committedAt }) => committedAt < window.from) + 1)
    .filter(
      ({ parents, byBot, authorHash, author }) =>
        parents.length < 2 && byBot !== true && !bots.has(authorHash) && (author === undefined || !bots.has(author)),
    );
  // Only who committed in this time makes a team large enough: the figures are about these people.
  const teams = indexTeams(settings, recent);
  const needOf = findCoChange(recent, teams);
  const talkOf = findTalk({ commits: recent, trace, items }, teams, window);
  const seenOf = findSeenShares(recent, facts, teams);
  const pairs = teams.names.flatMap((first, a) =>
    teams.names.slice(a + 1).map((second, offset): TeamPair => {
      const b = a + 1 + offset;
      return {
        teams: [first, second],
        isLargeEnough: teams.isLargeEnough(a) && teams.isLargeEnough(b),
        need: needOf(a, b),
        talk: talkOf(a, b),
        seenShare: Math.min(seenOf(a), seenOf(b)),
      };
    }),
  );
  const inNeed = pairs.filter(({ need }) => need.commits.length > 0);
  return {
    pairs,
    commits: recent.length,
    commitsWithoutMember: recent.filter(({ author }) => author === undefined).length,
    commitsWithoutModules: recent.filter((commit) => modulesOf(commit) === undefined).length,
    needs: inNeed.reduce((sum, { need }) => sum + need.commits.length, 0),
    pairsInNeed: inNeed.length,
    pairsThatTalk: inNeed.filter(({ talk }) => talk.shared + talk.linked > 0).length,
    minimumGroup: smallestGroup(settings.people),
  };
}

function noTeams({ people }: Settings): Coordination {
  const nothing = { commits: 0, commitsWithoutMember: 0, commitsWithoutModules: 0, needs: 0 };
  return { ...nothing, pairs: [], pairsInNeed: 0, pairsThatTalk: 0, minimumGroup: smallestGroup(people) };
}

/** Of a team without commits, 0. */
function findSeenShares(
  commits: readonly Commit[],
  { trace, items }: Pick<CoordinationFacts, 'trace' | 'items'>,
  teams: TeamIndex,
): (team: number) => number {
  const tallies = teams.names.map(() => ({ commits: 0, seen: 0 }));
  for (const commit of commits) {
    const isSeen = trace.linksOf(commit).some(({ key }) => items.has(key));
    for (const team of teams.teamsOf(commit.author)) {
      const tally = tallies[team];
      if (!tally) continue;
      tally.commits += 1;
      if (isSeen) tally.seen += 1;
    }
  }
  return (team) => {
    const { commits: all, seen } = tallies[team] ?? { commits: 0, seen: 0 };
    return all === 0 ? 0 : seen / all;
  };
}
