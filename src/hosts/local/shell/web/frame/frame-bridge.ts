/**
 * The shell's half of the Custom UI bridge: hears one frame, answers what can be answered in the
 * page, and passes the rest to the host together with the place the frame really stands in.
 */
import { issueAddress, projectAppAddress } from '../../addresses';
import type { FrameLocation, FrameMessage, FunctionTicket, ShellMessage, Theme } from '../../frame/protocol';
import type { Place } from '../../place';
import { askHost } from '../site/ask';

export type BridgePlace = Place;

export interface ModalWish {
  readonly resource: string | null;
  readonly size: string | { readonly width: string; readonly height?: string };
  readonly title: string;
  readonly context: unknown;
  readonly closeOnEscape: boolean;
  readonly closeOnOverlayClick: boolean;
  onClose(payload: unknown): void;
}

export interface FlagWish {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly type: string;
  readonly isAutoDismiss?: boolean;
  readonly actions: readonly { readonly text: string; onClick(): void }[];
}

export interface FrameHost {
  readonly place: BridgePlace;
  /** Added to `extension` for a frame inside a modal. */
  readonly modalContext?: unknown;
  theme(): Theme;
  /** Undefined when this module has no pages of its own. */
  readonly history?: {
    location(): FrameLocation;
    move(action: 'PUSH' | 'REPLACE', location: FrameLocation): void;
    go(delta: number): void;
  };
  resize(height: number): void;
  /** False when this frame cannot do it, as on Atlassian's site. */
  submit(payload: unknown): boolean;
  close(payload: unknown): boolean;
  refresh(): boolean;
  openModal(wish: ModalWish): void;
  showFlag(wish: FlagWish): void;
  closeFlag(id: string): void;
}

export interface FrameBridge {
  tellTheme(): void;
  tellLocation(location: FrameLocation): void;
  disconnect(): void;
}

interface Subscriber {
  readonly event: string;
  hear(payload: unknown): void;
}

/** Frames of the app on one page hear each other. */
const subscribers = new Map<number, Subscriber>();
let serial = 0;

/** Tells every frame that asked for it about an event of the product. */
export function emitToFrames(event: string, payload: unknown): void {
  for (const subscriber of subscribers.values()) if (subscriber.event === event) subscriber.hear(payload);
}

export function connectFrame(frame: HTMLIFrameElement, appOrigin: string, host: FrameHost): FrameBridge {
  const mine = new Set<number>();
  const closeListeners: FunctionTicket[] = [];
  let themed = false;
  let hasHistory = false;

  const send = (message: ShellMessage) => frame.contentWindow?.postMessage(message, appOrigin);
  const callBack = (ticket: unknown, argument: unknown) => {
    if (isTicket(ticket)) send({ from: 'throughline-shell', kind: 'callback', callback: ticket.__function, argument });
  };

  const commands: Readonly<Record<string, (data: unknown) => unknown>> = {
    invoke: (data) => ask('invoke', data),
    fetchProduct: (data) => ask('fetchProduct', data),
    getContext: async () => {
      const context = (await ask('getContext', null)) as { extension: object };
      const extension =
        host.modalContext === undefined ? context.extension : { ...context.extension, modal: host.modalContext };
      return { ...context, extension, theme: { colorMode: host.theme().colorMode } };
    },
    enableTheming: () => {
      themed = true;
      send({ from: 'throughline-shell', kind: 'theme', theme: host.theme() });
      return true;
    },
    navigate: (data) => goTo(fieldsOf(data)),
    getUrl: (data) => location.origin + addressOf(fieldsOf(data)),
    reload: () => location.reload(),
    createHistory: () => {
      hasHistory = true;
      return history().location();
    },
    moveHistory: (data) => {
      const wish = data as { go?: number; action?: 'PUSH' | 'REPLACE'; location?: FrameLocation };
      if (wish.go !== undefined) history().go(wish.go);
      else if (wish.action && wish.location) history().move(wish.action, wish.location);
    },
    submit: (data) => host.submit(data),
    close: (data) => {
      for (const listener of closeListeners) callBack(listener, data);
      return host.close(data);
    },
    onClose: (data) => {
      if (isTicket(data)) closeListeners.push(data);
      return true;
    },
    refresh: () => host.refresh(),
    open: () => true,
    openModal: (data) => {
      const wish = fieldsOf(data);
      host.openModal({
        resource: typeof wish['resource'] === 'string' ? wish['resource'] : null,
        size: (wish['size'] as ModalWish['size'] | undefined) ?? 'medium',
        title: String(wish['title'] ?? ''),
        context: wish['context'],
        closeOnEscape: wish['closeOnEscape'] !== false,
        closeOnOverlayClick: wish['closeOnOverlayClick'] !== false,
        onClose: (payload) => callBack(wish['onClose'], payload),
      });
      return true;
    },
    showFlag: (data) => {
      const wish = fieldsOf(data);
      const actions = Array.isArray(wish['actions']) ? (wish['actions'] as { text: string; onClick: unknown }[]) : [];
      host.showFlag({
        id: String(wish['id']),
        title: String(wish['title'] ?? ''),
        ...(typeof wish['description'] === 'string' && { description: wish['description'] }),
        type: String(wish['type'] ?? 'info'),
        isAutoDismiss: wish['isAutoDismiss'] === true,
        actions: actions.map(({ text, onClick }) => ({ text, onClick: () => callBack(onClick, undefined) })),
      });
      return true;
    },
    closeFlag: (data) => host.closeFlag(String(fieldsOf(data)['id'])),
    on: (data) => {
      const wish = fieldsOf(data);
      serial += 1;
      const id = serial;
      mine.add(id);
      subscribers.set(id, { event: String(wish['event']), hear: (payload) => callBack(wish['callback'], payload) });
      return id;
    },
    off: (data) => {
      const id = Number(fieldsOf(data)['id']);
      if (mine.delete(id)) subscribers.delete(id);
    },
    emit: (data) => emitToFrames(String(fieldsOf(data)['event']), fieldsOf(data)['payload']),
    emitPublic: (data) => emitToFrames(String(fieldsOf(data)['event']), fieldsOf(data)['payload']),
    changeWindowTitle: (data) => {
      document.title = String(data);
    },
    emitReadyEvent: () => true,
    getFrameId: () => frame.id,
  };

  function ask(command: string, data: unknown): Promise<unknown> {
    return askHost<{ value: unknown }>('bridge', 'POST', { command, place: host.place, data }).then(
      ({ value }) => value,
    );
  }

  function history(): NonNullable<FrameHost['history']> {
    if (!host.history) throw new Error('This module has no pages of its own, so it has no history.');
    return host.history;
  }

  async function answer(id: number, command: string, data: unknown): Promise<void> {
    try {
      const handle = Object.hasOwn(commands, command) ? commands[command] : undefined;
      if (!handle) throw new Error(`The bridge command "${command}" is not available in the local host.`);
      send({ from: 'throughline-shell', kind: 'answer', id, value: await handle(data) });
    } catch (error) {
      send({
        from: 'throughline-shell',
        kind: 'failure',
        id,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }

  function hear(event: MessageEvent<FrameMessage>): void {
    if (event.source !== frame.contentWindow || event.origin !== appOrigin) return;
    const message = event.data;
    if (message?.from !== 'throughline-frame') return;
    if (message.kind === 'height') host.resize(message.height);
    else void answer(message.id, message.command, message.data);
  }

  window.addEventListener('message', hear);
  return {
    tellTheme() {
      if (themed) send({ from: 'throughline-shell', kind: 'theme', theme: host.theme() });
    },
    tellLocation(to) {
      if (hasHistory) send({ from: 'throughline-shell', kind: 'location', location: to });
    },
    disconnect() {
      window.removeEventListener('message', hear);
      for (const id of mine) subscribers.delete(id);
    },
  };
}

function goTo(wish: Readonly<Record<string, unknown>>): void {
  const address = addressOf(wish);
  const url = new URL(address, location.origin);
  if (!['http:', 'https:'].includes(url.protocol)) throw new Error(`router cannot open "${url.protocol}" addresses.`);
  if (wish['type'] === 'new-tab' || url.origin !== location.origin) window.open(url, '_blank', 'noopener');
  else {
    window.history.pushState(null, '', url);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }
}

/** A URL as given, or the place that `NavigationLocation` names. */
function addressOf(wish: Readonly<Record<string, unknown>>): string {
  switch (wish['target']) {
    case undefined:
      return String(wish['url']);
    case 'issue':
      return issueAddress(String(wish['issueKey']));
    case 'dashboard':
      return `/dashboards/${String(wish['dashboardId'])}`;
    case 'projectSettingsDetails':
      return `/projects/${String(wish['projectKey'])}/settings`;
    case 'module':
      return wish['projectKey'] === undefined
        ? `/admin/apps/${String(wish['moduleKey'])}`
        : projectAppAddress(String(wish['projectKey']), String(wish['moduleKey']));
    default:
      throw new Error(`router cannot go to "${String(wish['target'])}" in the local host.`);
  }
}

function fieldsOf(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}

function isTicket(value: unknown): value is FunctionTicket {
  return typeof value === 'object' && value !== null && typeof (value as FunctionTicket).__function === 'number';
}
