/**
 * Why an item is suggested, in sentences a person can check.
 *
 * In: a choice, one of its candidates, and the weights. Out: what spoke for it most, against what
 * speaks for the candidates on average. The one idea: features that come from one fact are one reason.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../model/instant';
import type { SuggestionReason } from '../../model/suggestion';
import type { Choice, ToldFacts } from './choice';
import { ITEM_FEATURES, ITEM_WIDTH, type ItemFeature } from './features';

export type ReasonKind =
  | 'title'
  | 'text'
  | 'message'
  | 'paths'
  | 'author'
  | 'branch'
  | 'files'
  | 'assignee'
  | 'progress'
  | 'recent'
  | 'age';

const KINDS: Partial<Record<ItemFeature, ReasonKind>> = {
  'title-score': 'title',
  'title-relative': 'title',
  'title-margin': 'title',
  'title-covered': 'title',
  'subject-covered': 'title',
  'title-and-subject': 'title',
  'title-said': 'title',
  'text-score': 'text',
  'text-relative': 'text',
  'text-margin': 'text',
  'message-likeness': 'message',
  'message-repeated': 'message',
  'path-words': 'paths',
  'author-last': 'author',
  'author-last-recent': 'author',
  'author-last-hours': 'author',
  'author-rank': 'author',
  'author-share': 'author',
  'author-recent': 'author',
  parent: 'branch',
  'parent-other-author': 'branch',
  ancestor: 'branch',
  'files-faded': 'files',
  'files-last': 'files',
  'files-relative': 'files',
  assigned: 'assignee',
  'assigned-in-progress': 'assignee',
  'in-progress': 'progress',
  'item-recent': 'recent',
  'item-count': 'recent',
  age: 'age',
  'age-days': 'age',
  'age-weeks': 'age',
  newest: 'age',
};

const MOST_REASONS = 3;
const MOST_WORDS = 5;

/** Strongest first; what spoke against it is left out. */
export function reasonsFor(choice: Choice, candidate: number, weights: ArrayLike<number>): SuggestionReason[] {
  const strengths = new Map<ReasonKind, number>();
  const count = choice.candidates.length;
  for (const [place, name] of ITEM_FEATURES.entries()) {
    const kind = KINDS[name];
    if (kind === undefined) continue;
    let mean = 0;
    for (let other = 0; other < count; other += 1) mean += (choice.rows[other * ITEM_WIDTH + place] ?? 0) / count;
    const strength = (weights[place] ?? 0) * ((choice.rows[candidate * ITEM_WIDTH + place] ?? 0) - mean);
    strengths.set(kind, (strengths.get(kind) ?? 0) + strength);
  }
  const told = choice.told(candidate);
  return [...strengths]
    .filter(([, strength]) => strength > 0)
    .sort(([kindA, a], [kindB, b]) => b - a || (kindA < kindB ? -1 : 1))
    .flatMap(([feature]) => {
      const text = sentence(feature, choice.candidates[candidate]?.key ?? '', told);
      return text === undefined ? [] : [{ feature, text }];
    })
    .slice(0, MOST_REASONS);
}

/** Undefined when the fact is not there, whatever the numbers say. */
function sentence(kind: ReasonKind, key: string, told: ToldFacts): string | undefined {
  switch (kind) {
    case 'title':
      return listed(`Words in common with the title of ${key}`, told.titleWords);
    case 'text':
      return listed(`Words in common with the description of ${key}`, told.descriptionWords);
    case 'message':
      return told.likeCommit && `Worded like ${told.likeCommit.slice(0, 7)}, a commit of ${key}`;
    case 'paths':
      return listed(`Paths of its files have words of the title of ${key}`, told.pathWords);
    case 'author':
      if (told.authorSinceMs === undefined) return undefined;
      return `Its author ${told.authorLast ? 'last ' : ''}worked on ${key}, ${before(told.authorSinceMs)}`;
    case 'branch':
      if (told.ancestorSteps === undefined) return undefined;
      return told.ancestorSteps === 1
        ? `Its parent commit serves ${key}`
        : `The nearest linked commit before it, ${told.ancestorSteps} back, serves ${key}`;
    case 'files':
      if (told.sharedFiles === 0) return undefined;
      return `Shares ${told.sharedFiles} file${told.sharedFiles === 1 ? '' : 's'} with commits of ${key}`;
    case 'assignee':
      return told.assigned ? `${key} was assigned to its author` : undefined;
    case 'progress':
      return told.inProgress ? `${key} was in progress at the time` : undefined;
    case 'recent':
      return told.itemSinceMs === undefined ? undefined : `${key} had another commit, ${before(told.itemSinceMs)}`;
    case 'age':
      return told.ageMs < 0 ? `${key} was created right after it` : `${key} was created ${before(told.ageMs)}`;
  }
}

function listed(start: string, words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : `${start}: ${words.slice(0, MOST_WORDS).join(', ')}`;
}

function before(ms: number): string {
  if (ms < MINUTE_MS) return 'moments before';
  if (ms < 2 * HOUR_MS) return counted(Math.round(ms / MINUTE_MS), 'minute');
  if (ms < 2 * DAY_MS) return counted(Math.round(ms / HOUR_MS), 'hour');
  return counted(Math.round(ms / DAY_MS), 'day');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} before`;
}
