/** What accounts are called, asked of Jira in the reader's own name: nothing of ours keeps names. */
import { useEffect, useState } from 'react';
import { requestJira } from '../bridge';

/** Most accounts Jira names in one request. */
const BATCH = 50;

/** Names known so far; an account that Jira does not name is absent. */
export function useNames(accountIds: readonly string[]): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const wanted = [...new Set(accountIds)].sort().join(' ');
  useEffect(() => {
    if (wanted === '') return;
    let gone = false;
    void readNames(wanted.split(' ')).then((read) => {
      if (!gone) setNames((known) => new Map([...known, ...read]));
    });
    return () => {
      gone = true;
    };
  }, [wanted]);
  return names;
}

async function readNames(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  try {
    for (let from = 0; from < accountIds.length; from += BATCH) {
      const ids = accountIds.slice(from, from + BATCH).map((id) => `accountId=${encodeURIComponent(id)}`);
      const response = await requestJira(`/rest/api/3/user/bulk?${ids.join('&')}&maxResults=${BATCH}`);
      if (!response.ok) return names;
      const { values = [] } = (await response.json()) as {
        values?: readonly { readonly accountId?: string; readonly displayName?: string }[];
      };
      for (const { accountId, displayName } of values) if (accountId && displayName) names.set(accountId, displayName);
    }
  } catch {
    return names;
  }
  return names;
}
