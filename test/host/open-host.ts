/** The whole product on free ports, as `npm start` opens it but without a browser and the console. */
import { createServer } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createHost, type Host } from '../../src/hosts/local/host';
import { buildFunctions } from '../../src/hosts/local/platform/functions-bundle';
import type { Answer, RequestName, Requests } from '../../src/surfaces/contract';

export const ROOT = resolve(__dirname, '../..');

export interface OpenHost {
  readonly host: Host;
  /** The signing secret, as the host wrote it for `throughline push`. */
  readonly secret: string;
  readonly adminId: string;
  readonly webTriggerUrl: string;
  /** Asks the app as a screen would; throws when the app refuses. */
  ask<Name extends RequestName>(
    name: Name,
    take: Requests[Name]['take'],
    place: ScreenPlace,
  ): Promise<Requests[Name]['give']>;
  answer<Name extends RequestName>(name: Name, take: Requests[Name]['take'], place: ScreenPlace): Promise<Answer<Name>>;
  /** GET of the local Jira's REST, as somebody. */
  rest(path: string, accountId?: string): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

export interface ScreenPlace {
  readonly on: 'admin-page' | 'project-page' | 'project-settings' | 'issue-panel';
  readonly project?: string;
  readonly item?: string;
  readonly as?: string;
}

const MODULE_TYPES = {
  'admin-page': 'jira:adminPage',
  'project-page': 'jira:projectPage',
  'project-settings': 'jira:projectSettingsPage',
  'issue-panel': 'jira:issuePanel',
} as const;

/** On the demo, where no data set is named. */
export async function openHost(at?: number, dataFolder = join(ROOT, 'demo')): Promise<OpenHost> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-host-'));
  const bundleFolder = join(ROOT, 'dist/functions');
  await buildFunctions({ appFolder: ROOT, bundleDir: bundleFolder });
  const [port, appPort] = await freePorts(2);
  const host = await createHost({
    appFolder: ROOT,
    bundleFolder,
    shellFolder: join(ROOT, 'src/hosts/local/shell/dist'),
    dataFolder,
    port: port ?? 0,
    appPort: appPort ?? 0,
    secretFile: join(folder, 'secret'),
    ...(at === undefined ? {} : { at }),
  });
  await host.open();
  const adminId = host.shell.people()[0]?.accountId ?? '';
  const answer: OpenHost['answer'] = async (name, take, place) =>
    (await host.shell.platform.invokeResolver({
      moduleType: MODULE_TYPES[place.on],
      moduleKey: place.on,
      functionKey: name,
      payload: take,
      extension: {
        type: MODULE_TYPES[place.on],
        ...(place.project ? { project: { key: place.project } } : {}),
        ...(place.item ? { issue: { key: place.item }, project: { key: place.item.replace(/-\d+$/, '') } } : {}),
      },
      accountId: place.as ?? adminId,
    })) as never;
  return {
    host,
    adminId,
    get secret() {
      return readFileSync(join(folder, 'secret'), 'utf8').trim();
    },
    get webTriggerUrl() {
      return host.shell.webTriggerUrl() ?? '';
    },
    answer,
    ask: async (name, take, place) => {
      const given = await answer(name, take, place);
      if (!given.ok) throw new Error(`${given.reason}: ${given.message}`);
      return given.value;
    },
    rest: async (path, accountId = adminId) => {
      const { status, body } = await host.shell.jira.handle({
        method: 'GET',
        path,
        principal: { kind: 'user', accountId },
      });
      return { status, body: body === '' ? undefined : (JSON.parse(body) as unknown) };
    },
    close: async () => {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise<typeof server>((ready) => server.listen(0, '127.0.0.1', () => ready(server)));
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
