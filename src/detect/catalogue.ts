// Written by `npm run sync` from the files in detectors/. Do not edit.
import type { Detector } from './define-detector';
import blockingWait from './detectors/blocking-wait';
import carriedOverStory from './detectors/carried-over-story';
import deadlock from './detectors/deadlock';
import idleMember from './detectors/idle-member';
import orphanStory from './detectors/orphan-story';
import orphanedWork from './detectors/orphaned-work';
import overduePromise from './detectors/overdue-promise';
import promiseAtRisk from './detectors/promise-at-risk';
import reviewWait from './detectors/review-wait';
import staleWork from './detectors/stale-work';
import unassignedWorkInProgress from './detectors/unassigned-work-in-progress';
import unmergedBranch from './detectors/unmerged-branch';
import unstartedBlocker from './detectors/unstarted-blocker';
import untracedChange from './detectors/untraced-change';

/** Every detector, by checklist line and sentence. */
export const CATALOGUE: readonly Detector[] = [
  overduePromise,
  promiseAtRisk,
  carriedOverStory,
  blockingWait,
  deadlock,
  unstartedBlocker,
  reviewWait,
  idleMember,
  unassignedWorkInProgress,
  orphanStory,
  untracedChange,
  staleWork,
  orphanedWork,
  unmergedBranch,
];
