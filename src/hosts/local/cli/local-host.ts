import { CommandFailed, UsageError } from './command';
import type { Surroundings } from './surroundings';

export const DEFAULT_HOST = 'http://localhost:4100';

/** The address of one of the local host's questions; `host` is what was given with --url. */
export function addressAt(host: string, path: string): URL {
  if (!URL.canParse(host)) throw new UsageError(`--url ${host} is not a web address.`);
  return new URL(path, host);
}

export async function askLocalHost(
  address: URL,
  { fetch, signal }: Pick<Surroundings, 'fetch' | 'signal'>,
  body?: unknown,
): Promise<Response> {
  const question =
    body === undefined
      ? { signal }
      : { signal, method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return fetch(address, question).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new CommandFailed(
      `No local host answers at ${address.origin}. Start it with npm start, or name another with --url.`,
      { cause },
    );
  });
}

/** Throws what the host said when it did not do what it was asked. */
export async function refuseUnlessOk(response: Response, { origin }: URL): Promise<void> {
  if (response.ok) return;
  const text = (await response.text()).trimEnd();
  throw new CommandFailed(`The local host at ${origin} answered ${response.status}. ${text}`.trimEnd());
}
