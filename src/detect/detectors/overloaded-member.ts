import { LOAD_DAYS } from '../../model/team-crowd';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { aboutTooFew } from '../too-few';
import { NEVER_IN_PROGRESS, PROGRESS_UNSEEN, shareFigure } from '../wording';

/** A yes or no about the team, to relieve people: neither who nor how many. */
export default defineDetector({
  id: 'overloaded-member',
  checklistLine: '4.1',
  title: {
    pass: 'The team has no more in hand than can be done at once',
    fail: 'Members have more in hand than can be done at once',
  },
  rationale: 'Who works on many things at once finishes each of them late, and goes home with all of them.',
  remedy: 'Agree on a limit for work in progress, and on what is put back until something is finished.',
  clears: 'Fewer members than the share have been above the limit on most of the last 20 working days.',
  severity: 'medium',
  subjects: 'team',
  needs: ['load', 'workflow'],
  thresholds: {
    items: {
      label: 'Limit',
      help: 'How many stories somebody can have in progress at the end of a day; a story and its subtasks count once.',
      unit: 'work items',
      default: 3,
      min: 1,
      max: 20,
    },
    memberPercent: {
      label: 'Share of members',
      help: 'Flagged when at least this share of the members, and never only one, is above the limit.',
      unit: 'percent',
      default: 30,
      min: 20,
      max: 80,
    },
  },
  examine: (_, { load: { strain, from }, workflow, thresholds }) => {
    const isAbove = { signal: 'loadOnMostDays', is: 'above', than: thresholds.items } as const;
    const answer = strain.reaches([isAbove], thresholds.memberPercent);
    if (!answer.told) return aboutTooFew(answer);
    if (!workflow.certain) return cannotTell(PROGRESS_UNSEEN);
    if (!workflow.showsWorkInProgress) return doesNotApply(NEVER_IN_PROGRESS);
    const { reached, of } = answer.value;
    if (!reached) return undefined;
    const what = `had more than ${thresholds.items} in hand on most of the last ${LOAD_DAYS} working days`;
    return {
      message: `At least ${thresholds.memberPercent} percent of ${of} members ${what}`,
      since: from,
      sinceExact: false,
      evidence: [shareFigure(thresholds.memberPercent, of, what)],
    };
  },
});
