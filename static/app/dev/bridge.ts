/** A stand-in for the bridge that Jira injects: answers from answers.ts, and notes what it was asked. */
import { answerTo, jiraAnswerTo } from './answers';
import { extensionFor } from './places';

export interface Opened {
  readonly surface: string;
  readonly route: string;
  readonly scene: string;
  readonly theme: 'light' | 'dark';
}

const LATENCY_MS = 30;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export function bridgeFor(opened: Opened) {
  const commands: Record<string, (data: never) => unknown> = {
    getContext: () => ({
      accountId: 'dev',
      cloudId: 'dev',
      environmentId: 'dev',
      environmentType: 'DEVELOPMENT',
      localId: 'dev',
      locale: 'en-GB',
      timezone: 'Europe/Berlin',
      siteUrl: 'https://example.atlassian.net',
      moduleKey: opened.surface,
      theme: { colorMode: opened.theme },
      extension: extensionFor(opened),
    }),
    enableTheming: () => undefined,
    invoke: async ({ functionKey, payload }: { functionKey: string; payload: unknown }) => {
      console.info('invoke', functionKey, JSON.stringify(payload));
      if (opened.scene === 'loading') await wait(1e9);
      await wait(LATENCY_MS);
      if (opened.scene === 'outage') throw new Error('There was an error invoking the function');
      return answerTo(functionKey, payload, opened.scene);
    },
    fetchProduct: async ({ restPath, fetchRequestInit }: { restPath: string; fetchRequestInit: { body?: string } }) => {
      await wait(LATENCY_MS);
      const { status, body } = jiraAnswerTo(restPath, fetchRequestInit.body, opened.scene);
      return { status, statusText: '', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    },
    createHistory: () => historyAt(opened.route),
    navigate: (to: unknown) => console.info('navigate', JSON.stringify(to)),
    showFlag: (flag: unknown) => console.info('flag', JSON.stringify(flag)),
    submit: (payload: unknown) => console.info('submit', JSON.stringify(payload)),
    close: () => console.info('close'),
    on: () => ({ unsubscribe: () => undefined }),
  };
  return {
    callBridge: async (command: string, data: never) => {
      const handle = commands[command];
      if (!handle) throw new Error(`The stand-in knows no command "${command}".`);
      return handle(data);
    },
  };
}

interface Location {
  readonly pathname: string;
  readonly search: string;
}

function historyAt(address: string) {
  const listeners = new Set<(location: Location) => void>();
  const locationOf = (to: string): Location => {
    const [pathname = '', search] = to.split('?');
    return { pathname, search: search === undefined ? '' : `?${search}` };
  };
  const move = (to: string) => {
    history.location = locationOf(to);
    for (const listener of listeners) listener(history.location);
  };
  const history = {
    location: locationOf(address),
    listen: (listener: (location: Location) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    push: move,
    replace: move,
  };
  return history;
}
