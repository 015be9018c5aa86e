/**
 * JSON → a rule's shape. Only what can be said without asking anybody is said here; whether the
 * rule makes sense on this site is ./rule-sense's question.
 */
import * as v from 'valibot';
import { isRecord, parseJson } from './json-border';
import {
  alertTargets,
  conditionOperators,
  ruleEventLabels,
  weekdays,
  type RuleBody,
  type RuleDraft,
  type RuleEvent,
  type RuleProblem,
  type RuleRecipe,
} from './rule';

const weekday = v.picklist(weekdays);
const target = v.picklist(alertTargets);
const ruleEvents = Object.keys(ruleEventLabels) as RuleEvent[];

const schedule = v.variant('every', [
  v.strictObject({ kind: v.literal('schedule'), every: v.literal('hour') }),
  v.strictObject({
    kind: v.literal('schedule'),
    every: v.literal('day'),
    at: v.string(),
    days: v.exactOptional(v.array(weekday)),
  }),
  v.strictObject({ kind: v.literal('schedule'), every: v.literal('week'), at: v.string(), day: weekday }),
]);

const event = v.strictObject({
  kind: v.literal('event'),
  events: v.array(v.picklist(ruleEvents)),
  linkTypes: v.exactOptional(v.array(v.string())),
  linkEnd: v.exactOptional(v.picklist(['source', 'destination'])),
  fields: v.exactOptional(v.array(v.string())),
});

const step = v.variant('kind', [
  v.strictObject({ kind: v.literal('alert'), to: target, text: v.string() }),
  v.strictObject({ kind: v.literal('comment'), text: v.string() }),
  v.strictObject({ kind: v.literal('notify'), to: target, subject: v.string(), text: v.string() }),
]);

const body = {
  name: v.string(),
  description: v.exactOptional(v.string()),
  trigger: v.variant('kind', [schedule, event]),
  jql: v.exactOptional(v.string()),
  action: v.strictObject({
    key: v.string(),
    inputs: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  }),
  condition: v.exactOptional(
    v.strictObject({ left: v.string(), operator: v.picklist(conditionOperators), right: v.exactOptional(v.string()) }),
  ),
  then: step,
};

const draftShape = v.strictObject({
  ...body,
  id: v.exactOptional(v.string()),
  enabled: v.exactOptional(v.boolean()),
  connectionUser: v.exactOptional(v.string()),
});

const recipeFormat = 'throughline-rule/1';
const recipeShape = v.strictObject({ ...body, format: v.literal(recipeFormat) });

export type Shaped<Wanted> =
  | { readonly kind: 'shaped'; readonly value: Wanted }
  | { readonly kind: 'refused'; readonly problems: readonly RuleProblem[] };

export function parseDraft(value: unknown): Shaped<RuleDraft> {
  const parsed = v.safeParse(draftShape, value);
  return parsed.success
    ? { kind: 'shaped', value: parsed.output }
    : { kind: 'refused', problems: parsed.issues.map(problemOf) };
}

/** Also reads the text of a recipe's file. */
export function parseRecipe(value: unknown): Shaped<RuleRecipe> {
  const given = typeof value === 'string' ? parseJson(value) : value;
  const isRule = isRecord(given) && given['format'] === recipeFormat;
  if (!isRule) return { kind: 'refused', problems: [noRecipe(given)] };
  const parsed = v.safeParse(recipeShape, given);
  return parsed.success
    ? { kind: 'shaped', value: parsed.output }
    : { kind: 'refused', problems: parsed.issues.map(problemOf) };
}

function noRecipe(given: unknown): RuleProblem {
  const remedy = 'Choose one of the listed recipes, or a file from the folder recipes.';
  if (given === undefined) return { field: 'rule', message: 'This is not a recipe: it is not JSON.', remedy };
  if (!isRecord(given)) return { field: 'rule', message: 'This is not a recipe: it is no JSON object.', remedy };
  return {
    field: 'format',
    message: `This is not a recipe: its format is not "${recipeFormat}".`,
    remedy,
  };
}

/** The part of a rule that another site can use: nobody's account, nobody's ids. */
export function recipeOf(rule: RuleBody): RuleRecipe {
  const { name, description, trigger, jql, action, condition, then } = rule;
  return {
    format: 'throughline-rule/1',
    name,
    ...(description !== undefined && { description }),
    trigger,
    ...(jql !== undefined && { jql }),
    action,
    ...(condition !== undefined && { condition }),
    then,
  };
}

function problemOf(issue: v.BaseIssue<unknown>): RuleProblem {
  const field = v.getDotPath(issue) ?? 'rule';
  const missing = issue.received === 'undefined';
  const unknown = issue.expected === 'never';
  return {
    field,
    message: missing
      ? `${field} is missing.`
      : unknown
        ? `${field} is not a part of a rule.`
        : `${field} is ${issue.received}.`,
    remedy: unknown ? 'Take it out.' : `Give ${issue.expected ?? 'another value'}.`,
  };
}
