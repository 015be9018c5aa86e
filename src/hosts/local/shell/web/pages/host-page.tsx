import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { useEffect, useState } from 'react';
import type { InvocationRecord } from '../../../contract';
import type { HostLog } from '../../shell-host';
import { askHost } from '../site/ask';
import { useSite } from '../site/site-context';
import { useAnswer } from '../site/use-answer';
import { instantOf } from '../site/when';
import styles from './app-pages.module.css';
import { PageHead, Waiting } from './page-states';

const refreshMs = 3000;

/** What the stand-in for Forge did: every call of a function, what it used, and what the host says. */
export function HostPage() {
  const { state } = useSite();
  const log = useAnswer('host log', () => askHost<HostLog>('log'));
  const { reload } = log;
  useEffect(() => {
    const timer = setInterval(reload, refreshMs);
    return () => clearInterval(timer);
  }, [reload]);
  if (!log.value) return <Waiting what="the host's log" error={log.error} retry={reload} />;
  const { invocations, meter, entries } = log.value;
  return (
    <div className={styles.page}>
      <PageHead crumbs={[{ text: 'Local host' }]} title="What the host did" />
      <div className={styles.body}>
        {state.webTriggerUrl && (
          <p>
            Web trigger: <span className={styles.mono}>{state.webTriggerUrl}</span>
          </p>
        )}
        <div className={styles.section}>
          <Heading size="small" as="h2">
            Use since start
          </Heading>
          <dl className={styles.meter}>
            {Object.entries(meter).map(([unit, amount]) => (
              <div key={unit}>
                <dt>{unit}</dt>
                <dd>{amount.toLocaleString('en', { maximumFractionDigits: 2 })}</dd>
              </div>
            ))}
          </dl>
        </div>
        <div className={styles.section}>
          <Tabs id="host">
            <TabList>
              <Tab>Invocations</Tab>
              <Tab>Host log</Tab>
            </TabList>
            <TabPanel>
              <Invocations invocations={invocations} />
            </TabPanel>
            <TabPanel>
              <table className={styles.table}>
                <tbody>
                  {entries.map((entry, index) => (
                    <tr key={index}>
                      <td className={styles.when}>{instantOf(entry.at)}</td>
                      <td>
                        {entry.level === 'problem' && <Lozenge appearance="removed">problem</Lozenge>} {entry.text}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TabPanel>
          </Tabs>
        </div>
      </div>
    </div>
  );
}

const outcomes = { ok: 'success', error: 'removed', timeout: 'removed', retry: 'moved' } as const;

function Invocations({ invocations }: { readonly invocations: readonly InvocationRecord[] }) {
  const [open, setOpen] = useState<string>();
  if (invocations.length === 0) return <p className={styles.faint}>No function was called yet.</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Function</th>
          <th scope="col">For</th>
          <th scope="col">Outcome</th>
          <th scope="col">Calls</th>
          <th scope="col" className={styles.number}>
            Took
          </th>
        </tr>
      </thead>
      <tbody>
        {invocations.map((call) => (
          <tr key={call.id}>
            <td className={styles.when}>{instantOf(call.at)}</td>
            <td>
              <button
                type="button"
                className={styles.unfold}
                aria-expanded={open === call.id}
                onClick={() => setOpen(open === call.id ? undefined : call.id)}
              >
                {call.functionKey}
              </button>
              {open === call.id && (
                <div className={styles.mono}>
                  {call.error && `${call.error}\n`}
                  {call.logs.length > 0 ? call.logs.join('\n') : 'It wrote nothing to its log.'}
                </div>
              )}
            </td>
            <td>
              {call.moduleType} {call.moduleKey}
            </td>
            <td>
              <Lozenge appearance={outcomes[call.outcome]}>{call.outcome}</Lozenge>
            </td>
            <td>
              {Object.entries(call.calls)
                .filter(([, count]) => count > 0)
                .map(([kind, count]) => `${count} ${kind}`)
                .join(', ')}
            </td>
            <td className={styles.number}>{Math.round(call.durationMs)} ms</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
