/**
 * What an automation rule is, in the words of Jira's rule editor: WHEN a trigger, for the work
 * items a JQL query names, THEN the app's action, IF a condition, THEN tell somebody.
 *
 * Everything a page needs to draw rules, their audit log and the alerts they sent is here; the way
 * to them is `createAutomation` in ./automation.
 */

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** Times are `HH:MM` on the host's clock, in UTC. */
export type ScheduleTrigger =
  /** At every full hour. */
  | { readonly kind: 'schedule'; readonly every: 'hour' }
  /** On the named days, or on all of them when none is named. */
  | { readonly kind: 'schedule'; readonly every: 'day'; readonly at: string; readonly days?: readonly Weekday[] }
  | { readonly kind: 'schedule'; readonly every: 'week'; readonly at: string; readonly day: Weekday };

/** What can start a rule, as the editor names it. */
export const ruleEventLabels = {
  linked: 'Work item linked',
  created: 'Work item created',
  transitioned: 'Work item transitioned',
  'field changed': 'Field value changed',
  commented: 'Work item commented',
} as const;
export type RuleEvent = keyof typeof ruleEventLabels;

export interface EventTrigger {
  readonly kind: 'event';
  readonly events: readonly RuleEvent[];
  /** For `linked`: names of link types (`Blocks`); every type when left out. */
  readonly linkTypes?: readonly string[];
  /**
   * For `linked`: the end of the link the rule runs for, the source when left out. For `Blocks` the
   * source is the one that blocks and the destination the one that waits.
   */
  readonly linkEnd?: 'source' | 'destination';
  /** For `field changed`: names or ids of fields; every field when left out. */
  readonly fields?: readonly string[];
}

export type RuleTrigger = ScheduleTrigger | EventTrigger;

export interface RuleAction {
  /** Key of an `action` module in the app's manifest. */
  readonly key: string;
  /** By input name; text may hold smart values. */
  readonly inputs: Readonly<Record<string, string | number | boolean>>;
}

export const conditionOperators = [
  'equals',
  'not equals',
  'greater than',
  'less than',
  'contains',
  'is empty',
  'is not empty',
] as const;
export type ConditionOperator = (typeof conditionOperators)[number];

export interface RuleCondition {
  /** Text with smart values, usually just one: `{{wait.overdue}}`. */
  readonly left: string;
  readonly operator: ConditionOperator;
  /** Text with smart values; not used by `is empty` and `is not empty`. */
  readonly right?: string;
}

export const alertTargets = ['rule owner', 'assignee', 'reporter'] as const;
export type AlertTarget = (typeof alertTargets)[number];

export type RuleStep =
  /** Arrives in the host's inbox; one digest per run and person. */
  | { readonly kind: 'alert'; readonly to: AlertTarget; readonly text: string }
  /** Written on the work item by the connection's user. */
  | { readonly kind: 'comment'; readonly text: string }
  /** Jira's own notification e-mail, one per work item. */
  | { readonly kind: 'notify'; readonly to: AlertTarget; readonly subject: string; readonly text: string };

/** The part of a rule that can be carried to another site. */
export interface RuleBody {
  readonly name: string;
  readonly description?: string;
  readonly trigger: RuleTrigger;
  /** For a schedule: the work items to look at. For an event: only work items that match as well. */
  readonly jql?: string;
  readonly action: RuleAction;
  readonly condition?: RuleCondition;
  readonly then: RuleStep;
}

export interface Rule extends RuleBody {
  readonly id: string;
  readonly enabled: boolean;
  /** The account whose rights the search, the action and the comment use. */
  readonly connectionUser: string;
}

/** What the editor saves: without an id it is a new rule. */
export interface RuleDraft extends RuleBody {
  readonly id?: string;
  /** True when left out. */
  readonly enabled?: boolean;
  /** The host's owner when left out. */
  readonly connectionUser?: string;
}

/** One reason a rule cannot be saved. */
export interface RuleProblem {
  /** Dotted path into the rule: `action.inputs.issueKey`. */
  readonly field: string;
  readonly message: string;
  readonly remedy: string;
}

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly rule: Rule }
  | { readonly kind: 'refused'; readonly problems: readonly RuleProblem[] };

/** A rule as a file: `recipes/*.json`. */
export interface RuleRecipe extends RuleBody {
  readonly format: 'throughline-rule/1';
}

export type RunOutcome = 'success' | 'no actions performed' | 'some errors' | 'failed';

/** One work item's way through a run. */
export interface RunItem {
  readonly key: string;
  /** What the action gave back; absent when it gave an error or was not reached. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Absent when the rule has no condition or it was not reached. */
  readonly condition?: boolean;
  /** One sentence: what was done for this work item, or why nothing was. */
  readonly done: string;
  readonly error?: string;
}

/** One entry of the audit log. */
export interface RunRecord {
  readonly id: string;
  readonly ruleId: string;
  readonly ruleName: string;
  /** Host time. */
  readonly at: number;
  /** What started it: `schedule`, `by hand`, or the event's name. */
  readonly trigger: string;
  readonly outcome: RunOutcome;
  readonly items: readonly RunItem[];
  /** One or two sentences for the log's row. */
  readonly message: string;
  /** Machine time. */
  readonly durationMs: number;
}

/** A message in somebody's inbox. */
export interface AlertRecord {
  readonly id: string;
  /** `rule failure` tells the rule's owner that a rule that used to work has begun to fail. */
  readonly kind: 'alert' | 'rule failure';
  /** Host time. */
  readonly at: number;
  /** Account id. */
  readonly to: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly runId: string;
  /** Plain text; never markup. */
  readonly text: string;
  /** One line per work item in the digest; empty for a rule failure. */
  readonly items: readonly { readonly key: string; readonly text: string }[];
}
