import { join } from 'node:path';
import type { JiraRequest, JiraResponse, JiraSite } from '../../../../src/hosts/local/contract';
import { buildFunctions } from '../../../../src/hosts/local/platform/functions-bundle';
import {
  createPlatform,
  type LocalForgePlatform,
  type PlatformSettings,
} from '../../../../src/hosts/local/platform/platform';

/** The fixture app on a platform of its own: real bundle, real SDK, a Jira that repeats what it was asked. */
export const fixtureFolder = join(__dirname, 'fixture-app');

export interface Fixture {
  readonly platform: LocalForgePlatform;
  /** What the app asked Jira. */
  readonly asked: readonly JiraRequest[];
  /** Puts a question to the fixture's resolver; see fixture-app/src/index.ts. */
  ask(question: string, payload?: unknown, accountId?: string): Promise<Answer>;
  turnClock(milliseconds: number): void;
}

export interface Answer {
  readonly answer?: unknown;
  readonly refused?: {
    readonly kind: string;
    readonly message: string;
    readonly code?: string;
    readonly status?: number;
    readonly about?: unknown;
  };
}

export const startOfTime = Date.parse('2026-03-02T09:00:00Z');

export async function openFixture(settings: Partial<PlatformSettings> = {}): Promise<Fixture> {
  const { folder } = await buildFunctions({
    appFolder: fixtureFolder,
    bundleDir: join(process.cwd(), '.local/test/fixture-functions'),
  });
  const asked: JiraRequest[] = [];
  let now = startOfTime;
  const platform = await createPlatform({
    manifestPath: join(fixtureFolder, 'manifest.yml'),
    bundleDir: folder,
    jira: repeatingJira(asked),
    clock: { now: () => now },
    runtimes: { warm: 1, most: 2 },
    ...settings,
  });
  return {
    platform,
    asked,
    ask: async (question, payload = {}, accountId = 'ada') =>
      (await platform.invokeResolver({
        moduleType: 'jira:issueContext',
        moduleKey: 'panel',
        functionKey: question,
        payload,
        extension: { issue: { key: 'BIRD-1' } },
        accountId,
      })) as Answer,
    turnClock(milliseconds) {
      now += milliseconds;
    },
  };
}

function repeatingJira(asked: JiraRequest[]): JiraSite {
  return {
    cloudId: 'cloud-of-birds',
    siteUrl: 'http://localhost:9000',
    onEvent: () => () => {},
    handle(request): Promise<JiraResponse> {
      asked.push(request);
      return Promise.resolve({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ method: request.method, path: request.path, by: request.principal }),
      });
    },
  };
}
