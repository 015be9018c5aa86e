/** Questions to the host and to the local Jira. Both reject with one sentence that can be shown. */

export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export function askHost<T>(path: string, method: Method = 'GET', body?: unknown): Promise<T> {
  return ask<T>(`/__host/${path}`, method, body);
}

export function askJira<T>(path: string, method: Method = 'GET', body?: unknown): Promise<T> {
  return ask<T>(`/rest/api/3/${path}`, method, body);
}

async function ask<T>(path: string, method: Method, body: unknown): Promise<T> {
  const answer = await fetch(path, {
    method,
    headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  }).catch(() => {
    throw new Refused(0, 'The local host does not answer. Is npm start still running?');
  });
  const text = await answer.text();
  if (!answer.ok) throw new Refused(answer.status, sentenceFrom(text) ?? `${path} answered ${answer.status}.`);
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Jira answers `{errorMessages, errors}`, the host `{error}`. */
function sentenceFrom(text: string): string | undefined {
  try {
    const said = JSON.parse(text) as { error?: string; errorMessages?: string[]; errors?: Record<string, string> };
    const parts = [said.error, ...(said.errorMessages ?? []), ...Object.values(said.errors ?? {})];
    return parts.filter((part) => part).join(' ') || undefined;
  } catch {
    return text.length < 300 ? text || undefined : undefined;
  }
}
