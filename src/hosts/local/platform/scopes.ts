import type { ForgeManifest } from '../contract';

/**
 * Which scopes let a request through, coarsely: enough to notice, on one's own machine, that
 * manifest.yml asks for too little. One of the named scopes is enough.
 */
interface ScopeRule {
  readonly path: RegExp;
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
}

/** POST that only reads. */
const readingPosts = [
  /^\/rest\/api\/[23]\/search(\/|$)/,
  /^\/rest\/api\/[23]\/issue\/bulkfetch$/,
  /^\/rest\/api\/[23]\/changelog\/bulkfetch$/,
  /^\/rest\/api\/[23]\/issue\/watching$/,
  /^\/rest\/api\/[23]\/permissions\/(check|project)$/,
  /^\/rest\/api\/[23]\/jql\//,
  /^\/rest\/api\/[23]\/expression\//,
  /^\/rest\/api\/[23]\/worklog\/list$/,
  /^\/rest\/api\/[23]\/comment\/list$/,
];

/** The first rule whose path fits decides; a list that is missing means no scope will do. */
const rules: readonly ScopeRule[] = [
  {
    path: /^\/rest\/api\/[23]\/(user|users|myself|groupuserpicker|group)\b/,
    reads: ['read:jira-user', 'read:user:jira'],
    writes: ['write:jira-work'],
  },
  {
    path: /^\/rest\/api\/[23]\/jql\/function\/computation/,
    reads: ['read:app-data:jira'],
    writes: ['write:app-data:jira'],
  },
  { path: /^\/rest\/api\/[23]\/webhook/, reads: ['manage:jira-webhook'], writes: ['manage:jira-webhook'] },
  {
    path: /^\/rest\/api\/[23]\/(configuration|issuetypescheme|workflow|workflowscheme|screens|permissionscheme|notificationscheme|issuesecurityschemes|auditing)\b/,
    reads: ['manage:jira-configuration'],
    writes: ['manage:jira-configuration'],
  },
  {
    path: /^\/rest\/api\/[23]\/(field|issuetype|priority|status|resolution|issueLinkType)\b/,
    reads: ['read:jira-work'],
    writes: ['manage:jira-configuration'],
  },
  {
    path: /^\/rest\/api\/[23]\/project\/[^/]+\/properties\//,
    reads: ['read:jira-work'],
    writes: ['write:jira-work', 'manage:jira-project'],
  },
  {
    path: /^\/rest\/api\/[23]\/(project|version|component|role)\b/,
    reads: ['read:jira-work'],
    writes: ['manage:jira-project'],
  },
  { path: /^\/rest\/api\/[23]\//, reads: ['read:jira-work'], writes: ['write:jira-work'] },
  {
    path: /^\/rest\/agile\/1\.0\/(board\/[^/]+\/sprint|sprint)\b/,
    reads: ['read:sprint:jira-software'],
    writes: ['write:sprint:jira-software'],
  },
  {
    path: /^\/rest\/agile\/1\.0\/board\b/,
    reads: ['read:board-scope:jira-software'],
    writes: ['write:board-scope:jira-software'],
  },
  { path: /^\/rest\/agile\/1\.0\/epic\b/, reads: ['read:epic:jira-software'], writes: ['write:epic:jira-software'] },
  {
    path: /^\/rest\/agile\/1\.0\/issue\b/,
    reads: ['read:issue:jira-software', 'read:issue-details:jira'],
    writes: ['write:issue:jira-software'],
  },
  { path: /^\/rest\/devinfo\//, reads: ['read:dev-info:jira'], writes: ['write:dev-info:jira'] },
];

/** The scopes of which one is needed, or undefined when the manifest has one of them. */
export function missingScopes(
  manifest: ForgeManifest,
  request: { readonly method: string; readonly path: string },
): readonly string[] | undefined {
  const wanted = scopesFor(request.method, request.path);
  const { scopes } = manifest.permissions;
  return wanted.some((scope) => scopes.includes(scope)) ? undefined : wanted;
}

export function scopesFor(method: string, path: string): readonly string[] {
  const bare = path.split('?', 1)[0] ?? path;
  const rule = rules.find((each) => each.path.test(bare));
  const reading =
    method === 'GET' || method === 'HEAD' || (method === 'POST' && readingPosts.some((each) => each.test(bare)));
  return (reading ? rule?.reads : rule?.writes) ?? [];
}
