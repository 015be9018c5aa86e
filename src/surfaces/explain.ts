/**
 * How a link and a verdict came about, as text for a terminal and for one reader: what the reader may
 * not see does not exist here, and a text that names it says so without its key.
 */
import type { Instant } from '../model/instant';
import { isWorkItemKey } from '../model/key';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import { lookAtCommits } from './commit-sight';
import { explainCommits } from './explain-commit';
import { explainItem } from './explain-item';
import { explainPath } from './explain-path';

/** Of a work item by key, a commit by the beginning of its sha, or a path; undefined when the reader knows none. */
export async function explain(
  outside: Outside,
  reader: JiraReader,
  of: string,
  now: Instant,
): Promise<string | undefined> {
  const text = await textOf(outside, reader, of, now);
  return text === undefined ? undefined : redactFor(outside, reader, text);
}

/** What is neither a key nor a sha is a path; so is a folder that is called `added`. */
async function textOf(outside: Outside, reader: JiraReader, of: string, now: Instant): Promise<string | undefined> {
  if (isWorkItemKey(of)) return explainItem(outside, reader, of, now);
  const isSha = /^[0-9a-f]{4,40}$/i.test(of);
  return (
    (isSha ? await explainCommits(outside, reader, of, now) : undefined) ??
    (of === '' ? undefined : explainPath(outside, reader, of, now))
  );
}

/** Only what names an item of this site is a key: `UTF-8` in a commit message stays as it is. */
async function redactFor(outside: Outside, reader: JiraReader, text: string): Promise<string> {
  return (await lookAtCommits(outside, reader, [], [text])).redactText(text);
}
