/** A question to our functions as a screen lives with it: waiting, answered, refused, asked again. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type RefusalReason, type RequestName, type Requests, ask } from '../bridge';

export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: Value }
  | { readonly state: 'refused'; readonly reason: RefusalReason; readonly message: string };

/** How long a screen waits before it asks again while something is going on. */
const POLL_MS = 4000;

/**
 * Asks at once and again whenever `take` changes; keeps the last value on screen while it asks
 * anew. With `pollWhile` it asks again every few seconds for as long as that holds.
 */
export function useAnswer<Name extends RequestName>(
  name: Name,
  take: Requests[Name]['take'],
  pollWhile?: (value: Requests[Name]['give']) => boolean,
): {
  readonly loaded: Loaded<Requests[Name]['give']>;
  /** True while what is shown still answers an earlier question. */
  readonly asking: boolean;
  readonly again: () => Promise<void>;
  readonly put: (value: Requests[Name]['give']) => void;
} {
  const [loaded, setLoaded] = useState<Loaded<Requests[Name]['give']>>({ state: 'loading' });
  const [answered, setAnswered] = useState<string | undefined>();
  const newest = useRef(0);
  const shownFor = useRef<string | undefined>();
  const taken = JSON.stringify(take);

  const again = useCallback(async () => {
    const question = ++newest.current;
    const answer = await ask(name, JSON.parse(taken) as Requests[Name]['take']);
    if (question !== newest.current) return;
    setAnswered(taken);
    if (answer.ok) {
      shownFor.current = taken;
      setLoaded({ state: 'ready', value: answer.value });
    } else
      setLoaded((before) =>
        before.state === 'ready' && answer.reason === 'unavailable' && shownFor.current === taken
          ? before
          : { state: 'refused', reason: answer.reason, message: answer.message },
      );
  }, [name, taken]);

  useEffect(() => {
    setLoaded((before) => (before.state === 'ready' ? before : { state: 'loading' }));
    void again();
    return () => {
      newest.current += 1;
    };
  }, [again]);

  const polls = loaded.state === 'ready' && pollWhile?.(loaded.value) === true;
  useEffect(() => {
    if (!polls) return;
    const timer = setInterval(() => void again(), POLL_MS);
    return () => clearInterval(timer);
  }, [polls, again]);

  const put = useCallback((value: Requests[Name]['give']) => {
    newest.current += 1;
    setLoaded({ state: 'ready', value });
  }, []);
  return { loaded, asking: answered !== taken, again, put };
}
