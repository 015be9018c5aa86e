/**
 * The seams inside the local host: who asks what of whom.
 *
 *   shell ──► platform (runs the app's functions) ──► jira (answers REST)
 *     └──► automation (rules) ──► platform + jira          all ──► clock
 *
 * Each part is one folder and meets the others only through these types, so that any part can be
 * tested with the others faked.
 */

/** The host's idea of now. The demo lies in the past, and a person can move it. */
export interface HostClock {
  /** Milliseconds since the epoch, in the host's own time (not the machine's). */
  now(): number;
}

/** Who makes a request: a signed-in user, the app itself, or nobody. */
export type Principal =
  | { readonly kind: 'user'; readonly accountId: string }
  | { readonly kind: 'app' }
  | { readonly kind: 'anonymous' };

export interface JiraRequest {
  readonly method: string;
  /** Path with query string, for example `/rest/api/3/issue/DAEMON-17?fields=summary`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The raw body; JSON text for every resource the app uses. */
  readonly body?: string;
  readonly principal: Principal;
}

export interface JiraResponse {
  readonly status: number;
  /** Lower-case header names. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, or empty for 204. */
  readonly body: string;
}

/** A product event as Forge delivers it to a trigger; `eventType` is its `avi:…` name. */
export interface ProductEvent {
  readonly eventType: string;
  readonly timestamp: number;
  /** True when the app itself caused it (filter `ignoreSelf`). */
  readonly selfGenerated: boolean;
  readonly [field: string]: unknown;
}

/** The local Jira: REST in, product events out. Never throws for a bad request; answers 4xx. */
export interface JiraSite {
  handle(request: JiraRequest): Promise<JiraResponse>;
  /** Registers a listener for product events; returns the way to remove it. */
  onEvent(listener: (event: ProductEvent) => void): () => void;
  readonly cloudId: string;
  readonly siteUrl: string;
}

export interface WebTriggerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly queryParameters: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
}

export interface WebTriggerResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
}

/** One call of one of the app's functions, for the host's log page. */
export interface InvocationRecord {
  readonly id: string;
  readonly at: number;
  readonly functionKey: string;
  readonly moduleType: string;
  readonly moduleKey: string;
  readonly accountId?: string;
  readonly durationMs: number;
  readonly outcome: 'ok' | 'error' | 'timeout' | 'retry';
  readonly error?: string;
  /** Lines the function wrote to its console. */
  readonly logs: readonly string[];
  /** Platform calls made, by kind: jira, kvs, sql, queue, other. */
  readonly calls: Readonly<Record<string, number>>;
}

/** The stand-in for Atlassian's Forge platform: runs the deployed bundle's functions. */
export interface ForgePlatform {
  /** manifest.yml as parsed. */
  readonly manifest: ForgeManifest;
  readonly installationId: string;
  readonly environmentId: string;
  /** Calls a resolver on behalf of a surface; rejects with the product's own wording. */
  invokeResolver(call: {
    readonly moduleType: string;
    readonly moduleKey: string;
    readonly functionKey: string;
    readonly payload: unknown;
    readonly extension: Readonly<Record<string, unknown>>;
    readonly accountId: string;
  }): Promise<unknown>;
  /** Hands a product event to every trigger that asked for it; resolves when they have run. */
  deliverEvent(event: ProductEvent): Promise<void>;
  /** Runs every schedule that fell due since it last ran; resolves to how many ran. */
  runDueSchedules(): Promise<number>;
  /** Runs one schedule now, by module key, whether due or not. */
  runSchedule(moduleKey: string): Promise<void>;
  /** The address (path on the site) of a web trigger, created when first asked for. */
  webTriggerPath(moduleKey: string): Promise<string>;
  /** Calls a web trigger by the id in its address; undefined when there is none. */
  callWebTrigger(id: string, request: WebTriggerRequest): Promise<WebTriggerResponse | undefined>;
  /** Runs an automation action as the rule's connection user. */
  runAction(
    actionKey: string,
    inputs: Readonly<Record<string, unknown>>,
    accountId: string,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Runs preUninstall functions, then forgets all hosted storage. */
  uninstall(): Promise<void>;
  /** Delivers installed (or upgraded) app events. */
  install(): Promise<void>;
  /** Resolves when every queue is empty and every consumer is idle (delays are skipped). */
  drain(): Promise<void>;
  /** The newest invocations first. */
  invocations(limit: number): readonly InvocationRecord[];
  /** Counted use since start, in the units Forge bills (GB-s, bytes, requests). */
  meter(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** The parts of manifest.yml the host reads; unknown parts are kept as they are. */
export interface ForgeManifest {
  readonly app: { readonly id: string; readonly runtime: { readonly name: string; readonly memoryMB?: number } };
  readonly modules: Readonly<Record<string, readonly ForgeModule[]>>;
  readonly resources?: readonly {
    readonly key: string;
    readonly path: string;
    readonly entry?: Readonly<Record<string, string>>;
  }[];
  readonly permissions: {
    readonly scopes: readonly string[];
    readonly external?: unknown;
    readonly content?: { readonly styles?: readonly string[]; readonly scripts?: readonly string[] };
  };
  readonly translations?: unknown;
}

export interface ForgeModule {
  readonly key: string;
  readonly [field: string]: unknown;
}
