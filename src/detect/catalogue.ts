// Written by `npm run sync` from the files in detectors/. Do not edit.
import type { Detector } from './define-detector';
import blockingWait from './detectors/blocking-wait';
import deadlock from './detectors/deadlock';
import idleMember from './detectors/idle-member';
import orphanStory from './detectors/orphan-story';
import overduePromise from './detectors/overdue-promise';
import staleWork from './detectors/stale-work';
import untracedChange from './detectors/untraced-change';

/** Every detector, by checklist line and sentence. */
export const CATALOGUE: readonly Detector[] = [
  overduePromise,
  blockingWait,
  deadlock,
  idleMember,
  orphanStory,
  untracedChange,
  staleWork,
];
