import { createClock } from '../../../../src/hosts/local/clock';
import type {
  ForgeManifest,
  ForgePlatform,
  JiraRequest,
  JiraResponse,
  JiraSite,
  WebTriggerRequest,
} from '../../../../src/hosts/local/contract';
import { createGadgetShelf } from '../../../../src/hosts/local/shell/gadgets';
import type { AutomationDesk, ShellHost } from '../../../../src/hosts/local/shell/shell-host';
import { createSite } from '../../../../src/hosts/local/shell/site';

export const siteOrigin = 'http://localhost:4100';
export const appOrigin = 'http://localhost:4101';

export const manifest: ForgeManifest = {
  app: { id: 'ari:cloud:ecosystem::app/1', runtime: { name: 'nodejs24.x' } },
  resources: [{ key: 'app', path: 'static/app/dist' }],
  permissions: { scopes: ['read:jira-work'], content: { styles: ['unsafe-inline'] } },
  modules: {
    'jira:issuePanel': [{ key: 'issue-panel', resource: 'app', title: 'Throughline', icon: 'resource:app;icon.svg' }],
    'jira:projectPage': [
      { key: 'project-page', resource: 'app', title: 'Throughline', pages: [{ title: 'Waits', route: 'waits' }] },
    ],
    'jira:projectSettingsPage': [{ key: 'project-settings', resource: 'app', title: 'Throughline' }],
    'jira:adminPage': [{ key: 'admin-page', resource: 'app', title: 'Throughline' }],
    'jira:dashboardGadget': [{ key: 'health-gadget', resource: 'app', title: 'Health', edit: { resource: 'app' } }],
    action: [{ key: 'check-waits', name: 'Check waits', config: { resource: 'app' }, inputs: {}, outputs: {} }],
  },
};

export const ada = { accountId: 'a-ada', displayName: 'Ada North', note: 'Site admin' };
export const ben = { accountId: 'a-ben', displayName: 'Ben South' };

type Invoked = Parameters<ForgePlatform['invokeResolver']>[0];

export interface FakeHost {
  readonly host: ShellHost;
  readonly invoked: Invoked[];
  readonly jiraRequests: JiraRequest[];
  readonly webTriggerRequests: WebTriggerRequest[];
  readonly moves: number[];
}

const items: Readonly<Record<string, unknown>> = {
  'PAY-1': {
    id: '10001',
    key: 'PAY-1',
    fields: { issuetype: { id: '6', name: 'Epic' }, project: { id: '10', key: 'PAY', projectTypeKey: 'software' } },
  },
};

/** Ben may see nothing; everyone else sees PAY and PAY-1. */
function answerJira({ path, principal }: JiraRequest): JiraResponse {
  const headers = { 'content-type': 'application/json' };
  const blind = principal.kind !== 'user' || principal.accountId === ben.accountId;
  const key = /^\/rest\/api\/3\/issue\/([^?/]+)/.exec(path)?.[1];
  if (key && !blind && items[key]) return { status: 200, headers, body: JSON.stringify(items[key]) };
  if (path.startsWith('/rest/api/3/project/PAY') && !blind) {
    return { status: 200, headers, body: JSON.stringify({ id: '10', key: 'PAY', projectTypeKey: 'software' }) };
  }
  if (path === '/rest/api/3/nothing') return { status: 204, headers: {}, body: '' };
  return { status: 404, headers, body: JSON.stringify({ errorMessages: ['Not here.'] }) };
}

export function createFakeHost(more: Partial<ShellHost> = {}): FakeHost {
  const invoked: Invoked[] = [];
  const jiraRequests: JiraRequest[] = [];
  const webTriggerRequests: WebTriggerRequest[] = [];
  const moves: number[] = [];
  const jira: JiraSite = {
    cloudId: 'c-1',
    siteUrl: siteOrigin,
    onEvent: () => () => undefined,
    handle: async (request) => {
      jiraRequests.push(request);
      return answerJira(request);
    },
  };
  const platform: ForgePlatform = {
    manifest,
    installationId: 'i-1',
    environmentId: 'e-1',
    invokeResolver: async (call) => {
      invoked.push(call);
      if (call.functionKey === 'break') throw new Error('There was an error invoking the function - it broke');
      return { asked: call.functionKey };
    },
    deliverEvent: async () => undefined,
    runDueSchedules: async () => 0,
    runSchedule: async () => undefined,
    webTriggerPath: async () => '/public/wt-1',
    callWebTrigger: async (id, request) => {
      if (id !== 'wt-1') return undefined;
      webTriggerRequests.push(request);
      return { statusCode: 202, headers: { 'content-type': ['application/json'] }, body: '{"accepted":true}' };
    },
    runAction: async () => ({}),
    uninstall: async () => undefined,
    install: async () => undefined,
    drain: async () => undefined,
    invocations: () => [],
    meter: () => ({ 'functions.invocations': 3 }),
    close: async () => undefined,
  };
  const automation: AutomationDesk = {
    rules: () => [],
    saveRule: async () => ({
      kind: 'refused',
      problems: [{ field: 'name', message: 'The rule has no name.', remedy: 'Give it one.' }],
    }),
    deleteRule: () => false,
    setEnabled: () => {
      throw new Error('no such rule');
    },
    importRecipe: async () => ({ kind: 'refused', problems: [] }),
    exportRule: () => {
      throw new Error('no such rule');
    },
    nextRunAt: () => undefined,
    runNow: () => Promise.reject(new Error('no such rule')),
    auditLog: () => [],
    alerts: () => [],
    smartValues: () => ({ before: [], after: [] }),
  };
  const host: ShellHost = {
    platform,
    jira,
    clock: createClock(Date.UTC(2017, 10, 13, 9), () => 0),
    opensAt: Date.UTC(2017, 10, 13, 9),
    automation,
    gadgets: createGadgetShelf(),
    people: () => [ada, ben],
    projects: () => [{ key: 'PAY', name: 'Payments' }],
    tour: [{ text: 'A work item that waits', path: '/browse/PAY-1' }],
    recipes: () => [],
    outbox: () => [],
    log: () => [],
    progress: () => ({ phase: 'ready', text: 'Ready' }),
    settledEvents: () => 0,
    webTriggerUrl: () => `${siteOrigin}/public/wt-1`,
    explain: () => Promise.resolve(undefined),
    askApp: () => Promise.resolve({ ok: true, value: {} }),
    startMoving: (to) => {
      moves.push(to);
      return {};
    },
    ...more,
  };
  return { host, invoked, jiraRequests, webTriggerRequests, moves };
}

export interface Ask {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The page that asks; the shell page itself unless told otherwise, undefined for no header. */
  readonly from?: string | undefined;
}

/** Sends requests straight into the site, as the shell page would unless told otherwise. */
export function openFakeSite(fake: FakeHost, webFolder = '/nowhere') {
  const site = createSite({
    host: fake.host,
    webFolder,
    port: () => 4100,
    siteOrigin: () => siteOrigin,
    appOrigin: () => appOrigin,
  });
  return {
    ask(path: string, ask: Ask = {}) {
      const { method = 'GET', body, headers = {} } = ask;
      // Browsers name the page that asks when something is to change.
      const from = 'from' in ask ? ask.from : method === 'GET' ? undefined : siteOrigin;
      return Promise.resolve(
        site.request(`${siteOrigin}${path}`, {
          method,
          headers: { host: 'localhost:4100', ...(from !== undefined && { origin: from }), ...headers },
          ...(body !== undefined && { body }),
        }),
      );
    },
  };
}
