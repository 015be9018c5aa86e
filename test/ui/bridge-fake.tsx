/** Draws a screen in a frame of Jira's, answers what it asks, and notes what it asked. */
import { type RenderResult, render } from '@testing-library/react';
import type { ReactElement } from 'react';
import type { RequestName, Requests } from '../../static/app/src/bridge';
import { type FramePlace, FrameProvider } from '../../static/app/src/frame/frame-context';

declare global {
  var bridgeAnswers: Record<string, (data: never) => unknown>;
}

export const PLACE: FramePlace = {
  moduleKey: 'issue-context',
  siteUrl: 'https://example.atlassian.net',
  locale: 'en-GB',
  timeZone: 'UTC',
  extension: { issue: { id: '20017', key: 'DAEMON-17' }, project: { id: '1', key: 'DAEMON' } },
};

export interface JiraAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export type Functions = { readonly [Name in RequestName]?: (take: Requests[Name]['take']) => unknown };

export interface Asked {
  readonly functions: { readonly name: string; readonly take: unknown }[];
  readonly jira: string[];
  readonly submitted: unknown[];
}

/** `functions` answers with the whole answer, `{ ok: true, value }` or a refusal. */
export function drawScreen(
  screen: ReactElement,
  {
    functions = {},
    jira = () => ({ status: 404 }),
    extension = PLACE.extension,
    bridge = {},
  }: {
    readonly functions?: Functions;
    readonly jira?: (path: string, body: string | undefined) => JiraAnswer;
    readonly extension?: FramePlace['extension'];
    /** Answers to other commands of the bridge, such as `createHistory`. */
    readonly bridge?: typeof globalThis.bridgeAnswers;
  },
): RenderResult & { readonly asked: Asked } {
  const asked: Asked = { functions: [], jira: [], submitted: [] };
  globalThis.bridgeAnswers = {
    invoke: ({ functionKey, payload }: { functionKey: RequestName; payload: never }) => {
      asked.functions.push({ name: functionKey, take: payload });
      const answer = functions[functionKey];
      if (!answer) throw new Error(`No test answered the request "${functionKey}".`);
      return answer(payload);
    },
    fetchProduct: ({ restPath, fetchRequestInit }: { restPath: string; fetchRequestInit: { body?: string } }) => {
      asked.jira.push(restPath);
      const { status, body } = jira(restPath, fetchRequestInit.body);
      return { status, statusText: '', headers: {}, body: JSON.stringify(body ?? {}) };
    },
    submit: (payload: unknown) => {
      asked.submitted.push(payload);
    },
    showFlag: () => undefined,
    on: () => ({ unsubscribe: () => undefined }),
    getContext: () => ({ extension }),
    ...bridge,
  };
  return { ...render(<FrameProvider value={{ ...PLACE, extension }}>{screen}</FrameProvider>), asked };
}

export function ok<Name extends RequestName>(
  value: Requests[Name]['give'],
): { ok: true; value: Requests[Name]['give'] } {
  return { ok: true, value };
}
