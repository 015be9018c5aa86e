import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import { issueAddress } from '../../addresses';
import type { Inbox } from '../../shell-host';
import { askHost } from '../site/ask';
import { Go } from '../site/router';
import { useSite } from '../site/site-context';
import { useAnswer } from '../site/use-answer';
import { instantOf } from '../site/when';
import styles from './app-pages.module.css';
import { PageHead, Waiting } from './page-states';

/** Alerts of automation rules to the signed-in user, and mails that Jira would have sent. */
export function NotificationsPage() {
  const { state } = useSite();
  const inbox = useAnswer(`inbox ${state.alerts} ${state.settledEvents}`, () => askHost<Inbox>('outbox'));
  if (!inbox.value) return <Waiting what="your notifications" error={inbox.error} retry={inbox.reload} />;
  const { alerts, mails } = inbox.value;
  const nameOf = (accountId: string) =>
    state.people.find((person) => person.accountId === accountId)?.displayName ?? accountId;
  return (
    <div className={styles.page}>
      <PageHead crumbs={[{ text: state.user.displayName }]} title="Notifications" />
      <div className={styles.body}>
        <Heading size="small" as="h2">
          Alerts to you
        </Heading>
        {alerts.length === 0 && (
          <p className={styles.faint}>
            None yet.{' '}
            {state.user.isAdmin && (
              <>
                <Go to="/automation">Make a rule</Go> that alerts you, or run one now.
              </>
            )}
          </p>
        )}
        <ul className={styles.list}>
          {alerts.map((alert) => (
            <li key={alert.id} className={styles.card}>
              <div className={styles.cardHead}>
                <Heading size="xsmall" as="h2">
                  {alert.ruleName}
                </Heading>
                {alert.kind === 'rule failure' && <Lozenge appearance="removed">Rule failed</Lozenge>}
                <span className={styles.when}>{instantOf(alert.at)}</span>
              </div>
              <div className={styles.cardBody}>
                {alert.items.length === 0 && <p>{alert.text}</p>}
                {alert.items.length > 0 && (
                  <ul>
                    {alert.items.map((item) => (
                      <li key={item.key}>
                        <Go to={issueAddress(item.key)}>{item.key}</Go> {withoutKey(item.text, item.key)}
                      </li>
                    ))}
                  </ul>
                )}
              </div>
            </li>
          ))}
        </ul>
        <div className={styles.section}>
          <Heading size="small" as="h2">
            Mails Jira would have sent
          </Heading>
          {mails.length === 0 && (
            <p className={styles.faint}>None. The local Jira keeps mails here and sends nothing.</p>
          )}
          {mails.length > 0 && (
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">When</th>
                  <th scope="col">To</th>
                  <th scope="col">Subject</th>
                </tr>
              </thead>
              <tbody>
                {mails.map((mail, index) => (
                  <tr key={index}>
                    <td className={styles.when}>{instantOf(mail.at)}</td>
                    <td>{mail.to.map(nameOf).join(', ')}</td>
                    <td>
                      {mail.issueKey && <Go to={issueAddress(mail.issueKey)}>{mail.issueKey}</Go>} {mail.subject}
                      <div className={styles.faint}>{mail.text}</div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      </div>
    </div>
  );
}

/** The key stands in front as a link already. */
function withoutKey(text: string, key: string): string {
  return text.startsWith(`${key} `) ? text.slice(key.length + 1) : text;
}
