import { HOUR_SHIFTS } from '../../model/team-crowd';
import { cannotTell, defineDetector } from '../define-detector';
import { aboutTooFew } from '../too-few';

/**
 * A yes or no about the team, week by week. Everybody is measured against their own weeks before,
 * so that flexible hours are nobody's fault; see `model/members/hours.ts` for the formula.
 */
export default defineDetector({
  id: 'off-hours-drift',
  checklistLine: '4.2',
  title: { pass: 'Working hours stay what they were', fail: 'Working hours drift away from what they were' },
  rationale:
    'Hours that move into evenings and weekends are often the first sign of too much work. Commits show only a part of them, and clocks can lie.',
  remedy: 'Ask the team how these weeks were, and what could wait. A figure of commits answers nothing by itself.',
  clears: 'In fewer of the last four weeks the median member is above the limit.',
  severity: 'medium',
  subjects: 'team',
  needs: ['hours'],
  thresholds: {
    z: {
      label: 'Shift',
      help: 'How far, in robust standard deviations of the twelve weeks before, the median member’s share of commits outside their own hours has to lie above what it was.',
      unit: 'deviations',
      default: 1,
      min: 0.5,
      max: 3,
    },
    weeks: {
      label: 'Weeks',
      help: 'In how many of the last four weeks it has to be so.',
      unit: 'weeks',
      default: 3,
      min: 2,
      max: 4,
    },
  },
  examine: (_, { hours: { crowd, mondays }, calendar, thresholds }) => {
    const weeks = HOUR_SHIFTS.map((signal, index) => ({
      monday: mondays[index] ?? 0,
      shifted: crowd.medianIsAbove(signal, thresholds.z),
    }));
    const refused = weeks.flatMap(({ shifted }) => (shifted.told ? [] : [shifted]));
    const above = weeks.filter(({ shifted }) => shifted.told && shifted.value);
    const [refusal] = refused;
    const [first] = above;
    if (refusal?.of === 'members') return aboutTooFew(refusal);
    if (!first || above.length < thresholds.weeks)
      return refused.length > 0 && above.length + refused.length >= thresholds.weeks ? cannotTell(TOO_NEW) : undefined;
    return {
      message: `In ${above.length} of the last ${weeks.length} weeks the median member worked more outside their own usual hours than in the twelve weeks before`,
      since: first.monday,
      sinceExact: false,
      evidence: weeks.map(({ monday, shifted }) => ({
        kind: 'figure' as const,
        text: `Week of ${calendar.dayOf(monday)}: ${shifted.told ? (shifted.value ? `above ${thresholds.z}` : `not above ${thresholds.z}`) : 'cannot be judged'}`,
        value: thresholds.z,
        unit: 'deviations',
      })),
    };
  },
});

const TOO_NEW =
  'too few members have 20 commits and six weeks behind them, with the time of day where they were written';
