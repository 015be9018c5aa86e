/**
 * What one reader may see. Every key that leaves through a surface passes here: items the reader
 * sees in Jira are named, items that a link they see names are named as unknown, and everything
 * else is hidden, in rows as well as inside sentences.
 */
import type { WorkItemKey } from '../model/key';
import type { JiraReader, SeenItem } from '../ports/jira';
import type { ItemRef } from './contract';

/** What stands in a sentence in place of a key that may not be named. */
export const HIDDEN_ITEM = 'an item you cannot see';

const KEY_LIKE = /[A-Z][A-Z0-9_]{1,63}-[1-9]\d{0,11}/g;

/** Everything in a text that looks like a key. `UTF-8` does too; Jira is asked, and knows no such item. */
export function keysInText(text: string): WorkItemKey[] {
  return text.match(KEY_LIKE) ?? [];
}

export interface Sight {
  refTo(key: WorkItemKey): ItemRef;
  isVisible(key: WorkItemKey): boolean;
  /** The sentence with every key the reader may not see replaced. */
  redact(sentence: string, keys: readonly WorkItemKey[]): string;
}

/** Asks Jira, in the reader's name, about all keys at once. */
export async function lookAs(reader: JiraReader, keys: readonly WorkItemKey[]): Promise<Sight> {
  const seen = new Map<WorkItemKey, SeenItem>();
  const linkEnds = new Set<WorkItemKey>();
  for (const item of await reader.seeItems(keys)) {
    seen.set(item.key, item);
    for (const end of item.linkEnds) linkEnds.add(end);
  }
  const isVisible = (key: WorkItemKey): boolean => seen.has(key) || linkEnds.has(key);
  return {
    isVisible,
    refTo: (key) => {
      const item = seen.get(key);
      if (item)
        return { kind: 'seen', key, summary: item.summary, type: item.type, status: item.status, stage: item.stage };
      return linkEnds.has(key) ? { kind: 'unknown', key } : { kind: 'hidden' };
    },
    redact: (sentence, mentioned) => {
      const hidden = new Set(mentioned.filter((key) => !isVisible(key)));
      return hidden.size === 0 ? sentence : sentence.replace(KEY_LIKE, (key) => (hidden.has(key) ? HIDDEN_ITEM : key));
    },
  };
}
