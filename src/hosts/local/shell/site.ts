/**
 * The site's origin: the shell page, Jira's REST in the name of whoever is signed in, the app's web
 * triggers, and the host's own questions under `/__host/`.
 */
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppAnswer } from '../admin-questions';
import { contentTypes } from './app-origin';
import { refuseForeignHosts, refuseForeignPages } from './guard';
import { addHostRoutes } from './host-routes';
import { addImageRoutes } from './site-images';
import { signedInUser } from './session';
import type { ShellHost } from './shell-host';

export interface SiteOptions {
  readonly host: ShellHost;
  /** Folder that Vite built the shell page to. */
  readonly webFolder: string;
  readonly port: () => number;
  readonly siteOrigin: () => string;
  readonly appOrigin: () => string;
}

/** Forge refuses an invocation over 5 MB. */
const webTriggerLimitBytes = 5 * 1024 * 1024;

export function createSite(options: SiteOptions): Hono {
  const { host } = options;
  const site = new Hono();
  site.use(refuseForeignHosts(options.port));
  site.use('/rest/*', refuseForeignPages(options.siteOrigin, false));
  site.use('/__host/*', refuseForeignPages(options.siteOrigin, true));
  site.use('/__throughline/*', refuseForeignPages(options.siteOrigin, false));

  site.all('/rest/*', (c) => answerRest(c, host));
  site.all('/public/:id', (c) => answerWebTrigger(c, c.req.param('id'), host));
  site.get('/__throughline/explain', async (c) => {
    const of = c.req.query('of')?.trim();
    if (!of) return c.text('Name a commit or work item: /__throughline/explain?of=DAEMON-17', 400);
    const text = await host.explain(of);
    return text === undefined ? c.text(`Nothing is known of ${of}.`, 404) : c.text(text);
  });
  // What they take is checked by the app, which answers for it.
  site.post('/__throughline/blame', async (c) =>
    answerCommandLine(c, await host.askApp('trace.blame', (await c.req.json().catch(() => undefined)) ?? {})),
  );
  site.get('/__throughline/export', async (c) =>
    answerCommandLine(c, await host.askApp('trace.export', c.req.query())),
  );
  addHostRoutes(site, options);
  addImageRoutes(site, host);

  site.get('*', (c) => answerPage(c, options));
  site.onError((error, c) => {
    if (c.req.path.startsWith('/__host/')) return c.json({ error: error.message }, 500);
    console.error(error);
    return c.text('The local host failed at this. Its console says why.', 500);
  });
  return site;
}

const refusalStatus: Readonly<Record<string, ContentfulStatusCode>> = {
  'bad-request': 400,
  'no-permission': 403,
  'not-found': 404,
};

function answerCommandLine(c: Context, { ok, value, reason = '', message = '' }: AppAnswer): Response {
  return ok ? c.json(value) : c.text(message, refusalStatus[reason] ?? 503);
}

async function answerRest(c: Context, host: ShellHost): Promise<Response> {
  const url = new URL(c.req.url);
  const { accountId } = signedInUser(c, host.people());
  const body = await rawBody(c);
  const headers = c.req.header();
  delete headers['authorization'];
  delete headers['cookie'];
  const answer = await host.jira.handle({
    method: c.req.method,
    path: url.pathname + url.search,
    headers,
    ...(body && { body }),
    principal: { kind: 'user', accountId },
  });
  return new Response(answer.status === 204 ? null : answer.body, { status: answer.status, headers: answer.headers });
}

async function answerWebTrigger(c: Context, id: string, host: ShellHost): Promise<Response> {
  const url = new URL(c.req.url);
  if (Number(c.req.header('content-length') ?? 0) > webTriggerLimitBytes) return c.text('Over 5 MB.', 413);
  const body = await rawBody(c);
  if (Buffer.byteLength(body) > webTriggerLimitBytes) return c.text('Over 5 MB.', 413);
  const answer = await host.platform.callWebTrigger(id, {
    method: c.req.method,
    path: url.pathname,
    headers: Object.fromEntries(Object.entries(c.req.header()).map(([name, value]) => [name.toLowerCase(), [value]])),
    queryParameters: listsOf(url.searchParams),
    body,
  });
  if (!answer) return c.text('No web trigger has this address. The Throughline admin page shows the present one.', 404);
  const headers = Object.entries(answer.headers).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
  return new Response(answer.body, { status: answer.statusCode as ContentfulStatusCode, headers });
}

/** As sent, byte for byte: a signature covers it. (`text()` would drop a byte order mark.) */
async function rawBody(c: Context): Promise<string> {
  return Buffer.from(await c.req.arrayBuffer()).toString('utf8');
}

function listsOf(parameters: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}

/** A file of the shell page, or the page itself: its own router reads the address. */
async function answerPage(c: Context, options: SiteOptions): Promise<Response> {
  const { hostname, pathname, search } = new URL(c.req.url);
  if (hostname === '127.0.0.1') return c.redirect(`${options.siteOrigin()}${pathname}${search}`);
  const file = resolve(options.webFolder, `.${decodeURIComponent(pathname)}`);
  const isAsset = file.startsWith(resolve(options.webFolder, 'assets') + sep);
  const content = await readFile(isAsset ? file : resolve(options.webFolder, 'index.html')).catch(() => undefined);
  if (!content) return c.text('The shell page is not built. Run npm start, which builds it.', 404);
  if (isAsset) {
    return c.body(content, 200, {
      'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  }
  return c.body(content, 200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: ${options.appOrigin()}; frame-src ${options.appOrigin()}; frame-ancestors 'none'`,
  });
}
