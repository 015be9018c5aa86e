import type { Commit } from '../../model/commit';
import {
  type Below,
  type Moment,
  begunBelow,
  codeAfterClosing,
  codeWhileToDo,
  openBelow,
} from '../../model/contradiction';
import { DAY_MS } from '../../model/instant';
import { type Since, heldSince, valueAt } from '../../model/span';
import { type WorkItem, isFeature } from '../../model/work-item';
import { type Flag, cannotTell, defineDetector, doesNotApply } from '../define-detector';
import {
  IN_PROGRESS,
  NEVER_IN_PROGRESS,
  PROGRESS_UNSEEN,
  commitRow,
  itemRow,
  named,
  plural,
  sinceDay,
} from '../wording';

/**
 * Of open work under something closed, `orphaned-work` flags what is open, because it has to be
 * finished or moved; this flags what was closed too early. Both are true, and either may be the one
 * to mend. `stale-work` speaks of what is in progress.
 *
 * Being to do says something only where statuses tell when work begins: where no item was ever in
 * progress it does not, and of features where no feature was.
 */
export default defineDetector({
  id: 'status-contradiction',
  checklistLine: '5.3',
  title: {
    pass: 'What is declared agrees with what is done',
    fail: 'A status disagrees with the work below it or with the code',
  },
  rationale: 'Plans are made from statuses, and nobody looks again at what is called done or not begun.',
  remedy: 'Put the item into the status that is true.',
  clears:
    'The item gets the status that is true, what is open below it is closed or moved, or the commits are reverted or linked elsewhere.',
  severity: 'medium',
  subjects: 'allWorkItems',
  needs: ['childrenOf', 'workOn', 'workflow'],
  thresholds: {
    graceDays: {
      label: 'Grace',
      help: 'How far a status may lag behind the work, or a commit behind the closing of its item, without a flag.',
      unit: 'working days',
      default: 2,
      min: 0,
      max: 60,
    },
    commits: {
      label: 'Commits for what is to do',
      help: 'An item to do is flagged when at least this many commits for it have landed: a single one may only plan.',
      unit: 'commits',
      default: 2,
      min: 1,
      max: 50,
    },
    lookBackDays: {
      label: 'Time looked back on',
      help: 'An item closed longer ago than this is left in peace, unless a commit for it has landed since.',
      unit: 'days',
      default: 90,
      min: 1,
      max: 3650,
    },
  },
  examine: (item, { childrenOf, workOn, workflow, calendar, asOf, thresholds }) => {
    const stage = valueAt(item.status, asOf)?.stage;
    const declared = heldSince(item.status, (status) => status.stage === stage, asOf);
    if (!declared) return cannotTell(STATUS_UNKNOWN);
    if (stage === 'in-progress') return doesNotApply(IN_PROGRESS);
    const children = childrenOf.get(item.key) ?? [];
    const lookedBackTo = asOf - thresholds.lookBackDays * DAY_MS;
    // Of what was closed long ago only new commits can tell anything.
    const commits = workOn(item, stage === 'done' ? Math.max(declared.from, lookedBackTo - 1) : declared.from);
    const moment: Moment = { asOf, calendar, graceDays: thresholds.graceDays };

    if (stage === 'done') {
      const late = codeAfterClosing(commits ?? [], declared, moment, lookedBackTo);
      if (declared.from < lookedBackTo && late.length === 0) return doesNotApply(closedBefore(thresholds.lookBackDays));
      const open = openBelow(children, declared, moment);
      if (open.length + late.length === 0) return commits ? undefined : cannotTell(CODE_UNSEEN);
      return closedTooEarly(item, declared, open, late, sinceDay(calendar, declared.from, declared.exact));
    }

    if (!workflow.certain) return cannotTell(PROGRESS_UNSEEN);
    if (!workflow.showsWorkInProgress) return doesNotApply(NEVER_IN_PROGRESS);
    if (isFeature(item) && !workflow.showsFeaturesInProgress) return doesNotApply(FEATURES_NEVER_IN_PROGRESS);
    const begun = begunBelow(children, declared, moment);
    const coded = codeWhileToDo(commits ?? [], moment);
    const enough = coded.length >= thresholds.commits;
    // With an estimated start, the commits may be of a time in progress that nobody recorded.
    if (begun.length === 0 && enough && !declared.exact) return cannotTell(TO_DO_SINCE_UNKNOWN);
    const counted = enough && declared.exact ? coded : [];
    if (begun.length + counted.length === 0) return commits ? undefined : cannotTell(CODE_UNSEEN);
    return begunUntold(item, declared, begun, counted, sinceDay(calendar, declared.from, declared.exact));
  },
});

const STATUS_UNKNOWN = {
  one: 'its status at that time is not known',
  many: 'their statuses at that time are not known',
};
const FEATURES_NEVER_IN_PROGRESS = 'no feature of the project has ever been in an in-progress status';
const TO_DO_SINCE_UNKNOWN = {
  one: 'commits serve it, but Jira serves no history that tells whether it was put back to do after them',
  many: 'commits serve them, but Jira serves no history that tells whether they were put back to do after them',
};
const CODE_UNSEEN = {
  one: 'commits that may serve it have not been looked at',
  many: 'commits that may serve them have not been looked at',
};

function closedBefore(days: number) {
  const limit = plural(days, 'day');
  return { one: `it was closed more than ${limit} ago`, many: `they were closed more than ${limit} ago` };
}

function closedTooEarly(
  item: WorkItem,
  closed: Since,
  open: readonly Below[],
  late: readonly Commit[],
  sinceWhen: string,
): Flag {
  const keys = open.map((below) => below.item.key);
  const disagree = [
    ...(open.length > 0 ? [`${named(keys)} below it ${open.length === 1 ? 'is' : 'are'} open`] : []),
    ...(late.length > 0 ? [`${plural(late.length, 'commit')} for it landed later`] : []),
  ];
  const mend = [
    ...(open.length > 0
      ? [`close ${named(keys)} or move ${open.length === 1 ? 'it' : 'them'} under something open`]
      : []),
    ...(late.length > 0 ? ['link the commits to the item they serve'] : []),
  ];
  return {
    message: `Is closed ${sinceWhen}, though ${disagree.join(' and ')}`,
    ...earliestOf(closed, open, late),
    evidence: [
      itemRow(item.key, 'is closed', closed),
      ...open.slice(0, ROWS).map((below) => itemRow(below.item.key, `is open below ${item.key}`, below.since)),
      ...late.slice(0, ROWS).map(commitRow),
    ],
    nextStep: `Reopen ${item.key}; or ${mend.join(', and ')}.`,
  };
}

function begunUntold(
  item: WorkItem,
  toDo: Since,
  begun: readonly Below[],
  coded: readonly Commit[],
  sinceWhen: string,
): Flag {
  const keys = begun.map((below) => below.item.key);
  const disagree = [
    ...(begun.length > 0 ? [`${named(keys)} below it ${begun.length === 1 ? 'is' : 'are'} begun or done`] : []),
    ...(coded.length > 0
      ? [`${plural(coded.length, 'commit')} for it ${coded.length === 1 ? 'has' : 'have'} landed`]
      : []),
  ];
  return {
    message: `Is to do ${sinceWhen}, though ${disagree.join(' and ')}`,
    ...earliestOf(toDo, begun, coded),
    evidence: [
      itemRow(item.key, 'is to do', toDo),
      ...begun
        .slice(0, ROWS)
        .map((below) => itemRow(below.item.key, `is begun or done below ${item.key}`, below.since)),
      ...coded.slice(0, ROWS).map(commitRow),
    ],
    nextStep: `Put ${item.key} in progress, or close it if nothing is left to do.`,
  };
}

/** Rows beyond this many say nothing new; the message tells how many there are. */
const ROWS = 10;

/** A commit's time is a fact, but that it came after an estimated status is not. */
function earliestOf(
  declared: Since,
  below: readonly Below[],
  commits: readonly Commit[],
): Pick<Flag, 'since' | 'sinceExact'> {
  const starts = [
    ...below.map(({ since }) => since),
    ...commits.map(({ committedAt }) => ({ from: committedAt, exact: declared.exact })),
  ];
  const { from, exact } = starts.reduce((first, next) => (next.from < first.from ? next : first));
  return { since: from, sinceExact: exact };
}
