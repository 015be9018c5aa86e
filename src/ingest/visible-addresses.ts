/**
 * E-mail addresses that Jira shows beside the people of an issue, for hashing only. In: an issue bean.
 * Out: account and address, written as commits are (trimmed, lower case); nothing where Jira shows none,
 * which is the rule: it shows an address only as far as its owner's profile does.
 */
import * as v from '@badrap/valita';
import { nullish, readJson, unlessOdd } from './outside-json';

export interface VisibleAddress {
  readonly accountId: string;
  readonly email: string;
}

const PersonSchema = v.object({
  accountId: v.string(),
  accountType: nullish(v.string()),
  emailAddress: nullish(v.string()),
});
const IssueSchema = v.object({
  fields: v.object({ assignee: unlessOdd(PersonSchema), reporter: unlessOdd(PersonSchema) }),
});

export function readVisibleAddresses(issue: unknown): VisibleAddress[] {
  const parsed = readJson(IssueSchema, issue);
  if (!parsed.ok) return [];
  const { assignee, reporter } = parsed.value.fields;
  return [assignee, reporter].flatMap((person) => {
    const email = person?.emailAddress?.trim().toLowerCase() ?? '';
    return person && person.accountType !== 'app' && email.includes('@')
      ? [{ accountId: person.accountId, email }]
      : [];
  });
}
