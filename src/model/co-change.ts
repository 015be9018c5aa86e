/**
 * Code of two teams that changes in one commit.
 *
 * A team owns a module when more than half of the commits that touch it come from its members. Files in no
 * folder are everybody's, and a sweeping commit, such as one that reformats everything, says nothing of
 * what belongs together.
 */
import type { Commit, RepositoryName } from './commit';
import { compareText } from './compare-text';
import { MODULES_KEPT, TOP_MODULE, modulesOf } from './module';
import { PairTable } from './pair-table';
import type { TeamIndex } from './team-index';

/** Two modules, one of each team, that change together. */
export interface ModulePair {
  readonly repo: RepositoryName;
  /** The module of the team that comes first. */
  readonly modules: readonly [string, string];
  /** How many commits changed both. */
  readonly commits: number;
}

export interface CoChange {
  /** Commits that changed modules of both teams, in the order given. */
  readonly commits: readonly Commit[];
  /** Most commits first. */
  readonly modules: readonly ModulePair[];
}

/** Of every two teams; nothing is kept for two whose code never changed together. O(modules of the commits). */
export function findCoChange(commits: readonly Commit[], teams: TeamIndex): (a: number, b: number) => CoChange {
  const ownerOf = findOwners(commits, teams);
  const table = new PairTable(teams.names.length, () => ({
    commits: [] as Commit[],
    modules: new Map<string, Counted>(),
  }));
  for (const commit of commits) {
    const owned = modulesIn(commit).flatMap((module) => {
      const team = ownerOf(commit.repo, module);
      return team === undefined ? [] : [{ team, module }];
    });
    for (const [nth, one] of owned.entries()) {
      for (const other of owned.slice(nth + 1)) {
        if (one.team === other.team) continue;
        const kept = table.at(one.team, other.team);
        if (kept.commits.at(-1) !== commit) kept.commits.push(commit);
        const modules = one.team < other.team ? [one.module, other.module] : [other.module, one.module];
        const id = JSON.stringify([commit.repo, ...modules]);
        const counted = kept.modules.get(id);
        if (counted) counted.commits += 1;
        else kept.modules.set(id, { repo: commit.repo, modules: modules as [string, string], commits: 1, id });
      }
    }
  }
  return (a, b) => {
    const kept = table.find(a, b);
    if (!kept) return { commits: [], modules: [] };
    const modules = [...kept.modules.values()].sort((x, y) => y.commits - x.commits || compareText(x.id, y.id));
    return { commits: kept.commits, modules };
  };
}

interface Counted extends ModulePair {
  readonly id: string;
  commits: number;
}

/** None of a sweeping commit, and none where they are not known. */
function modulesIn(commit: Commit): readonly string[] {
  const modules = modulesOf(commit) ?? [];
  return modules.length < MODULES_KEPT ? modules.filter((module) => module !== TOP_MODULE) : [];
}

function findOwners(
  commits: readonly Commit[],
  teams: TeamIndex,
): (repo: RepositoryName, module: string) => number | undefined {
  const tallies = new Map<string, Tally>();
  for (const commit of commits) {
    const theirs = teams.teamsOf(commit.author);
    for (const module of modulesIn(commit)) {
      const id = `${commit.repo}:${module}`;
      const tally = tallies.get(id) ?? { commits: 0, byTeam: new Map<number, number>() };
      tallies.set(id, tally);
      tally.commits += 1;
      for (const team of theirs) tally.byTeam.set(team, (tally.byTeam.get(team) ?? 0) + 1);
    }
  }
  const owners = new Map(Array.from(tallies, ([id, tally]) => [id, ownerBy(tally)]));
  return (repo, module) => owners.get(`${repo}:${module}`);
}

interface Tally {
  commits: number;
  readonly byTeam: Map<number, number>;
}

/** Undefined too where two teams share the members who made most of the commits. */
function ownerBy({ commits, byTeam }: Tally): number | undefined {
  const [most, next] = [...byTeam].sort(([, a], [, b]) => b - a);
  if (most === undefined || most[1] * 2 <= commits || next?.[1] === most[1]) return undefined;
  return most[0];
}
