/** What automation asks of Jira, always in the name of a rule's connection user. */
import type { JiraResponse, JiraSite } from '../contract';
import { isRecord, parseJson, recordsIn, textIn, type JsonRecord } from './json-border';
import { automationLimits } from './limits';
import type { AlertTarget } from './rule';

export interface FoundItem {
  readonly id: string;
  readonly key: string;
  readonly fields: JsonRecord;
}

/** Jira said no; the message is in Jira's own words. */
export class JiraRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'JiraRefusal';
  }
}

export interface JiraDoor {
  /** In the order of the query, at most as many as a rule may look at; `cut` when there are more. */
  search(
    jql: string,
    fields: readonly string[],
  ): Promise<{ readonly items: readonly FoundItem[]; readonly cut: boolean }>;
  /** Why Jira would not run this query; undefined when it would. */
  refusalOf(jql: string): Promise<string | undefined>;
  /** By id or key; undefined when it is not there or not visible. */
  find(idOrKey: string): Promise<FoundItem | undefined>;
  comment(key: string, text: string): Promise<void>;
  notify(key: string, subject: string, text: string, to: NotifyTarget): Promise<void>;
  /** Whether Jira knows the account this door speaks for. */
  isKnown(): Promise<boolean>;
}

export type NotifyTarget = Exclude<AlertTarget, 'rule owner'> | { readonly accountId: string };

export function jiraDoor(jira: JiraSite, accountId: string): JiraDoor {
  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await patiently(() =>
      jira.handle({
        method,
        path,
        headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        principal: { kind: 'user', accountId },
      }),
    );
    if (response.status >= 400) throw new JiraRefusal(response.status, refusalText(response));
    return parseJson(response.body);
  }

  async function searchPage(
    jql: string,
    fields: readonly string[],
    maxResults: number,
    nextPageToken: string | undefined,
  ) {
    const page = await call('POST', '/rest/api/3/search/jql', {
      jql,
      fields,
      maxResults,
      ...(nextPageToken && { nextPageToken }),
    });
    const answer = isRecord(page) ? page : {};
    return { items: recordsIn(answer, 'issues').flatMap(foundItem), next: textIn(answer, 'nextPageToken') };
  }

  return {
    async search(jql, fields) {
      const items: FoundItem[] = [];
      let next: string | undefined;
      do {
        const room = automationLimits.itemsPerRun - items.length;
        const page = await searchPage(jql, fields, Math.min(room, automationLimits.itemsPerPage), next);
        items.push(...page.items.slice(0, room));
        next = page.next;
      } while (next !== undefined && items.length < automationLimits.itemsPerRun);
      return { items, cut: next !== undefined };
    },
    async refusalOf(jql) {
      try {
        await searchPage(jql, ['summary'], 1, undefined);
        return undefined;
      } catch (error) {
        if (error instanceof JiraRefusal && error.status === 400) return error.message;
        throw error;
      }
    },
    async find(idOrKey) {
      try {
        return foundItem(await call('GET', `/rest/api/3/issue/${encodeURIComponent(idOrKey)}?fields=summary`))[0];
      } catch (error) {
        if (error instanceof JiraRefusal && error.status === 404) return undefined;
        throw error;
      }
    },
    async comment(key, text) {
      await call('POST', `/rest/api/3/issue/${encodeURIComponent(key)}/comment`, { body: documentOf(text) });
    },
    async notify(key, subject, text, to) {
      const target = typeof to === 'string' ? { [to]: true } : { users: [{ accountId: to.accountId }] };
      await call('POST', `/rest/api/3/issue/${encodeURIComponent(key)}/notify`, {
        subject,
        textBody: text,
        to: target,
      });
    },
    async isKnown() {
      try {
        const me = await call('GET', '/rest/api/3/myself');
        return isRecord(me) && me['accountId'] === accountId && me['active'] !== false;
      } catch (error) {
        if (error instanceof JiraRefusal && error.status < 500 && error.status !== 429) return false;
        throw error;
      }
    },
  };
}

/**
 * Asks again when Jira was too busy to begin. A 503 is not among these, as Jira may have done part of
 * the work. Nobody waits in between: the time Jira names is of the host's clock, which stands still.
 */
async function patiently(ask: () => Promise<JiraResponse>): Promise<JiraResponse> {
  let response = await ask();
  for (let tries = 1; response.status === 429 && tries < automationLimits.tries; tries += 1) response = await ask();
  return response;
}

function foundItem(value: unknown): FoundItem[] {
  if (!isRecord(value) || typeof value['key'] !== 'string') return [];
  return [
    { id: String(value['id'] ?? ''), key: value['key'], fields: isRecord(value['fields']) ? value['fields'] : {} },
  ];
}

function refusalText(response: JiraResponse): string {
  const answer = parseJson(response.body);
  const messages = isRecord(answer) && Array.isArray(answer['errorMessages']) ? answer['errorMessages'] : [];
  const fields = isRecord(answer) && isRecord(answer['errors']) ? Object.values(answer['errors']) : [];
  const said = [...messages, ...fields].filter((message) => typeof message === 'string');
  return said.length > 0 ? said.join(' ') : `Jira answered ${response.status} without saying why.`;
}

/** Text as Jira's document format, one paragraph a line: whatever it holds, it stays text. */
function documentOf(text: string): JsonRecord {
  return {
    type: 'doc',
    version: 1,
    content: text.split('\n').map((line) => ({
      type: 'paragraph',
      content: line === '' ? [] : [{ type: 'text', text: line }],
    })),
  };
}
