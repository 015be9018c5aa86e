/** Names of the site's statuses in which an item is not done, read in the reader's own name. */
import { useEffect, useState } from 'react';
import { requestJira } from '../bridge';

interface FetchedStatus {
  readonly name?: string;
  readonly statusCategory?: { readonly key?: string };
}

/** Empty until they are read, and when Jira does not answer: then only what is ticked can be unticked. */
export function useStatusNames(): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    let gone = false;
    void readStatusNames().then((read) => {
      if (!gone) setNames(read);
    });
    return () => {
      gone = true;
    };
  }, []);
  return names;
}

async function readStatusNames(): Promise<string[]> {
  try {
    const response = await requestJira('/rest/api/3/status');
    if (!response.ok) return [];
    const statuses = (await response.json()) as readonly FetchedStatus[];
    const open = statuses.flatMap(({ name, statusCategory }) =>
      name === undefined || statusCategory?.key === 'done' ? [] : [name],
    );
    return [...new Set(open)].sort((a, b) => a.localeCompare(b));
  } catch {
    return [];
  }
}
