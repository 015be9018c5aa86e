import SectionMessage from '@atlaskit/section-message';
import Spinner from '@atlaskit/spinner';
import styles from './page-states.module.css';

/** Before the host has answered for the first time. */
export function StartingPage({ problem }: { readonly problem: string | undefined }) {
  return (
    <main className={styles.centre}>
      {problem ? (
        <SectionMessage appearance="error" title="The local host does not answer">
          <p>{problem}</p>
        </SectionMessage>
      ) : (
        <Spinner size="large" label="Loading Local Jira" />
      )}
    </main>
  );
}
