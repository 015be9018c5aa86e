import Spinner from '@atlaskit/spinner';
import { useEffect, useId, useRef, useState } from 'react';
import type { FrameLocation } from '../../frame/protocol';
import { frameSandbox } from '../../frame/sandbox';
import { useSite } from '../site/site-context';
import { themeOf } from '../site/theme';
import styles from './app-frame.module.css';
import { connectFrame, type BridgePlace, type FrameBridge } from './frame-bridge';
import { useAppDialogs } from './dialogs-context';

export interface FramePages {
  /** Address of the module; its own pages follow it. */
  readonly base: string;
  /** The page inside the module: `/health`. */
  readonly path: string;
  go(path: string, how: 'push' | 'replace'): void;
}

interface AppFrameProps {
  readonly title: string;
  readonly source: string;
  readonly place: BridgePlace;
  readonly pages?: FramePages;
  readonly modalContext?: unknown;
  /** Before the app has said how tall it is. */
  readonly minHeight?: number;
  /** Fills its parent, as pages do, rather than growing with its content. */
  readonly fill?: boolean;
  readonly onSubmit?: (payload: unknown) => void;
  readonly onClose?: (payload: unknown) => void;
  readonly onRefresh?: () => void;
}

/** One frame of the app, on its own origin, joined to the page by the bridge. */
export function AppFrame(props: AppFrameProps) {
  const { title, source, place, pages, minHeight = 60 } = props;
  const { state, colorMode } = useSite();
  const dialogs = useAppDialogs();
  const frame = useRef<HTMLIFrameElement>(null);
  const bridge = useRef<FrameBridge>();
  const id = useId();
  const [height, setHeight] = useState<number>();
  const [loaded, setLoaded] = useState(false);
  // The bridge lives as long as the frame; what it reads may change at every rendering.
  const latest = useRef({ ...props, colorMode });
  latest.current = { ...props, colorMode };

  const identity = JSON.stringify([source, { ...place, path: undefined }]);
  useEffect(() => {
    if (!frame.current) return;
    const connected = connectFrame(frame.current, state.appOrigin, {
      get place() {
        return latest.current.place;
      },
      modalContext: latest.current.modalContext,
      theme: () => themeOf(latest.current.colorMode),
      ...(latest.current.pages && {
        history: {
          location: () => locationOf(latest.current.pages?.path ?? '/'),
          move: (action, to) =>
            latest.current.pages?.go(to.pathname + to.search, action === 'PUSH' ? 'push' : 'replace'),
          go: (delta) => history.go(delta),
        },
      }),
      resize: setHeight,
      submit: (payload) => answered(latest.current.onSubmit, payload),
      close: (payload) => answered(latest.current.onClose, payload),
      refresh: () => answered(latest.current.onRefresh, undefined),
      openModal: (wish) => dialogs.openModal(wish, latest.current.source, latest.current.place),
      showFlag: dialogs.showFlag,
      closeFlag: dialogs.closeFlag,
    });
    bridge.current = connected;
    return () => connected.disconnect();
  }, [identity, state.appOrigin, dialogs]);

  useEffect(() => {
    bridge.current?.tellTheme();
  }, [colorMode]);
  const path = pages?.path;
  useEffect(() => {
    if (path !== undefined) bridge.current?.tellLocation(locationOf(path));
  }, [path]);

  return (
    <div className={props.fill ? styles.fill : styles.grow}>
      {!loaded && (
        <div className={styles.waiting}>
          <Spinner label={`Loading ${title}`} />
        </div>
      )}
      <iframe
        key={identity}
        ref={frame}
        id={id}
        title={title}
        src={source}
        sandbox={frameSandbox}
        className={styles.frame}
        style={props.fill ? undefined : { height: Math.max(height ?? 0, minHeight) }}
        onLoad={() => setLoaded(true)}
      />
    </div>
  );
}

function answered(handle: ((payload: unknown) => void) | undefined, payload: unknown): boolean {
  handle?.(payload);
  return handle !== undefined;
}

function locationOf(path: string): FrameLocation {
  const url = new URL(path || '/', 'http://frame.invalid');
  return { pathname: url.pathname, search: url.search, hash: url.hash, key: path };
}
