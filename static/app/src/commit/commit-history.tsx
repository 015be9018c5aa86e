/** What was found, decided and taken back about commits, each by whom and when. Names come from Jira. */
import type { LedgerEntryView } from '../bridge';
import { ItemLink } from '../item/item-link';
import { CLOSED_ACCOUNT } from '../people/read-people';
import { type People, usePeople } from '../people/use-people';
import { Day } from '../words/day';
import { writeLinker } from '../words/linker';
import { writePercent } from '../words/share';
import styles from './commit.module.css';

const ACTS: Readonly<Record<LedgerEntryView['act'], string>> = {
  found: 'Found',
  superseded: 'No longer found',
  confirmed: 'Confirmed',
  rejected: 'Rejected',
  undone: 'Decision taken back',
};

export function CommitHistory({
  entries,
  withCommit = false,
}: {
  readonly entries: readonly LedgerEntryView[];
  /** Names the commit too, where entries are about several. */
  readonly withCommit?: boolean;
}) {
  const { people } = usePeople(entries.flatMap(({ by }) => (by.kind === 'person' ? [by.accountId] : [])));
  if (entries.length === 0) return <p className={styles.quiet}>Nothing that you may see.</p>;
  return (
    <ol className={styles.history}>
      {entries.map((entry) => (
        <li key={entry.id}>
          <span>
            <strong>{ACTS[entry.act]}</strong>:{' '}
            {withCommit ? (
              <>
                <code className={styles.sha} title={entry.sha}>
                  {entry.sha.slice(0, 7)}
                </code>{' '}
                for{' '}
              </>
            ) : null}
            <ItemLink item={entry.item} withStatus={false} />
          </span>
          <span className={styles.quiet}>
            <Day at={entry.at} withTime />, by <Actor entry={entry} people={people} />
          </span>
          {entry.evidence === '' ? null : (
            <span className={styles.quiet}>
              <bdi>{entry.evidence}</bdi>
              {entry.by.kind === 'person' && entry.confidence < 1
                ? `, offered with ${writePercent(entry.confidence)}`
                : ''}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function Actor({ entry, people }: { readonly entry: LedgerEntryView; readonly people: People }) {
  const { by } = entry;
  if (by.kind === 'linker')
    return (
      <>
        {writeLinker(entry.linker).toLowerCase()} ({by.version})
      </>
    );
  if (by.accountId === CLOSED_ACCOUNT) return <>an account that was closed</>;
  return <bdi>{people.get(by.accountId)?.name ?? 'a person whom Jira does not name to you'}</bdi>;
}
