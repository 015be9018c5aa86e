/**
 * A Jira and a platform just big enough for automation: work items in a list, JQL known by heart.
 * The real local Jira has its own tests; here a query is a name for the items it finds.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createAutomation, type Automation } from '../../../../src/hosts/local/automation/automation';
import type { AutomationStore } from '../../../../src/hosts/local/automation/automation-store';
import type { RuleDraft } from '../../../../src/hosts/local/automation/rule';
import type {
  ForgeManifest,
  JiraRequest,
  JiraResponse,
  JiraSite,
  ProductEvent,
} from '../../../../src/hosts/local/contract';

export const projectFolder = join(__dirname, '../../../..');
export const manifest = parse(readFileSync(join(projectFolder, 'manifest.yml'), 'utf8')) as ForgeManifest;

export const lead = 'account-lead';
export const developer = 'account-developer';
export const waitingQuery = 'throughlineWaitingSince <= -3d AND statusCategory != Done';
/** Monday 13 November 2017, nine in the morning, when the demo opens. */
export const monday = Date.UTC(2017, 10, 13, 9);
export const day = 24 * 60 * 60 * 1000;

export interface FakeItem {
  readonly id: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function itemOf(number: number, fields: Readonly<Record<string, unknown>> = {}): FakeItem {
  return {
    id: String(10_000 + number),
    key: `PAY-${number}`,
    fields: {
      summary: `Refund step ${number}`,
      assignee: { accountId: developer, displayName: 'Dana' },
      reporter: { accountId: lead, displayName: 'Lee' },
      ...fields,
    },
  };
}

type Action = (inputs: Readonly<Record<string, unknown>>, accountId: string) => Readonly<Record<string, unknown>>;

export interface FakeSite {
  readonly automation: Automation;
  readonly requests: JiraRequest[];
  /** `PAY-1: text`, in the order written. */
  readonly comments: string[];
  readonly actionCalls: { readonly inputs: Readonly<Record<string, unknown>>; readonly accountId: string }[];
  moveClockTo(at: number): void;
  /** Hears what Jira says after a comment. */
  listen(listener: (event: ProductEvent) => void): void;
}

export const overdueWait: Action = (inputs) => ({
  waiting: true,
  overdue: true,
  verdict: 'yes',
  waitingSince: '2017-11-06T09:00:00.000Z',
  workingDays: 5,
  waitsOn: 'PAY-99',
  unknownBlockers: 0,
  message: `${String(inputs['issueKey'])} has waited on PAY-99 for 5 working days.`,
});

export function siteOf(options: {
  readonly items: readonly FakeItem[];
  /** Query → keys; a query that is not here is refused. Without an entry all items are found. */
  readonly queries?: Readonly<Record<string, readonly string[]>>;
  readonly action?: Action;
  readonly store?: AutomationStore;
  readonly brokenPath?: string;
  /** How many requests are refused as too many before the first is answered. */
  readonly throttled?: number;
}): FakeSite {
  const {
    items,
    queries = { [waitingQuery]: items.map(({ key }) => key), 'statusCategory != Done': items.map(({ key }) => key) },
  } = options;
  const requests: JiraRequest[] = [];
  const comments: string[] = [];
  const actionCalls: FakeSite['actionCalls'] = [];
  let now = monday;
  let listener: (event: ProductEvent) => void = () => {};

  function search({
    jql,
    maxResults,
    nextPageToken,
  }: {
    jql: string;
    maxResults: number;
    nextPageToken?: string;
  }): JiraResponse {
    const [, key, rest] = /^key = "([^"]+)" AND \((.*)\)$/s.exec(jql) ?? [];
    const query = rest ?? /^\((.*)\)$/s.exec(jql)?.[1] ?? jql;
    const found = query === `key = "${key}"` ? [key] : queries[query];
    if (!found) return json(400, { errorMessages: [`Field 'nonsense' does not exist in "${query}".`], errors: {} });
    const matching = items.filter((item) => found.includes(item.key) && (key === undefined || item.key === key));
    const from = Number(nextPageToken ?? 0);
    const issues = matching.slice(from, from + maxResults);
    const end = from + issues.length;
    return json(
      200,
      end < matching.length ? { issues, nextPageToken: String(end), isLast: false } : { issues, isLast: true },
    );
  }

  const jira: JiraSite = {
    cloudId: 'cloud',
    siteUrl: 'https://acme.example',
    onEvent: () => () => {},
    async handle(request) {
      requests.push(request);
      if (requests.length <= (options.throttled ?? 0)) return json(429, { errorMessages: ['Rate limit exceeded.'] });
      const accountId = request.principal.kind === 'user' ? request.principal.accountId : '';
      const path = request.path.split('?')[0] ?? '';
      if (options.brokenPath !== undefined && path.endsWith(options.brokenPath))
        return json(403, { errorMessages: ['You may not do this.'] });
      if (path === '/rest/api/3/myself')
        return accountId === lead ? json(200, { accountId, active: true }) : json(401, {});
      if (path === '/rest/api/3/search/jql') return search(JSON.parse(request.body ?? '{}'));
      const [, idOrKey, part] = /^\/rest\/api\/3\/issue\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
      const item = items.find(({ id, key }) => id === idOrKey || key === idOrKey);
      if (!item) return json(404, { errorMessages: ['Issue does not exist or you do not have permission to see it.'] });
      if (part === 'comment') {
        comments.push(`${item.key}: ${documentText(JSON.parse(request.body ?? '{}').body)}`);
        listener({
          eventType: 'avi:jira:commented:issue',
          timestamp: now,
          selfGenerated: false,
          issue: { id: item.id, key: item.key },
        });
        return json(201, {});
      }
      return part === 'notify' ? { status: 204, headers: {}, body: '' } : json(200, item);
    },
  };
  const automation = createAutomation({
    jira,
    platform: {
      manifest,
      async runAction(_key, inputs, accountId) {
        actionCalls.push({ inputs, accountId });
        return (options.action ?? overdueWait)(inputs, accountId);
      },
    },
    clock: { now: () => now },
    owner: lead,
    ...(options.store && { store: options.store }),
  });
  return {
    automation,
    requests,
    comments,
    actionCalls,
    moveClockTo: (at) => (now = at),
    listen: (heard) => (listener = heard),
  };
}

export function draftOf(changes: Partial<RuleDraft> = {}): RuleDraft {
  return {
    name: 'Tell about long waits',
    trigger: { kind: 'schedule', every: 'day', at: '09:00' },
    jql: waitingQuery,
    action: { key: 'check-blocking-waits', inputs: { issueKey: '{{issue.key}}' } },
    condition: { left: '{{wait.overdue}}', operator: 'equals', right: 'true' },
    then: { kind: 'alert', to: 'rule owner', text: '{{wait.message}}' },
    ...changes,
  };
}

/** Saves a rule that must be in order; answers its id. */
export async function savedId(site: FakeSite, changes: Partial<RuleDraft> = {}): Promise<string> {
  const outcome = await site.automation.saveRule(draftOf(changes));
  if (outcome.kind === 'refused')
    throw new Error(outcome.problems.map(({ field, message }) => `${field}: ${message}`).join('\n'));
  return outcome.rule.id;
}

function json(status: number, body: unknown): JiraResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function documentText(node: { readonly text?: string; readonly content?: readonly never[] }): string {
  return node.text ?? (node.content ?? []).map(documentText).join('');
}
