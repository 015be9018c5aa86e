import Select from '@atlaskit/select';
import { useState } from 'react';
import { askJira } from '../site/ask';
import { useAnswer } from '../site/use-answer';
import type { Named, Status } from './issue';
import { StatusLozenge } from './issue-marks';
import styles from './issue-page.module.css';

interface Transition extends Named {
  readonly to: Status;
}

interface StatusMenuProps {
  readonly issueKey: string;
  readonly status: Status;
  readonly changed: () => void;
}

export function StatusMenu({ issueKey, status, changed }: StatusMenuProps) {
  const [problem, setProblem] = useState<string>();
  const { value } = useAnswer(`transitions ${issueKey} ${status.id}`, () =>
    askJira<{ transitions: readonly Transition[] }>(`issue/${issueKey}/transitions`),
  );
  const transitions = (value?.transitions ?? []).filter(({ to }) => to.id !== status.id);
  const move = async (transition: Transition) => {
    try {
      await askJira(`issue/${issueKey}/transitions`, 'POST', { transition: { id: transition.id } });
      setProblem(undefined);
      changed();
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <div>
      <div className={styles.form}>
        <StatusLozenge status={status} />
        <div className={styles.wide}>
          <Select<{ label: string; value: Transition }>
            aria-label="Move to another status"
            placeholder="Move to…"
            spacing="compact"
            value={null}
            options={transitions.map((transition) => ({ label: transition.to.name, value: transition }))}
            onChange={(choice) => choice && void move(choice.value)}
          />
        </div>
      </div>
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}
