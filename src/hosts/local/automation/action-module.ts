/** The app's automation actions, as its manifest declares them. */
import type { ForgeManifest, ForgeModule } from '../contract';
import { isRecord, textIn } from './json-border';

export interface ActionInput {
  readonly title: string;
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
  readonly required: boolean;
  readonly description: string;
}

export interface ActionModule {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, ActionInput>>;
  /** Name → description. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What the outputs' smart values begin with; '' when the action has none. */
  readonly entityName: string;
}

/** The actions a provider offers to rules; an action no provider names is for agents only. */
export function automationActions(manifest: ForgeManifest): ActionModule[] {
  const providers = manifest.modules['automation:actionProvider'] ?? [];
  const offered = new Set(
    providers.flatMap((provider) => (Array.isArray(provider['actions']) ? provider['actions'] : [])),
  );
  return (manifest.modules['action'] ?? []).filter((module) => offered.has(module.key)).map(readAction);
}

function readAction(module: ForgeModule): ActionModule {
  const context = isRecord(module['outputContext']) ? module['outputContext'] : {};
  return {
    key: module.key,
    name: textIn(module, 'name') ?? module.key,
    description: textIn(module, 'description') ?? '',
    inputs: mapRecords(module['inputs'], (input, name) => ({
      title: textIn(input, 'title') ?? name,
      type: inputType(input['type']),
      required: input['required'] === true,
      description: textIn(input, 'description') ?? '',
    })),
    outputs: mapRecords(module['outputs'], (output) => textIn(output, 'description') ?? ''),
    entityName: textIn(context, 'entityName') ?? '',
  };
}

function inputType(value: unknown): ActionInput['type'] {
  return value === 'number' || value === 'integer' || value === 'boolean' ? value : 'string';
}

function mapRecords<Out>(
  value: unknown,
  read: (record: Readonly<Record<string, unknown>>, name: string) => Out,
): Readonly<Record<string, Out>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, entry]) => (isRecord(entry) ? [[name, read(entry, name)]] : [])),
  );
}
