/**
 * Where on the site a frame of the app stands. The shell page names the place; what the app's
 * functions are told about it is looked up here, so that a frame cannot claim to be elsewhere.
 */
import * as v from 'valibot';
import type { ForgeManifest, JiraSite } from '../contract';
import { projectAppAddress } from './addresses';
import type { Gadget } from './gadgets';

const short = v.pipe(v.string(), v.maxLength(200));

export const placeSchema = v.variant('kind', [
  v.object({ kind: v.literal('issue'), moduleKey: short, issueKey: short }),
  v.object({ kind: v.literal('project-page'), moduleKey: short, projectKey: short, path: v.optional(short, '/') }),
  v.object({ kind: v.literal('project-settings'), moduleKey: short, projectKey: short }),
  v.object({ kind: v.literal('admin'), moduleKey: short }),
  v.object({ kind: v.literal('gadget'), moduleKey: short, gadgetId: short, editing: v.optional(v.boolean(), false) }),
  v.object({
    kind: v.literal('action-config'),
    moduleKey: short,
    inputs: v.record(short, v.union([v.string(), v.number(), v.boolean(), v.null()])),
    invalidInputs: v.optional(v.record(short, v.object({ message: v.string() })), {}),
  }),
]);

export type Place = v.InferOutput<typeof placeSchema>;

/** The place as the platform sees it. */
export interface Standing {
  readonly moduleType: string;
  readonly moduleKey: string;
  readonly extension: Readonly<Record<string, unknown>>;
}

/** No such place, or this person may not stand there. */
export class PlaceRefused extends Error {}

export interface PlaceSources {
  readonly manifest: ForgeManifest;
  readonly jira: JiraSite;
  readonly siteUrl: () => string;
  readonly gadget: (id: string) => Gadget | undefined;
}

const moduleTypes: Readonly<Record<Place['kind'], readonly string[]>> = {
  issue: ['jira:issueContext', 'jira:issuePanel', 'jira:issueActivity'],
  'project-page': ['jira:projectPage'],
  'project-settings': ['jira:projectSettingsPage'],
  admin: ['jira:adminPage', 'jira:globalPage'],
  gadget: ['jira:dashboardGadget'],
  'action-config': ['action'],
};

export async function standAt(place: Place, accountId: string, sources: PlaceSources): Promise<Standing> {
  const moduleType = moduleTypes[place.kind].find((type) =>
    sources.manifest.modules[type]?.some((module) => module.key === place.moduleKey),
  );
  if (!moduleType)
    throw new PlaceRefused(`manifest.yml has no ${place.kind} module with the key "${place.moduleKey}".`);
  const described = await describe(place, accountId, sources);
  return { moduleType, moduleKey: place.moduleKey, extension: { type: moduleType, ...described } };
}

async function describe(place: Place, accountId: string, sources: PlaceSources): Promise<Record<string, unknown>> {
  const site = sources.siteUrl();
  switch (place.kind) {
    case 'issue': {
      const item = await readIssue(place.issueKey, accountId, sources.jira);
      return {
        issue: { id: item.id, key: item.key, type: item.fields.issuetype.name, typeId: item.fields.issuetype.id },
        project: {
          id: item.fields.project.id,
          key: item.fields.project.key,
          type: item.fields.project.projectTypeKey ?? 'software',
        },
        isNewToIssue: false,
        location: `${site}/browse/${item.key}`,
      };
    }
    case 'project-page':
      return {
        project: await readProject(place.projectKey, accountId, sources.jira),
        location: `${site}${projectAppAddress(place.projectKey, place.moduleKey)}${place.path === '/' ? '' : place.path}`,
      };
    case 'project-settings':
      return {
        project: await readProject(place.projectKey, accountId, sources.jira),
        location: `${site}/projects/${place.projectKey}/settings/apps/${place.moduleKey}`,
      };
    case 'admin':
      return { location: `${site}/admin/apps/${place.moduleKey}` };
    case 'gadget': {
      const gadget = sources.gadget(place.gadgetId);
      if (!gadget) throw new PlaceRefused(`The dashboard has no gadget "${place.gadgetId}". Load the page again.`);
      return {
        dashboard: { id: gadget.dashboardId },
        gadget: { id: gadget.id },
        gadgetConfiguration: gadget.configuration,
        ...(place.editing ? { entryPoint: 'edit' } : {}),
        location: `${site}/dashboards/${gadget.dashboardId}`,
      };
    }
    case 'action-config':
      return {
        data: { inputs: place.inputs },
        errors: { invalidInputs: place.invalidInputs },
        location: `${site}/automation`,
      };
  }
}

interface IssueBasics {
  readonly id: string;
  readonly key: string;
  readonly fields: {
    readonly issuetype: { readonly id: string; readonly name: string };
    readonly project: { readonly id: string; readonly key: string; readonly projectTypeKey?: string };
  };
}

async function readIssue(key: string, accountId: string, jira: JiraSite): Promise<IssueBasics> {
  const path = `/rest/api/3/issue/${encodeURIComponent(key)}?fields=issuetype,project`;
  const answer = await jira.handle({ method: 'GET', path, principal: { kind: 'user', accountId } });
  if (answer.status !== 200) throw new PlaceRefused(`Work item ${key} does not exist, or you may not see it.`);
  return JSON.parse(answer.body) as IssueBasics;
}

async function readProject(
  key: string,
  accountId: string,
  jira: JiraSite,
): Promise<{ id: string; key: string; type: string }> {
  const path = `/rest/api/3/project/${encodeURIComponent(key)}`;
  const answer = await jira.handle({ method: 'GET', path, principal: { kind: 'user', accountId } });
  if (answer.status !== 200) throw new PlaceRefused(`Project ${key} does not exist, or you may not see it.`);
  const project = JSON.parse(answer.body) as { id: string; key: string; projectTypeKey?: string };
  return { id: project.id, key: project.key, type: project.projectTypeKey ?? 'software' };
}
