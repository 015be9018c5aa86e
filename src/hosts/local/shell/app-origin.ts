/**
 * The app's own origin: the static bundle as `forge deploy` uploads it, in a frame of another
 * origin, under Atlassian's policy, with our stand-in for their bridge script first in `<head>`.
 */
import { readFile, stat } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { load } from 'cheerio';
import { Hono } from 'hono';
import type { ForgeManifest } from '../contract';
import { contentSecurityPolicy } from './content-security-policy';
import { refuseForeignHosts } from './guard';
import { tokenStyleSheet } from './theme-styles';

export interface AppOriginOptions {
  readonly manifest: ForgeManifest;
  /** Folder of manifest.yml; resource paths are relative to it. */
  readonly appFolder: string;
  /** The compiled `frame/stand-in.ts`. */
  readonly bridgeScript: string;
  readonly siteOrigin: () => string;
  readonly port: () => number;
  /** The host's present: frames see it too. */
  readonly now: () => number;
}

export function createAppOrigin(options: AppOriginOptions): Hono {
  const app = new Hono();
  app.use(refuseForeignHosts(options.port));

  app.get('/__bridge.js', async (c) => {
    return c.body(await readFile(options.bridgeScript), 200, { 'content-type': 'text/javascript; charset=utf-8' });
  });
  app.get('/__tokens.css', async (c) =>
    c.body(await tokenStyleSheet(), 200, { 'content-type': 'text/css; charset=utf-8' }),
  );

  app.get('/:resource/*', async (c) => {
    const resource = options.manifest.resources?.find(({ key }) => key === c.req.param('resource'));
    if (!resource) return c.text('manifest.yml has no such resource.', 404);
    const folder = resolve(options.appFolder, resource.path);
    const wanted = decodeURIComponent(c.req.path.slice(resource.key.length + 2)) || 'index.html';
    const file = resolve(folder, wanted);
    if (!file.startsWith(folder + sep)) return c.text('Outside the resource.', 403);
    const content = (await isFile(file)) ? await readFile(file) : undefined;
    if (!content) return c.text(`${resource.path}/${wanted} does not exist. Build the screens: npm run build.`, 404);
    const type = contentTypes[extname(file)] ?? 'application/octet-stream';
    if (extname(file) !== '.html') {
      const immutable = wanted.startsWith('assets/') ? { 'cache-control': 'public, max-age=31536000, immutable' } : {};
      return c.body(content, 200, { 'content-type': type, ...immutable });
    }
    const html = content.toString('utf8');
    return c.body(withBridge(html, options.siteOrigin(), options.now()), 200, {
      'content-type': type,
      'content-security-policy': contentSecurityPolicy(html, options.manifest.permissions, options.siteOrigin()),
      'cache-control': 'no-store',
    });
  });
  return app;
}

function withBridge(html: string, siteOrigin: string, now: number): string {
  const page = load(html);
  page('head').prepend(`<script src="/__bridge.js" data-site="${siteOrigin}" data-now="${now}"></script>`);
  return page.html();
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

export const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};
