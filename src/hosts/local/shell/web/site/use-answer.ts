import { useCallback, useEffect, useRef, useState } from 'react';

export interface AnswerState<T> {
  /** The last answer; it stays while a newer one is under way. */
  readonly value?: T;
  readonly error?: Error;
  readonly reload: () => void;
}

/** Asks when `question` changes, and again on `reload()`. Answers to older questions are dropped. */
export function useAnswer<T>(question: string, ask: () => Promise<T>): AnswerState<T> {
  const [state, setState] = useState<{ question: string; value?: T; error?: Error }>({ question });
  const [round, setRound] = useState(0);
  const asking = useRef(ask);
  asking.current = ask;
  useEffect(() => {
    let current = true;
    asking.current().then(
      (value) => current && setState({ question, value }),
      (error: Error) => current && setState({ question, error }),
    );
    return () => {
      current = false;
    };
  }, [question, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  // What was answered to another question must not be shown as the answer to this one.
  const { value, error } = state.question === question ? state : { value: undefined, error: undefined };
  return { ...(value !== undefined && { value }), ...(error && { error }), reload };
}
