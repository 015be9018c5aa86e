/** What the shell asks of the host it is the face of, and what it tells the browser about it. */
import type { AppAnswer, CommandLineRequest } from '../admin-questions';
import type { ForgePlatform, HostClock, InvocationRecord, JiraSite } from '../contract';
import type { Automation } from '../automation/automation';
import type { AlertRecord, Rule, RunRecord } from '../automation/rule';
import type { TourStop } from '../jira/data-set';
import type { GadgetShelf } from './gadgets';

export interface ShellHost {
  readonly platform: ForgePlatform;
  readonly jira: JiraSite;
  readonly clock: HostClock;
  /** Where the host's time began, in milliseconds since the epoch. */
  readonly opensAt: number;
  readonly automation: AutomationDesk;
  readonly gadgets: GadgetShelf;
  /** Everybody who can sign in; the first is the site's admin and signed in at the start. */
  people(): readonly SitePerson[];
  /** Those that this person may browse. */
  projects(accountId: string): readonly { readonly key: string; readonly name: string }[];
  /** Mails Jira would have sent, newest first. */
  outbox(limit: number): readonly OutboxMail[];
  /** Newest first. */
  log(limit: number): readonly HostLogEntry[];
  progress(): HostProgress;
  /** Counts Jira's events that the app and the rules have fully dealt with. */
  settledEvents(): number;
  webTriggerUrl(): string | undefined;
  /** Starts moving the host's present; progress shows in `progress()`. Refuses while it is busy. */
  startMoving(to: number): { readonly refused?: string };
  /** What every page says of the data set, where it wants that said. */
  readonly banner?: string;
  /** Where a newcomer to the data set may begin. */
  readonly tour: readonly TourStop[];
  /** Rules that ship with the app, as files to import. */
  recipes(): readonly Recipe[];
  /** How a trace or verdict came to be, as text; undefined when nothing is known of it. */
  explain(of: string): Promise<string | undefined>;
  /** The app's answer to the command line, in the name of the site's admin. */
  askApp(request: CommandLineRequest, take: unknown): Promise<AppAnswer>;
}

/** The part of the automation engine that pages use. */
export type AutomationDesk = Pick<
  Automation,
  | 'rules'
  | 'saveRule'
  | 'deleteRule'
  | 'setEnabled'
  | 'importRecipe'
  | 'exportRule'
  | 'nextRunAt'
  | 'runNow'
  | 'auditLog'
  | 'alerts'
  | 'smartValues'
>;

export interface Recipe {
  readonly name: string;
  readonly description: string;
  readonly json: string;
}

export interface SitePerson {
  readonly accountId: string;
  readonly displayName: string;
  /** What sets this person apart in the user switch: `site admin`, `cannot browse ALOY`. */
  readonly note?: string;
}

export interface OutboxMail {
  readonly at: number;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly issueKey?: string;
}

export interface HostLogEntry {
  readonly at: number;
  readonly text: string;
  readonly level: 'info' | 'problem';
}

export interface HostProgress {
  readonly phase: 'starting' | 'ready' | 'moving' | 'failed';
  readonly text: string;
  /** 0 to 1; undefined while nobody can tell. */
  readonly share?: number;
}

/** A module of the app that the shell shows somewhere. */
export interface SurfaceModule {
  readonly type: string;
  readonly key: string;
  readonly title: string;
  /** For the side column: what stands beside the title. */
  readonly label?: string;
  readonly description?: string;
  /** Address of the first page on the app's origin. */
  readonly source: string;
  readonly editSource?: string;
  readonly iconUrl?: string;
  readonly viewportSize?: string;
  readonly pages?: readonly { readonly title: string; readonly route: string }[];
  readonly inputs?: readonly {
    readonly name: string;
    readonly title: string;
    readonly type: string;
    readonly required: boolean;
    readonly description?: string;
  }[];
  readonly outputs?: readonly { readonly name: string; readonly type: string; readonly description?: string }[];
  /** Prefix of the action's outputs in smart values. */
  readonly entityName?: string;
  readonly onlyFor?: 'site admins' | 'project admins';
}

/** `GET /__host/state` */
export interface HostState {
  readonly siteName: string;
  readonly now: number;
  /** Where the host's time began; it cannot be moved before this. */
  readonly opensAt: number;
  readonly user: SitePerson & { readonly isAdmin: boolean };
  readonly people: readonly SitePerson[];
  readonly projects: readonly { readonly key: string; readonly name: string }[];
  readonly progress: HostProgress;
  /** Said on every page: what is shown is no real project. */
  readonly banner?: string;
  /** Links for newcomers, to pages of this site. */
  readonly tour: readonly TourStop[];
  readonly webTriggerUrl?: string;
  readonly appOrigin: string;
  readonly modules: readonly SurfaceModule[];
  /** Grows when the app has dealt with something that happened in Jira. */
  readonly settledEvents: number;
  /** Alerts in this user's inbox. */
  readonly alerts: number;
}

/** `GET /__host/log` */
export interface HostLog {
  readonly invocations: readonly InvocationRecord[];
  readonly meter: Readonly<Record<string, number>>;
  readonly entries: readonly HostLogEntry[];
}

/** `GET /__host/outbox`: what reached the signed-in user, and what left the site. */
export interface Inbox {
  readonly alerts: readonly AlertRecord[];
  readonly mails: readonly OutboxMail[];
}

/** `GET /__host/automation` */
export interface AutomationState {
  readonly recipes: readonly Recipe[];
  readonly rules: readonly (Rule & { readonly nextRunAt?: number })[];
  /** Smart values to offer, by action key. */
  readonly smartValues: Readonly<
    Record<string, { readonly before: readonly string[]; readonly after: readonly string[] }>
  >;
  readonly runs: readonly RunRecord[];
}
