/** What was received, when, what became of it, and for every row that was dropped: why. */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import { useCallback, useEffect, useState } from 'react';
import { type LogEntryView, type RefusalReason, ask } from '../bridge';
import { Disclosure } from '../frame/disclosure';
import { Empty, Loading, Refused } from '../frame/states';
import tables from '../frame/table.module.css';
import { Day } from '../words/day';
import { count } from '../words/working-age';
import styles from './admin.module.css';

const OUTCOMES = {
  accepted: ['Accepted', 'success'],
  partly: ['Partly accepted', 'warning'],
  refused: ['Refused', 'danger'],
  failed: ['Failed', 'danger'],
} as const satisfies Record<LogEntryView['outcome'], readonly [string, string]>;

interface LogShown {
  readonly entries: readonly LogEntryView[] | undefined;
  readonly nextCursor: string | undefined;
  readonly refusal: { readonly reason: RefusalReason; readonly message: string } | undefined;
}

export function IngestionLog() {
  const [log, setLog] = useState<LogShown>({ entries: undefined, nextCursor: undefined, refusal: undefined });
  const [adding, setAdding] = useState(false);
  const read = useCallback(async (before: readonly LogEntryView[], cursor: string | undefined) => {
    setAdding(true);
    const answer = await ask('admin.log', cursor === undefined ? {} : { cursor });
    setAdding(false);
    if (answer.ok)
      setLog({
        entries: [...before, ...answer.value.entries],
        nextCursor: answer.value.nextCursor,
        refusal: undefined,
      });
    else setLog({ entries: before.length > 0 ? before : undefined, nextCursor: cursor, refusal: answer });
  }, []);
  useEffect(() => void read([], undefined), [read]);
  const again = () => read([], undefined);

  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <Heading as="h2" size="small" id="log">
          Ingestion log
        </Heading>
        <Button
          spacing="compact"
          appearance="subtle"
          isLoading={adding && log.entries !== undefined}
          onClick={() => void again()}
        >
          Refresh
        </Button>
      </div>
      {!log.entries && !log.refusal ? <Loading label="Reading the log" rows={4} /> : null}
      {log.refusal ? <Refused {...log.refusal} again={again} /> : null}
      {log.entries?.length === 0 ? (
        <Empty title="Nothing has been received yet">
          Every delivery from Jira, a webhook or the command line is noted here, with what was dropped and why.
        </Empty>
      ) : null}
      {log.entries && log.entries.length > 0 ? (
        <div className={tables.scroll} tabIndex={0} role="region" aria-labelledby="log">
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">From</th>
                <th scope="col">Outcome</th>
                <th scope="col">What</th>
              </tr>
            </thead>
            <tbody>
              {log.entries.map((entry, index) => (
                <Entry key={index} entry={entry} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {log.nextCursor === undefined || !log.entries ? null : (
        <div>
          <Button spacing="compact" isLoading={adding} onClick={() => void read(log.entries ?? [], log.nextCursor)}>
            Show more
          </Button>
        </div>
      )}
    </section>
  );
}

function Entry({ entry }: { readonly entry: LogEntryView }) {
  const [word, appearance] = OUTCOMES[entry.outcome];
  const counts = Object.entries(entry.counts).map(([name, amount]) => `${name}: ${amount.toLocaleString('en')}`);
  return (
    <tr>
      <td>
        <Day at={entry.at} withTime />
      </td>
      <td>{entry.source}</td>
      <td>
        <Lozenge appearance={appearance}>{word}</Lozenge>
      </td>
      <td className={styles.wrap}>
        {entry.text}
        {counts.length > 0 ? <span className={styles.line}>{counts.join(' · ')}</span> : null}
        {entry.rejected.length > 0 ? (
          <Disclosure label={`${count(entry.rejected.length, 'row')} dropped`}>
            {() => (
              <ul className={styles.rejected}>
                {entry.rejected.map(({ what, why }, index) => (
                  <li key={index}>
                    <code>{what}</code> {why}
                  </li>
                ))}
              </ul>
            )}
          </Disclosure>
        ) : null}
      </td>
    </tr>
  );
}
