import { REST_DAYS } from '../../model/team-crowd';
import { cannotTell, defineDetector } from '../define-detector';
import { aboutTooFew } from '../too-few';
import { areUnplaced, shareFigure, unplacedCommits } from '../wording';

/**
 * A yes or no about the team. Only commits are seen, so it can miss work, and takes a hobby in the
 * same repository for work.
 */
export default defineDetector({
  id: 'no-rest',
  checklistLine: '4.3',
  title: { pass: 'The team has days without work', fail: 'Members have no days without work' },
  rationale: 'Nobody stays productive without days off, and those who take none are the last to say so.',
  remedy: 'Ask the team what keeps work going through the weekend, and move what was promised too early.',
  clears: 'Fewer members than the share went without a free weekend, or so many days in a row.',
  severity: 'medium',
  subjects: 'team',
  needs: ['rest', 'freeTime'],
  thresholds: {
    daysInRow: {
      label: 'Days in a row',
      help: 'Commits on this many days in a row, reaching into the last 14 days, are a lack of rest, as are two weekends with commits.',
      unit: 'days',
      default: 12,
      min: 8,
      max: 28,
    },
    memberPercent: {
      label: 'Share of members',
      help: 'Flagged when it is so for at least this share of the members whose commits are known, and never for only one.',
      unit: 'percent',
      default: 30,
      min: 20,
      max: 80,
    },
  },
  examine: (_, { rest: { crowd, from }, freeTime, thresholds }) => {
    const answer = crowd.reaches(
      [
        { signal: 'freeWeekends', is: 'at most', than: 0 },
        { signal: 'longestRun', is: 'at least', than: thresholds.daysInRow },
      ],
      thresholds.memberPercent,
    );
    if (!answer.told) return aboutTooFew(answer);
    const { reached, of } = answer.value;
    // Commits nobody is known to have written can only have made somebody look more rested.
    if (!reached) return areUnplaced(freeTime) ? cannotTell(unplacedCommits(freeTime)) : undefined;
    const what = `had no free weekend in ${REST_DAYS} days, or committed on ${thresholds.daysInRow} days in a row`;
    return {
      message: `At least ${thresholds.memberPercent} percent of ${of} members ${what}`,
      since: from,
      sinceExact: false,
      evidence: [shareFigure(thresholds.memberPercent, of, what)],
    };
  },
});
