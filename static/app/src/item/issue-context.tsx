/** The side column of a work item: what it serves, what it waits for, who waits for it, what landed. */
import { Suspense, lazy } from 'react';
import { Disclosure } from '../frame/disclosure';
import { textAt, useFrame } from '../frame/frame-context';
import { Loading } from '../frame/states';
import { SinceDay } from '../words/day';
import { SeverityLozenge } from '../words/outcome';
import { count } from '../words/working-age';
import { CommitRow } from './commit-row';
import { GlanceFrame } from './glance-frame';
import type { Glance } from './item-glance';
import { ItemLink } from './item-link';
import styles from './item.module.css';
import { Verdict } from './verdict';
import { WaitList } from './wait-list';

const AddCommit = lazy(() => import('./add-commit'));

const NEWEST = 3;

export default function IssueContext() {
  return (
    <GlanceFrame rows={5}>
      {(glance, changed) => (
        <>
          <Verdict glance={glance} />
          <FeatureLine glance={glance} />
          <section className={styles.section}>
            <h2>Waits on</h2>
            <WaitList waits={glance.waitsOn} unknownBlockers={glance.unknownBlockers} none="Nothing." />
          </section>
          <section className={styles.section}>
            <h2>Waited for by</h2>
            <WaitList waits={glance.waitedForBy} none="Nobody." />
          </section>
          {glance.findings.length > 0 ? <FindingTitles glance={glance} /> : null}
          <section className={styles.section}>
            <h2>Commits</h2>
            <CommitCount glance={glance} />
            <ul className={styles.list}>
              {glance.commits.slice(0, NEWEST).map((commit) => (
                <CommitRow key={`${commit.repo}@${commit.sha}`} {...commit} onChanged={changed} />
              ))}
            </ul>
            <AddCommitLink glance={glance} changed={changed} />
          </section>
        </>
      )}
    </GlanceFrame>
  );
}

export function FeatureLine({ glance }: { readonly glance: Glance }) {
  if (glance.level === 'feature') {
    return (
      <section className={styles.section}>
        <h2>Feature</h2>
        <p className={styles.none}>
          {glance.stories === undefined
            ? 'This is a feature.'
            : glance.stories.total === 0
              ? 'This is a feature without stories so far.'
              : `This is a feature: ${glance.stories.done} of ${count(glance.stories.total, 'story', 'stories')} done.`}
        </p>
      </section>
    );
  }
  return (
    <section className={styles.section}>
      <h2>Serves</h2>
      {glance.feature === 'none' ? (
        <p className={styles.none}>No feature. Give it a parent, so that its work counts towards a promise.</p>
      ) : glance.feature === 'unnamed' ? (
        <p className={styles.none}>One feature, name not read yet</p>
      ) : glance.feature.kind === 'hidden' ? (
        <p className={styles.none}>A feature you cannot see</p>
      ) : (
        <ItemLink item={glance.feature} />
      )}
    </section>
  );
}

/** Where commits are known, a person may say that one of them belongs here. */
export function AddCommitLink({ glance, changed }: { readonly glance: Glance; readonly changed: () => void }) {
  const itemKey = textAt(useFrame().extension, 'issue', 'key');
  if (glance.commitCount === undefined || itemKey === undefined) return null;
  return (
    <Disclosure label="Add a commit">
      {() => (
        <Suspense fallback={<Loading label="Opening the form" rows={2} />}>
          <AddCommit itemKey={itemKey} onChanged={changed} />
        </Suspense>
      )}
    </Disclosure>
  );
}

export function CommitCount({ glance }: { readonly glance: Glance }) {
  const { commitCount, commits } = glance;
  if (commitCount === undefined) return <p className={styles.none}>Unknown: no repository has sent commits yet.</p>;
  if (commitCount === 0)
    return <p className={styles.none}>None so far. A commit counts when its message or branch names this key.</p>;
  return (
    <p className={styles.none}>
      {count(commitCount, 'commit')}
      {commitCount > Math.min(NEWEST, commits.length) ? `, the newest ${Math.min(NEWEST, commits.length)} here` : ''}
    </p>
  );
}

function FindingTitles({ glance }: { readonly glance: Glance }) {
  return (
    <section className={styles.section}>
      <h2>{count(glance.findings.length, 'finding')}</h2>
      <ul className={styles.list}>
        {glance.findings.map(({ id, title, since, severity }) => (
          <li key={id}>
            <span className={styles.findingHead}>
              <SeverityLozenge severity={severity} />
              <span>{title}</span>
            </span>
            <span className={styles.detail}>
              since <SinceDay since={since} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
