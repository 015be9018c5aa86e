/**
 * The commands of the Custom UI bridge that need the platform or Jira. In: the command, the frame's
 * place, the signed-in user. Out: what `@forge/bridge` expects. Everything else (flags, modals,
 * history) is answered in the shell page.
 */
import * as v from 'valibot';
import type { ForgePlatform, JiraSite } from '../contract';
import { placeSchema, standAt, type PlaceSources } from './place';

export const bridgeCallSchema = v.object({
  command: v.picklist(['invoke', 'fetchProduct', 'getContext']),
  place: placeSchema,
  data: v.optional(v.unknown()),
});

export type BridgeCall = v.InferOutput<typeof bridgeCallSchema>;

export interface BridgeSources extends PlaceSources {
  readonly platform: ForgePlatform;
  readonly jira: JiraSite;
}

/** Shown to the app as the rejection of its `callBridge` promise. */
export class BridgeRefused extends Error {}

const invokeSchema = v.object({
  functionKey: v.string(),
  payload: v.optional(v.unknown()),
  metadata: v.optional(v.unknown()),
});

const fetchSchema = v.object({
  product: v.literal('jira', 'Only Jira is here: use requestJira.'),
  restPath: v.pipe(v.string(), v.startsWith('/')),
  fetchRequestInit: v.optional(
    v.object({
      method: v.optional(v.string(), 'GET'),
      headers: v.optional(v.array(v.tuple([v.string(), v.string()])), []),
      body: v.optional(v.nullable(v.string())),
    }),
    {},
  ),
  isMultipartFormData: v.optional(v.boolean(), false),
});

const invokeLimitBytes = 500 * 1024;

export async function answerBridge(call: BridgeCall, accountId: string, sources: BridgeSources): Promise<unknown> {
  const standing = await standAt(call.place, accountId, sources);
  switch (call.command) {
    case 'getContext':
      return {
        accountId,
        cloudId: sources.jira.cloudId,
        environmentId: sources.platform.environmentId,
        environmentType: 'DEVELOPMENT',
        localId: `${sources.platform.installationId}/${standing.moduleKey}`,
        locale: 'en-US',
        timezone: 'UTC',
        moduleKey: standing.moduleKey,
        siteUrl: sources.siteUrl(),
        extension: standing.extension,
      };
    case 'invoke': {
      const { functionKey, payload, metadata } = take(invokeSchema, call.data, 'invoke');
      if (JSON.stringify(payload ?? null).length > invokeLimitBytes) {
        throw new BridgeRefused('The payload of invoke is over 500 KB. Send less, or in parts.');
      }
      const value = await sources.platform.invokeResolver({ ...standing, functionKey, payload, accountId });
      return metadata === undefined ? value : { body: value, metadata };
    }
    case 'fetchProduct': {
      const { restPath, fetchRequestInit, isMultipartFormData } = take(fetchSchema, call.data, 'fetchProduct');
      if (isMultipartFormData) throw new BridgeRefused('Files cannot be sent to the local Jira.');
      const answer = await sources.jira.handle({
        method: fetchRequestInit.method,
        path: restPath,
        headers: Object.fromEntries(fetchRequestInit.headers),
        ...(fetchRequestInit.body ? { body: fetchRequestInit.body } : {}),
        principal: { kind: 'user', accountId },
      });
      return { body: answer.body, headers: answer.headers, status: answer.status, statusText: '', isAttachment: false };
    }
  }
}

function take<Schema extends v.GenericSchema>(schema: Schema, data: unknown, command: string): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, data);
  if (parsed.success) return parsed.output;
  throw new BridgeRefused(`${command} was called with a payload it does not take: ${parsed.issues[0].message}`);
}
