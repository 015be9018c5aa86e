/** Commits, pull requests, repositories and unknown keys in SQL. */
import type { Commit, PullRequest } from '../../../model/commit';
import { modulesOf } from '../../../model/module';
import type { Facts, RepositoryState } from '../../../ports/facts';
import { readBySha } from './read-by-sha';
import {
  factsOf,
  numberOf,
  optionalNumberOf,
  readAllRows,
  readIn,
  replaceRows,
  type Row,
  type Sql,
  textOf,
  wholeNumber,
} from './sql';

type CommitStore = Pick<
  Facts,
  | 'saveCommits'
  | 'readCommits'
  | 'readCommitsBySha'
  | 'findCommits'
  | 'readBriefCommits'
  | 'findOldestOf'
  | 'hasCommitsBefore'
  | 'noteReceived'
  | 'readRepositoryStates'
  | 'markUntraced'
  | 'markTraced'
  | 'readRepository'
  | 'readRepositories'
  | 'savePullRequests'
  | 'readPullRequests'
  | 'readReviews'
  | 'saveUnknownKeys'
  | 'readUnknownKeys'
  | 'readUnknownKeysIn'
  | 'forgetUnknownKeys'
  | 'countUnknownKeys'
>;

export function commitStore(sql: Sql): CommitStore {
  return {
    saveCommits: (commits) =>
      replaceRows(
        sql,
        'git_commit',
        ['repo', 'sha', 'committed_ms', 'facts', 'whole'],
        commits.map((commit) => [commit.repo, commit.sha, commit.committedAt, ...packCommit(commit)]),
      ),
    readCommits: async (repo, since) =>
      (
        await readAllRows(
          sql,
          'git_commit',
          ['facts', 'whole'],
          'repo = ? AND committed_ms >= ?',
          [repo, since],
          ['sha'],
        )
      )
        .map(wholeCommitOf)
        .sort(byTime),
    findOldestOf: async (repo, newest) => {
      const [row] = await sql.query(
        `SELECT committed_ms FROM git_commit WHERE repo = ? ORDER BY committed_ms DESC LIMIT 1 OFFSET ${wholeNumber(newest)}`,
        [repo],
      );
      return row ? numberOf(row, 'committed_ms') + 1 : 0;
    },
    hasCommitsBefore: async (repo, at) =>
      (await sql.query('SELECT sha FROM git_commit WHERE repo = ? AND committed_ms < ? LIMIT 1', [repo, at])).length >
      0,
    readBriefCommits: async (repo) =>
      (await readAllRows(sql, 'git_commit', ['facts'], 'repo = ?', [repo], ['sha'])).map(commitOf).sort(byTime),
    readCommitsBySha: async (ids) => (await readBySha(sql, 'git_commit', 'facts, whole', ids)).map(wholeCommitOf),
    findCommits: async (shaPrefix, limit) =>
      (
        await sql.query(
          `SELECT facts, whole FROM git_commit WHERE sha >= ? AND sha < ? ORDER BY sha, repo LIMIT ${wholeNumber(limit)}`,
          [shaPrefix, `${shaPrefix}g`],
        )
      ).map(wholeCommitOf),
    noteReceived: async (name, at) => {
      const [known] = await sql.query('SELECT repo FROM repository WHERE repo = ?', [name]);
      if (known) await sql.query('UPDATE repository SET received_ms = ? WHERE repo = ?', [at, name]);
      else
        await replaceRows(
          sql,
          'repository',
          ['repo', 'received_ms', 'untraced_from_ms', 'touches'],
          [[name, at, null, 0]],
        );
    },
    readRepository: async (name) => {
      const [row] = await sql.query(`SELECT ${REPOSITORY_COLUMNS} FROM repository WHERE repo = ?`, [name]);
      return row && repositoryOf(row);
    },
    readRepositoryStates: async () =>
      (await sql.query(`SELECT ${REPOSITORY_COLUMNS} FROM repository ORDER BY repo`)).map(repositoryOf),
    markUntraced: async (name, from) => {
      await sql.query(
        'UPDATE repository SET untraced_from_ms = CASE WHEN untraced_from_ms IS NULL OR untraced_from_ms > ? THEN ? ELSE untraced_from_ms END, touches = touches + 1 WHERE repo = ?',
        [from, from, name],
      );
    },
    markTraced: async (name, touchesSeen) => {
      await sql.query('UPDATE repository SET untraced_from_ms = NULL WHERE repo = ? AND touches = ?', [
        name,
        touchesSeen,
      ]);
    },
    readRepositories: async () => {
      const rows = await sql.query(
        'SELECT r.repo AS repo, r.received_ms AS received_ms, COUNT(c.sha) AS commits, MAX(c.committed_ms) AS last_ms FROM repository r LEFT JOIN git_commit c ON c.repo = r.repo GROUP BY r.repo, r.received_ms ORDER BY r.repo',
      );
      return rows.map((row) => ({
        name: textOf(row, 'repo'),
        commits: numberOf(row, 'commits'),
        lastReceivedAt: numberOf(row, 'received_ms'),
        lastCommitAt: optionalNumberOf(row, 'last_ms'),
      }));
    },
    savePullRequests: (pullRequests) =>
      replaceRows(
        sql,
        'pull_request',
        ['repo', 'number', 'facts'],
        pullRequests.map((request) => [request.repo, request.number, JSON.stringify(request)]),
      ),
    readPullRequests: async (repo) =>
      (await readAllRows(sql, 'pull_request', ['facts'], 'repo = ?', [repo], ['number'])).map((row) => {
        const request = factsOf<PullRequest>(row);
        return { ...request, mergeSha: request.mergeSha };
      }),
    readReviews: async (repo) => {
      if (!(await hasPullRequest(sql, repo, '1 = 1'))) return undefined;
      const rows = await readAllRows(sql, 'pull_request', ['facts'], `repo = ? AND ${IS_OPEN}`, [repo], ['number']);
      return {
        open: rows.map((row) => ({ ...factsOf<PullRequest>(row), body: '' })),
        areTold: await hasPullRequest(sql, repo, WAS_REVIEWED),
      };
    },

    saveUnknownKeys: (keys) =>
      replaceRows(
        sql,
        'unknown_key',
        ['repo', 'sha', 'item_key'],
        keys.map((unknown) => [unknown.repo, unknown.sha, unknown.key]),
      ),
    readUnknownKeys: async (keys) =>
      (
        await readIn(sql, keys, (marks, chunk) =>
          sql.query(`SELECT repo, sha, item_key FROM unknown_key WHERE item_key IN (${marks})`, chunk),
        )
      ).map((row) => ({
        repo: textOf(row, 'repo'),
        sha: textOf(row, 'sha'),
        key: textOf(row, 'item_key'),
      })),
    readUnknownKeysIn: async (repo) => {
      const rows = await readAllRows(sql, 'unknown_key', ['item_key'], 'repo = ?', [repo], ['sha', 'item_key']);
      return [...new Set(rows.map((row) => textOf(row, 'item_key')))];
    },
    forgetUnknownKeys: async (keys) => {
      await readIn(sql, keys, (marks, chunk) =>
        sql.query(`DELETE FROM unknown_key WHERE item_key IN (${marks})`, chunk),
      );
    },
    countUnknownKeys: async (limit) =>
      (
        await sql.query(
          'SELECT item_key, COUNT(*) AS commits FROM unknown_key GROUP BY item_key ORDER BY commits DESC, item_key LIMIT ' +
            wholeNumber(limit),
        )
      ).map((row) => ({
        key: textOf(row, 'item_key'),
        commits: numberOf(row, 'commits'),
      })),
  };
}

async function hasPullRequest(sql: Sql, repo: string, where: string): Promise<boolean> {
  return (await sql.query(`SELECT number FROM pull_request WHERE repo = ? AND ${where} LIMIT 1`, [repo])).length > 0;
}

/** Inside a text of ours every quotation mark is escaped, so these stand in no title and no body. */
const IS_OPEN = `facts LIKE '%"state":"open"%'`;
const WAS_REVIEWED = `facts LIKE '%"lastReviewAt":%'`;

const REPOSITORY_COLUMNS = 'repo, received_ms, untraced_from_ms, touches';

function repositoryOf(row: Row): RepositoryState {
  return {
    name: textOf(row, 'repo'),
    lastReceivedAt: numberOf(row, 'received_ms'),
    untracedFrom: optionalNumberOf(row, 'untraced_from_ms'),
    touches: numberOf(row, 'touches'),
  };
}

/** Characters of a message that an examination looks at: prefixes and version bumps stand in the subject. */
const BRIEF_LENGTH = 300;

/** Examinations read every commit of a project, and need neither files and lines nor long messages. */
function packCommit({ message, files, lines, ...rest }: Commit): [facts: string, whole: string] {
  const brief = {
    ...rest,
    message: message.slice(0, BRIEF_LENGTH),
    files: [],
    modules: modulesOf({ files, filesChanged: rest.filesChanged }),
  };
  return [JSON.stringify(brief), JSON.stringify({ message, files, lines })];
}

function wholeCommitOf(row: Row): Commit {
  const { modules: _, ...brief } = commitOf(row);
  return {
    ...brief,
    ...factsOf<Pick<Commit, 'message' | 'files'> & Partial<Pick<Commit, 'lines'>>>(row, 'whole'),
  };
}

function byTime(a: Commit, b: Commit): number {
  return a.committedAt - b.committedAt || (a.sha < b.sha ? -1 : 1);
}

/** JSON drops what is undefined; the model says it aloud. */
function commitOf(row: Row): Commit {
  const commit = factsOf<Commit>(row);
  return {
    ...commit,
    author: commit.author,
    lines: commit.lines,
    branch: commit.branch,
    pullRequest: commit.pullRequest,
    authorOffsetMinutes: commit.authorOffsetMinutes,
  };
}
