/** Where this frame stands: which module, which work item or project, whose language and time zone. */
import { createContext, useContext } from 'react';

export interface FramePlace {
  readonly moduleKey: string;
  readonly siteUrl: string;
  readonly locale: string;
  readonly timeZone: string;
  /** What Jira says about the place; each screen reads the few fields it knows. */
  readonly extension: Readonly<Record<string, unknown>>;
}

const FrameContext = createContext<FramePlace | undefined>(undefined);

export const FrameProvider = FrameContext.Provider;

export function useFrame(): FramePlace {
  const place = useContext(FrameContext);
  if (!place) throw new Error('This screen stands outside a frame. Wrap it in FrameProvider.');
  return place;
}

/** Reads `extension.issue.id` and the like without trusting their shape. */
export function textAt(extension: Readonly<Record<string, unknown>>, ...path: readonly string[]): string | undefined {
  let at: unknown = extension;
  for (const name of path)
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined;
  return typeof at === 'string' || typeof at === 'number' ? String(at) : undefined;
}
