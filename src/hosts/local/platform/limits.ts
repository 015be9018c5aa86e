/**
 * Forge's published limits (developer.atlassian.com/platform/forge, limits pages). A test may lower
 * one; nothing else should change them.
 */
export const forgeLimits = {
  /** Resolvers, triggers and everything not listed below. */
  defaultSeconds: 25,
  /** Web triggers, actions and preUninstall; consumers and schedules that name no timeout. */
  longSeconds: 55,
  /** The most a consumer or schedule may ask for with timeoutSeconds. */
  maxSeconds: 900,
  memoryMB: 512,
  invocationBytes: 5 * 1024 * 1024,
  frontEndRequestBytes: 500 * 1024,
  logLines: 100,
  logBytes: 200 * 1024,
  kvsKeyLength: 500,
  kvsValueBytes: 240 * 1024,
  kvsDepth: 31,
  kvsBatchItems: 25,
  kvsBatchBytes: 4 * 1024 * 1024,
  kvsPage: 100,
  kvsDefaultPage: 10,
  kvsTtlSeconds: 365 * 24 * 3600,
  kvsEntityConditions: 100,
  sqlRequestBytes: 1024 * 1024,
  sqlResponseBytes: 4 * 1024 * 1024,
  sqlSelectSeconds: 5,
  sqlWriteSeconds: 10,
  sqlSchemaSeconds: 20,
  queueEventsPerPush: 50,
  queuePushBytes: 200 * 1024,
  /** Per event, when the consumer may run longer than 55 s. */
  queueLongEventBytes: 100 * 1024,
  queueDelaySeconds: 900,
  queueRetries: 4,
  queueRetryDataBytes: 4 * 1024,
  /** Pushes that one first cause may lead to, through any number of consumers. */
  queueCyclicPushes: 1000,
  accountsPerReport: 90,
} as const;

export type ForgeLimits = { readonly [Name in keyof typeof forgeLimits]: number };

/** Seconds a call may run, by what kind of module made it and what its function asks for. */
export function timeLimitSeconds(moduleType: string, asked: number | undefined, limits: ForgeLimits): number {
  switch (moduleType) {
    case 'consumer':
    case 'scheduledTrigger':
      return Math.min(asked ?? limits.longSeconds, limits.maxSeconds);
    case 'webtrigger':
    case 'action':
    case 'preUninstall':
      return limits.longSeconds;
    default:
      return limits.defaultSeconds;
  }
}
