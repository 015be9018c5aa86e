import { asApp, asUser, fetch, getAppContext, privacy, requestJira, route, webTrigger } from '@forge/api';
import { appEvents, InvocationError, InvocationErrorCode, Queue, type AsyncEvent, type PushEvent } from '@forge/events';
import { Filter, FilterConditions, kvs, Sort, WhereConditions } from '@forge/kvs';
import Resolver from '@forge/resolver';
import sql, { migrationRunner } from '@forge/sql';

/**
 * One resolver per question. Each passes its payload to the real SDK and returns what comes back,
 * so that a test reads like a conversation with the platform.
 */
interface Payload {
  readonly [name: string]: unknown;
  readonly amount: number;
  readonly width: number;
  readonly url: string;
  readonly path: string[];
  readonly method?: string;
  readonly body?: unknown;
  readonly accountId?: string;
  readonly call: string;
  readonly args: unknown[];
  readonly entity: string;
  readonly beginsWith?: string;
  readonly limit?: number;
  readonly cursor?: string;
  readonly place: string;
  readonly above?: number;
  readonly rare?: boolean;
  readonly set?: [key: string, value: object, entity?: { entityName: string }][];
  readonly remove?: [key: string, entity?: { entityName: string }][];
  readonly check?: [key: string, entityName: string, property: string, value: number][];
  readonly query: string;
  readonly params?: unknown[];
  readonly events: PushEvent[];
  readonly jobId: string;
  readonly keys: string[];
  readonly key: string;
  readonly forceCreate?: boolean;
  readonly accounts: { accountId: string; updatedAt: string }[];
}

interface Context {
  readonly principal?: { readonly accountId: string };
  readonly installContext: string;
}

interface Sighting {
  readonly place: string;
  readonly height: number;
  readonly rare: boolean;
}

const questions = new Resolver();

const ask = (name: string, answer: (payload: Payload, context: unknown) => unknown): void => {
  questions.define(name, async ({ payload, context }) => {
    try {
      return { answer: await answer(payload as unknown as Payload, context) };
    } catch (error) {
      const { constructor, message, code, status, context: about } = error as Error & { code?: string; status?: number; context?: unknown };
      return { refused: { kind: constructor.name, name: (error as Error).name, message, code, status, about } };
    }
  });
};

/** The SDK's methods by name. */
const methodsOf = (part: object) => part as Record<string, (...args: unknown[]) => Promise<unknown>>;

ask('context', (_payload, context) => context);
ask('app', () => {
  const app = getAppContext();
  return { ...app, installationAri: String(app.installationAri), left: app.invocationRemainingTimeInMillis() };
});
ask('now', () => ({ now: Date.now(), year: new Date().getFullYear(), isDate: new Date() instanceof Date }));
ask('talk', ({ amount, width }) => {
  for (let each = 0; each < amount; each++) console.log('x'.repeat(width), { each });
});
ask('memory', ({ amount }) => {
  const kept: unknown[] = [];
  for (let each = 0; each < amount; each++) kept.push(new Array(131_072).fill(each));
  return kept.length;
});
ask('spin', () => {
  for (;;);
});
ask('big', ({ amount }) => 'x'.repeat(amount));
ask('leave-behind', () => {
  setImmediate(() => void kvs.set('late', true));
});

const jiraCall = async (request: typeof requestJira, { path, method = 'GET', body }: Payload) => {
  const [a = '', b = '', c = '', d = ''] = path;
  const response = await request(route`/${a}/${b}/${c}/${d}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
};
ask('jira-as-user', (payload) => jiraCall(asUser(payload.accountId).requestJira, payload));
ask('jira-as-app', (payload) => jiraCall(asApp().requestJira, payload));
ask('jira-as-nobody', (payload) => jiraCall(requestJira, payload));
ask('fetch', async ({ url }) => (await fetch(url)).status);
ask('graph', async ({ query }) => {
  const response = await asApp().requestGraph(query);
  return { status: response.status, body: (await response.json()) as unknown };
});

ask('kvs', ({ call, args }) => methodsOf(kvs)[call]?.(...args));
ask('kvs-query', ({ beginsWith, limit, cursor }) => {
  let query = kvs.query();
  if (beginsWith) query = query.where('key', WhereConditions.beginsWith(beginsWith));
  if (limit) query = query.limit(limit);
  if (cursor) query = query.cursor(cursor);
  return query.getMany();
});
ask('entity', ({ entity, call, args }) => methodsOf(kvs.entity(entity))[call]?.(...args));
ask('entity-query', ({ place, above, rare, limit, cursor }) => {
  let query = kvs.entity<Sighting>('sighting').query().index('by-place', { partition: [place] });
  if (above !== undefined) query = query.where(WhereConditions.greaterThan(above));
  if (rare !== undefined) query = query.filters(new Filter<Sighting>().and('rare', FilterConditions.equalTo(rare)));
  if (limit) query = query.limit(limit);
  if (cursor) query = query.cursor(cursor);
  return query.sort(Sort.DESC).getMany();
});
ask('transact', ({ set = [], remove = [], check = [] }) => {
  const transaction = kvs.transact();
  for (const [key, value, entity] of set) transaction.set(key, value, entity);
  for (const [key, entity] of remove) transaction.delete(key, entity);
  for (const [key, entityName, property, value] of check) {
    const conditions = new Filter<Record<string, number>>().and(property, FilterConditions.equalTo(value));
    transaction.check(key, { entityName, conditions });
  }
  return transaction.execute();
});

ask('sql', ({ query, params = [] }) => sql.prepare(query).bindParams(...params).execute());
ask('ddl', ({ query, width = 0 }) => sql.executeDDL(`${query} /* ${'x'.repeat(width)} */`));
migrationRunner.enqueue('v001_bird', 'CREATE TABLE IF NOT EXISTS bird (id BIGINT NOT NULL, name VARCHAR(40) NOT NULL, PRIMARY KEY (id))');
ask('migrate', async () => ({ ran: await migrationRunner.run(), all: await migrationRunner.list() }));

const queue = new Queue({ key: 'counting' });
ask('push', async ({ events }) => (await queue.push(events)).jobId);
ask('push-elsewhere', async ({ events }) => (await new Queue({ key: 'nowhere' }).push(events)).jobId);
ask('job', ({ jobId }) => queue.getStats(jobId));
ask('cancel', ({ jobId }) => queue.cancel(jobId));
ask('events', ({ keys }) => appEvents.publish(keys.map((key) => ({ key }))));
ask('hook-url', ({ key, forceCreate }) => webTrigger.getUrl(key, forceCreate));
ask('hook-urls', () => webTrigger.queryUrls());
ask('forget-hook', ({ url }) => webTrigger.deleteUrl(url));
ask('accounts', ({ accounts }) => privacy.reportPersonalData(accounts));

export const resolver = questions.getDefinitions();

const remember = async (key: string, line: unknown): Promise<void> => {
  const seen = (await kvs.get<unknown[]>(key)) ?? [];
  await kvs.set(key, [...seen, line]);
};

interface BirdEvent {
  readonly eventType: string;
  readonly retryFirst?: boolean;
  readonly retryContext?: object;
  readonly asUser?: boolean;
}

export async function onEvent(event: BirdEvent, { principal }: Context) {
  await remember('events', { eventType: event.eventType, principal: principal ?? null });
  if (event.asUser) await asUser().requestJira(route`/rest/api/3/myself`);
  if (event.retryFirst && !event.retryContext) {
    return new InvocationError({ retryAfter: 5, retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST });
  }
  return undefined;
}

export async function onSchedule({ context }: { context: { moduleKey: string } }, { principal }: Context) {
  await remember('schedules', { moduleKey: context.moduleKey, principal: principal ?? null });
  return { statusCode: 204 };
}

export async function consume(event: AsyncEvent) {
  const { bird, fail, retry, again } = event.body as { bird: string; fail?: number; retry?: number; again?: boolean };
  const tried = event.retryContext?.retryCount ?? 0;
  await remember('consumed', { bird, retryContext: event.retryContext ?? null });
  if (fail && tried < fail) throw new Error('The nest is empty');
  if (again) await queue.push({ body: event.body });
  if (!retry || tried >= retry) return undefined;
  return new InvocationError({ retryAfter: 60, retryReason: InvocationErrorCode.FUNCTION_UPSTREAM_RATE_LIMITED, retryData: { at: 'nest' } });
}

interface HookRequest {
  readonly method: string;
  readonly path: string;
  readonly userPath: string;
  readonly headers: Record<string, string[]>;
  readonly queryParameters: Record<string, string[]>;
  readonly body: string;
}

export async function hook(request: HookRequest) {
  await kvs.set('hook', request);
  return { outputKey: request.queryParameters['output']?.[0] ?? 'accepted' };
}

export const freeHook = ({ body }: HookRequest) => ({ statusCode: 418, headers: { 'X-Bird': ['robin'] }, body });

export function countBirds({ place }: { place?: string }, { principal }: Context) {
  if (!place) return { errors: [{ message: 'A place is needed' }] };
  if (place === 'nowhere') throw new Error('No such place');
  return { birds: place.length, by: principal?.accountId };
}

export const jql = ({ clause }: { clause: { arguments: string[] } }) =>
  clause.arguments[0] === '' ? { error: 'Name a place' } : { jql: `labels = "${clause.arguments[0]}"` };

export async function farewell(_request: unknown, { installContext }: Context) {
  await asApp().requestJira(route`/rest/api/3/myself?why=${installContext}`);
}
