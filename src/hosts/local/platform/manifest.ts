import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ForgeManifest, ForgeModule } from '../contract';

/**
 * Reads manifest.yml the way the platform does: scopes become a plain list whichever of the two
 * forms the author used, and every module can be found by type and key.
 */
export interface LoadedManifest {
  readonly manifest: ForgeManifest;
  /** Scopes with `allowImpersonation: true`: the app may act for a user who is not present. */
  readonly impersonationScopes: ReadonlySet<string>;
}

export interface FunctionModule extends ForgeModule {
  readonly handler: string;
  readonly timeoutSeconds?: number;
  readonly runtime?: { readonly memoryMB?: number };
}

export function loadManifest(manifestPath: string): LoadedManifest {
  let text: string;
  try {
    text = readFileSync(manifestPath, 'utf8');
  } catch {
    throw new Error(`No manifest at ${manifestPath}. Give createPlatform the path of manifest.yml.`);
  }
  return readManifest(text, manifestPath);
}

export function readManifest(text: string, where: string): LoadedManifest {
  const raw: unknown = parse(text);
  if (!isRecord(raw)) throw new Error(`${where} is not a YAML mapping.`);
  const { app, modules } = raw;
  if (!isRecord(app) || typeof app['id'] !== 'string') {
    throw new Error(`${where} has no app.id. Add "app: { id: ari:cloud:ecosystem::app/<uuid> }".`);
  }
  if (!isRecord(app['runtime']) || typeof app['runtime']['name'] !== 'string') {
    throw new Error(`${where} has no app.runtime.name. Add "runtime: { name: nodejs24.x }" under app.`);
  }
  if (!isRecord(modules)) throw new Error(`${where} declares no modules.`);
  for (const [type, list] of Object.entries(modules)) {
    if (!Array.isArray(list) || list.some((each) => !isRecord(each) || typeof each['key'] !== 'string')) {
      throw new Error(`${where}: modules.${type} must be a list of entries that each have a key.`);
    }
  }
  const permissions = isRecord(raw['permissions']) ? raw['permissions'] : {};
  const scopes = permissions['scopes'] ?? [];
  return {
    manifest: { ...raw, permissions: { ...permissions, scopes: scopeNames(scopes) } } as unknown as ForgeManifest,
    impersonationScopes: new Set(scopesWithImpersonation(scopes)),
  };
}

export function modulesOf(manifest: ForgeManifest, type: string): readonly ForgeModule[] {
  return manifest.modules[type] ?? [];
}

export function findModule(manifest: ForgeManifest, type: string, key: string): ForgeModule {
  const found = modulesOf(manifest, type).find((each) => each.key === key);
  if (!found) {
    const known =
      modulesOf(manifest, type)
        .map((each) => each.key)
        .join(', ') || 'none';
    throw new Error(`manifest.yml has no ${type} with key "${key}". It declares: ${known}.`);
  }
  return found;
}

export function findFunction(manifest: ForgeManifest, key: string): FunctionModule {
  const found = findModule(manifest, 'function', key);
  if (typeof found['handler'] !== 'string' || !found['handler'].includes('.')) {
    throw new Error(`Function "${key}" needs "handler: file.export" in manifest.yml.`);
  }
  return found as FunctionModule;
}

/** The function a module runs, whether named directly or through `resolver: { function }`. */
export function functionKeyOf(module: ForgeModule): string | undefined {
  if (typeof module['function'] === 'string') return module['function'];
  const resolver = module['resolver'];
  return isRecord(resolver) && typeof resolver['function'] === 'string' ? resolver['function'] : undefined;
}

/** The bare id of an app, from its ARI. */
export function appIdOf(manifest: ForgeManifest): string {
  return manifest.app.id.slice(manifest.app.id.lastIndexOf('/') + 1);
}

/** Addresses functions may fetch; written as strings (old form) or as `{ address }`. */
export function backendEgress(manifest: ForgeManifest): readonly string[] {
  const { external } = manifest.permissions;
  const fetch = isRecord(external) ? external['fetch'] : undefined;
  const backend = isRecord(fetch) ? fetch['backend'] : undefined;
  if (!Array.isArray(backend)) return [];
  return backend.flatMap((each: unknown) => {
    if (typeof each === 'string') return [each];
    return isRecord(each) && typeof each['address'] === 'string' ? [each['address']] : [];
  });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function scopeNames(scopes: unknown): string[] {
  if (Array.isArray(scopes)) return scopes.filter((each): each is string => typeof each === 'string');
  return isRecord(scopes) ? Object.keys(scopes) : [];
}

function scopesWithImpersonation(scopes: unknown): string[] {
  if (!isRecord(scopes)) return [];
  return Object.entries(scopes).flatMap(([name, value]) =>
    isRecord(value) && value['allowImpersonation'] === true ? [name] : [],
  );
}
