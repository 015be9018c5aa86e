import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { SitePerson } from './shell-host';

const cookieName = 'local-jira-user';

/** Who is signed in: whom the user switch chose, else the site's admin, who comes first. */
export function signedInUser(c: Context, people: readonly SitePerson[]): SitePerson {
  const chosen = people.find(({ accountId }) => accountId === getCookie(c, cookieName));
  const user = chosen ?? people[0];
  if (!user) throw new Error('The local Jira has no users: the data set names no assignee, reporter or author.');
  return user;
}

export function isSiteAdmin(c: Context, people: readonly SitePerson[]): boolean {
  return signedInUser(c, people).accountId === people[0]?.accountId;
}

export function signIn(c: Context, accountId: string): void {
  setCookie(c, cookieName, accountId, { httpOnly: true, sameSite: 'Strict', path: '/' });
}
