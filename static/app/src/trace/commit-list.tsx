/** The commits of one class, newest first; each opens to the whole commit. */
import Button from '@atlaskit/button/new';
import { Suspense, lazy, useId, useState } from 'react';
import type { CommitRowView, TraceFilter } from '../bridge';
import type { CommitMove } from '../commit/commit-detail';
import { DisclosureButton } from '../frame/disclosure';
import { Loading, Refused } from '../frame/states';
import tables from '../frame/table.module.css';
import { KeyLink } from '../item/item-link';
import { Day } from '../words/day';
import { writeProof } from '../words/linker';
import { type TraceClass, writeProbability } from '../words/trace-class';
import { count } from '../words/working-age';
import styles from './trace.module.css';
import { useCommits } from './use-commits';

const CommitDetail = lazy(() => import('../commit/commit-detail'));

export function CommitList({
  of,
  word,
  filter,
  onMoved,
}: {
  readonly of: TraceClass;
  readonly word: string;
  readonly filter: TraceFilter;
  readonly onMoved: (move: CommitMove) => void;
}) {
  const { shown, more } = useCommits(filter, of);
  const { page, refusal } = shown;
  return (
    <>
      {!page && !refusal ? <Loading label={`Reading ${word.toLowerCase()} commits`} rows={5} /> : null}
      {refusal ? <Refused reason={refusal.reason} message={refusal.message} again={more} /> : null}
      {page && page.commits.length === 0 && page.hidden === 0 && page.nextCursor === undefined ? (
        <p className={styles.coverage}>
          {of === 'untraced' ? 'Nothing is untraced.' : `No commits are ${word.toLowerCase()} here.`}
        </p>
      ) : page ? (
        <>
          <ul className={styles.commits} aria-label={`${word} commits`}>
            {page.commits.map((commit) => (
              <li key={`${commit.repo}@${commit.sha}`}>
                <Row commit={commit} onMoved={onMoved} />
              </li>
            ))}
          </ul>
          <div className={tables.foot}>
            <span>
              {page.commits.length.toLocaleString('en')} of {count(page.total, 'commit')}, newest first
              {page.hidden > 0 ? `; ${page.hidden.toLocaleString('en')} lead only to items you cannot see` : ''}
            </span>
            {page.nextCursor === undefined ? null : (
              <Button spacing="compact" isLoading={shown.adding} onClick={() => void more()}>
                Show more
              </Button>
            )}
          </div>
        </>
      ) : null}
    </>
  );
}

function Row({ commit, onMoved }: { readonly commit: CommitRowView; readonly onMoved: (move: CommitMove) => void }) {
  const { repo, sha, at, subject, filesChanged } = commit;
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <div>
        <DisclosureButton
          open={open}
          controls={id}
          label={<bdi className={styles.subject}>{subject === '' ? 'A commit without a message' : subject}</bdi>}
          onToggle={() => setOpen(!open)}
        />
      </div>
      <div className={styles.under}>
        <span className={styles.meta}>
          <code className={styles.sha} title={sha}>
            {sha.slice(0, 7)}
          </code>
          <bdi>{repo}</bdi>
          <Day at={at} />
          <span>{count(filesChanged, 'file')}</span>
        </span>
        <Why commit={commit} />
      </div>
      {open ? (
        <div id={id} className={styles.opened}>
          <Suspense fallback={<Loading label="Reading this commit" rows={4} />}>
            <CommitDetail repo={repo} sha={sha} onMoved={onMoved} />
          </Suspense>
        </div>
      ) : null}
    </>
  );
}

function Why({ commit }: { readonly commit: CommitRowView }) {
  const { links, hiddenLinks, reason, suggestion } = commit;
  return (
    <>
      {links.map((link) => (
        <span key={link.key}>
          <KeyLink itemKey={link.key} /> {writeProof(link)}
        </span>
      ))}
      {hiddenLinks > 0 ? <span>{count(hiddenLinks, 'link')} to items you cannot see</span> : null}
      {suggestion ? (
        <span>
          <KeyLink itemKey={suggestion.item.key} /> <bdi>{suggestion.item.summary}</bdi>: {writeProbability(suggestion)}
        </span>
      ) : null}
      {reason === undefined ? null : (
        <span>
          {commit.class === 'exempt' ? 'Exempt: ' : ''}
          {reason}
        </span>
      )}
    </>
  );
}
