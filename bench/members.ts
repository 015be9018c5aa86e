/**
 * How often a git identity is joined to the right account, and how much that leaves open, on recorded
 * projects. The account a set gives an author is taken for the truth where that account is in Jira at
 * all: who was never assigned anything, or was recorded twice, cannot be judged and is told apart.
 */
import type { Commit } from '../src/model/commit';
import type { Identity } from '../src/model/identity';
import type { AccountId } from '../src/model/work-item';
import { identityUses, joinIdentities } from '../src/trace/learn-members';
import { traceCommits } from '../src/trace/trace-commits';
import { type Bench, type Figure, notMeasured } from './figure';
import { type RecordedSet, pullRequestsOf, readRecordedSet } from './recorded-set';
import { sharedFolder } from './recorded-world';

const SETS = ['aloy', 'daemon', 'duracloud', 'mod'] as const;
const MOST_WRONG_PERCENT = 5;

const FIGURES = ['wrong', 'joined', 'commits', 'offers-wrong', 'halves-wrong', 'halves-joined'] as const;
const nameOf = (set: string, figure: (typeof FIGURES)[number]): string => `members-${set}-${figure}`;

export const members: Bench = {
  names: SETS.flatMap((set) => FIGURES.map((figure) => nameOf(set, figure))),
  what: 'git identities joined to Jira accounts by what was learned, on recorded projects',
  measure: ({ wants }) =>
    Promise.resolve(
      SETS.filter((set) => FIGURES.some((figure) => wants(nameOf(set, figure)))).flatMap((set) => figuresOf(set)),
    ),
};

function figuresOf(name: (typeof SETS)[number]): Figure[] {
  const folder = sharedFolder('data', 'sets', name);
  if (folder === undefined)
    return FIGURES.map((figure) => notMeasured(nameOf(name, figure), '%', 'the recorded sets are not there'));
  const set = readRecordedSet(folder);
  const whole = judge(set, set.commits);
  const halves = judge(set, halved(set.commits));
  const share = (
    figure: (typeof FIGURES)[number],
    [part, of]: readonly [part: number, of: number],
    words: string,
    budget: number | null = null,
  ): Figure =>
    of === 0
      ? notMeasured(nameOf(name, figure), '%', `none of 0 ${words}`, budget)
      : {
          name: nameOf(name, figure),
          value: (100 * part) / of,
          unit: '%',
          ratio: null,
          of: `${part} of ${of} ${words}`,
          budget,
        };
  const joinedOf = ({ right, wrong }: typeof whole): number => right + wrong;
  return [
    share(
      'wrong',
      [whole.wrong, joinedOf(whole)],
      `joined without a word; ${whole.unjudged} more cannot be judged`,
      MOST_WRONG_PERCENT,
    ),
    share('joined', [whole.right, whole.inJira], `identities of people in Jira; ${whole.identities} in all`),
    share('commits', [whole.commitsJoined, whole.commits], 'commits of people'),
    share(
      'offers-wrong',
      [whole.offersWrong, whole.offers],
      `offered for confirming; ${whole.offersUnjudged} more cannot be judged`,
    ),
    share(
      'halves-wrong',
      [halves.wrong, joinedOf(halves)],
      'when everybody changes address half-way',
      MOST_WRONG_PERCENT,
    ),
    share('halves-joined', [halves.right, halves.inJira], 'when everybody changes address half-way'),
  ];
}

/** The same people, each under another address for the second half of their commits. */
function halved(commits: readonly Commit[]): Commit[] {
  const theirs = new Map<string, Commit[]>();
  for (const commit of commits) theirs.set(commit.authorHash, [...(theirs.get(commit.authorHash) ?? []), commit]);
  return [...theirs.values()].flatMap((own) =>
    own
      .sort((a, b) => a.committedAt - b.committedAt)
      .map((commit, index) =>
        index * 2 < own.length ? commit : { ...commit, authorHash: `later ${commit.authorHash}` },
      ),
  );
}

function judge(set: RecordedSet, commits: readonly Commit[]) {
  const items = new Map(set.items.map((item) => [item.key, item]));
  const { links } = traceCommits({
    commits,
    pullRequests: pullRequestsOf(set),
    allow: new Set(set.items.map(({ projectKey }) => projectKey)),
    knownItems: (key) => items.has(key),
    now: set.items.reduce((last, { updatedAt }) => Math.max(last, updatedAt), 0),
  });
  const uses = [...new Set(commits.map(({ repo }) => repo))].flatMap((repo) =>
    identityUses(
      commits.filter((commit) => commit.repo === repo),
      links.filter((link) => link.repo === repo),
      (key) => items.get(key)?.assignee,
    ),
  );
  const truth = trueAccounts(commits);
  const inJira = new Set(set.items.flatMap((item) => item.assignee.map(({ value }) => value)));
  const people = joinIdentities({ uses, addresses: [], decisions: [] }, []).filter(
    ({ identity }) => truth.get(identity) !== undefined,
  );
  const judged = people.filter(({ identity }) => inJira.has(truth.get(identity)));
  const isRight = ({ identity, learned }: Identity) => learned?.account === truth.get(identity);
  const joined = judged.filter(({ account }) => account !== undefined);
  const offered = (all: readonly Identity[]) => all.filter(({ account, learned }) => account === undefined && learned);
  const commitsOf = (all: readonly Identity[]) => all.reduce((sum, { commits: own }) => sum + own, 0);
  return {
    identities: people.length,
    inJira: judged.length,
    right: joined.filter(isRight).length,
    wrong: joined.filter((one) => !isRight(one)).length,
    unjudged: people.filter(({ account }) => account !== undefined).length - joined.length,
    offers: offered(judged).length,
    offersWrong: offered(judged).filter((one) => !isRight(one)).length,
    offersUnjudged: offered(people).length - offered(judged).length,
    commits: commitsOf(people),
    commitsJoined: commitsOf(people.filter(({ account }) => account !== undefined)),
  };
}

/** The one account of each address; bots, and addresses that several people use, have none. */
function trueAccounts(commits: readonly Commit[]): Map<string, AccountId | undefined> {
  const accounts = new Map<string, AccountId | undefined>();
  for (const { authorHash, author } of commits) {
    const isOther = accounts.has(authorHash) && accounts.get(authorHash) !== author;
    accounts.set(authorHash, isOther || author?.startsWith('bot:') ? undefined : author);
  }
  return accounts;
}
