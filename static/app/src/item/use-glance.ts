/** The glance of the work item this frame stands on: the property first, our functions only without it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type ItemProperty, type ItemRef, type RefusalReason, ask, events } from '../bridge';
import { textAt, useFrame } from '../frame/frame-context';
import { type Glance, glanceFromProperty, glanceFromView } from './item-glance';
import { idsNamed, readItems, readProperty } from './read-property';

/** How long an examination usually takes to follow a change. */
const SETTLING_MS = 8_000;

export type GlanceState =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly glance: Glance; readonly namesFailed: boolean }
  | { readonly state: 'refused'; readonly reason: RefusalReason; readonly message: string };

export function useGlance(): { readonly shown: GlanceState; readonly again: () => Promise<void> } {
  const { extension } = useFrame();
  const issueId = textAt(extension, 'issue', 'id') ?? textAt(extension, 'issue', 'key');
  const [shown, setShown] = useState<GlanceState>({ state: 'loading' });
  const newest = useRef(0);

  const again = useCallback(async () => {
    const question = ++newest.current;
    const show = (next: GlanceState) => {
      if (question === newest.current) setShown(next);
    };
    if (issueId === undefined) {
      show({
        state: 'refused',
        reason: 'not-found',
        message: 'Jira did not say which work item this is. Open the panel from a work item.',
      });
      return;
    }
    const answer = await readProperty(issueId);
    if (answer.kind === 'found') await showProperty(answer.property, show);
    else await showView(show);
  }, [issueId]);

  useEffect(() => {
    void again();
    return () => {
      newest.current += 1;
    };
  }, [again]);

  // The change reaches us through an event and a queue: look at once, and once more when it has settled.
  useEffect(() => {
    let settled: ReturnType<typeof setTimeout> | undefined;
    const listening = events.on('JIRA_ISSUE_CHANGED', () => {
      void again();
      clearTimeout(settled);
      settled = setTimeout(() => void again(), SETTLING_MS);
    });
    return () => {
      clearTimeout(settled);
      void listening.then(
        ({ unsubscribe }) => unsubscribe(),
        () => undefined,
      );
    };
  }, [again]);
  return { shown, again };
}

/** Paints at once, and again when Jira has said how the other items are called. */
async function showProperty(property: ItemProperty, show: (next: GlanceState) => void): Promise<void> {
  const ids = idsNamed(property);
  const nothing: ReadonlyMap<string, ItemRef> = new Map();
  const now = new Date().toISOString();
  show({
    state: 'ready',
    glance: glanceFromProperty(property, ids.length === 0 ? nothing : undefined, now),
    namesFailed: false,
  });
  if (ids.length === 0) return;
  const items = await readItems(ids);
  show({ state: 'ready', glance: glanceFromProperty(property, items, now), namesFailed: items === undefined });
}

async function showView(show: (next: GlanceState) => void): Promise<void> {
  const answer = await ask('item.read', {});
  if (answer.ok) show({ state: 'ready', glance: glanceFromView(answer.value), namesFailed: false });
  else show({ state: 'refused', reason: answer.reason, message: answer.message });
}
