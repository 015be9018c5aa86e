/** Addresses of the shell's pages. */
export function issueAddress(key: string): string {
  return `/browse/${key}`;
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
