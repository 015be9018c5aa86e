import type { ForgeManifest, ForgeModule } from '../contract';
import type { SurfaceModule } from './shell-host';

/** Reads from the manifest which pages and panels of the app the shell has to offer, and where. */
export function surfaceModules(manifest: ForgeManifest, appOrigin: string): readonly SurfaceModule[] {
  return shownTypes.flatMap((type) =>
    (manifest.modules[type] ?? []).map((module) => surfaceOf(type, module, manifest, appOrigin)),
  );
}

const shownTypes = [
  'jira:issueContext',
  'jira:issuePanel',
  'jira:issueActivity',
  'jira:projectPage',
  'jira:projectSettingsPage',
  'jira:adminPage',
  'jira:globalPage',
  'jira:dashboardGadget',
  'action',
];

function surfaceOf(type: string, module: ForgeModule, manifest: ForgeManifest, appOrigin: string): SurfaceModule {
  const form = nested(module['config']);
  const resource = text(module['resource']) ?? text(form['resource']) ?? '';
  const edit = text(nested(module['edit'])['resource']);
  const label = text(module['label']);
  const description = text(module['description']);
  const viewportSize = text(module['viewportSize']);
  const entityName = text(nested(module['outputContext'])['entityName']);
  const iconUrl = iconAddress(text(module['icon']) ?? text(module['thumbnail']), appOrigin);
  const onlyFor = audience(type, module);
  return {
    type,
    key: module.key,
    title: text(module['title']) ?? text(module['name']) ?? module.key,
    source: addressOf(resource, manifest, appOrigin),
    ...(label && { label }),
    ...(description && { description }),
    ...(edit && { editSource: addressOf(edit, manifest, appOrigin) }),
    ...(iconUrl && { iconUrl }),
    ...(viewportSize && { viewportSize }),
    ...(entityName && { entityName }),
    ...(onlyFor && { onlyFor }),
    ...(Array.isArray(module['pages']) && { pages: module['pages'] as { title: string; route: string }[] }),
    ...(type === 'action' && { inputs: inputsOf(module), outputs: outputsOf(module) }),
  };
}

/** `app` or `app/panel` → the page that a frame loads. */
function addressOf(resource: string, manifest: ForgeManifest, appOrigin: string): string {
  const [key = '', entry] = resource.split('/');
  const file = entry ? manifest.resources?.find((one) => one.key === key)?.entry?.[entry] : undefined;
  return `${appOrigin}/${key}/${file ?? 'index.html'}`;
}

/** `resource:app;icon.svg` → where the file is served. */
function iconAddress(icon: string | undefined, appOrigin: string): string | undefined {
  const found = icon && /^resource:([^;]+);(.+)$/.exec(icon);
  return found ? `${appOrigin}/${found[1]}/${found[2]}` : icon;
}

function audience(type: string, module: ForgeModule): SurfaceModule['onlyFor'] {
  if (type === 'jira:adminPage') return 'site admins';
  if (type === 'jira:projectSettingsPage' || nested(module['displayConditions'])['canAdministerProjects'] === true)
    return 'project admins';
  return undefined;
}

function inputsOf(module: ForgeModule): NonNullable<SurfaceModule['inputs']> {
  return Object.entries(nested(module['inputs'])).map(([name, value]) => {
    const input = nested(value);
    const description = text(input['description']);
    return {
      name,
      title: text(input['title']) ?? name,
      type: text(input['type']) ?? 'string',
      required: input['required'] === true,
      ...(description && { description }),
    };
  });
}

function outputsOf(module: ForgeModule): NonNullable<SurfaceModule['outputs']> {
  return Object.entries(nested(module['outputs'])).map(([name, value]) => {
    const description = text(nested(value)['description']);
    return { name, type: text(nested(value)['type']) ?? 'string', ...(description && { description }) };
  });
}

function nested(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
