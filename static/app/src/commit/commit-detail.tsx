/** One commit, whole: its message, what it serves and what proves it, and what a person can correct. */
import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import { type ReactNode, useRef, useState } from 'react';
import {
  type Answer,
  type CommitDetailView,
  type DecisionView,
  type ItemRef,
  type SuggestionView,
  ask,
} from '../bridge';
import { Disclosure } from '../frame/disclosure';
import { Notice } from '../frame/notice';
import { Loading, Refused } from '../frame/states';
import { useAnswer } from '../frame/use-answer';
import { ItemLink } from '../item/item-link';
import { Day } from '../words/day';
import { type TraceClass, writeClass, writeProbability } from '../words/trace-class';
import { count } from '../words/working-age';
import { CommitHistory } from './commit-history';
import { LinkByHand } from './link-by-hand';
import { Proof } from './proof';
import styles from './commit.module.css';

export interface CommitMove {
  readonly from: TraceClass;
  readonly to: TraceClass;
  readonly probability: number;
}

const PATHS = 8;

/** What was said last, with the pair it can be taken back for. */
interface Said {
  readonly text: string;
  readonly undo: string | undefined;
  readonly refused: boolean;
}

export default function CommitDetail({
  repo,
  sha,
  withSuggestions = true,
  onMoved,
}: {
  readonly repo: string;
  readonly sha: string;
  /** False where they are answered elsewhere on the screen. */
  readonly withSuggestions?: boolean;
  /** A decision moved the commit from one class to another, or changed what it serves. */
  readonly onMoved?: ((move: CommitMove) => void) | undefined;
}) {
  const { loaded, again } = useAnswer('trace.commit', { repo, sha });
  if (loaded.state === 'loading') return <Loading label="Reading this commit" rows={4} />;
  if (loaded.state === 'refused') return <Refused reason={loaded.reason} message={loaded.message} again={again} />;
  return <Detail commit={loaded.value} withSuggestions={withSuggestions} again={again} onMoved={onMoved} />;
}

function Detail({
  commit,
  withSuggestions,
  again,
  onMoved,
}: {
  readonly commit: CommitDetailView;
  readonly withSuggestions: boolean;
  readonly again: () => Promise<void>;
  readonly onMoved: ((move: CommitMove) => void) | undefined;
}) {
  const [said, setSaid] = useState<Said | undefined>();
  const [busy, setBusy] = useState(false);
  const message = useRef<HTMLDivElement>(null);
  const { repo, sha } = commit;

  /** Resolves to the refusal, or to nothing when it was done. */
  const settle = async (
    answer: Promise<Answer<'trace.decide'>>,
    text: string,
    undo: string | undefined,
    saysItself = false,
  ) => {
    setBusy(true);
    const settled = await answer;
    if (settled.ok) {
      const probability = commit.suggestions[0]?.probability ?? 0;
      onMoved?.({ from: commit.class, to: (settled.value satisfies DecisionView).class, probability });
      await again();
    }
    setBusy(false);
    if (settled.ok) setSaid({ text, undo, refused: false });
    else setSaid(saysItself ? undefined : { text: settled.message, undo: undefined, refused: true });
    // The button that was pressed may be gone: what came of it takes the focus.
    if (settled.ok) requestAnimationFrame(() => message.current?.focus());
    return settled.ok ? undefined : settled.message;
  };
  const confirm = (key: string) =>
    settle(ask('trace.decide', { repo, sha, key, decision: 'confirm' }), `Linked to ${key}.`, key);
  const linkByHand = (key: string) =>
    settle(ask('trace.decide', { repo, sha, key, decision: 'confirm' }), `Linked to ${key}.`, key, true);
  const reject = (key: string) =>
    settle(ask('trace.decide', { repo, sha, key, decision: 'reject' }), `No longer counted for ${key}.`, key);
  const undo = (key: string) =>
    settle(ask('trace.undo', { repo, sha, key }), `Taken back: what was decided about ${key}.`, undefined);

  return (
    <div className={styles.detail}>
      <ClassLine commit={commit} />
      <div className={styles.part}>
        <h3>Message</h3>
        <div className={styles.message} dir="auto" tabIndex={0} role="region" aria-label="Commit message">
          {commit.message}
        </div>
        <Facts commit={commit} />
      </div>
      <div className={styles.decisions}>
        <div ref={message} tabIndex={-1} role="status" aria-label="What was decided">
          {said === undefined ? null : said.refused ? (
            <Notice tone="warning" title="It was not saved">
              {said.text}
            </Notice>
          ) : (
            <p className={styles.said}>
              {said.text}
              {said.undo === undefined ? null : <UndoButton itemKey={said.undo} busy={busy} onUndo={undo} />}
            </p>
          )}
        </div>
        <Served commit={commit} busy={busy} onReject={reject} onUndo={undo} />
      </div>
      {!withSuggestions || commit.suggestions.length === 0 ? null : (
        <Suggestions
          suggestions={commit.suggestions}
          canDecide={commit.canDecide}
          busy={busy}
          onConfirm={confirm}
          onReject={reject}
        />
      )}
      {commit.rejected.length === 0 ? null : <RejectedItems commit={commit} busy={busy} onUndo={undo} />}
      {commit.canDecide ? <LinkByHand busy={busy} onLink={linkByHand} /> : null}
      <Paths commit={commit} />
      <Disclosure label={`History: ${count(commit.ledger.length, 'entry', 'entries')}`}>
        {() => <CommitHistory entries={commit.ledger} />}
      </Disclosure>
    </div>
  );
}

const APPEARANCES = {
  linked: 'success',
  suggested: 'information',
  exempt: 'neutral',
  untraced: 'warning',
} as const satisfies Record<TraceClass, string>;

function ClassLine({ commit }: { readonly commit: CommitDetailView }) {
  const why = {
    linked: commit.reason,
    suggested: 'Nothing names a work item; one is likely. It counts as linked once somebody confirms.',
    untraced: commit.reason ?? 'Nothing names a work item, and none is likely enough to suggest.',
    exempt: `It needs no work item: ${commit.reason ?? 'a convention'}. Which commits are exempt is set for the whole site, on the Throughline admin page, under Trace.`,
  }[commit.class];
  return (
    <p className={styles.classLine}>
      <Lozenge appearance={APPEARANCES[commit.class]}>{writeClass(commit.class)}</Lozenge>
      {why === undefined ? null : <span>{why}</span>}
    </p>
  );
}

function Facts({ commit }: { readonly commit: CommitDetailView }) {
  const { added, deleted, branch, pullRequest, parents } = commit;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['commit', <code key="sha">{commit.sha}</code>],
    ['in', <bdi key="repo">{commit.repo}</bdi>],
    ['on', <Day key="at" at={commit.at} withTime />],
    ...(branch === undefined ? [] : [['branch', <bdi key="branch">{branch}</bdi>] as const]),
    ...(pullRequest === undefined ? [] : [['pull request', String(pullRequest)] as const]),
    ...(parents.length > 1 ? [['merges', parents.map((parent) => parent.slice(0, 7)).join(', ')] as const] : []),
    ...(added === undefined || deleted === undefined
      ? []
      : [['lines', `${added.toLocaleString('en')} added, ${deleted.toLocaleString('en')} deleted`] as const]),
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt> <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Served({
  commit,
  busy,
  onReject,
  onUndo,
}: {
  readonly commit: CommitDetailView;
  readonly busy: boolean;
  readonly onReject: (key: string) => Promise<unknown>;
  readonly onUndo: (key: string) => Promise<unknown>;
}) {
  return (
    <div className={styles.part}>
      <h3>Serves</h3>
      {commit.links.length === 0 && commit.hiddenLinks === 0 ? <p className={styles.quiet}>No work item.</p> : null}
      {commit.links.length === 0 ? null : (
        <ul className={styles.proofs}>
          {commit.links.map((link) => (
            <li key={link.key}>
              <Proof link={link} />
              {link.canDecide ? (
                <span className={styles.actions}>
                  {link.decided ? <UndoButton itemKey={link.key} busy={busy} onUndo={onUndo} /> : null}
                  <Button
                    spacing="compact"
                    isDisabled={busy}
                    aria-label={`Not this item: ${link.key}`}
                    onClick={() => void onReject(link.key)}
                  >
                    Not this item
                  </Button>
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {commit.hiddenLinks > 0 ? (
        <p className={styles.quiet}>{count(commit.hiddenLinks, 'link')} to items you cannot see.</p>
      ) : null}
    </div>
  );
}

function Suggestions({
  suggestions,
  canDecide,
  busy,
  onConfirm,
  onReject,
}: {
  readonly suggestions: readonly SuggestionView[];
  readonly canDecide: boolean;
  readonly busy: boolean;
  readonly onConfirm: (key: string) => Promise<unknown>;
  readonly onReject: (key: string) => Promise<unknown>;
}) {
  return (
    <div className={styles.part}>
      <h3>Suggested</h3>
      <ul className={styles.proofs}>
        {suggestions.map((suggestion) => {
          const { key } = suggestion.item;
          return (
            <li key={key} className={styles.suggested}>
              <div className={styles.proof}>
                <ItemLink item={suggestion.item} />
                <span>{writeProbability(suggestion)}</span>
                <Reasons reasons={suggestion.reasons} />
              </div>
              {canDecide ? (
                <span className={styles.actions}>
                  <Button
                    spacing="compact"
                    isDisabled={busy}
                    aria-label={`Confirm ${key}`}
                    onClick={() => void onConfirm(key)}
                  >
                    Confirm
                  </Button>
                  <Button
                    spacing="compact"
                    appearance="subtle"
                    isDisabled={busy}
                    aria-label={`Not this item: ${key}`}
                    onClick={() => void onReject(key)}
                  >
                    Not this item
                  </Button>
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

export function Reasons({ reasons }: { readonly reasons: readonly string[] }) {
  return (
    <ul className={styles.reasons} aria-label="Why it is suggested">
      {reasons.map((reason) => (
        <li key={reason}>
          <bdi>{reason}</bdi>
        </li>
      ))}
    </ul>
  );
}

function RejectedItems({
  commit,
  busy,
  onUndo,
}: {
  readonly commit: CommitDetailView;
  readonly busy: boolean;
  readonly onUndo: (key: string) => Promise<unknown>;
}) {
  const named = commit.rejected.filter((item): item is Exclude<ItemRef, { kind: 'hidden' }> => item.kind !== 'hidden');
  const hidden = commit.rejected.length - named.length;
  return (
    <div className={styles.part}>
      <h3>Said not to serve</h3>
      <ul className={styles.proofs}>
        {named.map((item) => (
          <li key={item.key} className={styles.rejected}>
            <ItemLink item={item} />
            {commit.canDecide ? <UndoButton itemKey={item.key} busy={busy} onUndo={onUndo} /> : null}
          </li>
        ))}
      </ul>
      {hidden > 0 ? <p className={styles.quiet}>{count(hidden, 'item')} you cannot see.</p> : null}
    </div>
  );
}

function UndoButton({
  itemKey,
  busy,
  onUndo,
}: {
  readonly itemKey: string;
  readonly busy: boolean;
  readonly onUndo: (key: string) => Promise<unknown>;
}) {
  return (
    <Button
      spacing="compact"
      appearance="subtle"
      isDisabled={busy}
      aria-label={`Undo what was decided about ${itemKey}`}
      onClick={() => void onUndo(itemKey)}
    >
      Undo
    </Button>
  );
}

/** The letters of Git, in words. */
const STATUSES: Readonly<Record<string, string>> = {
  A: 'added',
  M: 'changed',
  D: 'deleted',
  R: 'renamed',
  C: 'copied',
  T: 'changed in type',
};

function Paths({ commit }: { readonly commit: CommitDetailView }) {
  const [all, setAll] = useState(false);
  const shown = all ? commit.paths : commit.paths.slice(0, PATHS);
  const unsent = commit.filesChanged - commit.paths.length;
  return (
    <div className={styles.part}>
      <h3>{count(commit.filesChanged, 'file')}</h3>
      <ul className={styles.paths}>
        {shown.map(({ status, path }) => (
          <li key={path}>
            <abbr className={styles.status} title={STATUSES[status.slice(0, 1)] ?? 'changed'}>
              {status.slice(0, 1)}
            </abbr>
            <bdi>{path}</bdi>
          </li>
        ))}
      </ul>
      {shown.length < commit.paths.length ? (
        <Button spacing="compact" appearance="subtle" onClick={() => setAll(true)}>
          {`Show ${count(commit.paths.length - shown.length, 'more path')}`}
        </Button>
      ) : null}
      {unsent > 0 && shown.length === commit.paths.length ? (
        <p className={styles.quiet}>{count(unsent, 'more file')} whose paths were not sent.</p>
      ) : null}
    </div>
  );
}
