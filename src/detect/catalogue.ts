// Written by `npm run sync` from the files in detectors/. Do not edit.
import type { Detector } from './define-detector';
import blockedByClosed from './detectors/blocked-by-closed';
import blockingWait from './detectors/blocking-wait';
import cancelledFeatureCode from './detectors/cancelled-feature-code';
import carriedOverStory from './detectors/carried-over-story';
import conwayMismatch from './detectors/conway-mismatch';
import deadlock from './detectors/deadlock';
import idleMember from './detectors/idle-member';
import negativeSlack from './detectors/negative-slack';
import noRest from './detectors/no-rest';
import offGoalWork from './detectors/off-goal-work';
import offHoursDrift from './detectors/off-hours-drift';
import orphanStory from './detectors/orphan-story';
import orphanedWork from './detectors/orphaned-work';
import overCommittedSprint from './detectors/over-committed-sprint';
import overduePromise from './detectors/overdue-promise';
import overloadedMember from './detectors/overloaded-member';
import priorityInversion from './detectors/priority-inversion';
import promiseAtRisk from './detectors/promise-at-risk';
import revertedChange from './detectors/reverted-change';
import reviewWait from './detectors/review-wait';
import scopeGrowth from './detectors/scope-growth';
import singleOwner from './detectors/single-owner';
import slippingPromise from './detectors/slipping-promise';
import staleWork from './detectors/stale-work';
import statusContradiction from './detectors/status-contradiction';
import unassignedWorkInProgress from './detectors/unassigned-work-in-progress';
import unevenLoad from './detectors/uneven-load';
import unmergedBranch from './detectors/unmerged-branch';
import unstartedBlocker from './detectors/unstarted-blocker';
import untracedChange from './detectors/untraced-change';
import zombieItem from './detectors/zombie-item';

/** Every detector, by checklist line and sentence. */
export const CATALOGUE: readonly Detector[] = [
  overduePromise,
  promiseAtRisk,
  slippingPromise,
  scopeGrowth,
  carriedOverStory,
  overCommittedSprint,
  blockingWait,
  deadlock,
  unstartedBlocker,
  negativeSlack,
  blockedByClosed,
  reviewWait,
  idleMember,
  unevenLoad,
  unassignedWorkInProgress,
  singleOwner,
  overloadedMember,
  offHoursDrift,
  noRest,
  orphanStory,
  untracedChange,
  statusContradiction,
  priorityInversion,
  offGoalWork,
  conwayMismatch,
  staleWork,
  orphanedWork,
  cancelledFeatureCode,
  unmergedBranch,
  zombieItem,
  revertedChange,
];
