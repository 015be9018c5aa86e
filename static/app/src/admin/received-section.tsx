/** What has arrived from git: repositories, and keys that commits name but no item that was read has. */
import Heading from '@atlaskit/heading';
import type { AdminView } from '../bridge';
import { Empty } from '../frame/states';
import tables from '../frame/table.module.css';
import { Day } from '../words/day';
import { count } from '../words/working-age';
import styles from './admin.module.css';

export function ReceivedSection({ admin }: { readonly admin: AdminView }) {
  return (
    <>
      <section className={styles.section}>
        <Heading as="h2" size="small" id="repositories">
          Repositories
        </Heading>
        {admin.repositories.length === 0 ? (
          <Empty title="No repository has sent anything yet">
            Set up a webhook, or send the history with the command line; both are explained under Connect. Until then
            everything about commits is unknown.
          </Empty>
        ) : (
          <Repositories repositories={admin.repositories} />
        )}
      </section>
      {admin.unknownKeys.length > 0 ? <UnknownKeys keys={admin.unknownKeys} /> : null}
    </>
  );
}

function Repositories({ repositories }: Pick<AdminView, 'repositories'>) {
  return (
    <div className={tables.scroll} tabIndex={0} role="region" aria-labelledby="repositories">
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">Repository</th>
            <th scope="col" className={tables.number}>
              Commits
            </th>
            <th scope="col">Newest commit</th>
            <th scope="col">Last received</th>
          </tr>
        </thead>
        <tbody>
          {repositories.map(({ name, commits, lastCommitAt, lastReceivedAt }) => (
            <tr key={name}>
              <th scope="row" className={styles.wrap}>
                {name}
              </th>
              <td className={tables.number}>{commits.toLocaleString('en')}</td>
              <td>
                {lastCommitAt === undefined ? <span className={tables.quiet}>none</span> : <Day at={lastCommitAt} />}
              </td>
              <td>
                {lastReceivedAt === undefined ? (
                  <span className={tables.quiet}>never</span>
                ) : (
                  <Day at={lastReceivedAt} withTime />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function UnknownKeys({ keys }: { readonly keys: AdminView['unknownKeys'] }) {
  return (
    <section className={styles.section} aria-labelledby="unknown-keys">
      <Heading as="h2" size="small" id="unknown-keys">
        Keys that lead nowhere
      </Heading>
      <p className={styles.about}>
        Commits name them, but no work item that was read has them: the project may not be read yet, or the key is a
        slip.
      </p>
      <ul className={styles.keys}>
        {keys.map(({ key, commits }) => (
          <li key={key}>
            <code>{key}</code> <span className={styles.quiet}>{count(commits, 'commit')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
