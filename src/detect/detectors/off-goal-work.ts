import { costsOf, sumOfDays } from '../../model/effort';
import { splitByGoals } from '../../model/goals';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { aboutTooFew } from '../too-few';
import { NEVER_IN_PROGRESS, PROGRESS_UNSEEN, itemRow, named, personDays, plural } from '../wording';

/**
 * A figure about the whole team's days, told by feature and never by person. Work under parents that
 * were not looked at may serve a goal: it counts as effort, and never as off goal.
 */
export default defineDetector({
  id: 'off-goal-work',
  checklistLine: '5.5',
  title: { pass: 'Work serves the goals in force', fail: 'Much of the work serves no goal in force' },
  rationale:
    'A goal is missed in small portions: each piece of other work is sensible, and together they are the goal’s time.',
  remedy: 'Say which goal the costliest work serves, add that goal to the settings, or stop the work.',
  clears: 'The share of work that serves no goal falls to the limit, or the goals it serves are named in the settings.',
  severity: 'medium',
  subjects: 'team',
  needs: ['effortOver', 'featureOf', 'goals', 'workflow'],
  thresholds: {
    offGoalPercent: {
      label: 'Work beside the goals',
      help: 'Flagged when more than this share of the person-days served no goal: mending, learning and helping need some.',
      unit: 'percent',
      default: 30,
      min: 0,
      max: 99,
    },
    lookBackDays: {
      label: 'Time looked back on',
      help: 'The share is of the person-days spent on work in progress on the last so many working days that are over.',
      unit: 'working days',
      default: 20,
      min: 5,
      max: 120,
    },
  },
  examine: (_, { effortOver, featureOf, goals, workflow, thresholds }) => {
    if (!goals.named) return doesNotApply('no goals are named in the settings');
    if (!workflow.certain) return cannotTell(PROGRESS_UNSEEN);
    if (!workflow.showsWorkInProgress) return doesNotApply(NEVER_IN_PROGRESS);
    const told = effortOver(thresholds.lookBackDays);
    if (!told.told) return aboutTooFew(told);
    const effort = told.value;
    const window = `the last ${plural(thresholds.lookBackDays, 'working day')}`;
    if (effort.days.length === 0) return doesNotApply(`nobody had an item in progress in ${window}`);

    const { off, unseen } = splitByGoals(effort.days, goals);
    const [all, offGoal] = [sumOfDays(effort.days), sumOfDays(off)];
    const limit = (thresholds.offGoalPercent / 100) * all + ROUNDING;
    if (offGoal <= limit) return offGoal + sumOfDays(unseen) <= limit ? undefined : cannotTell(MAY_SERVE);
    const costs = costsOf(off, (item) => featureOf(item) ?? item);
    const share = `${Math.round(offGoal * 10) / 10} of ${personDays(all)}`;
    return {
      message: `In ${window} ${share} served no goal in force`,
      since: effort.from,
      sinceExact: false,
      evidence: [
        { kind: 'figure', text: `${share} served no goal`, value: Math.round((offGoal / all) * 100), unit: 'percent' },
        ...costs
          .slice(0, ROWS)
          .map((cost) =>
            itemRow(cost.item.key, `took ${personDays(cost.personDays)}`, { from: cost.from, exact: false }),
          ),
      ],
      personDays: offGoal,
      nextStep: `Ask which goal ${named(costs.map(({ item }) => item.key))} ${costs.length === 1 ? 'serves' : 'serve'}: add it to the goals in the settings, or stop the work.`,
    };
  },
});

const MAY_SERVE = 'too much of the work hangs under items that have not been looked at';

/** Shares of days are sums of thirds and sevenths: what is at the limit must not exceed it by a bit. */
const ROUNDING = 1e-6;
/** Rows beyond this many say nothing new. */
const ROWS = 10;
