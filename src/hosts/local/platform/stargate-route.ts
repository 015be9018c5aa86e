import type { ForgeManifest } from '../contract';
import type { EventQueue } from './queue/event-queue';
import type { HostLog } from './host-log';
import type { PlatformAnswer, PlatformCall } from './runtime/messages';
import type { WebTriggers } from './web-triggers';
import { forgeLimits } from './limits';
import { isRecord, modulesOf } from './manifest';

/** What Atlassian's gateway answers: web trigger addresses, queues, app events, personal data. */
export interface StargateParts {
  readonly manifest: ForgeManifest;
  readonly webTriggers: WebTriggers;
  readonly queue: EventQueue;
  readonly hostLog: HostLog;
  /** Origin that serves `/public/<id>`. */
  readonly publicOrigin: string;
  readonly accountStatus: (accountId: string) => AccountStatus;
}

/** What Atlassian would say about an account the app holds data of. */
export type AccountStatus = 'current' | 'closed' | 'updated';

/** Undefined when the path is unknown. */
export function answerStargate(parts: StargateParts, call: PlatformCall, rootId: string): PlatformAnswer | undefined {
  const body: unknown = call.body ? JSON.parse(call.body) : {};
  // The SDK leaves these placeholders for Atlassian's proxy to fill in.
  const queueVerb =
    /^\/webhook\/queue\/(publish|stats|cancel)\/\{contextAri\}\/\{environmentId\}\/\{appId\}\/\{appVersion\}$/.exec(
      call.path,
    )?.[1];
  if (queueVerb === 'publish') return parts.queue.publish(body, rootId);
  if (queueVerb === 'stats') return parts.queue.stats(body);
  if (queueVerb === 'cancel') return parts.queue.cancel(body);
  switch (call.path) {
    case '/graphql':
      return answerGraphql(parts, body);
    case '/app/report-accounts':
      return reportAccounts(parts, body);
    case '/forge/events/v1/app-events':
      return publishAppEvents(parts, body);
    default:
      return undefined;
  }
}

function answerGraphql(parts: StargateParts, body: unknown): PlatformAnswer | undefined {
  const { webTriggers, publicOrigin, hostLog } = parts;
  const query = isRecord(body) ? String(body['query']) : '';
  const variables = isRecord(body) && isRecord(body['variables']) ? body['variables'] : {};
  const addressOf = (id: string): string => `${publicOrigin}/public/${id}`;
  if (query.includes('createWebTriggerUrl')) {
    const input = isRecord(variables['input']) ? variables['input'] : {};
    if (input['secretKeyConfig'])
      hostLog.write('webTrigger.getUrl: secretKeyConfig is not supported here; the app checks signatures itself.');
    const key = String(input['triggerKey']);
    if (!modulesOf(parts.manifest, 'webtrigger').some((each) => each.key === key)) {
      hostLog.write(`webTrigger.getUrl: manifest.yml has no webtrigger with key "${key}".`);
      return json(200, { data: { createWebTriggerUrl: null }, errors: [{ message: `No webtrigger with key ${key}` }] });
    }
    return json(200, {
      data: { createWebTriggerUrl: { url: addressOf(webTriggers.idFor(key, variables['forceCreate'] === true)) } },
    });
  }
  if (query.includes('deleteWebTriggerUrl')) {
    const success = webTriggers.forget(String(variables['id']));
    return json(200, {
      data: { deleteWebTriggerUrl: { success, message: success ? '' : 'There is no such web trigger URL.' } },
    });
  }
  if (query.includes('webTriggerUrlsByAppContext')) {
    const urls = webTriggers.all().map(({ id, moduleKey }) => ({ triggerKey: moduleKey, url: addressOf(id) }));
    return json(200, { data: { webTriggerUrlsByAppContext: urls } });
  }
  return undefined;
}

/** Names only accounts with which something must be done, as the real one does. */
function reportAccounts(parts: StargateParts, body: unknown): PlatformAnswer {
  if (!parts.manifest.permissions.scopes.includes('report:personal-data')) {
    parts.hostLog.write(
      'privacy.reportPersonalData was refused: add report:personal-data to permissions.scopes in manifest.yml.',
    );
    return json(403, { message: 'Scope report:personal-data is missing.' });
  }
  const accounts = isRecord(body) && Array.isArray(body['accounts']) ? body['accounts'].filter(isRecord) : [];
  if (accounts.length === 0 || accounts.length > forgeLimits.accountsPerReport) {
    return json(400, { message: `Report 1 to ${forgeLimits.accountsPerReport} accounts at a time.` });
  }
  const changed = accounts.flatMap(({ accountId }) => {
    const status = parts.accountStatus(String(accountId));
    return status === 'current' ? [] : [{ accountId, status }];
  });
  return changed.length === 0 ? { status: 204 } : json(200, { accounts: changed });
}

function publishAppEvents({ manifest }: StargateParts, body: unknown): PlatformAnswer {
  const events = isRecord(body) && Array.isArray(body['events']) ? body['events'].filter(isRecord) : [];
  const declared = new Set(modulesOf(manifest, 'event').map((each) => each.key));
  const failedEvents = events
    .filter((each) => !declared.has(String(each['key'])))
    .map((event) => ({ event, errorMessage: `manifest.yml declares no event with key "${String(event['key'])}".` }));
  return json(200, { failedEvents });
}

function json(status: number, value: unknown): PlatformAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
