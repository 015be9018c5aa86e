/** Entity properties in JQL: by `issue.property[key].path`, or by the alias the app's manifest declares. */
import { isRecord } from '../item';
import type { Site } from '../site-context';
import type { ItemView, World } from '../world';
import type { FieldKind, JqlField } from './field-shapes';

/** One extraction of a `jira:entityProperty` module. */
export interface PropertyAlias {
  readonly propertyKey: string;
  /** Dotted, into the property's value; lists on the way are searched through. */
  readonly path: string;
  readonly type: 'number' | 'text' | 'string' | 'user' | 'date';
}

const KINDS: Readonly<Record<PropertyAlias['type'], FieldKind>> = {
  number: 'number',
  date: 'instant',
  text: 'words',
  string: 'text',
  user: 'names',
};

/**
 * The field for a property. Only what the manifest declares is indexed: anything else is found
 * empty on every item, as in Jira.
 */
export function propertyField(
  site: Site,
  world: World,
  key: string,
  path: string,
  alias?: { readonly name: string; readonly type: PropertyAlias['type'] },
): JqlField {
  const type =
    alias?.type ?? Object.values(site.aliases).find((known) => known.propertyKey === key && known.path === path)?.type;
  const name = alias?.name ?? `issue.property[${key}].${path}`;
  if (type === undefined) return { name, kind: 'text', values: () => [] };
  const read = (view: ItemView) => valuesAt(world.state.properties.get(`issue:${view.id}`)?.get(key), path.split('.'));
  const size = (view: ItemView) => sizeOf(read(view)[0], type);
  return { name, kind: KINDS[type], values: (view) => read(view).map((value) => namesOf(value, type)), size };
}

function sizeOf(value: unknown, type: PropertyAlias['type']): number | string | undefined {
  if (type === 'number') return typeof value === 'number' ? value : undefined;
  if (type !== 'date') return value === undefined ? undefined : String(value);
  const at = typeof value === 'number' ? value : Date.parse(String(value));
  return Number.isNaN(at) ? undefined : at;
}

function namesOf(value: unknown, type: PropertyAlias['type']): string[] {
  return [type === 'date' ? String(sizeOf(value, type) ?? value) : String(value)];
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  if (value === undefined || value === null) return [];
  const [next, ...rest] = path;
  if (next === undefined) return [value];
  return isRecord(value) && Object.hasOwn(value, next) ? valuesAt(value[next], rest) : [];
}
