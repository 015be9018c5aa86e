/** What the host and a warm runtime (a worker thread) say to each other. Everything is plain data. */
export interface RuntimeSettings {
  /** Folder of the bundle: `<file>.cjs` for every handler file. */
  readonly bundleDir: string;
  /** Addresses that fetch may reach, from the manifest. */
  readonly egress: readonly string[];
}

export interface Invocation {
  readonly id: string;
  /** As in the manifest: `file.export`. */
  readonly handler: string;
  /** First argument of the handler, as JSON text. */
  readonly payload: string;
  /** Second argument of the handler, as JSON text. */
  readonly context: string;
  readonly appContext: Readonly<Record<string, unknown>>;
  readonly installationId: string;
  readonly contextAri: string;
  readonly cloudId: string;
  readonly accountId?: string;
  /** Host time minus machine time. */
  readonly clockOffsetMs: number;
  readonly timeoutMs: number;
}

/** One platform call that an SDK package made through `__forge_fetch__`. */
export interface PlatformCall {
  readonly options: CallOptions;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface CallOptions {
  readonly type: string;
  readonly provider?: string;
  readonly remote?: string;
  readonly accountId?: string;
  readonly contextAri?: string;
}

export interface PlatformAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface FunctionFailure {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

export type ToRuntime =
  | { readonly type: 'invoke'; readonly invocation: Invocation }
  | { readonly type: 'answer'; readonly callId: number; readonly answer: PlatformAnswer };

export type FromRuntime =
  | { readonly type: 'call'; readonly invocationId: string; readonly callId: number; readonly call: PlatformCall }
  | { readonly type: 'log'; readonly invocationId: string; readonly line: string }
  /** `result` is JSON text; absent when the function returned nothing. */
  | { readonly type: 'returned'; readonly invocationId: string; readonly result?: string }
  | { readonly type: 'threw'; readonly invocationId: string; readonly failure: FunctionFailure };
