import type { PlatformAnswer } from '../runtime/messages';
import { isRecord } from '../manifest';
import { forgeLimits } from '../limits';
import {
  spaceOf,
  StorageRefusal,
  type EntityQuery,
  type KeyValueStore,
  type SetOptions,
  type Space,
  type StoredRecord,
  type TransactionItem,
} from './key-value-store';

/** Answers the wire of @forge/kvs: POST /api/v1/…, JSON in and out. */
export function answerKvs(store: KeyValueStore, path: string, body: unknown): PlatformAnswer | undefined {
  try {
    return route(store, path, isRecord(body) || Array.isArray(body) ? body : {});
  } catch (error) {
    if (!(error instanceof StorageRefusal)) throw error;
    const { status, code, message } = error;
    return { status, body: JSON.stringify({ code, message }) };
  }
}

interface KeyRequest {
  readonly key: string;
  readonly value?: unknown;
  readonly entityName?: string;
  readonly options?: SetOptions;
}

function route(store: KeyValueStore, path: string, body: object): PlatformAnswer | undefined {
  const match = /^\/api\/v1\/(?:(secret|entity|batch)\/)?(get|set|delete|query|transaction)$/.exec(path);
  if (!match) return undefined;
  const [, group, verb] = match;
  if (group === 'batch') return batch(store, verb ?? '', body as readonly KeyRequest[]);
  if (verb === 'transaction') {
    store.transact(body as Parameters<KeyValueStore['transact']>[0]);
    return { status: 200 };
  }
  if (verb === 'query') {
    return json(
      group === 'entity'
        ? store.queryEntity(body as EntityQuery)
        : store.query(body as Parameters<KeyValueStore['query']>[0]),
    );
  }
  const request = body as KeyRequest;
  const space: Space =
    group === 'secret'
      ? { kind: 'secret' }
      : group === 'entity'
        ? { kind: 'entity', name: request.entityName ?? '' }
        : { kind: 'plain' };
  if (verb === 'get') return json(store.get(space, request.key));
  if (verb === 'delete') {
    store.remove(space, request.key);
    return { status: 204 };
  }
  const record = store.set(space, request.key, request.value, request.options);
  return record ? json(record) : { status: 200 };
}

/** A batch succeeds or fails item by item; only its shape can be refused as a whole. */
function batch(store: KeyValueStore, verb: string, items: readonly KeyRequest[]): PlatformAnswer {
  if (!Array.isArray(items) || items.length < 1 || items.length > forgeLimits.kvsBatchItems) {
    throw new StorageRefusal(400, 'INVALID_BATCH', `A batch has 1 to ${forgeLimits.kvsBatchItems} items.`);
  }
  if (Buffer.byteLength(JSON.stringify(items)) > forgeLimits.kvsBatchBytes) {
    throw new StorageRefusal(400, 'MAX_SIZE', 'A batch holds at most 4 MB.');
  }
  const successfulKeys: object[] = [];
  const failedKeys: object[] = [];
  for (const item of items as readonly TransactionItem[]) {
    const name = { key: item.key, ...(item.entityName === undefined ? {} : { entityName: item.entityName }) };
    try {
      successfulKeys.push({ ...name, ...one(store, verb, item) });
    } catch (error) {
      if (!(error instanceof StorageRefusal)) throw error;
      failedKeys.push({ ...name, error: { code: error.code, message: error.message } });
    }
  }
  return json({ successfulKeys, failedKeys });
}

function one(store: KeyValueStore, verb: string, item: TransactionItem): Partial<StoredRecord> {
  const space = spaceOf(item);
  if (verb === 'get') return store.get(space, item.key);
  if (verb === 'set') {
    store.set(space, item.key, item.value, item.options);
    return {};
  }
  try {
    store.remove(space, item.key);
  } catch (error) {
    if (!(error instanceof StorageRefusal) || error.code !== 'KEY_NOT_FOUND') throw error;
  }
  return {};
}

function json(value: unknown): PlatformAnswer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
