/**
 * Suggestions to answer, likeliest first, one commit in focus at a time. Everything can be done with
 * single keys while the focus is in the list, and with buttons.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { TraceFilter } from '../bridge';
import type { CommitMove } from '../commit/commit-detail';
import { Notice } from '../frame/notice';
import { Empty, Loading, Refused } from '../frame/states';
import tables from '../frame/table.module.css';
import aloud from '../frame/unseen.module.css';
import { count } from '../words/working-age';
import { ReviewCard } from './review-card';
import styles from './review.module.css';
import { isReady, useReview } from './use-review';

export default function ReviewQueue({
  filter,
  canDecide,
  projectKey,
  onMoved,
}: {
  readonly filter: TraceFilter;
  readonly canDecide: boolean;
  readonly projectKey: string;
  readonly onMoved: (move: CommitMove) => void;
}) {
  const review = useReview(filter, onMoved);
  const { rows, page } = review;
  const [current, setCurrent] = useState<string | undefined>();
  const [whole, setWhole] = useState<string | undefined>();
  const [helped, setHelped] = useState(false);
  const cards = useRef(new Map<string, HTMLElement>());
  const title = useRef<HTMLDivElement>(null);
  const helpId = useId();

  const here = rows.some(({ id }) => id === current) ? current : rows[0]?.id;
  const ready = rows.filter(isReady).length;
  const open = rows.filter(({ decided }) => !decided).length;

  const focus = (id: string | undefined) => (id === undefined ? title.current : cards.current.get(id))?.focus();
  const step = (from: string | undefined, by: 1 | -1) =>
    rows[Math.min(rows.length - 1, Math.max(0, rows.findIndex(({ id }) => id === from) + by))]?.id;
  /** The next row below that waits for an answer, else the first above, else this one. */
  const nextOpen = (from: string) => {
    const place = rows.findIndex(({ id }) => id === from);
    const waiting = [...rows.slice(place + 1), ...rows.slice(0, place)].find(({ decided }) => !decided);
    return waiting?.id ?? from;
  };
  const confirm = (id: string) => review.confirm(id) && focus(nextOpen(id));
  const reject = (id: string) => review.reject(id) && focus(nextOpen(id));
  const undo = (id: string) => review.undo(id) && focus(id);
  const undoLast = () => {
    const id = review.undoLast();
    if (id !== undefined) focus(id);
  };
  const confirmLikely = () => {
    const first = rows.find((row) => !row.decided && !isReady(row)) ?? rows[0];
    review.confirmLikely();
    focus(first?.id);
  };
  const more = async () => {
    await review.more();
    // The button may be gone with the last page; then the heading takes the focus.
    requestAnimationFrame(() => document.activeElement === document.body && focus(undefined));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || here === undefined) return;
    const target = event.target as HTMLElement;
    if (target.closest('input, select, textarea')) return;
    const onControl = target.closest('button, a, [role="region"]') !== null;
    const keys: Readonly<Record<string, () => unknown>> = {
      j: () => focus(step(here, 1)),
      k: () => focus(step(here, -1)),
      ...(onControl ? {} : { ArrowDown: () => focus(step(here, 1)), ArrowUp: () => focus(step(here, -1)) }),
      o: () => setWhole(whole === here ? undefined : here),
      '?': () => setHelped(!helped),
      ...(canDecide
        ? {
            ...(onControl ? {} : { Enter: () => confirm(here) }),
            c: () => confirm(here),
            r: () => reject(here),
            u: undoLast,
            '1': () => pick(here, 0),
            '2': () => pick(here, 1),
            '3': () => pick(here, 2),
          }
        : {}),
    };
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const pick = (id: string, place: number) => {
    const row = rows.find((one) => one.id === id);
    const key = row?.view.suggestions[place]?.item.key;
    if (key !== undefined && row?.decided === undefined) review.pick(id, key);
  };

  return (
    <section className={styles.queue} aria-labelledby="review">
      <div className={styles.head}>
        <div ref={title} tabIndex={-1} className={styles.title}>
          <Heading as="h2" size="small" id="review">
            Suggestions to review
          </Heading>
        </div>
        <div className={styles.actions}>
          {canDecide && ready > 0 ? (
            <Button spacing="compact" onClick={confirmLikely}>
              {ready === 1 ? 'Confirm the ticked one' : `Confirm ${ready} ticked ones`}
            </Button>
          ) : null}
          <button
            type="button"
            className={styles.helpButton}
            aria-expanded={helped}
            aria-controls={helped ? helpId : undefined}
            onClick={() => setHelped(!helped)}
          >
            Keyboard <kbd>?</kbd>
          </button>
        </div>
      </div>
      {helped ? <Shortcuts id={helpId} canDecide={canDecide} /> : null}
      <p className={aloud.unseen} role="status" aria-label="What happened">
        {review.said}
      </p>
      {!page && !review.refusal ? <Loading label="Reading suggestions" rows={5} /> : null}
      {!page && review.refusal ? (
        <Refused reason={review.refusal.reason} message={review.refusal.message} again={review.more} />
      ) : null}
      {page && !canDecide ? (
        <Notice tone="information" title="You can look, but not decide">
          To confirm or reject suggestions you need the right to edit work items of {projectKey}.
        </Notice>
      ) : null}
      {page && rows.length === 0 && page.nextCursor === undefined ? (
        <NothingToReview hidden={page.hidden} />
      ) : page ? (
        <>
          <div
            className={styles.rows}
            role="feed"
            aria-labelledby="review"
            aria-busy={review.reading}
            onKeyDown={onKeyDown}
          >
            {rows.map((row, index) => (
              <ReviewCard
                key={row.id}
                row={row}
                position={index + 1}
                total={Math.max(page.total, rows.length)}
                isCurrent={row.id === here}
                canDecide={canDecide}
                isWhole={whole === row.id}
                hold={(element) => {
                  if (element) cards.current.set(row.id, element);
                  else cards.current.delete(row.id);
                }}
                onFocus={() => setCurrent(row.id)}
                onPick={(key) => review.pick(row.id, key)}
                onConfirm={() => confirm(row.id)}
                onReject={() => reject(row.id)}
                onUndo={() => undo(row.id)}
                onWhole={() => setWhole(whole === row.id ? undefined : row.id)}
                onMoved={(move) => {
                  review.absorb(row.id, move.to);
                  onMoved(move);
                }}
              />
            ))}
          </div>
          <div className={tables.foot}>
            <span>
              {open === 0
                ? page.nextCursor === undefined
                  ? 'Nothing is left to review here.'
                  : 'More may wait for an answer.'
                : `${count(open, 'commit')} of this page ${open === 1 ? 'waits' : 'wait'} for an answer.`}{' '}
              {page.hidden > 0
                ? `${count(page.hidden, 'commit')} suggest only items you cannot see and ${page.hidden === 1 ? 'is' : 'are'} left out.`
                : ''}
            </span>
            {page.nextCursor === undefined ? null : (
              <Button spacing="compact" isLoading={review.reading} onClick={() => void more()}>
                Load more
              </Button>
            )}
          </div>
          {review.refusal ? (
            <Refused reason={review.refusal.reason} message={review.refusal.message} again={review.more} />
          ) : null}
        </>
      ) : null}
    </section>
  );
}

function NothingToReview({ hidden }: { readonly hidden: number }) {
  return (
    <Empty title="Nothing to review">
      {hidden > 0
        ? `${count(hidden, 'commit')} suggest only items you cannot see.`
        : 'Every suggestion has been answered, or no commit has one. New ones appear here when commits come that name no work item.'}
    </Empty>
  );
}

function Shortcuts({ id, canDecide }: { readonly id: string; readonly canDecide: boolean }) {
  const keys: readonly (readonly [readonly string[], string])[] = [
    [['j', '↓'], 'next commit'],
    [['k', '↑'], 'previous commit'],
    ...(canDecide
      ? ([
          [['1', '2', '3'], 'pick a work item, or unpick it'],
          [['Enter', 'c'], 'confirm the picked one, or the only one'],
          [['r'], 'none of these'],
          [['u'], 'undo the last decision'],
        ] as const)
      : []),
    [['o'], 'open the whole commit'],
    [['?'], 'show or hide this'],
  ];
  return (
    <div id={id} className={styles.help}>
      <p>These keys work while the focus is in the list.</p>
      <dl>
        {keys.map(([names, words]) => (
          <div key={words}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
