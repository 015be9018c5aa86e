/** Jira over its REST API: as the app for reading facts, as a person for deciding what they see. */
import { route } from '@forge/api';
import type { Jira, JiraReader, ProjectSummary, SeenItem } from '../../ports/jira';
import { askJira, type JiraCaller, JiraFailure } from './rest';

const PAGE = 100;
const PROPERTY = 'throughline';
/** Everything the ingestion reads; `*navigable` would cost more and tell nothing we use. */
const FIELDS = [
  'summary',
  'issuetype',
  'status',
  'project',
  'priority',
  'resolution',
  'assignee',
  'reporter',
  'created',
  'updated',
  'description',
  'resolutiondate',
  'duedate',
  'labels',
  'components',
  'fixVersions',
  'parent',
  'issuelinks',
  'comment',
];

interface SearchAnswer {
  readonly issues?: readonly IssueBean[];
  readonly nextPageToken?: string;
  readonly isLast?: boolean;
}

interface IssueBean {
  readonly id: string;
  readonly key: string;
  readonly fields?: Record<string, unknown>;
  readonly changelog?: {
    readonly histories?: readonly unknown[];
    readonly total?: number;
    readonly maxResults?: number;
  };
}

/**
 * For one invocation: what is asked once is remembered. `customFields` are the ids of Sprint, Flagged
 * and Epic Link, found once for each reading.
 */
export function jiraAsApp(app: JiraCaller, customFields: () => Promise<readonly string[]>): Jira {
  const fields = async (): Promise<string[]> => [...FIELDS, ...(await customFields())];

  /** An issue carries the first page of its history; the rest is asked for in bulk. */
  const completeHistories = async (issues: readonly IssueBean[]): Promise<IssueBean[]> => {
    const cut = issues.filter(({ changelog }) => (changelog?.total ?? 0) > (changelog?.histories?.length ?? 0));
    const complete = new Map<string, unknown[]>();
    if (cut.length > 0) {
      let nextPageToken: string | undefined;
      do {
        const answer = (await askJira(app, 'changelog/bulkfetch', route`/rest/api/3/changelog/bulkfetch`, {
          issueIdsOrKeys: cut.map(({ id }) => id),
          maxResults: 1_000,
          ...(nextPageToken ? { nextPageToken } : {}),
        })) as { issueChangeLogs?: { issueId: string; changeHistories?: unknown[] }[]; nextPageToken?: string };
        for (const { issueId, changeHistories } of answer.issueChangeLogs ?? []) {
          complete.set(issueId, [...(complete.get(issueId) ?? []), ...(changeHistories ?? [])]);
        }
        nextPageToken = answer.nextPageToken;
      } while (nextPageToken);
    }
    return issues.map((issue) => {
      const histories = complete.get(issue.id);
      return histories ? { ...issue, changelog: { histories, total: histories.length } } : issue;
    });
  };

  /** Asked once: several views of one invocation want to know what is a key. */
  let projectsKnown: Promise<readonly ProjectSummary[]> | undefined;
  const readProjects = async (): Promise<ProjectSummary[]> => {
    const projects: ProjectSummary[] = [];
    for (let startAt = 0; ; ) {
      const answer = (await askJira(
        app,
        'project/search',
        route`/rest/api/3/project/search?startAt=${String(startAt)}&maxResults=50`,
      )) as {
        values?: ProjectSummary[];
        isLast?: boolean;
      };
      const values = answer.values ?? [];
      projects.push(...values.map(({ id, key, name }) => ({ id, key, name })));
      startAt += values.length;
      if (answer.isLast !== false || values.length === 0) return projects;
    }
  };

  return {
    searchItems: async (jql, pageToken) => {
      const answer = (await askJira(app, 'search/jql', route`/rest/api/3/search/jql`, {
        jql,
        fields: await fields(),
        expand: 'changelog',
        maxResults: PAGE,
        ...(pageToken ? { nextPageToken: pageToken } : {}),
      })) as SearchAnswer;
      return {
        issues: await completeHistories(answer.issues ?? []),
        nextPageToken: answer.isLast ? undefined : answer.nextPageToken,
      };
    },
    readItems: async (idsOrKeys) => {
      const issues: IssueBean[] = [];
      for (let start = 0; start < idsOrKeys.length; start += PAGE) {
        const answer = (await askJira(app, 'issue/bulkfetch', route`/rest/api/3/issue/bulkfetch`, {
          issueIdsOrKeys: idsOrKeys.slice(start, start + PAGE),
          fields: await fields(),
          expand: ['changelog'],
        })) as { issues?: IssueBean[] };
        issues.push(...(answer.issues ?? []));
      }
      return completeHistories(issues);
    },
    searchIds: async (jql) => {
      const ids: string[] = [];
      let nextPageToken: string | undefined;
      do {
        const answer = (await askJira(app, 'search/jql (ids)', route`/rest/api/3/search/jql`, {
          jql,
          fields: ['id'],
          maxResults: 5_000,
          ...(nextPageToken ? { nextPageToken } : {}),
        })) as SearchAnswer;
        ids.push(...(answer.issues ?? []).map(({ id }) => id));
        nextPageToken = answer.isLast ? undefined : answer.nextPageToken;
      } while (nextPageToken);
      return ids;
    },
    countItems: async (jql) => {
      const answer = (await askJira(app, 'search/approximate-count', route`/rest/api/3/search/approximate-count`, {
        jql,
      })) as { count?: number };
      return answer.count;
    },
    readProjects: () =>
      (projectsKnown ??= readProjects().catch((failure: unknown) => {
        projectsKnown = undefined;
        throw failure;
      })),
    readFields: () => askJira(app, 'field', route`/rest/api/3/field`),
    readStatuses: () => askJira(app, 'status', route`/rest/api/3/status`),
    readLinkTypes: async () => {
      const answer = (await askJira(app, 'issueLinkType', route`/rest/api/3/issueLinkType`)) as {
        issueLinkTypes?: { name: string; inward: string; outward: string }[];
      };
      return (answer.issueLinkTypes ?? []).map(({ name, inward, outward }) => ({ name, inward, outward }));
    },
    writeItemProperty: async (id, value) => {
      try {
        await askJira(app, 'set property', route`/rest/api/3/issue/${id}/properties/${PROPERTY}`, value, 'PUT');
        return 'written';
      } catch (failure) {
        if (!(failure instanceof JiraFailure) || failure.isPassing) throw failure;
        return failure.status === 404 ? 'gone' : 'refused';
      }
    },
    removeItemProperty: async (id) => {
      try {
        await askJira(
          app,
          'remove property',
          route`/rest/api/3/issue/${id}/properties/${PROPERTY}`,
          undefined,
          'DELETE',
        );
      } catch (failure) {
        if (!(failure instanceof JiraFailure && [403, 404].includes(failure.status))) throw failure;
      }
    },
  };
}

const STAGES = { new: 'to-do', undefined: 'to-do', indeterminate: 'in-progress', done: 'done' } as const;

/** Jira in a person's name: what does not come back, this person may not see. */
export function jiraAsReader(user: JiraCaller, accountId: string): JiraReader {
  // A reader lives for one invocation: what it may do is asked once, and a failure is not remembered.
  const permissions = new Map<string, Promise<boolean>>();
  const askPermission = async (permission: string, projectKey: string): Promise<boolean> => {
    const answer = (await askJiraOr(
      user,
      'mypermissions',
      route`/rest/api/3/mypermissions?permissions=${permission}&projectKey=${projectKey}`,
    )) as PermissionAnswer;
    return answer?.permissions?.[permission]?.havePermission === true;
  };
  return {
    accountId,
    seeItems: async (idsOrKeys) => {
      const seen: SeenItem[] = [];
      const unique = [...new Set(idsOrKeys)];
      for (let start = 0; start < unique.length; start += PAGE) {
        const answer = (await askJira(user, 'issue/bulkfetch as user', route`/rest/api/3/issue/bulkfetch`, {
          issueIdsOrKeys: unique.slice(start, start + PAGE),
          fields: ['summary', 'issuetype', 'status', 'issuelinks'],
        })) as { issues?: IssueBean[] };
        seen.push(...(answer.issues ?? []).map(seenItem));
      }
      return seen;
    },
    hasProjectPermission: (permission, projectKey) => {
      const name = `${permission} ${projectKey}`;
      const known =
        permissions.get(name) ??
        askPermission(permission, projectKey).catch((failure: unknown) => {
          permissions.delete(name);
          throw failure;
        });
      permissions.set(name, known);
      return known;
    },
    isAdministrator: async () => {
      const answer = (await askJiraOr(
        user,
        'mypermissions',
        route`/rest/api/3/mypermissions?permissions=ADMINISTER`,
      )) as PermissionAnswer;
      return answer?.permissions?.ADMINISTER?.havePermission === true;
    },
    seeAccount: async (account) => {
      const answer = (await askJiraOr(user, 'user', route`/rest/api/3/user?accountId=${account}`)) as
        | { accountType?: string }
        | undefined;
      return answer && (answer.accountType === 'app' ? 'app' : 'person');
    },
  };
}

type PermissionAnswer = { permissions?: Record<string, { havePermission?: boolean }> } | undefined;

/** A refusal to tell is a no. */
async function askJiraOr(caller: JiraCaller, what: string, path: Parameters<typeof askJira>[2]): Promise<unknown> {
  try {
    return await askJira(caller, what, path);
  } catch (failure) {
    if (failure instanceof JiraFailure && [401, 403, 404].includes(failure.status)) return undefined;
    throw failure;
  }
}

function seenItem(issue: IssueBean): SeenItem {
  const fields = (issue.fields ?? {}) as {
    summary?: string;
    issuetype?: { name?: string };
    status?: { name?: string; statusCategory?: { key?: keyof typeof STAGES } };
    issuelinks?: { inwardIssue?: { key?: string }; outwardIssue?: { key?: string } }[];
  };
  return {
    id: issue.id,
    key: issue.key,
    summary: fields.summary ?? '',
    type: fields.issuetype?.name ?? '',
    status: fields.status?.name ?? '',
    stage: STAGES[fields.status?.statusCategory?.key ?? 'new'],
    linkEnds: (fields.issuelinks ?? [])
      .flatMap(({ inwardIssue, outwardIssue }) => [inwardIssue?.key, outwardIssue?.key])
      .filter((key) => key !== undefined),
  };
}
