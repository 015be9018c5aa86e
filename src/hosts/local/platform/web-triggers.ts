import { createHmac, randomBytes } from 'node:crypto';
import type { ForgeManifest, ForgeModule, WebTriggerRequest, WebTriggerResponse } from '../contract';
import type { HostLog } from './host-log';
import type { Invoker } from './invoker';
import type { ForgeLimits } from './limits';
import type { Records } from './records';
import { findModule, functionKeyOf, isRecord } from './manifest';

/** Addresses under which the outside may call the app, and the calls themselves. */
export interface WebTriggers {
  /** The id for a module; the same one each time unless a fresh one is asked for. */
  idFor(moduleKey: string, fresh?: boolean): string;
  forget(id: string): boolean;
  all(): readonly { readonly id: string; readonly moduleKey: string }[];
  call(id: string, request: WebTriggerRequest): Promise<WebTriggerResponse | undefined>;
  clear(): void;
}

const space = 'web-trigger';
const idBytes = 12;

export function openWebTriggers(parts: {
  readonly manifest: ForgeManifest;
  readonly invoker: Invoker;
  readonly records: Records;
  readonly limits: ForgeLimits;
  readonly hostLog: HostLog;
  /** What first ids are made of, together with the module's key; they are random without. */
  readonly seed?: string | undefined;
}): WebTriggers {
  const { manifest, invoker, records, limits, hostLog, seed } = parts;
  const moduleById = records.load<string>(space);

  return {
    idFor(moduleKey, fresh = false) {
      findModule(manifest, 'webtrigger', moduleKey);
      const known = fresh ? undefined : [...moduleById].find(([, key]) => key === moduleKey)?.[0];
      if (known) return known;
      const id = fresh || seed === undefined ? randomId() : seededId(seed, moduleKey);
      moduleById.set(id, moduleKey);
      records.put(space, id, moduleKey);
      return id;
    },
    forget(id) {
      records.remove(space, id);
      return moduleById.delete(id);
    },
    all: () => [...moduleById].map(([id, moduleKey]) => ({ id, moduleKey })),
    async call(id, request) {
      const moduleKey = moduleById.get(id);
      if (moduleKey === undefined) return undefined;
      if (Buffer.byteLength(request.body) > limits.invocationBytes) return plain(413, 'Request body too large');
      const module = findModule(manifest, 'webtrigger', moduleKey);
      const prefix = `/public/${id}`;
      const result = await invoker.invoke({
        functionKey: functionKeyOf(module) ?? '',
        moduleType: 'webtrigger',
        moduleKey,
        payload: { ...request, userPath: request.path.startsWith(prefix) ? request.path.slice(prefix.length) : '' },
      });
      const answer = result.outcome === 'ok' ? readAnswer(module, result.value) : undefined;
      if (answer) return answer;
      if (result.outcome === 'ok')
        hostLog.write(
          `Web trigger "${moduleKey}" returned ${JSON.stringify(result.value)}, which fits none of its outputs in manifest.yml.`,
        );
      return plain(424, 'The web trigger failed');
    },
    clear() {
      moduleById.clear();
    },
  };
}

function randomId(): string {
  return randomBytes(idBytes).toString('base64url');
}

function seededId(seed: string, moduleKey: string): string {
  return createHmac('sha256', seed).update(moduleKey).digest().subarray(0, idBytes).toString('base64url');
}

function readAnswer(module: ForgeModule, value: unknown): WebTriggerResponse | undefined {
  const response = isRecord(module['response']) ? module['response'] : {};
  if (!isRecord(value)) return undefined;
  if (response['type'] !== 'static') return readDynamic(value);
  const outputs = Array.isArray(response['outputs']) ? response['outputs'].filter(isRecord) : [];
  const output = outputs.find((each) => each['key'] === value['outputKey']);
  if (!output) return undefined;
  return {
    statusCode: Number(output['statusCode'] ?? 200),
    headers: { 'content-type': [String(output['contentType'] ?? 'text/plain')] },
    body: String(output['body'] ?? ''),
  };
}

function readDynamic(value: Record<string, unknown>): WebTriggerResponse | undefined {
  const { statusCode, headers, body } = value;
  if (typeof statusCode !== 'number') return undefined;
  const lists = Object.entries(isRecord(headers) ? headers : {}).map(([name, values]) => [
    name.toLowerCase(),
    Array.isArray(values) ? values.map(String) : [String(values)],
  ]);
  return {
    statusCode,
    headers: Object.fromEntries(lists) as Record<string, string[]>,
    body: typeof body === 'string' ? body : '',
  };
}

function plain(statusCode: number, body: string): WebTriggerResponse {
  return { statusCode, headers: { 'content-type': ['text/plain'] }, body };
}
