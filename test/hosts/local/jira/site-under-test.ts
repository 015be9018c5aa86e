/** Opens a local Jira for a test: the shipped demo, or a small data set written for the occasion. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal, ProductEvent } from '../../../../src/hosts/local/contract';
import { loadDataSet, type DataSet } from '../../../../src/hosts/local/jira/data-set';
import { createLocalJira, type LocalJira, type LocalJiraOptions } from '../../../../src/hosts/local/jira/site';

export const MONDAY = Date.parse('2017-11-13T09:00:00Z');

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** What the body holds at a dotted path; `*` goes through a list: `issues.*.key`. */
  at(path: string): unknown;
}

export interface SiteUnderTest {
  readonly jira: LocalJira;
  readonly events: ProductEvent[];
  moveTo(at: number | string): void;
  get(path: string, as?: Principal): Promise<Answer>;
  send(method: string, path: string, body?: unknown, as?: Principal): Promise<Answer>;
  /** Keys a query selects, in its order. */
  keys(jql: string, as?: Principal): Promise<string[]>;
  /** The message a query is refused with. */
  refusal(jql: string): Promise<string>;
}

const demo = loadDataSet(join(__dirname, '../../../../demo'));

export function openDemo(options: Partial<LocalJiraOptions> = {}): SiteUnderTest {
  return openSite(demo, options);
}

export function openSite(dataSet: DataSet, options: Partial<LocalJiraOptions> = {}): SiteUnderTest {
  let now = MONDAY;
  const jira = createLocalJira({ dataSet, clock: { now: () => now }, ...options });
  const events: ProductEvent[] = [];
  jira.onEvent((event) => events.push(event));
  const admin: Principal = { kind: 'user', accountId: jira.adminAccountId };

  const send = async (method: string, path: string, body?: unknown, as: Principal = admin): Promise<Answer> => {
    const response = await jira.handle({
      method,
      path,
      principal: as,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const json: unknown = response.body === '' ? undefined : JSON.parse(response.body);
    return {
      status: response.status,
      headers: response.headers,
      body: json,
      at: (path) => valueAt(json, path.split('.')),
    };
  };
  const search = (jql: string, as?: Principal) =>
    send('GET', `/rest/api/3/search/jql?fields=key&maxResults=5000&jql=${encodeURIComponent(jql)}`, undefined, as);
  return {
    jira,
    events,
    moveTo: (at) => {
      now = typeof at === 'string' ? Date.parse(at) : at;
    },
    get: (path, as) => send('GET', path, undefined, as),
    send,
    keys: async (jql, as) => {
      const answer = await search(jql, as);
      if (answer.status !== 200) throw new Error(`${jql}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.at('issues.*.key') as string[];
    },
    refusal: async (jql) => {
      const answer = await search(jql);
      expect(answer.status).toBe(400);
      return String(answer.at('errorMessages'));
    },
  };
}

function valueAt(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value;
  if (step === '*') return (value as readonly unknown[]).map((one) => valueAt(one, rest));
  return typeof value === 'object' && value !== null
    ? valueAt((value as Readonly<Record<string, unknown>>)[step], rest)
    : undefined;
}

/** Writes files of JSON lines into a folder of their own and loads it; text lines go in as they are. */
export function dataSetOf(files: Readonly<Record<string, readonly unknown[]>>): DataSet {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-set-'));
  try {
    for (const [name, lines] of Object.entries(files)) {
      writeFileSync(
        join(folder, `${name}.jsonl`),
        lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
      );
    }
    return loadDataSet(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
