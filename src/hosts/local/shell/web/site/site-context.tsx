import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { HostState, SurfaceModule } from '../../shell-host';
import { askHost } from './ask';
import { showTheme, storedTheme, type ColorMode } from './theme';

interface Site {
  readonly state: HostState;
  readonly colorMode: ColorMode;
  setColorMode(mode: ColorMode): void;
  /** Asks the host for its present state, for example after moving its time. */
  refresh(): void;
  /** Modules of one type, in the order of the manifest. */
  modules(type: string): readonly SurfaceModule[];
}

const SiteContext = createContext<Site | undefined>(undefined);

export function useSite(): Site {
  const site = useContext(SiteContext);
  if (!site) throw new Error('Only below SiteProvider.');
  return site;
}

interface SiteProviderProps {
  readonly children: ReactNode;
  /** Shown until the host has answered for the first time. */
  readonly waiting: (problem: string | undefined) => ReactNode;
}

export function SiteProvider({ children, waiting }: SiteProviderProps) {
  const [state, setState] = useState<HostState>();
  const [problem, setProblem] = useState<string>();
  const [colorMode, setMode] = useState<ColorMode>(storedTheme);
  const asked = useRef(false);

  const refresh = useCallback(() => {
    if (asked.current) return;
    asked.current = true;
    askHost<HostState>('state')
      .then(
        (next) => {
          setState(next);
          setProblem(undefined);
        },
        (error: Error) => setProblem(error.message),
      )
      .finally(() => {
        asked.current = false;
      });
  }, []);

  const busy = state?.progress.phase !== 'ready';
  useEffect(() => {
    refresh();
    const timer = setInterval(refresh, busy ? 700 : 3000);
    return () => clearInterval(timer);
  }, [busy, refresh]);

  const site = useMemo<Site | undefined>(
    () =>
      state && {
        state,
        colorMode,
        setColorMode: (mode) => {
          setMode(mode);
          void showTheme(mode);
        },
        refresh,
        modules: (type) => state.modules.filter((module) => module.type === type),
      },
    [state, colorMode, refresh],
  );
  if (!site) return <>{waiting(problem)}</>;
  return <SiteContext.Provider value={site}>{children}</SiteContext.Provider>;
}
