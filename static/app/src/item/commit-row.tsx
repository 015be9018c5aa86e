/**
 * One commit: which, when, and in one line how we know it belongs here. Opened, it shows all of its
 * proof and what a person can correct. All of it is text.
 */
import { Suspense, lazy } from 'react';
import type { At, LinkView } from '../bridge';
import { Disclosure } from '../frame/disclosure';
import { Loading } from '../frame/states';
import { Day } from '../words/day';
import { writeProof } from '../words/linker';
import styles from './item.module.css';

const CommitDetail = lazy(() => import('../commit/commit-detail'));

export function CommitRow({
  repo,
  sha,
  at,
  linker,
  evidence,
  subject,
  quote,
  onChanged,
}: {
  readonly repo: string;
  readonly sha: string;
  readonly at: At;
  readonly linker: LinkView['linker'];
  readonly evidence: string;
  readonly subject?: string | undefined;
  readonly quote?: string | undefined;
  /** A person decided what the commit serves. */
  readonly onChanged: () => void;
}) {
  const proof = writeProof({ linker, evidence });
  return (
    <li className={styles.commit}>
      <span className={styles.commitHead}>
        <code className={styles.sha} title={sha}>
          {sha.slice(0, 7)}
        </code>
        <bdi className={styles.repo}>{repo}</bdi>
        <Day at={at} />
      </span>
      {subject === undefined ? null : <bdi className={styles.subject}>{subject}</bdi>}
      {quote === undefined ? null : (
        <q className={styles.quote}>
          <bdi>{quote}</bdi>
        </q>
      )}
      <div className={styles.proof}>
        <Disclosure
          label={<span className={styles.detail}>{proof}</span>}
          name={`Proof of ${sha.slice(0, 7)}: ${proof}`}
        >
          {() => (
            <Suspense fallback={<Loading label="Reading this commit" rows={3} />}>
              <CommitDetail repo={repo} sha={sha} onMoved={onChanged} />
            </Suspense>
          )}
        </Disclosure>
      </div>
    </li>
  );
}
