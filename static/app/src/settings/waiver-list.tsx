/** Findings that somebody accepted, why and until when, and the way to take that back. */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { useState } from 'react';
import { type SettingsView, ask, showFlag } from '../bridge';
import tables from '../frame/table.module.css';
import { Day } from '../words/day';
import styles from './settings.module.css';
import aloud from '../frame/unseen.module.css';

export function WaiverList({
  waivers,
  onRemoved,
}: {
  readonly waivers: SettingsView['waivers'];
  readonly onRemoved: () => void;
}) {
  const [removing, setRemoving] = useState<string | undefined>();
  const remove = async (finding: string) => {
    setRemoving(finding);
    const answer = await ask('finding.unwaive', { finding });
    setRemoving(undefined);
    if (answer.ok) onRemoved();
    else
      showFlag({
        id: `unwaive-${finding}`,
        type: 'error',
        title: 'The waiver was not removed',
        description: answer.message,
        isAutoDismiss: true,
      });
  };
  return (
    <section className={styles.section}>
      <Heading as="h2" size="small" id="waivers">
        Waivers in force
      </Heading>
      {waivers.length === 0 ? (
        <p className={styles.about}>
          None. A finding can be waived, for a reason and until a day, on the health page of the project.
        </p>
      ) : (
        <div className={tables.scroll} tabIndex={0} role="region" aria-labelledby="waivers">
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">Finding</th>
                <th scope="col">Reason</th>
                <th scope="col">Until</th>
                <th scope="col">
                  <span className={aloud.unseen}>Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {waivers.map(({ finding, text, reason, until, kind }) => (
                <tr key={finding}>
                  <td className={styles.wrap}>{text}</td>
                  <td className={styles.wrap}>
                    {kind === 'not-a-problem' ? 'Not a problem: ' : ''}
                    {reason}
                  </td>
                  <td>
                    <Day at={until} />
                  </td>
                  <td>
                    <Button
                      spacing="compact"
                      appearance="subtle"
                      isLoading={removing === finding}
                      onClick={() => void remove(finding)}
                    >
                      Remove
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
