/**
 * One run of one rule: its work items, one after the other, through action, condition and step.
 *
 * In: the rule and how to find its work items. Out: what happened to each of them and the lines to
 * alert people with; sending those, and remembering, is the caller's.
 */
import type { ForgePlatform } from '../contract';
import { fillInputs } from './action-inputs';
import type { ActionModule } from './action-module';
import type { AlertLine } from './alerts';
import { decideCondition } from './condition';
import { JiraRefusal, type FoundItem, type JiraDoor } from './jira-door';
import { isRecord, recordsIn, recordIn, textIn } from './json-border';
import type { AlertTarget, Rule, RunItem } from './rule';
import { fieldsFor, readValue, type ValueScope } from './smart-values';
import { fillTemplate, pathsIn } from './template';

export interface RunSurroundings {
  readonly door: JiraDoor;
  readonly platform: Pick<ForgePlatform, 'runAction'>;
  readonly action: ActionModule;
  readonly siteUrl: string;
  /** Account id of the rule's owner. */
  readonly owner: string;
  readonly now: number;
  /** Told before a comment is written, so that the event it causes can be recognised. */
  readonly beforeComment: (key: string) => void;
  /** Told when a comment that was announced could not be written. */
  readonly commentFailed: (key: string) => void;
}

/** A work item's way; `alert` waits for the digest, and `acted` says whether its step was taken. */
export interface ItemRun {
  readonly item: RunItem;
  readonly acted: boolean;
  readonly alert?: AlertLine;
  /** The rule has said the same less than a day ago, so nobody was told again. */
  readonly isRepetition?: true;
}

/** The fields of a work item that this rule reads. */
export function neededFields(rule: Rule): string[] {
  const texts = [
    ...Object.values(rule.action.inputs).map(String),
    rule.condition?.left ?? '',
    rule.condition?.right ?? '',
    rule.then.text,
    rule.then.kind === 'notify' ? rule.then.subject : '',
  ];
  const target = rule.then.kind !== 'comment' && rule.then.to !== 'rule owner' ? [rule.then.to] : [];
  return [...new Set(['summary', ...fieldsFor(texts.flatMap(pathsIn)), ...target])];
}

/** Never throws: what goes wrong with one work item is written down and leaves the others alone. */
export async function runForItem(rule: Rule, item: FoundItem, around: RunSurroundings): Promise<ItemRun> {
  const scope: ValueScope = {
    item,
    siteUrl: around.siteUrl,
    ruleName: rule.name,
    now: around.now,
    entityName: around.action.entityName,
  };
  const filled = fillInputs(around.action, rule.action.inputs, (path) => readValue(path, scope));
  if (filled.kind === 'unfit') return stopped(item, filled.why);

  const answer = await runAction(rule, filled.inputs, around);
  if (answer.kind === 'error') return stopped(item, answer.message);

  const read = (path: string) => readValue(path, { ...scope, outputs: answer.outputs });
  const reached = { key: item.key, outputs: answer.outputs };
  if (rule.condition === undefined) return takeStep(rule, item, reached, read, around);

  const { left, operator, right = '' } = rule.condition;
  const condition = decideCondition(fillTemplate(left, read), operator, fillTemplate(right, read));
  if (condition.kind === 'undecidable') {
    return { item: { ...reached, done: 'Nothing was done.', error: condition.why }, acted: false };
  }
  if (!condition.holds) {
    return { item: { ...reached, condition: false, done: 'The condition was not met.' }, acted: false };
  }
  return takeStep(rule, item, { ...reached, condition: true }, read, around);
}

function stopped(item: FoundItem, error: string): ItemRun {
  return { item: { key: item.key, done: 'Stopped before the condition.', error }, acted: false };
}

type ActionAnswer =
  | { readonly kind: 'outputs'; readonly outputs: Readonly<Record<string, unknown>> }
  | { readonly kind: 'error'; readonly message: string };

/** An action refuses with `{ errors: [{ message }] }`, and its words go to the audit log. */
async function runAction(
  rule: Rule,
  inputs: Readonly<Record<string, unknown>>,
  around: RunSurroundings,
): Promise<ActionAnswer> {
  let answer: unknown;
  try {
    answer = await around.platform.runAction(around.action.key, inputs, rule.connectionUser);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return { kind: 'error', message: `The action "${around.action.name}" failed: ${cause}` };
  }
  if (!isRecord(answer)) return { kind: 'error', message: `The action "${around.action.name}" gave no outputs.` };
  if (!Array.isArray(answer['errors'])) return { kind: 'outputs', outputs: answer };
  const messages = recordsIn(answer, 'errors').flatMap((error) => textIn(error, 'message') ?? []);
  return {
    kind: 'error',
    message: messages.join(' ') || `The action "${around.action.name}" refused without saying why.`,
  };
}

async function takeStep(
  rule: Rule,
  item: FoundItem,
  reached: Omit<RunItem, 'done'>,
  read: (path: string) => string,
  around: RunSurroundings,
): Promise<ItemRun> {
  const step = rule.then;
  const text = fillTemplate(step.text, read);
  const failed = (error: string): ItemRun => ({ item: { ...reached, done: 'Nothing was done.', error }, acted: false });
  if (text.trim() === '') return failed('The text came out empty: write some words around its smart values.');
  if (step.kind === 'comment') {
    around.beforeComment(item.key);
    const refusal = await refusalOf(() => around.door.comment(item.key, text));
    if (refusal === undefined) return { item: { ...reached, done: 'Commented.' }, acted: true };
    around.commentFailed(item.key);
    return failed(`The comment was not written: ${refusal}`);
  }
  const to = personFor(step.to, item, around.owner);
  if (to === undefined)
    return failed(
      `Nobody was told: the work item has no ${step.to}. Send to the rule owner instead, or leave such items out with JQL.`,
    );
  if (step.kind === 'alert') {
    const waitingSince = textIn(reached.outputs ?? {}, 'waitingSince') ?? '';
    return {
      item: { ...reached, done: `Alerted the ${step.to}.` },
      acted: true,
      alert: { ruleId: rule.id, to, key: item.key, waitingSince, text },
    };
  }
  const target = step.to === 'rule owner' ? { accountId: around.owner } : step.to;
  const refusal = await refusalOf(() => around.door.notify(item.key, fillTemplate(step.subject, read), text, target));
  return refusal === undefined
    ? { item: { ...reached, done: `Sent Jira's notification to the ${step.to}.` }, acted: true }
    : failed(`The notification was not sent: ${refusal}`);
}

function personFor(target: AlertTarget, item: FoundItem, owner: string): string | undefined {
  return target === 'rule owner' ? owner : textIn(recordIn(item.fields, target), 'accountId');
}

async function refusalOf(write: () => Promise<void>): Promise<string | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    if (error instanceof JiraRefusal) return error.message;
    throw error;
  }
}
