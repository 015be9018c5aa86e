/** A rule's inputs with their smart values filled in, as the types the action declares. */
import type { ActionInput, ActionModule } from './action-module';
import { fillTemplate } from './template';

export type InputsOutcome =
  | { readonly kind: 'ready'; readonly inputs: Readonly<Record<string, unknown>> }
  | { readonly kind: 'unfit'; readonly why: string };

/** An optional input that comes out empty is left out; a required one stops the work item. */
export function fillInputs(
  action: ActionModule,
  given: Readonly<Record<string, string | number | boolean>>,
  read: (path: string) => string,
): InputsOutcome {
  const inputs: Record<string, unknown> = {};
  for (const [name, input] of Object.entries(action.inputs)) {
    const raw = given[name];
    const text = raw === undefined ? '' : typeof raw === 'string' ? fillTemplate(raw, read) : String(raw);
    if (text === '') {
      if (input.required)
        return {
          kind: 'unfit',
          why: `The input "${input.title}" came out empty: give it a value that every work item has.`,
        };
      continue;
    }
    const value = typedInput(text, input.type);
    if (value === undefined)
      return {
        kind: 'unfit',
        why: `The input "${input.title}" needs ${typeWords[input.type]}, and came out as "${text}".`,
      };
    inputs[name] = value;
  }
  return { kind: 'ready', inputs };
}

export const typeWords: Readonly<Record<ActionInput['type'], string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
};

/** Undefined when the text is not of the type. */
export function typedInput(text: string, type: ActionInput['type']): string | number | boolean | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  switch (type) {
    case 'string':
      return text;
    case 'number':
      return Number.isFinite(number) ? number : undefined;
    case 'integer':
      return Number.isSafeInteger(number) ? number : undefined;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
  }
}
