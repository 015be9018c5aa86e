/** Names and pictures of accounts, read from Jira in the viewer's own name; nothing of it is kept. */
import { requestJira } from '../bridge';

export interface PersonShown {
  readonly accountId: string;
  readonly name: string;
  readonly picture: string | undefined;
}

/** Stands where an account was closed; see the model. */
export const CLOSED_ACCOUNT = 'closed-account';

/** Accounts in one request: their ids stand in its address. */
const BATCH = 50;
const MOST_FOUND = 8;

interface FetchedUser {
  readonly accountId?: string;
  readonly accountType?: string;
  readonly active?: boolean;
  readonly displayName?: string;
  readonly avatarUrls?: Readonly<Record<string, string>>;
}

/** Those that Jira shows; the others are absent, also when it does not answer. */
export async function readPeople(accountIds: readonly string[]): Promise<ReadonlyMap<string, PersonShown>> {
  const people = new Map<string, PersonShown>();
  for (let start = 0; start < accountIds.length; start += BATCH) {
    const asked = accountIds.slice(start, start + BATCH).map((id) => `accountId=${encodeURIComponent(id)}`);
    const answer = await askJira(`/rest/api/3/user/bulk?maxResults=${BATCH}&${asked.join('&')}`);
    const { values } = (answer ?? {}) as { readonly values?: readonly FetchedUser[] };
    for (const user of values ?? []) for (const person of personFrom(user)) people.set(person.accountId, person);
  }
  return people;
}

/** People whose name or address matches as far as Jira lets the viewer search; undefined when it did not answer. */
export async function findPeople(query: string): Promise<readonly PersonShown[] | undefined> {
  const answer = await askJira(
    `/rest/api/3/user/search?maxResults=${MOST_FOUND * 2}&query=${encodeURIComponent(query)}`,
  );
  if (!Array.isArray(answer)) return undefined;
  return (answer as readonly FetchedUser[])
    .filter(({ accountType, active }) => accountType !== 'app' && active !== false)
    .flatMap(personFrom)
    .slice(0, MOST_FOUND);
}

function personFrom({ accountId, displayName, avatarUrls }: FetchedUser): PersonShown[] {
  return accountId === undefined
    ? []
    : [{ accountId, name: displayName ?? accountId, picture: avatarUrls?.['24x24'] ?? avatarUrls?.['48x48'] }];
}

async function askJira(path: string): Promise<unknown> {
  try {
    const response = await requestJira(path, { headers: { Accept: 'application/json' } });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
