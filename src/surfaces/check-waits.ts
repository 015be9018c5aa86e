/**
 * The automation action "Check blocking waits": does this item wait, on what, since when. It looks
 * at the facts as they are stored, at the present instant, in the name of the rule's user.
 */
import { describeDetectors } from '../detect/describe-detectors';
import { thresholdsOf } from '../detect/run-detector';
import { workingDays } from '../detect/wording';
import { wholeDays, workingCalendar } from '../model/calendar';
import { type Instant, formatDay, formatInstant } from '../model/instant';
import { type WorkItemKey, compareKeys, isWorkItemKey } from '../model/key';
import { type Settings, projectSettings } from '../model/settings';
import { type CurrentWait, findCurrentWait, findWaitCauses, openTimes, waitingWords } from '../model/waiting';
import type { WorkItem } from '../model/work-item';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import type { CheckWaitsInputs, CheckWaitsOutputs } from './contract';
import { lookAs } from './reader';

/** What Automation shows as the reason a rule failed. */
export interface ActionErrors {
  readonly errors: readonly { readonly message: string }[];
}

export async function checkBlockingWaits(
  outside: Outside,
  reader: JiraReader,
  inputs: CheckWaitsInputs,
  now: Instant,
): Promise<CheckWaitsOutputs | ActionErrors> {
  const key = String(inputs.issueKey ?? '').trim();
  if (!isWorkItemKey(key))
    return failed(`"${key.slice(0, 60)}" is not a work item key. Use {{issue.key}} as the input.`);
  const [seen] = await reader.seeItems([key]);
  if (!seen) return failed(`${key} does not exist, or the rule's user may not see it. Check the rule's actor.`);
  const askedDays = daysAsked(inputs.longerThanDays);
  if (askedDays === 'refused')
    return failed(
      `"Longer than" must be a number of working days, 0 or more; it is "${String(inputs.longerThanDays).slice(0, 40)}". Leave it empty to use the threshold of the project.`,
    );

  const found = await findWaitOf(outside, seen.key, now);
  if (!found) return unknown(`Unknown whether ${seen.key} waits: Throughline has not read it yet.`);
  const { item, wait, unseen, settings } = found;
  if (!wait) {
    return unseen.length > 0
      ? {
          ...unknown(
            `Unknown whether ${item.key} waits: ${count(unseen.length, 'blocker')} in projects that Throughline does not read.`,
          ),
          unknownBlockers: unseen.length,
        }
      : { ...nothing, message: `${item.key} waits for nothing.` };
  }
  const blockers = [...new Set(wait.causes.flatMap((cause) => (cause.kind === 'link' ? [cause.blocker] : [])))].sort(
    compareKeys,
  );
  const sight = await lookAs(reader, [item.key, ...blockers]);
  const named = blockers.filter((blocker) => sight.isVisible(blocker));
  const hidden = blockers.length - named.length;
  const on = [
    ...named,
    ...(hidden > 0 ? [count(hidden, 'item') + ' this user cannot see'] : []),
    ...wait.causes.flatMap((cause) =>
      cause.kind === 'flag' ? ['its flag'] : cause.kind === 'status' ? [`status ${cause.status}`] : [],
    ),
  ];
  return {
    waiting: true,
    overdue: wait.workingDays > (askedDays ?? thresholdDays(settings)),
    verdict: 'yes',
    waitingSince: formatInstant(wait.since),
    workingDays: wholeDays(wait.workingDays),
    waitsOn: named.join(', '),
    unknownBlockers: unseen.length,
    message: `${item.key} has waited ${workingDays(wait.workingDays)}, since ${wait.sinceExact ? '' : 'about '}${formatDay(wait.since)}, on ${on.join(', ')}${unseen.length > 0 ? `, and on ${count(unseen.length, 'blocker')} that Throughline cannot look at` : ''}.`,
  };
}

interface FoundWait {
  readonly item: WorkItem;
  readonly wait: CurrentWait | undefined;
  readonly unseen: readonly WorkItemKey[];
  /** Those of the item's project. */
  readonly settings: Settings;
}

/** The item with what its own links, flag and status say; reads nothing but the item and its neighbours. */
async function findWaitOf({ facts, memory }: Outside, key: WorkItemKey, now: Instant): Promise<FoundWait | undefined> {
  const [item] = await facts.readItemsByKey([key]);
  if (!item) return undefined;
  const settings = projectSettings(await memory.readSettings(), await memory.readSettings(item.projectKey));
  const linked = await facts.readItemsByKey([...new Set(item.links.map((span) => span.value.otherKey))]);
  const open = new Map(linked.map((other) => [other.key, openTimes(other, now)]));
  const { causes, unseen } = findWaitCauses(item, (other) => open.get(other), waitingWords(settings.waiting), now);
  const wait = findCurrentWait(causes, item.assignee, workingCalendar(settings.calendar), now);
  return { item, wait, unseen, settings };
}

const nothing: CheckWaitsOutputs = {
  waiting: false,
  overdue: false,
  verdict: 'no',
  waitingSince: '',
  workingDays: 0,
  waitsOn: '',
  unknownBlockers: 0,
  message: '',
};

function unknown(message: string): CheckWaitsOutputs {
  return { ...nothing, verdict: 'unknown', message };
}

function failed(message: string): ActionErrors {
  return { errors: [{ message }] };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * What the rule asks for; undefined when it leaves that to the project. A smart value may come as text.
 *
 * Accepted: 3 · 0 · 2.5 · "3" · " 3 "
 * Left to the project: nothing · null · "" · " "
 * Refused: -1 · "soon" · NaN · Infinity · true · [3]
 */
function daysAsked(input: unknown): number | undefined | 'refused' {
  if (input === undefined || input === null) return undefined;
  if (typeof input === 'string' && input.trim() === '') return undefined;
  const days = typeof input === 'string' ? Number(input) : input;
  return typeof days === 'number' && Number.isFinite(days) && days >= 0 ? days : 'refused';
}

/** The number of the detector `blocking-wait`, as the project's administrators set it. */
function thresholdDays(settings: Settings): number {
  const detector = describeDetectors().find(({ id }) => id === 'blocking-wait');
  const days = detector && thresholdsOf(detector, settings)['longerThanDays'];
  if (days === undefined) throw new Error('The detector blocking-wait has lost its threshold longerThanDays.');
  return days;
}
