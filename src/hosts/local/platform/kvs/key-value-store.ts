import { createHmac, randomBytes } from 'node:crypto';
import type { HostClock } from '../../contract';
import type { Meter } from '../meter';
import type { Records } from '../records';
import { forgeLimits } from '../limits';
import {
  compareValues,
  isKnownCondition,
  meets,
  meetsFilters,
  rangeConditions,
  type Condition,
  type Filters,
} from './conditions';
import { isTooManyConditions, rejectEntity, type EntityType } from './entities';

/**
 * Forge's key-value store of one installation: plain values, secrets, and custom entities. Refuses
 * what the real one refuses; a refusal is a StorageRefusal with the real code.
 */
export class StorageRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface StoredRecord {
  readonly key: string;
  readonly value: unknown;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** ISO instant after which the value is gone. */
  readonly expireTime?: string;
}

export interface SetOptions {
  readonly ttl?: { readonly value: number; readonly unit: string };
  readonly keyPolicy?: string;
  readonly returnValue?: string;
}

export interface Page {
  readonly data: readonly StoredRecord[];
  readonly cursor?: string;
}

export interface TransactionItem {
  readonly key: string;
  readonly value?: unknown;
  readonly entityName?: string;
  readonly conditions?: Filters;
  readonly options?: SetOptions;
}

export type Space =
  | { readonly kind: 'plain' }
  | { readonly kind: 'secret' }
  | { readonly kind: 'entity'; readonly name: string };

export interface KeyValueStore {
  get(space: Space, key: string): StoredRecord;
  set(space: Space, key: string, value: unknown, options?: SetOptions): StoredRecord | undefined;
  remove(space: Space, key: string): void;
  query(request: { where?: readonly Condition[]; after?: string; limit?: number }): Page;
  queryEntity(request: EntityQuery): Page;
  transact(request: {
    set?: readonly TransactionItem[];
    delete?: readonly TransactionItem[];
    check?: readonly TransactionItem[];
  }): void;
  clear(): void;
}

export interface EntityQuery {
  readonly entityName: string;
  readonly indexName: string;
  readonly partition?: readonly unknown[];
  readonly range?: Condition;
  readonly filters?: Filters;
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

const ttlSeconds: Readonly<Record<string, number>> = { SECONDS: 1, MINUTES: 60, HOURS: 3600, DAYS: 86_400 };
const keyPattern = /^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$/;

export function openKeyValueStore(parts: {
  readonly entities: ReadonlyMap<string, EntityType>;
  readonly records: Records;
  readonly clock: HostClock;
  readonly meter: Meter;
}): KeyValueStore {
  const { entities, records, clock, meter } = parts;
  const maps = new Map<string, Map<string, StoredRecord>>();
  const cursors = openCursors();

  const nameOf = (space: Space): string => (space.kind === 'entity' ? `entity:${typeOf(space.name).name}` : space.kind);

  const typeOf = (name: string): EntityType => {
    const type = entities.get(name);
    if (!type)
      throw new StorageRefusal(
        400,
        'ENTITY_NOT_FOUND',
        `manifest.yml declares no entity "${name}" under app.storage.entities.`,
      );
    return type;
  };

  const mapOf = (space: Space): Map<string, StoredRecord> => {
    const name = nameOf(space);
    const known = maps.get(name) ?? records.load<StoredRecord>(`kvs:${name}`);
    maps.set(name, known);
    return known;
  };

  /** The live record, or undefined when there is none or its time is over. */
  const peek = (space: Space, key: string): StoredRecord | undefined => {
    const found = mapOf(space).get(key);
    if (!found?.expireTime || Date.parse(found.expireTime) > clock.now()) return found;
    erase(space, key);
    return undefined;
  };

  const erase = (space: Space, key: string): void => {
    if (mapOf(space).delete(key)) records.remove(`kvs:${nameOf(space)}`, key);
  };

  const write = (space: Space, key: string, value: unknown, options: SetOptions = {}): StoredRecord => {
    const previous = peek(space, key);
    const now = clock.now();
    const record: StoredRecord = {
      key,
      value,
      createdAt: previous?.createdAt ?? now,
      updatedAt: now,
      ...(options.ttl ? { expireTime: new Date(now + ttlMs(options.ttl)).toISOString() } : {}),
    };
    mapOf(space).set(key, record);
    records.put(`kvs:${nameOf(space)}`, key, record);
    meter.add('kvs.bytesWritten', sizeOf(record));
    return record;
  };

  /** Everything that may be wrong with a write, before anything is changed. */
  const checkWrite = (space: Space, key: unknown, value: unknown, options: SetOptions = {}): void => {
    checkKey(key);
    if (value === undefined || value === null) {
      throw new StorageRefusal(400, 'INVALID_VALUE', `The value of "${key}" is missing. Delete the key instead.`);
    }
    const bytes = Buffer.byteLength(JSON.stringify(value));
    if (bytes > forgeLimits.kvsValueBytes) {
      throw new StorageRefusal(
        400,
        'MAX_SIZE',
        `The value of "${key}" has ${bytes} bytes; at most ${forgeLimits.kvsValueBytes} are stored.`,
      );
    }
    if (depthOf(value) > forgeLimits.kvsDepth) {
      throw new StorageRefusal(
        400,
        'MAX_DEPTH',
        `The value of "${key}" is nested more than ${forgeLimits.kvsDepth} deep.`,
      );
    }
    if (space.kind === 'entity') {
      const rejected = rejectEntity(typeOf(space.name), value);
      if (rejected) throw new StorageRefusal(400, 'INVALID_ENTITY', rejected);
    }
    if (options.ttl) ttlMs(options.ttl);
    if (options.keyPolicy === 'FAIL_IF_EXISTS' && peek(space, key)) {
      throw new StorageRefusal(409, 'KEY_CONFLICT', `The key "${key}" exists already.`);
    }
  };

  /**
   * One page of rows that are already in order. A cursor names the last row seen rather than a
   * number of rows, so that deleting what was read loses nothing.
   */
  const page = (
    rows: readonly StoredRecord[],
    placeOf: (row: StoredRecord) => readonly unknown[],
    request: {
      readonly cursor: string | undefined;
      readonly limit: number | undefined;
      readonly descending: boolean;
      readonly scope: string;
    },
  ): Page => {
    const limit = request.limit ?? forgeLimits.kvsDefaultPage;
    if (!Number.isInteger(limit) || limit < 1 || limit > forgeLimits.kvsPage) {
      throw new StorageRefusal(400, 'INVALID_LIMIT', `A page holds 1 to ${forgeLimits.kvsPage} values, not ${limit}.`);
    }
    const after = request.cursor === undefined ? undefined : cursors.read(request.cursor, request.scope);
    const direction = request.descending ? -1 : 1;
    const rest = after ? rows.filter((row) => comparePlaces(placeOf(row), after) * direction > 0) : rows;
    const data = rest.slice(0, limit);
    for (const each of data) meter.add('kvs.bytesRead', sizeOf(each));
    const last = data.at(-1);
    return { data, ...(last && rest.length > limit ? { cursor: cursors.make(placeOf(last), request.scope) } : {}) };
  };

  const live = (space: Space): StoredRecord[] =>
    [...mapOf(space).keys()].flatMap((key) => peek(space, key) ?? []).sort((a, b) => compareValues(a.key, b.key));

  return {
    get(space, key) {
      checkKey(key);
      const found = peek(space, key);
      if (!found) throw new StorageRefusal(404, 'KEY_NOT_FOUND', `There is no value for the key "${key}".`);
      meter.add('kvs.bytesRead', sizeOf(found));
      return found;
    },
    set(space, key, value, options) {
      checkWrite(space, key, value, options);
      const previous = peek(space, key);
      const latest = write(space, key, value, options);
      if (options?.returnValue === 'PREVIOUS') return previous;
      return options?.returnValue === 'LATEST' ? latest : undefined;
    },
    remove(space, key) {
      checkKey(key);
      const found = peek(space, key);
      if (!found) throw new StorageRefusal(404, 'KEY_NOT_FOUND', `There is no value for the key "${key}".`);
      erase(space, key);
      meter.add('kvs.bytesWritten', Buffer.byteLength(key));
    },
    query({ where = [], after, limit }) {
      for (const each of where) {
        if (each.condition !== 'BEGINS_WITH') {
          throw new StorageRefusal(
            400,
            'INVALID_QUERY',
            `Keys are queried with BEGINS_WITH only, not ${each.condition}.`,
          );
        }
      }
      const rows = live({ kind: 'plain' }).filter((row) => where.every((each) => meets(row.key, each)));
      const scope = JSON.stringify(where);
      return page(rows, (row) => [row.key], { cursor: after, limit, descending: false, scope });
    },
    queryEntity(request) {
      const { entityName, indexName, partition = [], range, filters, sort, cursor, limit } = request;
      const type = typeOf(entityName);
      const index = type.indexes.find((each) => each.name === indexName);
      if (!index)
        throw new StorageRefusal(400, 'INDEX_NOT_FOUND', `Entity "${entityName}" has no index "${indexName}".`);
      if (partition.length !== index.partition.length) {
        throw new StorageRefusal(
          400,
          'INVALID_QUERY',
          `Index "${indexName}" is partitioned by [${index.partition.join(', ')}]; give one value for each.`,
        );
      }
      const conditions = [...(filters?.and ?? []), ...(filters?.or ?? [])];
      if (isTooManyConditions(conditions.length)) {
        throw new StorageRefusal(
          400,
          'INVALID_QUERY',
          `A query takes at most ${forgeLimits.kvsEntityConditions} conditions.`,
        );
      }
      const unknown = conditions.find(
        (each) => !isKnownCondition(each) || type.attributes[each.property] === undefined,
      );
      if (unknown)
        throw new StorageRefusal(
          400,
          'INVALID_QUERY',
          `Cannot filter "${entityName}" by ${unknown.property} ${unknown.condition}.`,
        );
      if (range && !rangeConditions.has(range.condition)) {
        throw new StorageRefusal(400, 'INVALID_QUERY', `An index is not ranged by ${range.condition}; use a filter.`);
      }
      const read = (row: StoredRecord, attribute: string): unknown => (row.value as Record<string, unknown>)[attribute];
      const placeOf = (row: StoredRecord): readonly unknown[] => [read(row, index.range), row.key];
      const rows = live({ kind: 'entity', name: entityName })
        .filter((row) => read(row, index.range) !== undefined)
        .filter((row) => index.partition.every((attribute, at) => read(row, attribute) === partition[at]))
        .filter((row) => !range || meets(read(row, index.range), range))
        .filter((row) => meetsFilters(row.value, filters))
        .sort((a, b) => comparePlaces(placeOf(a), placeOf(b)));
      const descending = sort === 'DESC';
      if (descending) rows.reverse();
      const scope = JSON.stringify([entityName, indexName, partition, range, filters, sort]);
      return page(rows, placeOf, { cursor, limit, descending, scope });
    },
    transact({ set = [], delete: remove = [], check = [] }) {
      const all = [...set, ...remove, ...check];
      if (all.length === 0 || all.length > forgeLimits.kvsBatchItems) {
        throw new StorageRefusal(
          400,
          'INVALID_TRANSACTION',
          `A transaction has 1 to ${forgeLimits.kvsBatchItems} operations, not ${all.length}.`,
        );
      }
      if (Buffer.byteLength(JSON.stringify(all)) > forgeLimits.kvsBatchBytes) {
        throw new StorageRefusal(400, 'MAX_SIZE', 'A transaction holds at most 4 MB.');
      }
      const seen = new Set<string>();
      for (const item of all) {
        const space = spaceOf(item);
        checkKey(item.key);
        const name = `${nameOf(space)}/${item.key}`;
        if (seen.has(name))
          throw new StorageRefusal(
            400,
            'INVALID_TRANSACTION',
            `The key "${item.key}" occurs twice in one transaction.`,
          );
        seen.add(name);
        if (item.conditions && !meetsFilters(peek(space, item.key)?.value, item.conditions)) {
          throw new StorageRefusal(
            409,
            'CONDITIONAL_CHECK_FAILED',
            `A condition on "${item.key}" does not hold; nothing was written.`,
          );
        }
      }
      for (const item of set) checkWrite(spaceOf(item), item.key, item.value, item.options);
      for (const item of set) write(spaceOf(item), item.key, item.value, item.options);
      for (const item of remove) erase(spaceOf(item), item.key);
    },
    clear() {
      maps.clear();
    },
  };
}

export function spaceOf(item: { readonly entityName?: string }): Space {
  return item.entityName === undefined ? { kind: 'plain' } : { kind: 'entity', name: item.entityName };
}

function checkKey(key: unknown): asserts key is string {
  if (typeof key !== 'string' || key.length < 1 || key.length > forgeLimits.kvsKeyLength || !keyPattern.test(key)) {
    const shown = typeof key === 'string' && key.length > 60 ? `${key.slice(0, 60)}…` : String(key);
    throw new StorageRefusal(
      400,
      'INVALID_KEY',
      `"${shown}" is no key: 1 to 500 letters, digits, spaces and : . _ - #.`,
    );
  }
}

function ttlMs(ttl: { readonly value: number; readonly unit: string }): number {
  const seconds = ttl.value * (ttlSeconds[ttl.unit] ?? Number.NaN);
  if (!(seconds > 0) || seconds > forgeLimits.kvsTtlSeconds) {
    throw new StorageRefusal(
      400,
      'INVALID_TTL',
      `A time to live is more than nothing and at most a year, not ${ttl.value} ${ttl.unit}.`,
    );
  }
  return seconds * 1000;
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function sizeOf({ key, value }: StoredRecord): number {
  return Buffer.byteLength(key) + Buffer.byteLength(JSON.stringify(value));
}

function comparePlaces(left: readonly unknown[], right: readonly unknown[]): number {
  for (const [at, value] of left.entries()) {
    const order = compareValues(value, right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

interface Cursors {
  make(place: readonly unknown[], scope: string): string;
  read(cursor: string, scope: string): readonly unknown[];
}

/** Cursors are sealed with the query they belong to, so that nobody can make or change one. */
function openCursors(): Cursors {
  const secret = randomBytes(16);
  const seal = (place: string, scope: string): string =>
    createHmac('sha256', secret).update(place).update(scope).digest('base64url').slice(0, 16);
  return {
    make(place, scope) {
      const text = Buffer.from(JSON.stringify(place)).toString('base64url');
      return `${text}.${seal(text, scope)}`;
    },
    read(cursor, scope) {
      const [text = '', sealed = ''] = cursor.split('.');
      if (seal(text, scope) !== sealed) {
        throw new StorageRefusal(400, 'INVALID_CURSOR', 'The cursor does not belong to this query.');
      }
      return JSON.parse(Buffer.from(text, 'base64url').toString()) as readonly unknown[];
    },
  };
}
