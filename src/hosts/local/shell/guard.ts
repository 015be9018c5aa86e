import type { MiddlewareHandler } from 'hono';

/**
 * Refuses a request that names another host: a page on the internet can point its own name at
 * 127.0.0.1 (DNS rebinding), and would then be same-origin with us.
 */
export function refuseForeignHosts(port: () => number): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host') ?? '';
    if (host !== `localhost:${port()}` && host !== `127.0.0.1:${port()}`) {
      return c.text(`This local host answers only at http://localhost:${port()}/, not at "${host.slice(0, 80)}".`, 421);
    }
    return next();
  };
}

/**
 * Refuses a request that another page sent. Frames of the app live on another port, which the
 * browser calls the same site, so cookies alone would let them act in the user's name.
 *
 * @param siteOrigin where the shell itself is served
 * @param strict also refuse a change without an `Origin` header; leave it off for command lines
 */
export function refuseForeignPages(siteOrigin: () => string, strict: boolean): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin');
    const changes = c.req.method !== 'GET' && c.req.method !== 'HEAD';
    const foreign = origin !== undefined && origin !== siteOrigin();
    const crossSite = ['cross-site', 'same-site'].includes(c.req.header('sec-fetch-site') ?? '');
    if (foreign || crossSite || (strict && changes && origin === undefined)) {
      return c.text('Only the shell page itself may ask this.', 403);
    }
    return next();
  };
}
