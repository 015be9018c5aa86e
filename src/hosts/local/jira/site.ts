/**
 * The local Jira: a data set served as a Jira Cloud site at the instant the clock shows.
 * REST requests in, Jira's answers and product events out.
 */
import type { HostClock, JiraRequest, JiraResponse, JiraSite, ProductEvent } from '../contract';
import { decideAccess, rankByWork, type AccessRules } from './access';
import { changesBetween } from './changes-between';
import type { DataSet } from './data-set';
import { createFaults, type FaultPlan } from './faults';
import { isRecord, type Person } from './item';
import type { PropertyAlias } from './jql/property-fields';
import { JqlError } from './jql/jql-error';
import { createRateLimit } from './rate-limit';
import { Refusal, notSignedIn, type Reply } from './reply';
import { findRoute, type Route } from './router';
import { agileRoutes } from './routes/agile-routes';
import { commentRoutes } from './routes/comment-routes';
import { historyRoutes } from './routes/history-routes';
import { itemRoutes } from './routes/item-routes';
import { linkRoutes } from './routes/link-routes';
import { peopleRoutes } from './routes/people-routes';
import { permissionRoutes } from './routes/permission-routes';
import { projectRoutes } from './routes/project-routes';
import { propertyRoutes } from './routes/property-routes';
import { searchRoutes } from './routes/search-routes';
import { siteRoutes } from './routes/site-routes';
import type { JqlFunctionAnswer, JqlFunctionCall, Site } from './site-context';
import { openState, type OutboxMail } from './state';
import { createWorlds } from './world';

export interface LocalJiraOptions extends AccessRules {
  readonly dataSet: DataSet;
  readonly clock: HostClock;
  readonly siteUrl?: string;
  readonly cloudId?: string;
  /** Who the app is on this site. */
  readonly appName?: string;
  /** JQL aliases the app's manifest declares with `jira:entityProperty`. */
  readonly aliases?: Readonly<Record<string, PropertyAlias>>;
  /** The app's JQL functions by name. */
  readonly jqlFunctions?: Readonly<Record<string, (call: JqlFunctionCall) => Promise<JqlFunctionAnswer>>>;
  readonly faults?: FaultPlan;
}

export interface LocalUser extends Person {
  readonly isAdmin: boolean;
  /** Keys of projects this person administers. */
  readonly administers: readonly string[];
  /** Keys of projects this person may not browse. */
  readonly hiddenProjects: readonly string[];
}

export interface LocalProject {
  readonly id: string;
  readonly key: string;
  readonly name: string;
}

export interface LocalJira extends JiraSite {
  /** What the data set says happened after `from` until `to`, as events, oldest first. Raises nothing. */
  changesBetween(from: number, to: number): ProductEvent[];
  /** Forgets everything done since the site opened: edits, comments, links, properties, mail. */
  reset(): void;
  /** Active people, the site's admin first, then by assigned work. */
  users(): readonly LocalUser[];
  projects(): readonly LocalProject[];
  /** Notifications that would have been sent, oldest first. */
  outbox(): readonly OutboxMail[];
  readonly adminAccountId: string;
  readonly appAccountId: string;
}

const ROUTES: readonly Route[] = [
  ...siteRoutes,
  ...peopleRoutes,
  ...permissionRoutes,
  ...projectRoutes,
  ...searchRoutes,
  ...itemRoutes,
  ...historyRoutes,
  ...commentRoutes,
  ...propertyRoutes,
  ...linkRoutes,
  ...agileRoutes,
];

export function createLocalJira(options: LocalJiraOptions): LocalJira {
  const { dataSet, clock } = options;
  const listeners = new Set<(event: ProductEvent) => void>();
  let state = openState(dataSet);
  const worlds = createWorlds(dataSet, () => state);
  const site: Site = {
    url: options.siteUrl ?? 'https://throughline.example',
    dataSet,
    get state() {
      return state;
    },
    access: decideAccess(dataSet, options),
    app: {
      accountId: '712020:00000000-0000-4000-8000-000000000001',
      displayName: options.appName ?? 'Throughline',
      active: true,
      accountType: 'app',
    },
    aliases: options.aliases ?? {},
    jqlFunctions: options.jqlFunctions ?? {},
    now: () => clock.now(),
    world: () => worlds.at(clock.now()),
    raise: (event) => {
      for (const listener of [...listeners]) listener(event);
    },
  };
  const nextFault = createFaults(options.faults);
  const countPoints = createRateLimit(() => clock.now());

  return {
    cloudId: options.cloudId ?? '00000000-0000-4000-8000-000000000000',
    siteUrl: site.url,
    adminAccountId: site.access.admin.accountId,
    appAccountId: site.app.accountId,
    handle: async (request) => {
      const fault = await nextFault();
      if (fault) return fault;
      const reply = await answer(site, request);
      const body = reply.body === undefined ? '' : JSON.stringify(reply.body);
      return {
        status: reply.status,
        headers: {
          'content-type': 'application/json;charset=UTF-8',
          ...countPoints(itemsIn(reply.body)),
          ...reply.headers,
        },
        body,
      } satisfies JiraResponse;
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changesBetween: (from, to) => changesBetween(site, worlds, from, to),
    reset: () => {
      state = openState(dataSet);
    },
    users: () => usersOf(site),
    projects: () =>
      [...dataSet.catalogue.projects].map(([key, project]) => ({ id: project.id, key, name: project.name })),
    outbox: () => [...state.outbox],
  };
}

async function answer(site: Site, request: JiraRequest): Promise<Reply> {
  try {
    const url = new URL(request.path, site.url);
    const match = findRoute(ROUTES, request.method.toUpperCase(), url.pathname);
    if (match === undefined) throw new Refusal(404, [`null for uri: ${url.pathname}`]);
    if (match === 'wrong-method')
      throw new Refusal(405, [`Method ${request.method.toUpperCase()} is not allowed for ${url.pathname}`]);
    if (request.principal.kind === 'anonymous' && !match.route.isPublic) throw notSignedIn();
    return await match.route.answer({
      site,
      principal: request.principal,
      params: match.params,
      query: url.searchParams,
      body: parseBody(request.body),
    });
  } catch (error) {
    return refuse(error);
  }
}

function parseBody(body: string | undefined): unknown {
  if (body === undefined || body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, ['There was an error parsing JSON. Check that your request body is valid.']);
  }
}

/** A bug here answers 500 with its message, so that it is seen and not taken for Jira's behaviour. */
function refuse(error: unknown): Reply {
  if (error instanceof Refusal)
    return { status: error.status, body: { errorMessages: error.errorMessages, errors: error.errors } };
  if (error instanceof JqlError) return { status: 400, body: { errorMessages: [error.message], errors: {} } };
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, body: { errorMessages: [`The local Jira failed: ${message}`], errors: {} } };
}

function itemsIn(body: unknown): number {
  return isRecord(body) && Array.isArray(body['issues']) ? body['issues'].length : 0;
}

function usersOf(site: Site): LocalUser[] {
  const { access, dataSet } = site;
  const ranking = rankByWork(dataSet).sort(
    (a, b) => Number(b.accountId === access.admin.accountId) - Number(a.accountId === access.admin.accountId),
  );
  const projects = [...dataSet.catalogue.projects.keys()];
  return ranking.map((person) => ({
    ...person,
    isAdmin: person.accountId === access.admin.accountId,
    administers: projects.filter((key) => access.isProjectAdmin(person.accountId, key)),
    hiddenProjects: access.hiddenProjects(person.accountId),
  }));
}
