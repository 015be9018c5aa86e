/** Finds the route for a request, and reads what routes need from it. */
import type { Principal } from '../contract';
import { isRecord } from './item';
import { badRequest, type Reply } from './reply';
import type { Site } from './site-context';

export interface RouteCall {
  readonly site: Site;
  readonly principal: Principal;
  /** Parts of the path named in the pattern, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined when the request has none. */
  readonly body: unknown;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/rest/api/3/issue/:issue`; a part with a colon takes any one part of a path. */
  readonly pattern: string;
  readonly answer: (call: RouteCall) => Reply | Promise<Reply>;
  /** Open to nobody signed in. */
  readonly isPublic?: boolean;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** `wrong-method` when the path exists for another method. */
export function findRoute(routes: readonly Route[], method: string, path: string): Match | 'wrong-method' | undefined {
  const parts = path.split('/');
  let pathExists = false;
  let loose: Match | undefined;
  for (const route of routes) {
    const params = matchPattern(route.pattern.split('/'), parts);
    if (!params) continue;
    pathExists = true;
    if (route.method !== method) continue;
    if (Object.keys(params).length === 0) return { route, params };
    if (!loose || Object.keys(params).length < Object.keys(loose.params).length) loose = { route, params };
  }
  return loose ?? (pathExists ? 'wrong-method' : undefined);
}

function matchPattern(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (expected.startsWith(':')) params[expected.slice(1)] = decode(part);
    else if (expected !== part) return undefined;
  }
  return params;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest(`The path holds a badly encoded part: ${part}`);
  }
}

export function param(call: RouteCall, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route has no part called ${name}`);
  return value;
}

/** A whole number from the query within bounds, as Jira caps them without complaint. */
export function numberFrom(call: RouteCall, name: string, standard: number, most = Infinity): number {
  const text = call.query.get(name);
  if (text === null || text === '') return standard;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw badRequest(`The ${name} parameter must be a whole number of 0 or more, but is: ${text}`);
  return Math.min(value, most);
}

/** A list from the query, given by repeating the name or with commas. */
export function listFrom(call: RouteCall, name: string): string[] {
  return call.query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

export function bodyRecord(call: RouteCall): Readonly<Record<string, unknown>> {
  if (!isRecord(call.body))
    throw badRequest('Invalid request payload. Refer to the REST API documentation and try again.');
  return call.body;
}

export function stringsIn(value: unknown, name: string): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw badRequest(`${name} must be a list.`);
  return value.map(String);
}

/** A page by offset, in the shape shared by most of Jira's lists. */
export function pageOf<T>(
  call: RouteCall,
  all: readonly T[],
  most: number,
  path: string,
): { values: T[]; [field: string]: unknown } {
  const startAt = numberFrom(call, 'startAt', 0);
  const maxResults = Math.max(1, numberFrom(call, 'maxResults', most, most));
  const values = all.slice(startAt, startAt + maxResults);
  const isLast = startAt + values.length >= all.length;
  const self = (from: number) => `${call.site.url}${path}?startAt=${from}&maxResults=${maxResults}`;
  return {
    self: self(startAt),
    ...(!isLast && { nextPage: self(startAt + maxResults) }),
    maxResults,
    startAt,
    total: all.length,
    isLast,
    values,
  };
}
