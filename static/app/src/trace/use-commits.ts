/** Pages of the commits of one class, newest first, each page added below the last. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type CommitPage, type RefusalReason, type Requests, type TraceFilter, ask } from '../bridge';
import type { TraceClass } from '../words/trace-class';

const PAGE = 20;

export interface CommitsShown {
  readonly page: CommitPage | undefined;
  readonly refusal: { readonly reason: RefusalReason; readonly message: string } | undefined;
  readonly adding: boolean;
}

export function useCommits(filter: TraceFilter, of: TraceClass) {
  const [shown, setShown] = useState<CommitsShown>({ page: undefined, refusal: undefined, adding: false });
  const newest = useRef(0);
  const asked = JSON.stringify({ ...filter, class: of, limit: PAGE });

  const read = useCallback(
    async (before: CommitPage | undefined) => {
      const question = ++newest.current;
      setShown((now) => ({ ...now, adding: before !== undefined }));
      const take = JSON.parse(asked) as Requests['trace.commits']['take'];
      const cursor = before?.nextCursor;
      const answer = await ask('trace.commits', cursor === undefined ? take : { ...take, cursor });
      if (question !== newest.current) return;
      if (!answer.ok) setShown({ page: before, refusal: answer, adding: false });
      else
        setShown({
          page: {
            ...answer.value,
            hidden: (before?.hidden ?? 0) + answer.value.hidden,
            commits: [...(before?.commits ?? []), ...answer.value.commits],
          },
          refusal: undefined,
          adding: false,
        });
    },
    [asked],
  );

  useEffect(() => {
    void read(undefined);
    return () => {
      newest.current += 1;
    };
  }, [read]);
  /** The next page; or the same again, where the last was refused. */
  return { shown, more: useCallback(() => read(shown.page), [read, shown.page]) };
}
