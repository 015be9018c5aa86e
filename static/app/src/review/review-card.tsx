/** One commit of the queue: in focus it shows its candidates and their reasons, else one line. */
import Button from '@atlaskit/button/new';
import { Suspense, lazy } from 'react';
import type { SuggestionView } from '../bridge';
import type { CommitMove } from '../commit/commit-detail';
import { Notice } from '../frame/notice';
import { Loading } from '../frame/states';
import aloud from '../frame/unseen.module.css';
import { ItemLink, KeyLink } from '../item/item-link';
import { Day } from '../words/day';
import { writeProbability } from '../words/trace-class';
import { count } from '../words/working-age';
import styles from './review.module.css';
import { chosenIn, type Decided, type ReviewRow, suggestionOf } from './use-review';

const CommitDetail = lazy(() => import('../commit/commit-detail'));

export function ReviewCard({
  row,
  position,
  total,
  isCurrent,
  canDecide,
  isWhole,
  hold,
  onFocus,
  onPick,
  onConfirm,
  onReject,
  onUndo,
  onWhole,
  onMoved,
}: {
  readonly row: ReviewRow;
  readonly position: number;
  readonly total: number;
  readonly isCurrent: boolean;
  readonly canDecide: boolean;
  /** Whether the whole commit is open below. */
  readonly isWhole: boolean;
  readonly hold: (element: HTMLElement | null) => void;
  readonly onFocus: () => void;
  readonly onPick: (key: string) => void;
  readonly onConfirm: () => void;
  readonly onReject: () => void;
  readonly onUndo: () => void;
  readonly onWhole: () => void;
  readonly onMoved: (move: CommitMove) => void;
}) {
  const { view, decided, refusal, picked } = row;
  const chosen = chosenIn(row);
  const titleId = `review-${row.id}`;
  return (
    <article
      ref={hold}
      className={`${styles.row} ${isCurrent ? styles.current : ''} ${decided ? styles.decided : ''}`}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- articles of a feed take the focus, by its ARIA pattern
      tabIndex={0}
      aria-labelledby={titleId}
      aria-posinset={position}
      aria-setsize={total}
      aria-current={isCurrent ? 'true' : undefined}
      onFocus={onFocus}
    >
      <h3 id={titleId} className={styles.subject}>
        <bdi>{view.subject === '' ? 'A commit without a message' : view.subject}</bdi>
      </h3>
      <p className={styles.meta}>
        <code className={styles.sha} title={view.sha}>
          {view.sha.slice(0, 7)}
        </code>
        <bdi>{view.repo}</bdi>
        <Day at={view.at} />
        <span>{count(view.filesChanged, 'file')}</span>
      </p>
      {refusal === undefined ? null : (
        <Notice tone="warning" title="It was not saved">
          {refusal}
        </Notice>
      )}
      {decided ? (
        <DecidedLine decided={decided} subject={view.subject} onUndo={onUndo} />
      ) : isCurrent ? (
        <>
          <Paths paths={view.paths} filesChanged={view.filesChanged} />
          <ol className={styles.candidates} aria-label="Candidates">
            {view.suggestions.map((suggestion, index) => (
              <Candidate
                key={suggestion.item.key}
                number={index + 1}
                suggestion={suggestion}
                isPicked={canDecide && picked === suggestion.item.key}
                onPick={canDecide ? () => onPick(suggestion.item.key) : undefined}
              />
            ))}
          </ol>
        </>
      ) : (
        <OneLine row={row} isOffered={canDecide} />
      )}
      {isCurrent ? (
        <div className={styles.actions}>
          {canDecide && !decided ? (
            <>
              <Button appearance="primary" spacing="compact" isDisabled={chosen === undefined} onClick={onConfirm}>
                {chosen === undefined ? 'Confirm' : `Confirm ${chosen}`}
              </Button>
              <Button spacing="compact" onClick={onReject}>
                None of these
              </Button>
            </>
          ) : null}
          <Button spacing="compact" appearance="subtle" aria-expanded={isWhole} onClick={onWhole}>
            {isWhole ? 'Hide the whole commit' : 'Whole commit'}
          </Button>
        </div>
      ) : null}
      {isCurrent && isWhole ? (
        <Suspense fallback={<Loading label="Reading this commit" rows={4} />}>
          <CommitDetail repo={view.repo} sha={view.sha} withSuggestions={false} onMoved={onMoved} />
        </Suspense>
      ) : null}
    </article>
  );
}

function DecidedLine({
  decided,
  subject,
  onUndo,
}: {
  readonly decided: Decided;
  readonly subject: string;
  readonly onUndo: () => void;
}) {
  return (
    <p className={styles.outcome}>
      <span>
        {decided.kind === 'confirmed' ? (
          <>
            Linked to <KeyLink itemKey={decided.key} />
          </>
        ) : decided.keys.length === 1 ? (
          `Not ${decided.keys[0]}`
        ) : (
          `None of ${decided.keys.join(', ')}`
        )}
      </span>
      <Button spacing="compact" appearance="subtle" aria-label={`Undo: ${subject}`} onClick={onUndo}>
        Undo
      </Button>
    </p>
  );
}

function Paths({ paths, filesChanged }: { readonly paths: readonly string[]; readonly filesChanged: number }) {
  if (paths.length === 0) return null;
  return (
    <ul className={styles.paths} aria-label="Paths">
      {paths.map((path) => (
        <li key={path}>
          <bdi>{path}</bdi>
        </li>
      ))}
      {filesChanged > paths.length ? (
        <li className={styles.quiet}>and {count(filesChanged - paths.length, 'more file')}</li>
      ) : null}
    </ul>
  );
}

function Candidate({
  number,
  suggestion,
  isPicked,
  onPick,
}: {
  readonly number: number;
  readonly suggestion: SuggestionView;
  readonly isPicked: boolean;
  /** Undefined for readers who may not decide. */
  readonly onPick: (() => void) | undefined;
}) {
  const { item, reasons } = suggestion;
  return (
    <li className={isPicked ? styles.picked : undefined}>
      {onPick ? (
        <button
          type="button"
          className={styles.pick}
          aria-pressed={isPicked}
          aria-label={`${number}: pick ${item.key}`}
          onClick={onPick}
        >
          {isPicked ? <Tick /> : number}
        </button>
      ) : (
        <span className={styles.number}>{number}</span>
      )}
      <div className={styles.candidate}>
        <span className={styles.candidateHead}>
          <ItemLink item={item} />
          <strong className={styles.probability}>{writeProbability(suggestion)}</strong>
        </span>
        <ul className={styles.reasons} aria-label="Why it is suggested">
          {reasons.map((reason) => (
            <li key={reason}>
              <bdi>{reason}</bdi>
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}

function OneLine({ row, isOffered }: { readonly row: ReviewRow; readonly isOffered: boolean }) {
  const shown = suggestionOf(row, row.picked) ?? row.view.suggestions[0];
  if (!shown) return null;
  const others = row.view.suggestions.length - 1;
  return (
    <p className={styles.oneLine}>
      {isOffered && row.picked === shown.item.key ? (
        <span className={styles.ticked}>
          <Tick />
          <span className={aloud.unseen}>Picked: </span>
        </span>
      ) : null}
      <span>
        {shown.item.key} <bdi>{shown.item.summary}</bdi>: {writeProbability(shown)}
        {others > 0 ? `, and ${count(others, 'other')}` : ''}
      </span>
    </p>
  );
}

function Tick() {
  return (
    <svg aria-hidden="true" width="12" height="12" viewBox="0 0 12 12">
      <path
        d="M2 6.5 L5 9.5 L10 3"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
