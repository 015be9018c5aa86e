/** One clause → a question about one item. */
import type { OperatorValue, Predicate, TerminalClause } from '@atlaskit/jql-ast';
import type { ItemView } from '../world';
import { keyRank, type FieldKind, type JqlField } from './field-shapes';
import { findField } from './fields';
import { askHistory } from './history-clauses';
import { JqlError, noSuchField, unsupportedOperator } from './jql-error';
import { targetsOf, type JqlContext, type Target } from './operands';

export type Question = (view: ItemView) => boolean;

const EQUALITY: readonly OperatorValue[] = ['=', '!=', 'in', 'not in', 'is', 'is not'];
const ORDER: readonly OperatorValue[] = ['<', '<=', '>', '>='];
const HISTORY: readonly OperatorValue[] = ['was', 'was not', 'was in', 'was not in', 'changed'];
const OPERATORS: Readonly<Record<FieldKind, readonly OperatorValue[]>> = {
  names: EQUALITY,
  text: EQUALITY,
  words: ['~', '!~', 'is', 'is not'],
  instant: [...EQUALITY, ...ORDER],
  day: [...EQUALITY, ...ORDER],
  number: [...EQUALITY, ...ORDER],
  rank: [...EQUALITY, ...ORDER],
};
const DAY_MS = 86_400_000;

export function askClause(clause: TerminalClause, context: JqlContext): Question {
  const field = fieldOf(clause, context);
  const operator = clause.operator?.value;
  if (operator === undefined) throw new JqlError(`Expecting an operator after '${clause.field.text}'.`);
  if (HISTORY.includes(operator)) return askHistory(field, operator, clause, context);
  if (!OPERATORS[field.kind].includes(operator)) throw unsupportedOperator(operator, field.name);
  refusePredicates(clause.predicates, operator);
  const operand = clause.operand;
  if (!operand) throw new JqlError(`Expecting a value, list or function after '${operator}'.`);
  if (operand.operandType === 'function') {
    const expanded = context.expanded.get(operand);
    if (expanded) return operator === 'not in' || operator === '!=' ? (view) => !expanded(view) : expanded;
  }
  const targets = targetsOf(operand, field, context);
  return askOperator(field, operator, targets);
}

function fieldOf(clause: TerminalClause, context: JqlContext): JqlField {
  const property = clause.field.properties?.[0];
  const path = property?.path?.map((part) => part.value.replace(/^\./, '')).join('.') ?? '';
  const field = findField(
    context.site,
    context.world,
    clause.field.value,
    property?.key ? { key: property.key.value, path } : undefined,
  );
  if (!field) throw noSuchField(clause.field.value);
  return field;
}

function refusePredicates(predicates: readonly Predicate[], operator: string): void {
  if (predicates.length > 0)
    throw new JqlError(`The operator '${operator}' does not take '${predicates[0]?.operator.text ?? ''}'.`);
}

function askOperator(field: JqlField, operator: OperatorValue, targets: readonly Target[]): Question {
  const isOne: Question = (view) => targets.some((target) => isTarget(field, view, target));
  const hasAll: Question = (view) =>
    targets.some((target) => target !== 'empty' && 'text' in target && hasWords(field, view, target.text));
  if (operator === '=' || operator === 'in' || operator === 'is') return isOne;
  if (operator === '~') return hasAll;
  if (ORDER.includes(operator)) return (view) => targets.some((target) => isOrdered(field, view, operator, target));
  const unwanted = operator === '!~' ? hasAll : isOne;
  const mayBeEmpty = targets.includes('empty');
  return (view) => (mayBeEmpty || field.values(view).length > 0) && !unwanted(view);
}

function isTarget(field: JqlField, view: ItemView, target: Target): boolean {
  const values = field.values(view);
  if (target === 'empty') return values.length === 0;
  if ('at' in target) {
    const size = field.size?.(view);
    return field.kind === 'day' ? typeof size === 'number' && dayOf(size) === dayOf(target.at) : size === target.at;
  }
  if (field.kind === 'number') return values.some(([value]) => Number(value) === Number(target.text));
  const wanted = target.text.toLowerCase();
  return values.some((names) => names.some((name) => name.toLowerCase() === wanted));
}

function isOrdered(field: JqlField, view: ItemView, operator: OperatorValue, target: Target): boolean {
  const size = field.size?.(view);
  const limit = limitOf(field, target);
  if (size === undefined || limit === undefined) return false;
  const [left, right] = field.kind === 'day' ? [dayOf(Number(size)), dayOf(Number(limit))] : [size, limit];
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function limitOf(field: JqlField, target: Target): number | string | undefined {
  if (target === 'empty') return undefined;
  if ('at' in target) return target.at;
  if (field.name === 'key') return keyRank(target.text);
  return field.sizeOfName ? field.sizeOfName(target.text) : Number(target.text);
}

function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** Every word must be there; a phrase in quotes as it stands; `*` at the end of a word means any ending. */
function hasWords(field: JqlField, view: ItemView, query: string): boolean {
  const text = field
    .values(view)
    .map(([value]) => value?.toLowerCase() ?? '')
    .join('\n');
  const phrase = /^"(.+)"$/.exec(query.trim())?.[1]?.toLowerCase();
  if (phrase !== undefined) return text.includes(phrase);
  const words = new Set(wordsOf(text));
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .every((word) => {
      if (word.endsWith('*')) return [...words].some((known) => known.startsWith(word.slice(0, -1)));
      return wordsOf(word).every((part) => words.has(part));
    });
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== '');
}
