import Button from '@atlaskit/button/new';
import EmptyState from '@atlaskit/empty-state';
import Heading from '@atlaskit/heading';
import Spinner from '@atlaskit/spinner';
import { Fragment, type ReactNode } from 'react';
import { Refused } from '../site/ask';
import { Go } from '../site/router';
import styles from './page-states.module.css';

/** Stands where an answer will come, or says why none came. */
export function Waiting({
  what,
  error,
  retry,
}: {
  readonly what: string;
  readonly error?: Error | undefined;
  readonly retry?: () => void;
}) {
  if (!error) {
    return (
      <div className={styles.centre}>
        <Spinner size="large" label={`Loading ${what}`} />
      </div>
    );
  }
  const hidden = error instanceof Refused && (error.status === 404 || error.status === 403 || error.status === 401);
  return (
    <EmptyState
      headingLevel={2}
      header={hidden ? `You can't see ${what}` : `Couldn't load ${what}`}
      description={
        hidden
          ? 'It may not exist, or you may not have permission to view it. Switch to another user at the top right.'
          : error.message
      }
      {...(retry && { primaryAction: <Button onClick={retry}>Try again</Button> })}
    />
  );
}

export interface Crumb {
  readonly text: string;
  readonly to?: string;
}

interface PageHeadProps {
  readonly crumbs: readonly Crumb[];
  readonly title: string;
  readonly actions?: ReactNode;
}

export function PageHead({ crumbs, title, actions }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <Crumbs crumbs={crumbs} />
      <div className={styles.titleRow}>
        <Heading size="large" as="h1">
          {title}
        </Heading>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </header>
  );
}

export function Crumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs" className={styles.crumbs}>
      {crumbs.map((crumb, index) => (
        <Fragment key={crumb.text}>
          {index > 0 && <span aria-hidden="true">/</span>}
          {crumb.to ? <Go to={crumb.to}>{crumb.text}</Go> : <span>{crumb.text}</span>}
        </Fragment>
      ))}
    </nav>
  );
}
