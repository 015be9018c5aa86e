import { asApp, asUser, fetch, getAppContext, privacy, requestJira, route, webTrigger } from '@forge/api';
import { appEvents, InvocationError, InvocationErrorCode, Queue, type AsyncEvent } from '@forge/events';
import { Filter, FilterConditions, kvs, Sort, WhereConditions } from '@forge/kvs';
import Resolver from '@forge/resolver';
import sql, { migrationRunner } from '@forge/sql';

/**
 * One resolver per question. Each passes its payload to the real SDK and returns what comes back,
 * so that a test reads like a conversation with the platform.
 */
const queue = new Queue({ key: 'counting' });
const questions = new Resolver();

const ask = (name: string, answer: (payload: any, context: any) => unknown): void => {
  questions.define(name, async ({ payload, context }) => {
    try {
      return { answer: await answer(payload, context) };
    } catch (error) {
      const { name: kind, message, code, status, debug, failedEvents } = error as any;
      return { refused: { kind, message, code, status, debug, failedEvents } };
    }
  });
};

ask('context', (_payload, context) => context);
ask('app', () => {
  const app = getAppContext();
  return { ...app, installationAri: String(app.installationAri), left: app.invocationRemainingTimeInMillis() };
});
ask('now', () => ({ now: Date.now(), year: new Date().getFullYear(), isDate: new Date() instanceof Date }));
ask('talk', ({ lines, width }) => {
  for (let each = 0; each < lines; each++) console.log('x'.repeat(width), { each });
});
ask('memory', ({ megabytes }) => {
  const kept: unknown[] = [];
  for (let each = 0; each < megabytes; each++) kept.push(new Array(131_072).fill(each));
  return kept.length;
});
ask('spin', () => {
  for (;;);
});
ask('echo', (payload) => payload);
ask('big', ({ bytes }) => 'x'.repeat(bytes));
ask('leave-behind', () => {
  setTimeout(() => void kvs.set('late', true), 0);
});

const jiraCall = async (caller: { requestJira: typeof requestJira }, { path, method, body }: any) => {
  const response = await caller.requestJira(route`/${path[0]}/${path[1]}/${path[2]}/${path[3]}`, {
    method: method ?? 'GET',
    ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}),
  });
  return { status: response.status, body: await response.text() };
};
ask('jira-as-user', (payload) => jiraCall(asUser(payload.accountId), payload));
ask('jira-as-app', (payload) => jiraCall(asApp(), payload));
ask('jira-as-nobody', (payload) => jiraCall({ requestJira }, payload));
ask('fetch', async ({ url }) => (await fetch(url)).status);
ask('graph', async () => (await asApp().requestGraph('query { me { id } }')).status);

ask('kvs', ({ call, args }) => (kvs as any)[call](...args));
ask('kvs-query', ({ beginsWith, limit, cursor }) => {
  let query = kvs.query();
  if (beginsWith) query = query.where('key', WhereConditions.beginsWith(beginsWith));
  if (limit) query = query.limit(limit);
  if (cursor) query = query.cursor(cursor);
  return query.getMany();
});
ask('entity', ({ entity, call, args }) => (kvs.entity(entity) as any)[call](...args));
ask('entity-query', ({ place, above, rare, limit, cursor }) => {
  let query = kvs.entity<any>('sighting').query().index('by-place', { partition: [place] });
  if (above !== undefined) query = query.where(WhereConditions.greaterThan(above));
  if (rare !== undefined) query = query.filters(new Filter<any>().and('rare', FilterConditions.equalTo(rare)));
  if (limit) query = query.limit(limit);
  if (cursor) query = query.cursor(cursor);
  return query.sort(Sort.DESC).getMany();
});
ask('transact', ({ set = [], remove = [], check = [] }) => {
  const transaction = kvs.transact();
  for (const [key, value, entity] of set) transaction.set(key, value, entity);
  for (const [key, entity] of remove) transaction.delete(key, entity);
  for (const [key, entityName, property, value] of check) {
    transaction.check(key, {
      entityName,
      conditions: new Filter<any>().and(property, FilterConditions.equalTo(value)) as any,
    });
  }
  return transaction.execute();
});

ask('sql', ({ query, params = [] }) => sql.prepare(query).bindParams(...params).execute());
ask('ddl', ({ query }) => sql.executeDDL(query));
migrationRunner.enqueue('v001_bird', 'CREATE TABLE IF NOT EXISTS bird (id BIGINT NOT NULL, name VARCHAR(40) NOT NULL, PRIMARY KEY (id))');
ask('migrate', async () => ({ ran: await migrationRunner.run(), all: await migrationRunner.list() }));

ask('push', async ({ events }) => (await queue.push(events)).jobId);
ask('job', ({ jobId }) => queue.getStats(jobId));
ask('cancel', ({ jobId }) => queue.cancel(jobId));
ask('events', ({ keys }) => appEvents.publish(keys.map((key: string) => ({ key }))));
ask('hook-url', ({ key, forceCreate }) => webTrigger.getUrl(key, forceCreate));
ask('hook-urls', () => webTrigger.queryUrls());
ask('forget-hook', ({ url }) => webTrigger.deleteUrl(url));
ask('accounts', ({ accounts }) => privacy.reportPersonalData(accounts));

export const resolver = questions.getDefinitions();

const remember = async (key: string, line: unknown): Promise<void> => {
  const seen = (await kvs.get<unknown[]>(key)) ?? [];
  await kvs.set(key, [...seen, line]);
};

export async function onEvent(event: any, context: any) {
  await remember('events', { eventType: event.eventType, principal: context.principal ?? null });
  if (event.retryFirst && !event.retryContext) return new InvocationError({ retryAfter: 5, retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST });
  if (event.asUser) await asUser().requestJira(route`/rest/api/3/myself`);
}

export async function onSchedule(request: any, context: any) {
  await remember('schedules', { moduleKey: request.context.moduleKey, principal: context.principal ?? null });
  return { statusCode: 204 };
}

export async function consume(event: AsyncEvent<any>) {
  await remember('consumed', { bird: event.body['bird'], retryContext: event.retryContext ?? null });
  const { fail, retry, again } = event.body;
  if (fail && (event.retryContext?.retryCount ?? 0) < fail) throw new Error('The nest is empty');
  if (retry && (event.retryContext?.retryCount ?? 0) < retry) {
    return new InvocationError({ retryAfter: 60, retryReason: InvocationErrorCode.FUNCTION_UPSTREAM_RATE_LIMITED, retryData: { at: 'nest' } });
  }
  if (again) await queue.push({ body: event.body });
}

export async function hook(request: any) {
  await kvs.set('hook', request);
  return { outputKey: request.queryParameters.output?.[0] ?? 'accepted' };
}
export const freeHook = async (request: any) => ({ statusCode: 418, headers: { 'X-Bird': ['robin'] }, body: request.body });

export async function countBirds(inputs: any, context: any) {
  if (!inputs.place) return { errors: [{ message: 'A place is needed' }] };
  if (inputs.place === 'nowhere') throw new Error('No such place');
  return { birds: inputs.place.length, by: context.principal.accountId };
}
export const jql = async ({ clause }: any) => ({ jql: `labels = "${clause.arguments[0]}"` });
export async function farewell(_request: any, context: any) {
  await asApp().requestJira(route`/rest/api/3/myself?why=${context.installContext}`);
}
