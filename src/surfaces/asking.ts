/**
 * Who asks, from where, and whether they may: what every handler of `resolver.ts` starts from. A
 * refusal is a sentence for the person who asked; everything else that is thrown is an outage.
 */
import type { Instant } from '../model/instant';
import { type ProjectKey, type WorkItemKey, isProjectKey } from '../model/key';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import type { RefusalReason, RequestName, Requests } from './contract';

/** Where the screen stands, as the platform says. */
export interface Place {
  readonly itemKey: WorkItemKey | undefined;
  readonly projectKey: ProjectKey | undefined;
  /** True on the admin page, where settings are the site's. */
  readonly isSite: boolean;
}

/** What only the host can do. */
export interface HostDuties {
  webTriggerUrl(): Promise<string>;
  readonly schemaVersion: string;
  /** 32 random bytes as text. */
  makeSecret(): string;
}

export interface Asking {
  readonly outside: Outside;
  readonly reader: JiraReader;
  readonly place: Place;
  readonly host: HostDuties;
  readonly now: Instant;
}

/** A refusal that becomes an answer; everything else thrown is an outage. */
export class Refusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    message: string,
  ) {
    super(message);
  }
}

export type Handler<Name extends RequestName> = (
  asking: Asking,
  take: Requests[Name]['take'],
) => Promise<Requests[Name]['give']>;

/** Handlers of some of the requests. */
export type Handlers<Names extends RequestName> = { readonly [Name in Names]: Handler<Name> };

export async function browsable({ reader, place }: Asking, projectKey = place.projectKey): Promise<ProjectKey> {
  if (projectKey === undefined) throw new Refusal('bad-request', 'This screen is not in a project.');
  // A screen sent it, so it may be anything.
  if (typeof projectKey !== 'string' || !isProjectKey(projectKey))
    throw new Refusal('bad-request', 'A project is named by its key, for example PAY.');
  if (!(await reader.hasProjectPermission('BROWSE_PROJECTS', projectKey)))
    throw new Refusal('no-permission', `You may not browse project ${projectKey}.`);
  return projectKey;
}

/** Project administrators decide for their project, site administrators for all. */
export async function administrable(asking: Asking, projectKey = asking.place.projectKey): Promise<ProjectKey> {
  if (projectKey === undefined) throw new Refusal('bad-request', 'This screen is not in a project.');
  if (!(await mayAdminister(asking.reader, projectKey)))
    throw new Refusal('no-permission', `Only administrators of project ${projectKey} may do this.`);
  return projectKey;
}

export async function mayAdminister(reader: JiraReader, projectKey: ProjectKey): Promise<boolean> {
  return (await reader.hasProjectPermission('ADMINISTER_PROJECTS', projectKey)) || reader.isAdministrator();
}

export async function administrator({ reader }: Asking): Promise<void> {
  if (!(await reader.isAdministrator())) throw new Refusal('no-permission', 'Only Jira administrators may do this.');
}
