/**
 * Runs first in every frame of the app and stands in for Atlassian's `global-bridge.js`, which
 * exists only on their CDN: it sets `globalThis.__bridge`, the one thing `@forge/bridge` asks for.
 */
import { hostDate } from '../../host-date';
import type { FrameLocation, FrameMessage, FunctionTicket, ShellMessage, Theme } from './protocol';

type AnyFunction = (argument: unknown) => unknown;

const { site: siteOrigin = '', now: openedAt } = (document.currentScript as HTMLScriptElement).dataset;
// The demo lies in the past: screens count ages from the host's present, not the machine's.
const machineNow = Date.now;
const offset = openedAt === undefined ? 0 : Number(openedAt) - machineNow();
globalThis.Date = hostDate(() => machineNow() + offset);

const waiting = new Map<
  number,
  { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
>();
const functions = new Map<number, AnyFunction>();
const locationListeners = new Set<(location: FrameLocation) => void>();
let serial = 0;

function send(message: FrameMessage): void {
  window.parent.postMessage(message, siteOrigin);
}

function withTickets(value: unknown): unknown {
  if (typeof value === 'function') {
    serial += 1;
    functions.set(serial, value as AnyFunction);
    return { __function: serial } satisfies FunctionTicket;
  }
  if (Array.isArray(value)) return value.map(withTickets);
  if (value && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withTickets(inner)]));
  }
  return value;
}

function call(command: string, data?: unknown): Promise<unknown> {
  serial += 1;
  const id = serial;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    send({ from: 'throughline-frame', kind: 'call', id, command, data: withTickets(data) });
  });
}

/* Attributes and a style sheet, as `view.theme.enable()` brings them on Atlassian's site. */
function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  root.setAttribute('data-color-mode', theme.colorMode);
  root.setAttribute('data-theme', theme.names);
  if (document.getElementById('atlassian-tokens')) return;
  const link = document.createElement('link');
  link.id = 'atlassian-tokens';
  link.rel = 'stylesheet';
  link.href = '/__tokens.css';
  document.head.prepend(link);
}

function receive(message: ShellMessage): void {
  switch (message.kind) {
    case 'answer':
      waiting.get(message.id)?.resolve(message.value);
      waiting.delete(message.id);
      return;
    case 'failure':
      waiting.get(message.id)?.reject(new Error(message.message));
      waiting.delete(message.id);
      return;
    case 'callback':
      functions.get(message.callback)?.(message.argument);
      return;
    case 'theme':
      applyTheme(message.theme);
      return;
    case 'location':
      for (const listener of locationListeners) listener(message.location);
  }
}

window.addEventListener('message', (event: MessageEvent<ShellMessage>) => {
  if (event.source !== window.parent || event.origin !== siteOrigin) return;
  if (event.data?.from === 'throughline-shell') receive(event.data);
});

type Action = 'POP' | 'PUSH' | 'REPLACE';
type Target = string | Partial<FrameLocation>;

function locationOf(target: Target): FrameLocation {
  serial += 1;
  const key = String(serial);
  if (typeof target !== 'string') {
    return { pathname: '/', search: '', hash: '', ...target, key };
  }
  const url = new URL(target, 'http://frame.invalid/');
  return { pathname: url.pathname, search: url.search, hash: url.hash, key };
}

/** The `history` object of `view.createHistory()`: it has methods, so it has to live in the frame. */
async function createHistory(): Promise<unknown> {
  const listeners = new Set<(location: FrameLocation, action: Action) => void>();
  const history = {
    action: 'POP' as Action,
    location: (await call('createHistory')) as FrameLocation,
    length: 1,
    listen(listener: (location: FrameLocation, action: Action) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    push: (target: Target) => move('PUSH', locationOf(target)),
    replace: (target: Target) => move('REPLACE', locationOf(target)),
    go: (delta: number) => void call('moveHistory', { go: delta }),
    goBack: () => void call('moveHistory', { go: -1 }),
    goForward: () => void call('moveHistory', { go: 1 }),
    block: () => () => undefined,
    createHref: (target: Target) => {
      const to = locationOf(target);
      return `${to.pathname}${to.search}${to.hash}`;
    },
  };
  function tell(action: Action, location: FrameLocation): void {
    history.action = action;
    history.location = location;
    for (const listener of listeners) listener(location, action);
  }
  function move(action: 'PUSH' | 'REPLACE', location: FrameLocation): void {
    tell(action, location);
    void call('moveHistory', { action, location });
  }
  locationListeners.add((location) => tell('POP', location));
  return history;
}

async function subscribe(data: unknown): Promise<unknown> {
  const id = await call('on', data);
  return { unsubscribe: () => void call('off', { id }) };
}

const inFrame: Readonly<Record<string, (data: unknown) => Promise<unknown>>> = {
  createHistory,
  on: subscribe,
  onPublic: subscribe,
};

Object.defineProperty(globalThis, '__bridge', {
  value: { callBridge: (command: string, data?: unknown) => (inFrame[command] ?? ((d) => call(command, d)))(data) },
});

/* Panels on Atlassian's site grow with what they hold; the shell needs to know how tall that is. */
window.addEventListener('DOMContentLoaded', () => {
  let told = 0;
  const tellHeight = (): void => {
    // The body itself may be as tall as the frame, whatever it holds: its children tell.
    const bottoms = Array.from(
      document.body.children,
      (child) => child.getBoundingClientRect().top + child.scrollHeight,
    );
    const height = Math.ceil(
      Math.max(0, ...bottoms) + window.scrollY + parseFloat(getComputedStyle(document.body).paddingBottom),
    );
    if (height === told) return;
    told = height;
    send({ from: 'throughline-frame', kind: 'height', height });
  };
  const sizes = new ResizeObserver(tellHeight);
  const observeChildren = (): void => {
    for (const child of Array.from(document.body.children)) sizes.observe(child);
    tellHeight();
  };
  new MutationObserver(observeChildren).observe(document.body, { childList: true });
  observeChildren();
});
