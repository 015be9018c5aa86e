/**
 * Weights as shipped, and where they come from. Written by `node scripts/train-suggest.mjs`. Do not edit.
 *
 * Trained on commits until 2026-06-03 of:
 * - aloy: 1212 linked commits, 2783 that name nothing
 * - daemon: 344 linked commits, 1175 that name nothing
 * - mod: 277 linked commits, 1310 that name nothing
 * - duracloud: 476 linked commits, 2309 that name nothing
 */
import { ITEM_FEATURES, type ItemFeature, NONE_FEATURES, type NoneFeature } from './features';
import type { SuggestModel } from '../../model/suggestion';

const WEIGHTS: Readonly<Record<ItemFeature | NoneFeature, number>> = {
  'title-score': 1.3975,
  'title-relative': 0.0141,
  'title-margin': 0.036,
  'title-covered': 1.9235,
  'subject-covered': -0.7362,
  'title-and-subject': 1.6786,
  'title-said': 0.6114,
  'text-score': 3.2821,
  'text-relative': 1.59,
  'text-margin': 1.0456,
  'message-likeness': 1.3886,
  'message-repeated': 0.8417,
  'path-words': 1.284,
  'author-last': 0.3271,
  'author-last-recent': -0.3492,
  'author-last-hours': 0.4293,
  'author-rank': 1.5947,
  'author-share': -0.3407,
  'author-recent': -0.0878,
  parent: 1.0562,
  'parent-other-author': 0.9926,
  ancestor: 1.5969,
  'files-faded': 0.7709,
  'files-last': 0.8812,
  'files-relative': 0.4192,
  'in-progress': 1.1878,
  assigned: 1.4499,
  'assigned-in-progress': 0.6798,
  'assigned-other': -0.5745,
  done: -3.9275,
  'done-recently': 1.5234,
  age: -2.0011,
  'age-days': 0.4902,
  'age-weeks': -0.7226,
  newest: -0.0086,
  'before-creation': -2.6463,
  'item-recent': 0.3366,
  'item-untouched': -0.2886,
  'item-count': -0.5254,
  'feature-level': -1.0634,
  'other-project': 0,
  none: 1.9619,
  'none-title-covered': 1.5441,
  'none-subject-covered': -0.1335,
  'none-title-score': 0.4951,
  'none-likeness': -0.8783,
  'none-words': 0.8332,
  'none-author-linked': -2.4467,
  'none-repository-linked': -1.2904,
  'none-author-just-unlinked': 0.9292,
  'none-author-just-linked': 0.6699,
  'none-parent-unlinked': -0.0821,
  'none-files': -0.8579,
  'none-names-other': 0.8429,
  'none-author-new': 1.0897,
  'none-short': -0.0344,
  'none-author-idle': 0.4865,
};

export const SHIPPED_MODEL: SuggestModel = {
  version: 'shipped-1',
  weights: [...ITEM_FEATURES, ...NONE_FEATURES].map((name) => WEIGHTS[name]),
  calibration: { offset: 0.9244, slope: 0.7924, heldUpTo: 0.8975 },
  labels: 0,
  quality: undefined,
};
