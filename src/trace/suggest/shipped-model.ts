/**
 * Weights as shipped, and where they come from. Written by `node scripts/train-suggest.mjs`. Do not edit.
 *
 * Trained on commits until 2026-06-03 of:
 * - aloy: 1224 linked commits, 2771 that name nothing
 * - daemon: 344 linked commits, 1175 that name nothing
 * - mod: 253 linked commits, 1334 that name nothing
 * - duracloud: 476 linked commits, 2309 that name nothing
 */
import { ITEM_FEATURES, type ItemFeature, NONE_FEATURES, type NoneFeature } from './features';
import type { SuggestModel } from '../../model/suggestion';

const WEIGHTS: Readonly<Record<ItemFeature | NoneFeature, number>> = {
  'title-score': 1.5876,
  'title-relative': 0.1265,
  'title-margin': -0.3643,
  'title-covered': 2.0529,
  'subject-covered': -0.715,
  'title-and-subject': 1.5242,
  'title-said': 0.7202,
  'text-score': 2.8574,
  'text-relative': 1.8142,
  'text-margin': 1.4605,
  'message-likeness': 1.9224,
  'message-repeated': 0.5045,
  'path-words': 0.8033,
  'author-last': -0.0503,
  'author-last-recent': -0.6094,
  'author-last-hours': 0.8867,
  'author-rank': 0.6028,
  'author-share': 1.0562,
  'author-recent': 0.0332,
  parent: 2.7365,
  'parent-other-author': 1.9209,
  ancestor: 0.4502,
  'files-faded': 0.9173,
  'files-last': 0.6409,
  'files-relative': 0.857,
  'in-progress': 1.2403,
  assigned: 1.741,
  'assigned-in-progress': 0.7525,
  'assigned-other': -0.4503,
  done: -3.6671,
  'done-recently': 1.3647,
  age: -2.0247,
  'age-days': 0.7771,
  'age-weeks': -0.9082,
  newest: -0.2801,
  'before-creation': -2.7904,
  'item-recent': 0.74,
  'item-untouched': 0.6048,
  'item-count': 0.4667,
  'feature-level': -0.9871,
  'other-project': 0,
  none: 1.3657,
  'none-title-covered': 0.7326,
  'none-subject-covered': -0.3327,
  'none-title-score': 0.4955,
  'none-likeness': -0.4072,
  'none-words': 1.0663,
  'none-author-linked': -1.4924,
  'none-repository-linked': -0.9439,
  'none-author-just-unlinked': 1.3105,
  'none-author-just-linked': 0.4697,
  'none-parent-unlinked': 0.4035,
  'none-files': -0.7624,
  'none-names-other': 1.4143,
  'none-author-new': 0.8791,
  'none-short': 0.2535,
  'none-author-idle': 0.7411,
};

export const SHIPPED_MODEL: SuggestModel = {
  version: 'shipped-2',
  weights: [...ITEM_FEATURES, ...NONE_FEATURES].map((name) => WEIGHTS[name]),
  calibration: { offset: 0.9243, slope: 0.8002, heldUpTo: 0.9972 },
  labels: 0,
  quality: undefined,
};
