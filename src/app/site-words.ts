/** How this site spells things: where its custom fields are, what its statuses and links mean. */
import { type JiraFields, findJiraFields } from '../ingest/jira-fields';
import { parseStatuses } from '../ingest/statuses';
import type { SiteWords } from '../ingest/work-item';
import type { Jira } from '../ports/jira';

export interface SiteLanguage {
  readonly fields: JiraFields;
  readonly words: SiteWords;
}

/** Three requests; read once for each piece of work, because an administrator may change them. */
export async function readSiteLanguage(jira: Jira): Promise<SiteLanguage> {
  const [fields, statuses, linkTypes] = await Promise.all([
    jira.readFields(),
    jira.readStatuses(),
    jira.readLinkTypes(),
  ]);
  return { fields: findJiraFields(fields), words: { statuses: parseStatuses(statuses), linkTypes } };
}
