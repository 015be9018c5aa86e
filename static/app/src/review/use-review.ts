/**
 * The review queue as a screen lives with it. A decision shows at once and is sent behind the ones
 * before it; when it is refused, the row goes back to what is stored and says why.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type Answer,
  type RefusalReason,
  type ReviewRowView,
  type SuggestionView,
  type TraceFilter,
  ask,
} from '../bridge';
import type { CommitMove } from '../commit/commit-detail';
import type { TraceClass } from '../words/trace-class';
import { count } from '../words/working-age';

const PAGE = 10;

export type Decided =
  | { readonly kind: 'confirmed'; readonly key: string }
  | { readonly kind: 'rejected'; readonly keys: readonly string[] };

export interface ReviewRow {
  readonly id: string;
  readonly view: ReviewRowView;
  /** The candidate to confirm; likely ones are picked from the start. */
  readonly picked: string | undefined;
  /** What the screen shows as decided. */
  readonly decided: Decided | undefined;
  /** What our functions have stored of it. */
  readonly stored: Decided | undefined;
  readonly class: TraceClass;
  readonly refusal: string | undefined;
}

interface Page {
  readonly total: number;
  readonly hidden: number;
  readonly nextCursor: string | undefined;
}

export interface Review {
  readonly rows: readonly ReviewRow[];
  /** Undefined until the first page has come. */
  readonly page: Page | undefined;
  readonly refusal: { readonly reason: RefusalReason; readonly message: string } | undefined;
  readonly reading: boolean;
  /** What happened last, for those who hear the screen. */
  readonly said: string;
  readonly more: () => Promise<void>;
  readonly pick: (id: string, key: string) => void;
  /** These return whether something was decided or taken back. */
  readonly confirm: (id: string) => boolean;
  readonly reject: (id: string) => boolean;
  readonly undo: (id: string) => boolean;
  /** The row whose decision was taken back. */
  readonly undoLast: () => string | undefined;
  readonly confirmLikely: () => void;
  /** Somebody decided on the commit elsewhere on the page. */
  readonly absorb: (id: string, to: TraceClass) => void;
}

export function useReview(filter: TraceFilter, onMoved: (move: CommitMove) => void): Review {
  const [rows, setRows] = useState<readonly ReviewRow[]>([]);
  const [page, setPage] = useState<Page | undefined>();
  const [refusal, setRefusal] = useState<Review['refusal']>();
  const [reading, setReading] = useState(false);
  const [said, say] = useState('');
  const now = useRef<readonly ReviewRow[]>([]);
  const decisions = useRef<string[]>([]);
  const chain = useRef<Promise<void>>(Promise.resolve());
  const gone = useRef(false);
  const moved = useRef(onMoved);
  moved.current = onMoved;
  const asked = JSON.stringify(filter);

  const put = useCallback((next: readonly ReviewRow[]) => {
    now.current = next;
    if (!gone.current) setRows(next);
  }, []);
  const change = useCallback(
    (id: string, to: (row: ReviewRow) => Partial<ReviewRow>) =>
      put(now.current.map((row) => (row.id === id ? { ...row, ...to(row) } : row))),
    [put],
  );
  const rowOf = (id: string) => now.current.find((row) => row.id === id);

  const read = useCallback(
    async (cursor: string | undefined) => {
      setReading(true);
      await chain.current;
      const answer = await ask('trace.review', {
        ...(JSON.parse(asked) as TraceFilter),
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      if (gone.current) return;
      setReading(false);
      setRefusal(answer.ok ? undefined : answer);
      if (!answer.ok) return;
      const { rows: views, ...rest } = answer.value;
      const open = cursor === undefined ? [] : now.current.filter(({ decided }) => !decided);
      const known = new Set(open.map(({ id }) => id));
      const added = views.map(toRow).filter(({ id }) => !known.has(id));
      put([...open, ...added]);
      setPage((before) => (cursor === undefined || !before ? rest : { ...rest, hidden: before.hidden + rest.hidden }));
      if (cursor !== undefined) say(`${count(added.length, 'more commit')} to review.`);
    },
    [asked, put],
  );
  useEffect(() => {
    gone.current = false;
    void read(undefined);
    return () => {
      gone.current = true;
    };
  }, [read]);

  /** Sends one request per key, in turn, behind everything sent before. Stops at the first refusal. */
  const send = (
    id: string,
    keys: readonly string[],
    request: (row: ReviewRow, key: string) => Promise<Answer<'trace.decide'>>,
    whenStored: Decided | undefined,
    takeBack: (row: ReviewRow, key: string) => Promise<unknown>,
    refusedWords: string,
  ) => {
    chain.current = chain.current.then(async () => {
      const row = rowOf(id);
      // An undo of what was refused meanwhile has nothing to take back.
      if (!row || (whenStored === undefined && row.stored === undefined)) return;
      let last: Answer<'trace.decide'> | undefined;
      const done: string[] = [];
      for (const key of keys) {
        last = await request(row, key);
        if (!last.ok) break;
        done.push(key);
      }
      if (!last) return;
      if (last.ok) {
        const to = last.value.class;
        change(id, () => ({ stored: whenStored, class: to }));
        moved.current({ from: row.class, to, probability: row.view.suggestions[0]?.probability ?? 0 });
        return;
      }
      for (const key of done) await takeBack(row, key);
      const { message } = last;
      if (whenStored) decisions.current = decisions.current.filter((one) => one !== id);
      change(id, ({ stored }) => ({ decided: stored, refusal: message }));
      say(`${refusedWords}: ${message}`);
    });
  };

  const decide = (id: string, decided: Decided, keys: readonly string[], decision: 'confirm' | 'reject') => {
    decisions.current = [...decisions.current.filter((one) => one !== id), id];
    change(id, () => ({ decided, refusal: undefined }));
    send(id, keys, (row, key) => askDecision(row, key, decision), decided, askUndo, 'It was not saved');
  };

  const confirm = (id: string): boolean => {
    const row = rowOf(id);
    if (!row || row.decided) return false;
    const key = chosenIn(row);
    if (key === undefined) {
      say('Pick a work item first, with its number.');
      return false;
    }
    decide(id, { kind: 'confirmed', key }, [key], 'confirm');
    say(`Linked to ${key}. U takes it back.`);
    return true;
  };

  const reject = (id: string): boolean => {
    const row = rowOf(id);
    if (!row || row.decided) return false;
    const keys = row.view.suggestions.map(({ item }) => item.key);
    decide(id, { kind: 'rejected', keys }, keys, 'reject');
    say(`None of these: ${keys.join(', ')} rejected. U takes it back.`);
    return true;
  };

  const undo = (id: string): boolean => {
    const row = rowOf(id);
    if (!row?.decided) return false;
    const { decided } = row;
    decisions.current = decisions.current.filter((one) => one !== id);
    change(id, () => ({ decided: undefined, refusal: undefined }));
    const keys = decided.kind === 'confirmed' ? [decided.key] : decided.keys;
    const decision = decided.kind === 'confirmed' ? 'confirm' : 'reject';
    send(id, keys, askUndo, undefined, (one, key) => askDecision(one, key, decision), 'It was not taken back');
    say(`Taken back. ${row.view.subject} waits for an answer again.`);
    return true;
  };

  return {
    rows,
    page,
    refusal,
    reading,
    said,
    more: () => read(page?.nextCursor),
    pick: (id, key) => change(id, ({ picked }) => ({ picked: picked === key ? undefined : key })),
    confirm,
    reject,
    undo,
    undoLast: () => {
      const id = decisions.current.at(-1);
      if (id !== undefined && undo(id)) return id;
      say('There is nothing to take back.');
      return undefined;
    },
    absorb: (id, to) => change(id, () => ({ class: to })),
    confirmLikely: () => {
      const likely = now.current.filter(isReady);
      for (const { id } of likely) confirm(id);
      say(`${count(likely.length, 'commit')} linked. U takes them back one by one.`);
    },
  };
}

/** What confirming means: the candidate that is picked, or the only one there is. */
export function chosenIn({ view: { suggestions }, picked }: Pick<ReviewRow, 'view' | 'picked'>): string | undefined {
  return picked ?? (suggestions.length === 1 ? suggestions[0]?.item.key : undefined);
}

/** Undecided, with a likely candidate picked: can be confirmed together with others. */
export function isReady({ view, picked, decided }: ReviewRow): boolean {
  return !decided && view.suggestions.some(({ item, band }) => item.key === picked && band === 'likely');
}

export function suggestionOf({ view }: ReviewRow, key: string | undefined): SuggestionView | undefined {
  return view.suggestions.find(({ item }) => item.key === key);
}

function toRow(view: ReviewRowView): ReviewRow {
  const [first] = view.suggestions;
  return {
    id: `${view.repo}@${view.sha}`,
    view,
    picked: first?.band === 'likely' ? first.item.key : undefined,
    decided: undefined,
    stored: undefined,
    class: 'suggested',
    refusal: undefined,
  };
}

function askDecision({ view: { repo, sha } }: ReviewRow, key: string, decision: 'confirm' | 'reject') {
  return ask('trace.decide', { repo, sha, key, decision });
}

function askUndo({ view: { repo, sha } }: ReviewRow, key: string) {
  return ask('trace.undo', { repo, sha, key });
}
