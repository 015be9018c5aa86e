import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { Go } from '../site/router';
import { useSite } from '../site/site-context';
import styles from './tour.module.css';

const storageKey = 'local-jira-tour-dismissed';

/** Where a newcomer to the demo looks first, until told to go away. */
export function Tour() {
  const { tour } = useSite().state;
  const [dismissed, setDismissed] = useState(() => localStorage.getItem(storageKey) !== null);
  if (dismissed || tour.length === 0) return null;
  const dismiss = () => {
    localStorage.setItem(storageKey, 'yes');
    setDismissed(true);
  };
  return (
    <nav className={styles.strip} aria-label="Start here">
      <strong>Start here</strong>
      <ul>
        {tour.map(({ text, path }) => (
          <li key={path}>
            <Go to={path}>{text}</Go>
          </li>
        ))}
      </ul>
      <Button appearance="subtle" spacing="compact" onClick={dismiss}>
        Dismiss
      </Button>
    </nav>
  );
}
