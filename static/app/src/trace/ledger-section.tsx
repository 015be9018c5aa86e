/** What was found and decided in the project, newest first, page by page. */
import Button from '@atlaskit/button/new';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type LedgerPage, type RefusalReason, ask } from '../bridge';
import { CommitHistory } from '../commit/commit-history';
import { Loading, Refused } from '../frame/states';
import tables from '../frame/table.module.css';
import { count } from '../words/working-age';
import styles from './trace.module.css';

const PAGE = 20;

export function LedgerSection() {
  const [page, setPage] = useState<LedgerPage | undefined>();
  const [refusal, setRefusal] = useState<{ readonly reason: RefusalReason; readonly message: string } | undefined>();
  const [adding, setAdding] = useState(false);
  const gone = useRef(false);

  const read = useCallback(async (before: LedgerPage | undefined) => {
    setAdding(true);
    const cursor = before?.nextCursor;
    const answer = await ask('trace.ledger', { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    if (gone.current) return;
    setAdding(false);
    setRefusal(answer.ok ? undefined : answer);
    if (answer.ok)
      setPage({
        ...answer.value,
        entries: [...(before?.entries ?? []), ...answer.value.entries],
        hidden: (before?.hidden ?? 0) + answer.value.hidden,
      });
  }, []);
  useEffect(() => {
    gone.current = false;
    void read(undefined);
    return () => {
      gone.current = true;
    };
  }, [read]);

  return (
    <div className={styles.section}>
      {!page && !refusal ? <Loading label="Reading what was decided" rows={4} /> : null}
      {page ? (
        page.entries.length === 0 && page.hidden === 0 ? (
          <p className={styles.coverage}>Nothing so far: no link was found and nobody decided on any.</p>
        ) : (
          <CommitHistory entries={page.entries} withCommit />
        )
      ) : null}
      {refusal ? <Refused reason={refusal.reason} message={refusal.message} again={() => read(page)} /> : null}
      {page ? (
        <div className={tables.foot}>
          <span>
            {count(page.entries.length, 'entry', 'entries')}, newest first
            {page.hidden > 0 ? `, and ${count(page.hidden, 'entry', 'entries')} about items you cannot see` : ''}.
            Nothing is ever overwritten: the export has all of it.
          </span>
          {page.nextCursor === undefined ? null : (
            <Button spacing="compact" isLoading={adding} onClick={() => void read(page)}>
              Show more
            </Button>
          )}
        </div>
      ) : null}
    </div>
  );
}
