import { LOAD_DAYS } from '../../model/team-crowd';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { aboutTooFew } from '../too-few';
import { NEVER_IN_PROGRESS, PROGRESS_UNSEEN } from '../wording';

/**
 * A figure about the team. Both have to say so, the Gini coefficient and the largest load against
 * the median: with few people either alone is moved by one item.
 */
export default defineDetector({
  id: 'uneven-load',
  checklistLine: '3.2',
  title: { pass: 'Work is spread fairly', fail: 'Few members hold most of the work in progress' },
  rationale: 'Where a few hold most of the work, it waits for them, and the others cannot help.',
  remedy: 'Let the team look at what is in progress together, and share out what can wait for somebody else.',
  clears: 'The coefficient is no longer above its limit, or nobody holds that many times the median.',
  severity: 'low',
  subjects: 'team',
  needs: ['load', 'workflow'],
  thresholds: {
    giniPercent: {
      label: 'Unevenness',
      help: 'The Gini coefficient of work in progress, as a percentage: 0 is an equal share for all, 100 everything in one hand.',
      unit: 'percent',
      default: 40,
      min: 20,
      max: 90,
    },
    timesMedian: {
      label: 'Largest load',
      help: 'The largest load also has to be more than this many times the median.',
      unit: 'times',
      default: 2,
      min: 1,
      max: 10,
    },
  },
  examine: (_, { load: { spread, from }, workflow, thresholds }) => {
    const [gini, mean, peak] = [
      spread.gini('meanLoad'),
      spread.mean('meanLoad'),
      spread.peakIsAbove('meanLoad', thresholds.timesMedian),
    ];
    if (!gini.told) return aboutTooFew(gini);
    if (!mean.told) return aboutTooFew(mean);
    if (!peak.told) return aboutTooFew(peak);
    if (!workflow.certain) return cannotTell(PROGRESS_UNSEEN);
    if (!workflow.showsWorkInProgress) return doesNotApply(NEVER_IN_PROGRESS);
    if (mean.value < ENOUGH_FOR_ALL) return doesNotApply('there is less work in progress than members to share it');
    const percent = Math.floor(100 * gini.value);
    if (100 * gini.value <= thresholds.giniPercent || !peak.value) return undefined;
    return {
      message: `Work in progress is spread unevenly: its Gini coefficient over ${LOAD_DAYS} working days is ${percent} percent`,
      since: from,
      sinceExact: false,
      evidence: [
        {
          kind: 'figure',
          text: `Gini coefficient ${percent} percent; above ${thresholds.giniPercent} counts as uneven`,
          value: percent,
          unit: 'percent',
        },
        {
          kind: 'figure',
          text: `The largest load is more than ${thresholds.timesMedian} times the median`,
          value: thresholds.timesMedian,
          unit: 'times',
        },
      ],
    };
  },
});

/** Two items among eight people are uneven in every way they can be held. */
const ENOUGH_FOR_ALL = 1;
