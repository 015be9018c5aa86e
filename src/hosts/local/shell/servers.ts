import { serve, type ServerType } from '@hono/node-server';
import { join } from 'node:path';
import { createAppOrigin } from './app-origin';
import type { ShellHost } from './shell-host';
import { createSite } from './site';

export interface ShellServers {
  readonly siteOrigin: string;
  readonly appOrigin: string;
  close(): Promise<void>;
}

export interface ShellServersOptions {
  readonly host: ShellHost;
  /** 0 takes any free port. */
  readonly port: number;
  readonly appPort: number;
  /** Folder of manifest.yml. */
  readonly appFolder: string;
  /** Folder with the built shell page and the bridge stand-in. */
  readonly builtFolder: string;
}

/** Opens both origins, on this machine only. */
export async function openShell(options: ShellServersOptions): Promise<ShellServers> {
  const ports = { site: options.port, app: options.appPort };
  const siteOrigin = () => `http://localhost:${ports.site}`;
  const appOrigin = () => `http://localhost:${ports.app}`;
  const app = createAppOrigin({
    manifest: options.host.platform.manifest,
    appFolder: options.appFolder,
    bridgeScript: join(options.builtFolder, 'bridge.js'),
    siteOrigin,
    port: () => ports.app,
    now: () => options.host.clock.now(),
  });
  const site = createSite({
    host: options.host,
    webFolder: join(options.builtFolder, 'web'),
    port: () => ports.site,
    siteOrigin,
    appOrigin,
  });
  const siteServer = await listen(site.fetch, ports.site);
  ports.site = siteServer.port;
  const appServer = await listen(app.fetch, ports.app).catch(async (error: unknown) => {
    await siteServer.close();
    throw error;
  });
  ports.app = appServer.port;
  return {
    siteOrigin: siteOrigin(),
    appOrigin: appOrigin(),
    async close() {
      await Promise.all([siteServer.close(), appServer.close()]);
    },
  };
}

type Fetch = Parameters<typeof serve>[0]['fetch'];

function listen(fetch: Fetch, port: number): Promise<{ readonly port: number; close(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server: ServerType = serve({ fetch, port, hostname: '127.0.0.1' }, (address) =>
      resolve({ port: address.port, close: () => closeServer(server) }),
    );
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Choose others with --port and --app-port.`)
          : error,
      );
    });
  });
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
