import type { Rule, RuleDraft, RuleProblem } from '../../../automation/rule';

/** A rule's own fields: the page is told more about a rule than a rule holds, and nothing else can be saved. */
export function draftOf(rule: Rule): RuleDraft {
  const { id, name, description, enabled, connectionUser, trigger, jql, action, condition, then } = rule;
  return {
    id,
    name,
    ...(description !== undefined && { description }),
    enabled,
    connectionUser,
    trigger,
    ...(jql !== undefined && { jql }),
    action,
    ...(condition !== undefined && { condition }),
    then,
  };
}

/** What is wrong with a field or with a part of it, in words; undefined when nothing is. */
export function problemAt(problems: readonly RuleProblem[], field: string): string | undefined {
  const words = problems
    .filter((problem) => problem.field === field || problem.field.startsWith(`${field}.`))
    .map(({ message, remedy }) => `${message} ${remedy}`);
  return words.length > 0 ? words.join(' ') : undefined;
}
