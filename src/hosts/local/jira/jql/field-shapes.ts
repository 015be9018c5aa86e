/** What a field looks like to JQL, and the shapes most fields come in. */
import { namedFrom, personFrom, recordsIn, type Named } from '../item';
import type { Site } from '../site-context';
import type { ItemView, World } from '../world';

/** `names` compare by any of a value's names; the rest compare by size or by words. */
export type FieldKind = 'names' | 'instant' | 'day' | 'number' | 'rank' | 'words' | 'text';

export interface JqlField {
  /** As Jira prints it in errors. */
  readonly name: string;
  readonly kind: FieldKind;
  /** Each value as everything it may be called, the id first. No values means EMPTY. */
  readonly values: (view: ItemView) => readonly (readonly string[])[];
  /** For comparison and order; undefined sorts last. */
  readonly size?: (view: ItemView) => number | string | undefined;
  /** Sizes of an operand by name, for ranks. */
  readonly sizeOfName?: (name: string) => number | string | undefined;
  /** Whether a value of that name can exist at all; Jira refuses queries for others. */
  readonly knows?: (name: string) => boolean;
  /** The field histories record it under, when `was` and `changed` are allowed. */
  readonly historyField?: string;
}

export function named(
  name: string,
  fieldId: string,
  known: readonly Named[] | undefined,
  historyField?: string,
): JqlField {
  return {
    name,
    kind: 'names',
    values: (view) => {
      const value = namedFrom(view.fields[fieldId]);
      return value ? [[value.id, value.name]] : [];
    },
    size: (view) => namedFrom(view.fields[fieldId])?.name.toLowerCase(),
    ...(known && { knows: knowsNamed(known) }),
    ...(historyField && { historyField }),
  };
}

export function people(site: Site, fieldId: string, historyField?: string): JqlField {
  const everyone = [...site.dataSet.catalogue.people.values()];
  return {
    name: fieldId,
    kind: 'names',
    values: (view) => {
      const person = personFrom(view.fields[fieldId] ?? (fieldId === 'creator' ? view.fields['reporter'] : undefined));
      return person ? [[person.accountId, person.displayName]] : [];
    },
    size: (view) => personFrom(view.fields[fieldId])?.displayName.toLowerCase(),
    knows: (name) =>
      everyone.some((person) => person.accountId === name || person.displayName.toLowerCase() === name.toLowerCase()),
    ...(historyField && { historyField }),
  };
}

export function instants(name: string, size: (view: ItemView) => number | undefined): JqlField {
  return { name, kind: 'instant', size, values: (view) => (size(view) === undefined ? [] : [[String(size(view))]]) };
}

export function lists(name: string, fieldId: string): JqlField {
  const values = (view: ItemView) =>
    recordsIn(view.fields[fieldId]).map((value) => [String(value['id']), String(value['name'])]);
  return { name, kind: 'names', values, size: (view) => values(view)[0]?.[1] };
}

export function words(name: string, texts: (view: ItemView) => readonly string[]): JqlField {
  return {
    name,
    kind: 'words',
    values: (view) =>
      texts(view)
        .filter((text) => text !== '')
        .map((text) => [text]),
    size: (view) => texts(view)[0]?.toLowerCase(),
  };
}

export function knowsNamed(
  known: readonly Named[],
  also: (value: Named) => readonly string[] = () => [],
): (name: string) => boolean {
  const names = new Set(
    known.flatMap((value) => [value.id, value.name, ...also(value)]).map((name) => name.toLowerCase()),
  );
  return (name) => names.has(name.toLowerCase());
}

export function keyValues(world: World, key: string | undefined): string[][] {
  if (key === undefined) return [];
  const id = world.find(key)?.id;
  return [id === undefined ? [key] : [key, id]];
}

/** Keys order by project, then by number: `DEMO-9` before `DEMO-10`. */
export function keyRank(key: string): string {
  const [project = '', number = ''] = key.split('-');
  return `${project.toUpperCase()}-${number.padStart(9, '0')}`;
}
