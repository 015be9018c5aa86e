/**
 * Whether a well-formed rule makes sense on this site: Jira understands its JQL, the app offers its
 * action, and every smart value names something. Asked when a rule is saved, so that a rule that
 * runs at night does not have to be the one to find out.
 */
import { typedInput, typeWords } from './action-inputs';
import type { ActionModule } from './action-module';
import { JiraRefusal, type JiraDoor } from './jira-door';
import type { RuleBody, RuleProblem } from './rule';
import { parseTimeOfDay } from './schedule';
import { isCustomFieldValue, offeredValues } from './smart-values';
import { parseTemplate } from './template';

export interface SenseSurroundings {
  readonly actions: readonly ActionModule[];
  readonly door: JiraDoor;
}

/** Everything that is wrong at once; empty when the rule can run. */
export async function findProblems(rule: RuleBody, around: SenseSurroundings): Promise<RuleProblem[]> {
  const action = around.actions.find((candidate) => candidate.key === rule.action.key);
  return [
    ...nameProblems(rule),
    ...triggerProblems(rule),
    ...(action ? inputProblems(rule, action) : [unknownAction(rule, around.actions)]),
    ...conditionProblems(rule, action),
    ...stepProblems(rule, action),
    ...(await siteProblems(rule, around.door).catch(unchecked)),
  ];
}

function nameProblems(rule: RuleBody): RuleProblem[] {
  if (rule.name.trim() !== '') return [];
  return [{ field: 'name', message: 'The rule has no name.', remedy: 'Name it after what it tells people.' }];
}

function triggerProblems({ trigger }: RuleBody): RuleProblem[] {
  if (trigger.kind === 'event') {
    if (trigger.events.length > 0) return [];
    return [{ field: 'trigger.events', message: 'No event starts this rule.', remedy: 'Choose at least one event.' }];
  }
  if (trigger.every === 'hour' || parseTimeOfDay(trigger.at) !== undefined) return [];
  return [
    {
      field: 'trigger.at',
      message: `"${trigger.at}" is no time of day.`,
      remedy: 'Write hours and minutes with two digits each, for example 09:00.',
    },
  ];
}

function unknownAction(rule: RuleBody, actions: readonly ActionModule[]): RuleProblem {
  return {
    field: 'action.key',
    message: `The app has no automation action "${rule.action.key}".`,
    remedy: `Choose one of: ${actions.map((action) => action.key).join(', ') || 'none is installed'}.`,
  };
}

function inputProblems(rule: RuleBody, action: ActionModule): RuleProblem[] {
  const problems: RuleProblem[] = [];
  for (const [name, value] of Object.entries(rule.action.inputs)) {
    const field = `action.inputs.${name}`;
    const input = Object.hasOwn(action.inputs, name) ? action.inputs[name] : undefined;
    if (!input) {
      problems.push({
        field,
        message: `"${action.name}" has no input "${name}".`,
        remedy: `Its inputs are: ${Object.keys(action.inputs).join(', ')}.`,
      });
      continue;
    }
    const text = String(value);
    problems.push(...templateProblems(field, text, action, 'before'));
    const isFixed = parseTemplate(text).parts.every((part) => part.kind === 'text');
    if (isFixed && text !== '' && typedInput(text, input.type) === undefined) {
      problems.push({
        field,
        message: `"${text}" is not ${typeWords[input.type]}.`,
        remedy: `Give ${typeWords[input.type]}, or a smart value.`,
      });
    }
  }
  for (const [name, input] of Object.entries(action.inputs)) {
    const given = rule.action.inputs[name];
    if (input.required && (given === undefined || given === '')) {
      problems.push({
        field: `action.inputs.${name}`,
        message: `The input "${input.title}" is missing.`,
        remedy: input.description,
      });
    }
  }
  return problems;
}

function conditionProblems({ condition }: RuleBody, action: ActionModule | undefined): RuleProblem[] {
  if (!condition) return [];
  const problems = [
    ...templateProblems('condition.left', condition.left, action, 'after'),
    ...templateProblems('condition.right', condition.right ?? '', action, 'after'),
  ];
  if (condition.left.trim() === '') {
    problems.push({
      field: 'condition.left',
      message: 'The condition compares nothing.',
      remedy: 'Put a smart value there, for example one of the action.',
    });
  }
  const looksAtOne = condition.operator === 'is empty' || condition.operator === 'is not empty';
  if (!looksAtOne && (condition.right ?? '').trim() === '') {
    problems.push({
      field: 'condition.right',
      message: `"${condition.operator}" has nothing to compare with.`,
      remedy: 'Give a value, or use "is empty" or "is not empty".',
    });
  }
  return problems;
}

function stepProblems({ then: step }: RuleBody, action: ActionModule | undefined): RuleProblem[] {
  const texts =
    step.kind === 'notify' ? { 'then.subject': step.subject, 'then.text': step.text } : { 'then.text': step.text };
  return Object.entries(texts).flatMap(([field, text]) => [
    ...templateProblems(field, text, action, 'after'),
    ...(text.trim() === ''
      ? [
          {
            field,
            message: 'There is nothing to say.',
            remedy: 'Write the text; smart values such as {{issue.key}} may stand in it.',
          },
        ]
      : []),
  ]);
}

/** Values of the action exist only after it ran: its own inputs cannot use them. */
function templateProblems(
  field: string,
  text: string,
  action: ActionModule | undefined,
  when: 'before' | 'after',
): RuleProblem[] {
  const { parts, unclosedAt } = parseTemplate(text);
  const problems: RuleProblem[] = [];
  if (unclosedAt !== undefined) {
    problems.push({
      field,
      message: `The smart value beginning "${text.slice(unclosedAt, unclosedAt + 20)}" is not closed.`,
      remedy: 'End it with }}.',
    });
  }
  const offered = offeredValues(action);
  for (const part of parts) {
    if (part.kind === 'text' || offered[when].includes(part.path) || isCustomFieldValue(part.path)) continue;
    const isTooEarly = offered.after.includes(part.path);
    // Without a known action nobody can say which values it has.
    if (!isTooEarly && action === undefined && !part.path.startsWith('issue.')) continue;
    problems.push({
      field,
      message: isTooEarly
        ? `{{${part.path}}} has no value before the action ran.`
        : `There is no smart value {{${part.path}}}.`,
      remedy: isTooEarly
        ? 'Use it in the condition or in the text.'
        : `Those that exist here are: ${offered[when].join(', ')}, and issue.customfield_… by id.`,
    });
  }
  return problems;
}

async function siteProblems(rule: RuleBody, door: JiraDoor): Promise<RuleProblem[]> {
  if (!(await door.isKnown())) {
    return [
      {
        field: 'connectionUser',
        message: 'Jira does not know this account, or it is closed.',
        remedy: 'Choose an active account: the rule searches and acts in its name.',
      },
    ];
  }
  const jql = rule.jql?.trim() ?? '';
  if (jql === '') {
    if (rule.trigger.kind === 'event') return [];
    return [
      {
        field: 'jql',
        message: 'A scheduled rule needs to know which work items to look at.',
        remedy: 'Give JQL, for example: throughlineWaitingSince <= -3d AND statusCategory != Done',
      },
    ];
  }
  if (jql.includes('{{')) {
    return [
      {
        field: 'jql',
        message: 'JQL is used as it stands, without smart values.',
        remedy: 'Write the value itself, or a JQL function such as currentUser().',
      },
    ];
  }
  const refusal = await door.refusalOf(rule.trigger.kind === 'event' ? eventQuery(undefined, jql) : jql);
  return refusal === undefined ? [] : [{ field: 'jql', message: refusal, remedy: jqlRemedy(rule) }];
}

function unchecked(error: unknown): RuleProblem[] {
  if (!(error instanceof JiraRefusal)) throw error;
  return [
    { field: 'rule', message: `Jira could not check the rule: ${error.message}`, remedy: 'Save it again in a moment.' },
  ];
}

/** An event's filter is asked together with the work item, so it cannot bring its own order. */
export function eventQuery(key: string | undefined, jql: string): string {
  return key === undefined ? `(${jql})` : `key = "${key}" AND (${jql})`;
}

function jqlRemedy(rule: RuleBody): string {
  const general = 'Try the query in the search page first.';
  return rule.trigger.kind === 'event' ? `${general} A filter of an event takes no ORDER BY.` : general;
}
