import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ForgePlatform, HostClock, JiraSite } from '../contract';
import { startHostLog } from './host-log';
import { appVersion, createInvoker, type FunctionResult, type Installation } from './invoker';
import { readEntityTypes } from './kvs/entities';
import { openKeyValueStore } from './kvs/key-value-store';
import { forgeLimits, type ForgeLimits } from './limits';
import { appIdOf, backendEgress, findModule, functionKeyOf, isRecord, loadManifest, modulesOf } from './manifest';
import { startMeter } from './meter';
import { answerPlatformCall } from './platform-calls';
import { openEventQueue } from './queue/event-queue';
import { openWorkList } from './queue/work-list';
import { openMemoryRecords, openRecords, type Records } from './records';
import type { PlatformAnswer, PlatformCall } from './runtime/messages';
import { openRuntimePool } from './runtime/runtime-pool';
import { openSchedules } from './schedules';
import { openMariadb, type MariadbSettings } from './sql/mariadb-engine';
import { startMariadb } from './sql/mariadb-server';
import { openSqlite } from './sql/sqlite-engine';
import type { SqlEngine } from './sql/sql-engine';
import type { AccountStatus } from './stargate-route';
import { openTriggers } from './triggers';
import { openWebTriggers } from './web-triggers';

/**
 * The stand-in for Atlassian's Forge platform. It runs the bundle that `forge deploy` would ship,
 * with Atlassian's own packages inside, by answering what those packages send.
 *
 *   surfaces, events, schedules, web triggers ──► invoker ──► a warm runtime (worker thread)
 *   the function's SDK calls ──► platform-calls ──► jira | kvs | sql | queue | gateway
 */
export interface PlatformSettings {
  readonly manifestPath: string;
  /** What buildFunctions filled. */
  readonly bundleDir: string;
  readonly jira: JiraSite;
  readonly clock: HostClock;
  readonly sql?: SqlSettings;
  /** Keeps storage, queues and addresses between runs; without it all is forgotten at the end. */
  readonly dataDir?: string;
  /** Origin under which web triggers are called; the site's own unless given. */
  readonly publicOrigin?: string;
  /** Makes web triggers' addresses the same for every installation; nobody else may know it. Random ones without. */
  readonly webTriggerSeed?: string;
  /** Called with each line of the host's log as it is written. */
  readonly onHostLog?: (line: string) => void;
  /** What Atlassian says about accounts in privacy reports. */
  readonly accountStatus?: (accountId: string) => AccountStatus;
  /** What goes wrong on purpose. */
  readonly faults?: Faults;
  /** Lower limits, for tests of what happens at them. */
  readonly limits?: Partial<ForgeLimits>;
  /** Warm runtimes: how many at the start, and at most. */
  readonly runtimes?: { readonly warm: number; readonly most: number };
}

/** Seams for a fault simulator; each may be left out. */
export interface Faults {
  /** Answers a platform call instead of the platform: a 429, a lost connection's 503. */
  readonly intercept?: (call: PlatformCall) => PlatformAnswer | undefined;
  /** How often a queued event is delivered: at least once, says Forge, and so sometimes twice. */
  readonly copies?: (eventId: string) => number;
}

/**
 * The embedded engine, in memory or under dataDir; or MariaDB: a server that runs already, or one
 * the host starts for itself and ends with itself.
 */
export type SqlSettings =
  | { readonly engine: 'sqlite' }
  | ({ readonly engine: 'mariadb' } & MariadbSettings)
  | { readonly engine: 'own-mariadb'; readonly binary?: string };

/** What the platform can do beyond the seam in contract.ts. */
export interface LocalForgePlatform extends ForgePlatform {
  /** Evaluates a `jira:jqlFunction` module; the answer is a JQL fragment or a message. */
  runJqlFunction(moduleKey: string, clause: JqlClause): Promise<{ readonly jql: string } | { readonly error: string }>;
  /** Starts queued work that fell due; call it when the clock has moved. */
  runDueEvents(): void;
  hostLog(): readonly string[];
}

export interface JqlClause {
  readonly field: string;
  readonly operator: string;
  readonly arguments: readonly string[];
}

/** Consumers at a time; leaves runtimes free for people. */
const consumersAtOnce = 2;
const closedTestAccount = '5be24ba3f91c106033269289';

export async function createPlatform(settings: PlatformSettings): Promise<LocalForgePlatform> {
  const { manifestPath, bundleDir, jira, clock, dataDir } = settings;
  const limits = { ...forgeLimits, ...settings.limits };
  const { manifest, impersonationScopes } = loadManifest(manifestPath);
  const records = dataDir === undefined ? openMemoryRecords() : openRecords(dataDir);
  const installation = readInstallation(records, jira);
  const hostLog = startHostLog(settings.onHostLog);
  const meter = startMeter();
  const sql = await openSql(settings);
  const kvs = openKeyValueStore({ entities: readEntityTypes(manifest.app), records, clock, meter });
  const pool = openRuntimePool({
    bundleDir,
    egress: backendEgress(manifest),
    memoryMB: manifest.app.runtime.memoryMB ?? limits.memoryMB,
    onCrash: (message) => hostLog.write(`A runtime fell over: ${message}. Something the app did not await failed.`),
    onLateCall: (invocationId, { path }) => {
      const late = invoker.records(Infinity).find((each) => each.id === invocationId);
      hostLog.write(`${late?.functionKey ?? 'A function'} called ${path} after it had returned: await every promise.`);
    },
    ...(settings.runtimes ?? { warm: 2, most: 4 }),
  });
  const work = openWorkList(clock.now, consumersAtOnce, (error) =>
    hostLog.write(`Queued work failed in the host: ${String(error)}`),
  );

  const invoker = createInvoker({
    manifest,
    installation,
    pool,
    clock,
    limits,
    meter,
    hostLog,
    intercept: settings.faults?.intercept ?? (() => undefined),
    answer: (call, caller) => answerPlatformCall(callParts, call, caller),
  });
  const shared = { manifest, installation, invoker, work, records, clock, limits, meter, hostLog };
  const queue = openEventQueue({ ...shared, copies: settings.faults?.copies ?? (() => 1) });
  const webTriggers = openWebTriggers({ ...shared, seed: settings.webTriggerSeed });
  const schedules = openSchedules(shared);
  const triggers = openTriggers(shared);
  const callParts = {
    manifest,
    impersonationScopes,
    jira,
    kvs,
    sql,
    meter,
    hostLog,
    webTriggers,
    queue,
    publicOrigin: settings.publicOrigin ?? jira.siteUrl,
    accountStatus:
      settings.accountStatus ?? ((accountId: string) => (accountId === closedTestAccount ? 'closed' : 'current')),
  } as const;

  const functionOf = (moduleType: string, moduleKey: string): string => {
    const key = functionKeyOf(findModule(manifest, moduleType, moduleKey));
    if (!key) throw new Error(`${moduleType} "${moduleKey}" names no function in manifest.yml.`);
    return key;
  };

  return {
    manifest,
    installationId: installation.installationId,
    environmentId: installation.environmentId,

    async invokeResolver({ moduleType, moduleKey, functionKey, payload, extension, accountId }) {
      const resolver = findModule(manifest, moduleType, moduleKey)['resolver'];
      const runs = isRecord(resolver) ? resolver['function'] : undefined;
      if (typeof runs !== 'string') throw wording(`${moduleType} "${moduleKey}" has no resolver in manifest.yml.`);
      const bytes = Buffer.byteLength(JSON.stringify(payload ?? {}));
      if (bytes > limits.frontEndRequestBytes) {
        throw wording(`The request holds ${bytes} bytes; invoke takes at most ${limits.frontEndRequestBytes}.`);
      }
      const { cloudId, environmentId, siteUrl } = installation;
      const result = await invoker.invoke({
        functionKey: runs,
        moduleType,
        moduleKey,
        accountId,
        payload: {
          call: { functionKey, payload },
          context: {
            cloudId,
            localId: `ari:cloud:ecosystem::extension/${appIdOf(manifest)}/${environmentId}/static/${moduleKey}`,
            environmentId,
            environmentType: 'DEVELOPMENT',
            moduleKey,
            siteUrl,
            extension: { type: moduleType, ...extension },
          },
        },
      });
      if (result.outcome === 'ok') return result.value;
      throw wording(reasonOf(result));
    },

    deliverEvent: (event) => triggers.deliver(event),

    async runDueSchedules() {
      work.pump();
      return schedules.runDue();
    },

    async runSchedule(moduleKey) {
      const result = await schedules.run(moduleKey);
      if (result.outcome !== 'ok') throw new Error(`Schedule "${moduleKey}" failed: ${reasonOf(result)}`);
    },

    async webTriggerPath(moduleKey) {
      return `/public/${webTriggers.idFor(moduleKey)}`;
    },

    callWebTrigger: (id, request) => webTriggers.call(id, request),

    async runAction(actionKey, inputs, accountId) {
      const declared = findModule(manifest, 'action', actionKey)['inputs'];
      const foreign = Object.keys(inputs).find((name) => !isRecord(declared) || !(name in declared));
      if (foreign !== undefined)
        throw new Error(`Action "${actionKey}" declares no input "${foreign}" in manifest.yml.`);
      const functionKey = functionOf('action', actionKey);
      const result = await invoker.invoke({
        functionKey,
        moduleType: 'action',
        moduleKey: actionKey,
        payload: inputs,
        accountId,
      });
      if (result.outcome !== 'ok') throw new Error(`Action "${actionKey}" failed: ${reasonOf(result)}`);
      if (!isRecord(result.value))
        throw new Error(`Action "${actionKey}" returned no object; return its outputs or { errors }.`);
      return result.value;
    },

    async runJqlFunction(moduleKey, clause) {
      const functionKey = functionOf('jira:jqlFunction', moduleKey);
      const result = await invoker.invoke({
        functionKey,
        moduleType: 'jira:jqlFunction',
        moduleKey,
        payload: { clause },
      });
      if (result.outcome !== 'ok') return { error: reasonOf(result) };
      const { jql, error } = isRecord(result.value) ? result.value : {};
      return typeof jql === 'string'
        ? { jql }
        : { error: typeof error === 'string' ? error : `The function returned no jql.` };
    },

    async uninstall() {
      for (const { key } of modulesOf(manifest, 'preUninstall')) {
        const functionKey = functionOf('preUninstall', key);
        await invoker.invoke({ functionKey, moduleType: 'preUninstall', moduleKey: key, payload: { moduleKey: key } });
      }
      queue.clear();
      webTriggers.clear();
      kvs.clear();
      records.clear();
      await sql.reset();
      rememberInstallation(records, installation);
      schedules.reset();
    },

    async install() {
      const before = records.load<string>('installed').get('version');
      records.put('installed', 'version', appVersion);
      schedules.reset();
      await triggers.deliver({
        eventType: before === undefined ? 'avi:forge:installed:app' : 'avi:forge:upgraded:app',
        id: `ari:cloud:ecosystem::installation/${installation.installationId}`,
        app: { id: appIdOf(manifest), version: appVersion },
        environment: { id: installation.environmentId },
        context: `ari:cloud:jira::site/${installation.cloudId}`,
      });
    },

    runDueEvents: () => work.pump(),
    drain: () => work.drain(),
    invocations: (limit) => invoker.records(limit),
    meter: () => meter.read(),
    hostLog: () => hostLog.lines(),

    async close() {
      const stopped = work.stop();
      await pool.close();
      await stopped;
      await sql.close();
      records.close();
    },
  };
}

async function openSql({ sql = { engine: 'sqlite' }, dataDir }: PlatformSettings): Promise<SqlEngine> {
  const under = (name: string): string | undefined => (dataDir === undefined ? undefined : join(dataDir, name));
  if (sql.engine === 'sqlite') return openSqlite(under('app.sqlite'));
  if (sql.engine === 'mariadb') return openMariadb(sql);
  const dataFolder = under('mariadb');
  const server = await startMariadb({
    ...(sql.binary === undefined ? {} : { binary: sql.binary }),
    ...(dataFolder === undefined ? {} : { dataFolder }),
  });
  const engine = await openMariadb({ socketPath: server.socketPath, user: server.user, database: 'app' });
  return {
    ...engine,
    async close() {
      await engine.close();
      await server.stop();
    },
  };
}

/** Ids live as long as the data: a new folder is a new installation. */
function readInstallation(records: Records, { cloudId, siteUrl }: JiraSite): Installation {
  const known = records.load<string>('installation');
  const installation = {
    installationId: known.get('installationId') ?? randomUUID(),
    environmentId: known.get('environmentId') ?? randomUUID(),
    cloudId,
    siteUrl,
  };
  rememberInstallation(records, installation);
  return installation;
}

function rememberInstallation(records: Records, { installationId, environmentId }: Installation): void {
  records.put('installation', 'installationId', installationId);
  records.put('installation', 'environmentId', environmentId);
}

function reasonOf(result: FunctionResult): string {
  if (result.outcome === 'ok') return '';
  return result.outcome === 'retry' ? `it asked to be tried again (${result.retry.retryReason})` : result.message;
}

/** The words the product puts before whatever went wrong in a resolver. */
function wording(reason: string): Error {
  return new Error(`There was an error invoking the function - ${reason}`);
}
