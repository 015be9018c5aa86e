/** Addresses of the shell's pages. */
export function issueAddress(key: string): string {
  return `/browse/${key}`;
}

/** Where `/browse/DAEMON` leads: Jira takes a project's key there too. Undefined for a work item's. */
export function browsedProjectAddress(key: string): string | undefined {
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(key) ? `/projects/${key.toUpperCase()}` : undefined;
}

export function projectAppAddress(projectKey: string, moduleKey: string): string {
  return `/projects/${projectKey}/apps/${moduleKey}`;
}

export function avatarAddress(accountId: string): string {
  return `/avatar/${encodeURIComponent(accountId)}`;
}

export function searchAddress(jql: string): string {
  return `/issues?jql=${encodeURIComponent(jql)}`;
}
