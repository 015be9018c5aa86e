/** Whether a condition holds between two texts whose smart values are filled in. */
import { parseInstant } from '../../../model/instant';
import type { ConditionOperator } from './rule';

export type ConditionOutcome =
  | { readonly kind: 'decided'; readonly holds: boolean }
  | { readonly kind: 'undecidable'; readonly why: string };

/** Order needs two numbers or two instants; equality takes `3` and `3.0` for the same. */
export function decideCondition(left: string, operator: ConditionOperator, right: string): ConditionOutcome {
  switch (operator) {
    case 'equals':
      return decided(isSame(left, right));
    case 'not equals':
      return decided(!isSame(left, right));
    case 'contains':
      return decided(left.includes(right));
    case 'is empty':
      return decided(left.trim() === '');
    case 'is not empty':
      return decided(left.trim() !== '');
    case 'greater than':
    case 'less than': {
      const difference = differenceOf(left, right);
      if (difference === undefined) {
        return {
          kind: 'undecidable',
          why: `The condition cannot tell whether "${left}" is ${operator} "${right}": use two numbers, or two dates with a time and an offset.`,
        };
      }
      return decided(operator === 'greater than' ? difference > 0 : difference < 0);
    }
  }
}

function decided(holds: boolean): ConditionOutcome {
  return { kind: 'decided', holds };
}

function isSame(left: string, right: string): boolean {
  const difference = differenceOf(left, right);
  return difference === undefined ? left.trim() === right.trim() : difference === 0;
}

function differenceOf(left: string, right: string): number | undefined {
  const [a, b] = [numberIn(left) ?? parseInstant(left.trim()), numberIn(right) ?? parseInstant(right.trim())];
  const sameKind = (numberIn(left) === undefined) === (numberIn(right) === undefined);
  return a === undefined || b === undefined || !sameKind ? undefined : a - b;
}

function numberIn(text: string): number | undefined {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}
