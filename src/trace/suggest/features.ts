/**
 * What speaks for an item as the one a commit serves, in numbers. Names are stored with weights.
 *
 * All are between 0 and about 2, so that one pull towards the shipped weights fits all. Those of an
 * item compare it with the other candidates; those of `none` say how likely the commit serves no item.
 */
export const ITEM_FEATURES = [
  'title-score',
  'title-relative',
  'title-margin',
  'title-covered',
  'subject-covered',
  'title-and-subject',
  'title-said',
  'text-score',
  'text-relative',
  'text-margin',
  'message-likeness',
  'message-repeated',
  'path-words',
  'author-last',
  'author-last-recent',
  'author-last-hours',
  'author-rank',
  'author-share',
  'author-recent',
  'parent',
  'parent-other-author',
  'ancestor',
  'files-faded',
  'files-last',
  'files-relative',
  'in-progress',
  'assigned',
  'assigned-in-progress',
  'assigned-other',
  'done',
  'done-recently',
  'age',
  'age-days',
  'age-weeks',
  'newest',
  'before-creation',
  'item-recent',
  'item-untouched',
  'item-count',
  'feature-level',
  'other-project',
] as const;

export const NONE_FEATURES = [
  'none',
  'none-title-covered',
  'none-subject-covered',
  'none-title-score',
  'none-likeness',
  'none-words',
  'none-author-linked',
  'none-repository-linked',
  'none-author-just-unlinked',
  'none-author-just-linked',
  'none-parent-unlinked',
  'none-files',
  'none-names-other',
  'none-author-new',
  'none-short',
  'none-author-idle',
] as const;

export type ItemFeature = (typeof ITEM_FEATURES)[number];
export type NoneFeature = (typeof NONE_FEATURES)[number];

export const ITEM_WIDTH = ITEM_FEATURES.length;
export const NONE_WIDTH = NONE_FEATURES.length;
export const WIDTH = ITEM_WIDTH + NONE_WIDTH;

/** Where each stands in its row. */
export const ITEM_PLACE = placesOf(ITEM_FEATURES);
export const NONE_PLACE = placesOf(NONE_FEATURES);

function placesOf<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, place) => [name, place])) as Record<Name, number>;
}
