/** `was` and `changed`: questions about the past, answered from an item's history. */
import type { OperatorValue, Predicate, TerminalClause } from '@atlaskit/jql-ast';
import { fieldIdOf } from '../field-names';
import type { HistoryItem } from '../item';
import type { ItemView } from '../world';
import type { JqlField } from './field-shapes';
import { JqlError } from './jql-error';
import { targetsOf, type JqlContext, type Target } from './operands';

/** A stretch during which a field had one value; `until` is exclusive. */
interface Stretch {
  readonly names: readonly string[];
  readonly from: number;
  readonly until: number;
  /** Who set it, when known. */
  readonly by?: string;
}

interface Step {
  readonly at: number;
  readonly by?: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

type When = (from: number, until: number, by: string | undefined) => boolean;
const DAY_MS = 86_400_000;

export function askHistory(
  field: JqlField,
  operator: OperatorValue,
  clause: TerminalClause,
  context: JqlContext,
): (view: ItemView) => boolean {
  const historyField = field.historyField;
  if (historyField === undefined) throw new JqlError(`History searches do not support the '${field.name}' field.`);
  if (!context.site.dataSet.historyKnown) {
    throw new JqlError(`This site's data has no change history, so '${field.name} ${operator}' cannot be answered.`);
  }
  const when = whenOf(clause.predicates, field, context);
  if (operator === 'changed') return askChanged(historyField, clause.predicates, field, context, when);
  if (!clause.operand) throw new JqlError(`Expecting a value, list or function after '${operator}'.`);
  const targets = targetsOf(clause.operand, field, context);
  const wasSo = (view: ItemView) =>
    stretchesOf(view, field, historyField, context.world.at).some(
      (stretch) =>
        when(stretch.from, stretch.until, stretch.by) && targets.some((target) => isNamed(stretch.names, target)),
    );
  return operator === 'was' || operator === 'was in' ? wasSo : (view) => !wasSo(view);
}

function askChanged(
  historyField: string,
  predicates: readonly Predicate[],
  field: JqlField,
  context: JqlContext,
  when: When,
): (view: ItemView) => boolean {
  const targetsFor = (name: 'from' | 'to') =>
    predicates
      .filter((predicate) => predicate.operator.value === name)
      .flatMap((predicate) => (predicate.operand ? targetsOf(predicate.operand, field, context) : []));
  const [from, to] = [targetsFor('from'), targetsFor('to')];
  return (view) =>
    stepsOf(view, historyField).some(
      (step) =>
        when(step.at, step.at + 1, step.by) &&
        (from.length === 0 || from.some((target) => isNamed(step.from, target))) &&
        (to.length === 0 || to.some((target) => isNamed(step.to, target))),
    );
}

function whenOf(predicates: readonly Predicate[], field: JqlField, context: JqlContext): When {
  const tests = predicates.flatMap((predicate): When[] => {
    const { value } = predicate.operator;
    if (value === 'from' || value === 'to' || !predicate.operand) return [];
    if (value === 'by') {
      const people = targetsOf(predicate.operand, { name: 'by', kind: 'names', values: () => [] }, context);
      return [
        (_from, _until, by) =>
          by !== undefined && people.some((person) => person !== 'empty' && 'text' in person && person.text === by),
      ];
    }
    const asDate: JqlField = { name: field.name, kind: 'instant', values: () => [] };
    const [first, second] = targetsOf(predicate.operand, asDate, context).map((target) =>
      target !== 'empty' && 'at' in target ? target.at : Number.NaN,
    );
    if (first === undefined) return [];
    if (value === 'after') return [(_from, until) => until > first];
    if (value === 'before') return [(from) => from < first];
    if (value === 'on') return [(from, until) => from < first + DAY_MS && until > first];
    return [(from, until) => from <= (second ?? first) && until > first];
  });
  return (from, until, by) => tests.every((test) => test(from, until, by));
}

function stepsOf(view: ItemView, historyField: string): Step[] {
  return view.history.flatMap((entry) =>
    entry.items
      .filter((item) => fieldIdOf(item) === historyField)
      .map((item) => ({
        at: entry.at,
        ...(entry.author && { by: entry.author.accountId }),
        from: before(item),
        to: after(item),
      })),
  );
}

function stretchesOf(view: ItemView, field: JqlField, historyField: string, now: number): Stretch[] {
  const steps = stepsOf(view, historyField);
  const current = field.values(view)[0] ?? [];
  const starts = [
    { names: steps[0]?.from ?? current, from: view.createdAt },
    ...steps.map((step) => ({ names: step.to, from: step.at, ...(step.by && { by: step.by }) })),
  ];
  return starts.map((start, index) => ({ ...start, until: starts[index + 1]?.from ?? now + 1 }));
}

function before(item: HistoryItem): string[] {
  return namesIn(item.from, item.fromString);
}

function after(item: HistoryItem): string[] {
  return namesIn(item.to, item.toString);
}

function namesIn(...names: readonly (string | null)[]): string[] {
  return names.flatMap((name) => (name === null || name === '' ? [] : [name]));
}

function isNamed(names: readonly string[], target: Target): boolean {
  if (target === 'empty') return names.length === 0;
  return 'text' in target && names.some((name) => name.toLowerCase() === target.text.toLowerCase());
}
