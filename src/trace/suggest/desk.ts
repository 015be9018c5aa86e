/** Everything about the items, in the order of their creation, and the past work so far. */
import { compareText } from '../../model/compare-text';
import type { Commit } from '../../model/commit';
import type { Instant } from '../../model/instant';
import { type WorkItemKey, projectOf } from '../../model/key';
import { spanAt, valueAt } from '../../model/span';
import type { AccountId } from '../../model/work-item';
import type { KnownLink, SuggestItem } from './choice';
import { type ItemNumber, PastWork, idOf } from './past-work';
import { TextIndex } from './text-index';
import { wordsOf } from './words';

const TITLE_WORDS = 40;

export class Desk {
  readonly items: readonly SuggestItem[];
  readonly past: PastWork;
  readonly titles: TextIndex;
  /** Titles with descriptions. */
  readonly texts: TextIndex;
  private readonly titleWords: readonly (readonly string[])[];
  private readonly numbers: ReadonlyMap<WorkItemKey, ItemNumber>;
  private readonly assigned: ReadonlyMap<AccountId, readonly ItemNumber[]>;
  private readonly rejected: ReadonlySet<string>;

  constructor(items: readonly SuggestItem[], rejected: readonly KnownLink[]) {
    this.items = [...new Map(items.map((item) => [item.key, item])).values()].sort(
      (a, b) => a.createdAt - b.createdAt || compareText(a.key, b.key),
    );
    this.numbers = new Map(this.items.map(({ key }, number) => [key, number]));
    const projects = this.items.map(({ key }) => projectOf(key));
    this.past = new PastWork((item) => projects[item] ?? '');
    this.titleWords = this.items.map(({ summary }) => wordsOf(summary, TITLE_WORDS));
    this.titles = new TextIndex(this.titleWords);
    this.texts = new TextIndex(
      this.items.map(({ words }, number) => [...this.titleOf(number), ...(words === '' ? [] : words.split(' '))]),
    );
    this.assigned = everAssigned(this.items);
    this.rejected = new Set(rejected.map(({ repo, sha, key }) => `${idOf(repo, sha)} ${key}`));
  }

  numberOf(key: WorkItemKey): ItemNumber | undefined {
    return this.numbers.get(key);
  }

  titleOf(item: ItemNumber): readonly string[] {
    return this.titleWords[item] ?? [];
  }

  /** How many of the items existed at an instant. */
  countBefore(at: Instant): number {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.items[middle]?.createdAt ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How much a word tells. One that no title has tells half as much as one that a single title has. */
  rarityOf(word: string): number {
    return Math.max(this.titles.rarityOf(word), 0.5 * Math.log(1 + this.items.length));
  }

  isRejected({ repo, sha }: Commit, item: ItemNumber): boolean {
    return this.rejected.has(`${idOf(repo, sha)} ${this.items[item]?.key}`);
  }

  /** Assigned to a person then and not done, oldest first. */
  openItemsOf(person: AccountId | undefined, at: Instant): ItemNumber[] {
    if (person === undefined) return [];
    return (this.assigned.get(person) ?? []).filter(
      (item) => this.isAssigned(item, person, at) && !this.isDone(item, at),
    );
  }

  isDone(item: ItemNumber, at: Instant): boolean {
    const known = this.items[item];
    if (!known) return false;
    const span = spanAt(known.status, at);
    if (span?.exact) return span.value.stage === 'done';
    return known.resolvedAt !== undefined && known.resolvedAt <= at;
  }

  isInProgress(item: ItemNumber, at: Instant): boolean {
    const span = spanAt(this.items[item]?.status ?? [], at);
    return span !== undefined && span.exact && span.value.stage === 'in-progress';
  }

  isAssigned(item: ItemNumber, person: AccountId | undefined, at: Instant): boolean {
    const history = this.items[item]?.assignee ?? [];
    return person !== undefined && valueAt(history, at) === person && spanAt(history, at)?.exact === true;
  }
}

function everAssigned(items: readonly SuggestItem[]): Map<AccountId, ItemNumber[]> {
  const assigned = new Map<AccountId, ItemNumber[]>();
  for (const [number, { assignee }] of items.entries()) {
    const people = new Set(assignee.filter(({ exact }) => exact).map(({ value }) => value));
    for (const person of people) {
      if (person === undefined) continue;
      const theirs = assigned.get(person);
      if (theirs) theirs.push(number);
      else assigned.set(person, [number]);
    }
  }
  return assigned;
}
