/** What a screen shows while it has nothing to show: it is loading, it was refused, or there is nothing. */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import ProgressBar from '@atlaskit/progress-bar';
import { type ReactNode, useState } from 'react';
import type { ProgressView, RefusalReason } from '../bridge';
import { Notice } from './notice';
import styles from './states.module.css';

/** Grey rows of the height the answer will take, so that nothing jumps when it comes. */
export function Loading({ label, rows = 3 }: { readonly label: string; readonly rows?: number }) {
  return (
    <div className={styles.loading} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className={styles.bar} />
      ))}
    </div>
  );
}

const REFUSAL_TITLES: Readonly<Record<RefusalReason, string>> = {
  'no-permission': 'You may not see this',
  'not-found': 'Nothing here',
  'bad-request': 'That did not work',
  'not-ready': 'Not read yet',
  unavailable: 'No answer just now',
};

/** A refusal in its own calm words. Where asking again can help, it offers that. */
export function Refused({
  reason,
  message,
  again,
}: {
  readonly reason: RefusalReason;
  readonly message: string;
  readonly again: () => Promise<void>;
}) {
  const [asking, setAsking] = useState(false);
  const canHelp = reason !== 'no-permission' && reason !== 'not-found';
  const retry = () => {
    setAsking(true);
    void again().finally(() => setAsking(false));
  };
  return (
    <Notice
      tone={reason === 'unavailable' || reason === 'bad-request' ? 'warning' : 'information'}
      title={REFUSAL_TITLES[reason]}
      actions={
        canHelp ? (
          <Button spacing="compact" isLoading={asking} onClick={retry}>
            Try again
          </Button>
        ) : undefined
      }
    >
      {message}
    </Notice>
  );
}

/** Nothing to show, why, and what to do about it. */
export function Empty({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <Heading as="h2" size="small">
        {title}
      </Heading>
      <p>{children}</p>
      {actions}
    </div>
  );
}

/** Something is going on: what, and how far it is where that can be told. */
export function Progress({ progress }: { readonly progress: ProgressView }) {
  const known = progress.total !== undefined && progress.total > 0;
  const value = known ? Math.min(1, progress.done / (progress.total ?? 1)) : 0;
  return (
    <div className={styles.progress} role="status">
      <div className={styles.progressText}>
        <span>{progress.text}</span>
        <span className={styles.figure}>
          {known
            ? `${progress.done.toLocaleString('en')} of ${(progress.total ?? 0).toLocaleString('en')}`
            : `${progress.done.toLocaleString('en')} so far`}
        </span>
      </div>
      <ProgressBar ariaLabel={progress.text} value={value} isIndeterminate={!known} />
    </div>
  );
}
