import { Fragment, useState } from 'react';
import type { RunRecord } from '../../../automation/rule';
import { instantOf } from '../site/when';
import styles from './automation.module.css';
import { RunItems } from './run-items';
import { Outcome } from './run-outcome';

export function AuditLog({ runs }: { readonly runs: readonly RunRecord[] }) {
  const [open, setOpen] = useState<string>();
  if (runs.length === 0) return <p className={styles.faint}>No rule has run yet.</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Rule</th>
          <th scope="col">Started by</th>
          <th scope="col">Outcome</th>
          <th scope="col">What happened</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <Fragment key={run.id}>
            <tr>
              <td className={styles.when}>{instantOf(run.at)}</td>
              <td>{run.ruleName}</td>
              <td>{run.trigger}</td>
              <td>
                <Outcome run={run} />
              </td>
              <td>
                {run.message}{' '}
                {run.items.length > 0 && (
                  <button
                    type="button"
                    className={styles.unfold}
                    aria-expanded={open === run.id}
                    onClick={() => setOpen(open === run.id ? undefined : run.id)}
                  >
                    {open === run.id
                      ? 'Hide work items'
                      : `${run.items.length} work ${run.items.length === 1 ? 'item' : 'items'}`}
                  </button>
                )}
                {open === run.id && <RunItems items={run.items} />}
              </td>
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
