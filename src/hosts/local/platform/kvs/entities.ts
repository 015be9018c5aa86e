import { isRecord } from '../manifest';
import { forgeLimits } from '../limits';

/** Custom entities as declared under `app.storage.entities`. */
export interface EntityType {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly indexes: readonly EntityIndex[];
}

export interface EntityIndex {
  readonly name: string;
  readonly partition: readonly string[];
  readonly range: string;
}

export function readEntityTypes(app: unknown): ReadonlyMap<string, EntityType> {
  const storage = isRecord(app) ? app['storage'] : undefined;
  const entities = isRecord(storage) ? storage['entities'] : undefined;
  if (!Array.isArray(entities)) return new Map();
  return new Map(entities.filter(isRecord).map((each) => [String(each['name']), readEntityType(each)]));
}

function readEntityType(raw: Record<string, unknown>): EntityType {
  const attributes = isRecord(raw['attributes']) ? raw['attributes'] : {};
  const indexes = Array.isArray(raw['indexes']) ? (raw['indexes'] as unknown[]) : [];
  return {
    name: String(raw['name']),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, isRecord(value) ? String(value['type']) : 'any']),
    ),
    indexes: indexes.map((index) => {
      if (!isRecord(index)) return { name: String(index), partition: [], range: String(index) };
      return {
        name: String(index['name']),
        partition: Array.isArray(index['partition']) ? index['partition'].map(String) : [],
        range: Array.isArray(index['range']) ? String(index['range'][0]) : String(index['name']),
      };
    }),
  };
}

/** Why a value is no instance of its entity type; undefined when it is one. */
export function rejectEntity(type: EntityType, value: unknown): string | undefined {
  if (!isRecord(value)) return `Entity "${type.name}" takes an object.`;
  for (const [name, each] of Object.entries(value)) {
    const wanted = type.attributes[name];
    if (wanted === undefined) return `Entity "${type.name}" declares no attribute "${name}".`;
    if (!isOfType(each, wanted)) return `Attribute "${name}" of entity "${type.name}" must be of type ${wanted}.`;
  }
  for (const { name, range } of type.indexes) {
    const size = Buffer.byteLength(String(value[range] ?? ''));
    if (size > 900) return `Index "${name}" of entity "${type.name}" takes at most 900 bytes; "${range}" has ${size}.`;
  }
  return undefined;
}

export function isTooManyConditions(count: number): boolean {
  return count > forgeLimits.kvsEntityConditions;
}

function isOfType(value: unknown, wanted: string): boolean {
  switch (wanted) {
    case 'integer':
      return Number.isInteger(value);
    case 'float':
      return typeof value === 'number';
    case 'string':
    case 'boolean':
      return typeof value === wanted;
    default:
      return true;
  }
}
