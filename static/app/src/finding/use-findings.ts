/** Pages of findings, each page added below the last, and all of them for the file. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type FindingPage, type FindingView, type RefusalReason, type Requests, ask } from '../bridge';

export type FindingFilter = Pick<Requests['findings.list']['take'], 'detector' | 'line' | 'waived'>;

const PAGE = 20;
const FILE_PAGE = 100;

export interface FindingsShown {
  readonly page: FindingPage | undefined;
  readonly refusal: { readonly reason: RefusalReason; readonly message: string } | undefined;
  readonly adding: boolean;
}

export function useFindings(filter: FindingFilter) {
  const [shown, setShown] = useState<FindingsShown>({ page: undefined, refusal: undefined, adding: false });
  const newest = useRef(0);
  const { detector, line, waived } = filter;

  const read = useCallback(
    async (before: FindingPage | undefined) => {
      const question = ++newest.current;
      setShown((now) => ({ ...now, adding: before !== undefined }));
      const answer = await ask('findings.list', takeOf({ detector, line, waived }, before?.nextCursor, PAGE));
      if (question !== newest.current) return;
      if (!answer.ok) setShown({ page: before, refusal: answer, adding: false });
      else
        setShown({
          page: { ...answer.value, findings: [...(before?.findings ?? []), ...answer.value.findings] },
          refusal: undefined,
          adding: false,
        });
    },
    [detector, line, waived],
  );

  useEffect(() => {
    void read(undefined);
    return () => {
      newest.current += 1;
    };
  }, [read]);
  return {
    shown,
    again: useCallback(() => read(undefined), [read]),
    more: useCallback(() => read(shown.page), [read, shown.page]),
  };
}

/** Every row behind a filter, however many pages they take; undefined when a page is refused. */
export async function readAllFindings(filter: FindingFilter): Promise<FindingView[] | undefined> {
  const findings: FindingView[] = [];
  let cursor: string | undefined;
  do {
    const answer = await ask('findings.list', takeOf(filter, cursor, FILE_PAGE));
    if (!answer.ok) return undefined;
    findings.push(...answer.value.findings);
    cursor = answer.value.nextCursor;
  } while (cursor !== undefined);
  return findings;
}

function takeOf(
  { detector, line, waived }: { readonly [Name in keyof FindingFilter]?: FindingFilter[Name] | undefined },
  cursor: string | undefined,
  limit: number,
): Requests['findings.list']['take'] {
  return {
    ...(detector === undefined ? {} : { detector }),
    ...(line === undefined ? {} : { line }),
    ...(waived === undefined ? {} : { waived }),
    ...(cursor === undefined ? {} : { cursor }),
    limit,
  };
}
