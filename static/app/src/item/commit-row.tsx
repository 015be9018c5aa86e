/** One commit: which, when, how we know it belongs here, and the text that says so. All of it is text. */
import type { At, LinkView } from '../bridge';
import { Day } from '../words/day';
import { writeLinker } from '../words/linker';
import styles from './item.module.css';

export function CommitRow({
  repo,
  sha,
  at,
  linker,
  evidence,
  subject,
  quote,
}: {
  readonly repo: string;
  readonly sha: string;
  readonly at: At;
  readonly linker: LinkView['linker'];
  readonly evidence: string;
  readonly subject?: string | undefined;
  readonly quote?: string | undefined;
}) {
  return (
    <li className={styles.commit}>
      <span className={styles.commitHead}>
        <code className={styles.sha} title={sha}>
          {sha.slice(0, 7)}
        </code>
        <span className={styles.repo}>{repo}</span>
        <Day at={at} />
      </span>
      {subject === undefined ? null : <span className={styles.subject}>{subject}</span>}
      <span className={styles.detail}>
        {writeLinker(linker)}
        {evidence === '' ? null : `: ${evidence}`}
      </span>
      {quote === undefined ? null : <q className={styles.quote}>{quote}</q>}
    </li>
  );
}
