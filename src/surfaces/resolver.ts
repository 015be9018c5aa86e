/**
 * Every question a screen can ask, each behind the check of who may ask it. Where the screen stands
 * (which item, which project) comes from the platform; what the screen sends along is not trusted.
 */
import { markEverythingUntraced, retraceEverything, startReading } from '../app/read-project';
import { waiveFinding } from '../app/waive-finding';
import { parseInstant } from '../model/instant';
import type { SettingsChange } from '../model/settings';
import type { SigningSecret } from '../ports/memory';
import {
  type Asking,
  type Handler,
  type Handlers,
  Refusal,
  administrable,
  administrator,
  browsable,
  mayAdminister,
} from './asking';
import { LOG_PAGE, logEntryView, readAdminView } from './admin-view';
import type { Answer, RequestName, Requests } from './contract';
import { explain } from './explain';
import { readItemView } from './item-view';
import { listFindings, readHealth, readWaitsView } from './project-views';
import { faultInSettings } from './settings-faults';
import { MEMBER_HANDLERS } from './member-handlers';
import { readSettingsView } from './settings-view';
import { TRACE_HANDLERS } from './trace-handlers';

const DAY_OF_GRACE_MS = 24 * 60 * 60 * 1_000;

const HANDLERS: Handlers<RequestName> = {
  ...TRACE_HANDLERS,
  ...MEMBER_HANDLERS,
  'item.read': async ({ outside, reader, place, now }) => {
    const key = place.itemKey;
    if (key === undefined) throw new Refusal('bad-request', 'This screen is not on a work item.');
    const [seen] = await reader.seeItems([key]);
    if (!seen) throw new Refusal('no-permission', 'You may not see this work item.');
    const view = await readItemView(outside, reader, key, now);
    if (!view)
      throw new Refusal(
        'not-ready',
        'Throughline has not read or not examined this work item yet. A project administrator can see how far it is on the project page, and start reading there.',
      );
    return view;
  },
  'health.read': async (asking, { projectKey }) => {
    // The place wins: on a project page no other project can be asked for.
    const project = await browsable(asking, asking.place.projectKey ?? projectKey);
    return readHealth(asking.outside, asking.reader, project, asking.now);
  },
  'findings.list': async (asking, take) => {
    const projectKey = await browsable(asking);
    const page = await listFindings(asking.outside, asking.reader, projectKey, take);
    return { ...page, canWaive: await mayAdminister(asking.reader, projectKey) };
  },
  'waits.read': async (asking) => readWaitsView(asking.outside, asking.reader, await browsable(asking)),
  'finding.waive': async (asking, { finding, reason, until, kind }) => {
    const projectKey = await administrable(asking);
    const untilAt = parseInstant(until);
    if (reason.trim() === '') throw new Refusal('bad-request', 'Say why: a waiver needs a reason.');
    if (untilAt === undefined || untilAt <= asking.now)
      throw new Refusal('bad-request', 'A waiver ends on a day after today.');
    if (kind !== 'accepted' && kind !== 'not-a-problem')
      throw new Refusal('bad-request', `"${String(kind)}" is no kind of waiver.`);
    await waiveFinding(
      asking.outside,
      {
        finding,
        projectKey,
        reason: reason.slice(0, 500),
        by: asking.reader.accountId,
        at: asking.now,
        until: untilAt,
        kind,
      },
      asking.now,
    );
    return { id: finding };
  },
  'finding.unwaive': async (asking, { finding }) => {
    const projectKey = await administrable(asking);
    await asking.outside.facts.removeWaiver(projectKey, finding);
    await asking.outside.facts.markStale([projectKey]);
    await asking.outside.queue.push([{ kind: 'examine', projectKey }]);
    return { id: finding };
  },
  'settings.read': async (asking) => {
    const projectKey = asking.place.isSite ? undefined : await browsable(asking);
    if (projectKey === undefined) await administrator(asking);
    const canEdit = projectKey === undefined || (await mayAdminister(asking.reader, projectKey));
    return readSettingsView(asking.outside, asking.reader, projectKey, canEdit, asking.now);
  },
  'settings.save': async (asking, { change }) => {
    const projectKey = asking.place.isSite ? undefined : await administrable(asking);
    if (projectKey === undefined) await administrator(asking);
    const fault = faultInSettings(change);
    if (fault) throw new Refusal('bad-request', fault);
    if (projectKey !== undefined && change.trace !== undefined)
      throw new Refusal('bad-request', 'How commits are traced is set for the whole site, on the admin page.');
    await refuseUnknownProjects(asking, change);
    const before = projectKey === undefined ? await asking.outside.memory.readSettings() : undefined;
    const isTraceChanged = projectKey === undefined && JSON.stringify(change.trace) !== JSON.stringify(before?.trace);
    if (isTraceChanged) await markEverythingUntraced(asking.outside);
    await asking.outside.memory.saveSettings(change, projectKey);
    if (isTraceChanged) await retraceEverything(asking.outside);
    const touched =
      projectKey === undefined ? (await asking.outside.facts.readProjects()).map(({ key }) => key) : [projectKey];
    await asking.outside.facts.markStale(touched);
    await asking.outside.queue.push(touched.map((key) => ({ kind: 'examine', projectKey: key })));
    return readSettingsView(asking.outside, asking.reader, projectKey, true, asking.now);
  },
  'admin.read': async (asking) => {
    await administrator(asking);
    const { host } = asking;
    return readAdminView(
      asking.outside,
      { webTriggerUrl: await host.webTriggerUrl(), schemaVersion: host.schemaVersion },
      asking.now,
    );
  },
  'admin.log': async (asking, { cursor }) => {
    await administrator(asking);
    const offset = Math.max(0, Number(cursor ?? 0) || 0);
    const entries = await asking.outside.log.read(offset, LOG_PAGE + 1);
    return {
      entries: entries.slice(0, LOG_PAGE).map(logEntryView),
      nextCursor: entries.length > LOG_PAGE ? String(offset + LOG_PAGE) : undefined,
    };
  },
  'admin.rotateSecret': async (asking) => {
    await administrator(asking);
    const { memory } = asking.outside;
    const current = await memory.readSigningSecret();
    const next: SigningSecret = {
      value: asking.host.makeSecret(),
      createdAt: asking.now,
      previous: current && { value: current.value, until: asking.now + DAY_OF_GRACE_MS },
    };
    await memory.saveSigningSecret(next);
    return { secret: next.value };
  },
  'admin.backfill': async (asking, { projectKeys }) => {
    if (!Array.isArray(projectKeys) || projectKeys.length === 0)
      throw new Refusal('bad-request', 'Name at least one project to read.');
    const known = new Set((await asking.outside.jira.readProjects()).map(({ key }) => key));
    const unknown = projectKeys.find((key) => !known.has(key));
    if (unknown !== undefined)
      throw new Refusal('not-found', `There is no project "${String(unknown).slice(0, 40)}" on this site.`);
    for (const key of projectKeys) await administrable(asking, key);
    await startReading(asking.outside, projectKeys, asking.now);
    return { started: true };
  },
  'explain.read': async (asking, { of }) => {
    // It reads across projects, so it is an administrator's tool.
    await administrator(asking);
    const text = await explain(asking.outside, asking.reader, String(of).trim(), asking.now);
    if (text === undefined)
      throw new Refusal(
        'not-found',
        `"${String(of).slice(0, 60)}" is no work item that has been read, no beginning (4 digits or more) of a commit and no path of one that was received, or you may not see it.`,
      );
    return { text };
  },
  'admin.erase': async (asking, { confirm }) => {
    await administrator(asking);
    if (confirm !== 'erase') throw new Refusal('bad-request', 'Type "erase" to confirm.');
    await asking.outside.queue.push([{ kind: 'erase' }]);
    return { erased: true };
  },
};

/** A repository that is said to serve a project nobody has would serve nothing, in silence. */
async function refuseUnknownProjects({ outside }: Asking, { trace }: SettingsChange): Promise<void> {
  if (!trace?.servedProjects?.length) return;
  const known = new Set((await outside.jira.readProjects()).map(({ key }) => key));
  const odd = trace.servedProjects.find((line) => !known.has(line.split(' ')[1] ?? ''));
  if (odd !== undefined)
    throw new Refusal('bad-request', `"${odd.slice(0, 80)}" names a project that is not on this site.`);
}

/** Answers one question; a refusal is an answer, an outage is thrown for the host to log. */
export async function answer<Name extends RequestName>(
  name: Name,
  take: Requests[Name]['take'],
  asking: Asking,
): Promise<Answer<Name>> {
  try {
    const handler: Handler<Name> = HANDLERS[name];
    return { ok: true, value: await handler(asking, take) };
  } catch (failure) {
    if (failure instanceof Refusal) return { ok: false, reason: failure.reason, message: failure.message };
    throw failure;
  }
}

export const REQUEST_NAMES = Object.keys(HANDLERS) as RequestName[];
