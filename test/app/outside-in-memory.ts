/**
 * The outside, held in one hand: storage is the real one on the embedded engine; Jira, memory and
 * the queue are small and do what they are told, so that a test can lose, double and reorder work.
 */
import { factStore } from '../../src/hosts/forge/store/fact-store';
import { inboxStore, logStore } from '../../src/hosts/forge/store/inbox-store';
import { MIGRATIONS, TABLES } from '../../src/hosts/forge/store/schema';
import type { Row, Sql } from '../../src/hosts/forge/store/sql';
import { openSqlite } from '../../src/hosts/local/platform/sql/sqlite-engine';
import { checkSql } from '../../src/hosts/local/platform/sql/sql-policy';
import { eraseEverything, removeProperties } from '../../src/app/erase-everything';
import { examineIfStale } from '../../src/app/examine-project';
import { joinMembers } from '../../src/app/join-members';
import { readItems } from '../../src/app/read-items';
import { readProject } from '../../src/app/read-project';
import { receiveChanges } from '../../src/app/receive-changes';
import { suggestLinks } from '../../src/app/suggest-links';
import { traceRepository } from '../../src/app/trace-repository';
import type { ProjectSummary } from '../../src/ports/jira';
import type { Outside } from '../../src/ports/outside';
import type { Work } from '../../src/ports/work-queue';

export interface JiraIssue {
  readonly id: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly changelog?: unknown;
}

export interface TestOutside {
  readonly outside: Outside;
  /** What Jira holds now; change it and raise events. */
  readonly issues: Map<string, JiraIssue>;
  /** What Jira shows of projects, by key. */
  readonly projects: Map<string, ProjectSummary>;
  /** Work that awaits its turn. */
  readonly waiting: Work[];
  /** Properties as Jira holds them, by item id. */
  readonly properties: Map<string, unknown>;
  /** Accounts that Atlassian says were closed. */
  readonly closedAccounts: Set<string>;
  /** Account ids of each report. */
  readonly reported: string[][];
  run(work: Work, now: number): Promise<void>;
  /** Runs all work, taking each next piece where `choose` says; work may push more. */
  drain(now: number, choose?: (waiting: readonly Work[]) => number): Promise<void>;
  /** Every row of every table, for comparing whole states. `foundAt` and log times are left out. */
  state(): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export async function openOutside(): Promise<TestOutside> {
  const engine = openSqlite();
  const run = async (
    query: string,
    params: readonly unknown[],
    endpoint: 'execute' | 'ddl',
  ): Promise<readonly Row[]> => {
    const checked = checkSql({ query, params }, endpoint);
    if ('refusal' in checked) throw new Error(checked.refusal.message);
    const outcome = await engine.run(checked.statement, checked.params, 10);
    return outcome.kind === 'rows' ? outcome.rows : [];
  };
  for (const { statement } of MIGRATIONS) await run(statement, [], 'ddl');
  const sql: Sql = { query: (statement, parameters = []) => run(statement, parameters, 'execute') };
  const issues = new Map<string, JiraIssue>();
  const projects = new Map([['PAY', { id: '1', key: 'PAY', name: 'Payments' }]]);
  const properties = new Map<string, unknown>();
  const waiting: Work[] = [];
  const closedAccounts = new Set<string>();
  const reported: string[][] = [];
  const memory = new Map<string, unknown>();
  const inProject = (jql: string): JiraIssue[] => {
    const project = /project = "([^"]+)"/.exec(jql)?.[1];
    return [...issues.values()]
      .filter(({ key }) => key.startsWith(`${project}-`))
      .sort((a, b) => Number(a.id) - Number(b.id));
  };
  const outside: Outside = {
    accounts: {
      reportStored: (accounts) => {
        reported.push(accounts.map(({ accountId }) => accountId).sort());
        return Promise.resolve(accounts.map(({ accountId }) => accountId).filter((id) => closedAccounts.has(id)));
      },
      hashesOf: (emails) => Promise.resolve(emails.map((email) => `hash-${email.split('@')[0]}`)),
      marksOf: (ids) => Promise.resolve(ids.map((id) => `mark of ${id}`)),
    },
    facts: factStore(sql),
    inbox: inboxStore(sql),
    log: logStore(sql),
    queue: {
      push: (work) => {
        waiting.push(...work);
        return Promise.resolve();
      },
    },
    memory: {
      readSettings: (project) => Promise.resolve(memory.get(`settings:${project ?? ''}`) as never),
      readAllSettings: () =>
        Promise.resolve(
          [...memory]
            .filter(([key]) => key.startsWith('settings:'))
            .map(([key, change]) => ({ project: key.slice('settings:'.length) || undefined, change: change as never })),
        ),
      saveSettings: (change, project) => Promise.resolve(void memory.set(`settings:${project ?? ''}`, change)),
      readProgress: (project) => Promise.resolve(memory.get(`progress:${project}`) as never),
      saveProgress: (project, progress) => Promise.resolve(void memory.set(`progress:${project}`, progress)),
      readReconciledAt: (project) => Promise.resolve(memory.get(`at:${project}`) as never),
      saveReconciledAt: (project, at) => Promise.resolve(void memory.set(`at:${project}`, at)),
      readMissingSince: (project) => Promise.resolve(memory.get(`missing:${project}`) as never),
      saveMissingSince: (project, at) => Promise.resolve(void memory.set(`missing:${project}`, at)),
      readSigningSecret: () => Promise.resolve(undefined),
      saveSigningSecret: () => Promise.resolve(),
      readReportedAt: () => Promise.resolve(memory.get('reported') as never),
      saveReportedAt: (at) => Promise.resolve(void memory.set('reported', at)),
      readClosedMarks: () => Promise.resolve((memory.get('closed') ?? []) as never),
      saveClosedMarks: (marks) => Promise.resolve(void memory.set('closed', marks)),
      readSalt: () => Promise.resolve('salt'),
      eraseAll: () => Promise.resolve(memory.clear()),
    },
    jira: {
      searchItems: (jql, pageToken) => {
        const found = inProject(jql);
        const start = Number(pageToken ?? 0);
        const page = found.slice(start, start + 2);
        return Promise.resolve({
          issues: page,
          nextPageToken: start + 2 < found.length ? String(start + 2) : undefined,
        });
      },
      readItems: (ids) => Promise.resolve(ids.flatMap((id) => issues.get(id) ?? [])),
      searchIds: (jql) => Promise.resolve(inProject(jql).map(({ id }) => id)),
      countItems: (jql) => Promise.resolve(inProject(jql).length),
      readProjects: () => Promise.resolve([...projects.values()]),
      readFields: () => Promise.resolve([]),
      readStatuses: () => Promise.resolve([]),
      readLinkTypes: () => Promise.resolve([{ name: 'Blocks', inward: 'is blocked by', outward: 'blocks' }]),
      writeItemProperty: (id, value) => {
        if (!issues.has(id)) return Promise.resolve('gone');
        properties.set(id, value);
        return Promise.resolve('written');
      },
      removeItemProperty: (id) => Promise.resolve(void properties.delete(id)),
    },
  };
  const runWork = async (work: Work, now: number): Promise<void> => {
    switch (work.kind) {
      case 'read-project':
        return readProject(outside, work, now, () => false);
      case 'read-items':
        return readItems(outside, work, now);
      case 'receive':
        return receiveChanges(outside, work, now);
      case 'trace':
        return traceRepository(outside, work, now);
      case 'suggest':
        return suggestLinks(outside, work, now);
      case 'members':
        return joinMembers(outside, work);
      case 'examine':
        return examineIfStale(outside, work, now, () => true);
      case 'remove-properties':
        return removeProperties(outside, work);
      case 'erase':
        return eraseEverything(outside);
    }
  };
  return {
    outside,
    closedAccounts,
    reported,
    issues,
    projects,
    waiting,
    properties,
    run: runWork,
    drain: async (now, choose = () => 0) => {
      while (waiting.length > 0) {
        const [work] = waiting.splice(choose(waiting), 1);
        if (work) await runWork(work, now);
      }
    },
    state: async () => {
      const state: Record<string, unknown> = {};
      // How the ledger came to say so differs with the order in which facts came; what it says does not.
      const repositories = await outside.facts.readRepositoryStates();
      const links = await Promise.all(repositories.map(({ name }) => outside.facts.readLinks(name)));
      state['links'] = links.flat().map(({ foundAt: _, ...link }) => JSON.stringify(link));
      for (const table of TABLES.filter(
        (name) => !['ingestion_log', 'inbox', 'trace_entry', 'suggester'].includes(name),
      )) {
        const rows = await sql.query(`SELECT * FROM ${table}`);
        state[table] = rows.map((row) => JSON.stringify(row)).sort();
      }
      return state;
    },
    close: () => engine.close(),
  };
}
