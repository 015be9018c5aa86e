import type { ForgeManifest, JiraSite } from '../contract';
import type { HostLog } from './host-log';
import type { Caller } from './invoker';
import type { KeyValueStore } from './kvs/key-value-store';
import type { Meter } from './meter';
import type { PlatformAnswer, PlatformCall } from './runtime/messages';
import type { SqlEngine } from './sql/sql-engine';
import { answerJira } from './jira-route';
import { answerKvs } from './kvs/kvs-route';
import { modulesOf } from './manifest';
import { answerSql } from './sql/sql-route';
import { answerStargate, type StargateParts } from './stargate-route';

/** Finds who answers a call of `__forge_fetch__`. Nothing is ever answered by accident: what is unknown gets 501. */
export interface PlatformCallParts extends StargateParts {
  readonly manifest: ForgeManifest;
  readonly impersonationScopes: ReadonlySet<string>;
  readonly jira: JiraSite;
  readonly kvs: KeyValueStore;
  readonly sql: SqlEngine;
  readonly meter: Meter;
  readonly hostLog: HostLog;
}

export type CallKind = 'jira' | 'kvs' | 'sql' | 'queue' | 'other';

export function answerPlatformCall(
  parts: PlatformCallParts,
  call: PlatformCall,
  caller: Caller,
): { readonly kind: CallKind; readonly answer: Promise<PlatformAnswer> } {
  const kind = kindOf(call);
  return { kind, answer: find(parts, kind, call, caller).then((answer) => answer ?? unknown(parts.hostLog, call)) };
}

function kindOf({ options, path }: PlatformCall): CallKind {
  if (options.type === 'kvs' || options.type === 'sql') return options.type;
  if (options.type === 'fpp' && options.remote === 'jira') return 'jira';
  return options.remote === 'stargate' && path.startsWith('/webhook/queue/') ? 'queue' : 'other';
}

async function find(
  parts: PlatformCallParts,
  kind: CallKind,
  call: PlatformCall,
  caller: Caller,
): Promise<PlatformAnswer | undefined> {
  const { manifest, meter, hostLog } = parts;
  switch (kind) {
    case 'jira':
      meter.add('jira.requests', 1);
      return answerJira(parts, call, caller);
    case 'kvs':
      meter.add('kvs.requests', 1);
      return withoutStorage(manifest, hostLog) ?? answerKvs(parts.kvs, call.path, JSON.parse(call.body ?? '{}'));
    case 'sql':
      if (modulesOf(manifest, 'sql').length === 0) {
        hostLog.write('The app uses SQL: add "sql: [{ key: main, engine: mysql }]" to modules in manifest.yml.');
        return refused(403, 'APP_NOT_ENABLED', 'The app declares no sql module.');
      }
      return withoutStorage(manifest, hostLog) ?? answerSql({ engine: parts.sql, meter }, call.path, call.body ?? '');
    case 'queue':
      return withoutStorage(manifest, hostLog) ?? answerStargate(parts, call, caller.rootId);
    case 'other':
      return call.options.remote === 'stargate' ? answerStargate(parts, call, caller.rootId) : undefined;
  }
}

function withoutStorage({ permissions }: ForgeManifest, hostLog: HostLog): PlatformAnswer | undefined {
  if (permissions.scopes.includes('storage:app')) return undefined;
  hostLog.write('Hosted storage was refused: add storage:app to permissions.scopes in manifest.yml.');
  return refused(403, 'FORBIDDEN', 'The scope storage:app is missing.');
}

function unknown(hostLog: HostLog, { options, method, path }: PlatformCall): PlatformAnswer {
  const what = [options.type, options.provider, options.remote].filter((each) => each !== undefined).join(' ');
  hostLog.write(`The local platform does not know ${method} ${path} (${what}).`);
  return refused(501, 'NOT_IMPLEMENTED', `The local platform does not know ${method} ${path} (${what}).`);
}

function refused(status: number, code: string, message: string): PlatformAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code, message }) };
}
