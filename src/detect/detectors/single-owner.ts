import { sourceOf } from '../../model/promise';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { aboutTooFew } from '../too-few';
import { plural } from '../wording';

/** About the feature: it says that one person’s absence would stop it, and names nobody. */
export default defineDetector({
  id: 'single-owner',
  checklistLine: '3.4',
  title: { pass: 'No promised feature depends on one person', fail: 'A promised feature depends on one person' },
  rationale: 'A promise that one person can keep ends with that person’s holiday, and leaves them none.',
  remedy: 'Let somebody else take its next story, with the one who knows it beside them.',
  clears: 'Others have written more of its commits than the share allows, the promise is taken off, or it is done.',
  severity: 'medium',
  subjects: 'features',
  needs: ['ownershipOf', 'promisesOf', 'freeTime'],
  thresholds: {
    sharePercent: {
      label: 'Share of one author',
      help: 'Flagged when one author wrote at least this share of the commits that serve the feature.',
      unit: 'percent',
      default: 80,
      min: 51,
      max: 100,
    },
    fewestCommits: {
      label: 'Fewest commits',
      help: 'Features with fewer commits are left in peace: somebody has to begin.',
      unit: 'commits',
      default: 10,
      min: 2,
      max: 1000,
    },
  },
  examine: (feature, { ownershipOf, promisesOf, freeTime, thresholds }) => {
    const size = freeTime.crowd.size();
    if (!size.told) return aboutTooFew(size);
    const promises = promisesOf(feature);
    if (promises.length === 0) return doesNotApply(UNPROMISED);
    const owned = ownershipOf(feature);
    if (!owned || owned.commits < thresholds.fewestCommits) return doesNotApply(FEW_COMMITS);
    const share = thresholds.sharePercent / 100;
    const since = owned.heldSince(share, thresholds.fewestCommits);
    if (since === undefined) return owned.atMost >= share ? cannotTell(UNJOINED) : undefined;
    const commits = plural(owned.commits, 'commit');
    return {
      message: `At least ${thresholds.sharePercent} percent of the ${commits} that serve it come from one author`,
      since,
      sinceExact: false,
      evidence: [
        ...promises.map((promise) => ({
          kind: 'work-item' as const,
          key: feature.key,
          text: `is promised by its ${sourceOf(promise)}`,
          at: promise.dueAt,
          exact: true,
          unknown: false,
        })),
        {
          kind: 'figure',
          text: `${commits} serve it, without merges and bots; at least ${thresholds.sharePercent} percent are one author’s`,
          value: thresholds.sharePercent,
          unit: 'percent',
        },
      ],
    };
  },
});

const UNPROMISED = { one: 'nothing dated is promised for it', many: 'nothing dated is promised for them' };
const FEW_COMMITS = { one: 'few commits serve it', many: 'few commits serve them' };
const UNJOINED = {
  one: 'authors of its commits are not joined to Jira accounts, and may be one person',
  many: 'authors of their commits are not joined to Jira accounts, and may be one person',
};
