/** A person says that a commit serves a work item, that it does not, or takes back what was said last. */
import type { Commit } from '../model/commit';
import type { Instant } from '../model/instant';
import { projectOf } from '../model/key';
import {
  type LedgerEntry,
  type LinkedPair,
  type NewEntry,
  entriesByPair,
  linksAt,
  nextEntry,
  pairName,
  stateOf,
} from '../model/ledger';
import type { LinkEvidence, TraceLink } from '../model/link';
import type { Suggestion } from '../model/suggestion';
import type { AccountId } from '../model/work-item';
import type { CommitClass } from '../ports/link-facts';
import type { Outside } from '../ports/outside';
import { settleCommits } from './classify-commits';

export interface Decided {
  readonly commit: CommitClass;
  readonly links: readonly TraceLink[];
  /** The entry that was written, or the one that says so already. */
  readonly entry: LedgerEntry;
}

/** Whoever reviews answers many in a row: the project is examined once for all of them. */
const SETTLE_SECONDS = 20;

export type Refused = 'no-such-commit' | 'nothing-to-undo';

export type Decision = 'confirm' | 'reject' | 'undo';

/** Saying the same twice writes once. The caller has checked that the person may edit the item. */
export async function decideLink(
  outside: Outside,
  pair: LinkedPair,
  decision: Decision,
  accountId: AccountId,
  now: Instant,
): Promise<Decided | Refused> {
  const { facts, queue } = outside;
  const [commit] = await facts.readCommitsBySha([pair]);
  if (!commit) return 'no-such-commit';
  const said = await facts.readEntriesOf([pair]);
  const before = entriesByPair(said).get(pairName(pair)) ?? [];
  const state = stateOf(before);
  if (decision === 'undo' && !state.decision) return 'nothing-to-undo';
  if (decision !== 'undo' && state.decision?.act === ACTS[decision]) return answerFrom(outside, commit, state.decision);
  const suggestion = (await facts.readSuggestionsOf([pair])).find(({ key }) => key === pair.key);
  const entry = nextEntry(
    pair,
    before,
    { act: ACTS[decision], by: { kind: 'person', accountId }, ...groundsOf(state.decision ?? state.found, suggestion) },
    now,
  );
  await facts.appendEntries([entry]);
  const decided = await answerFrom(outside, commit, entry);
  const projectKey = projectOf(pair.key);
  await facts.markStale([projectKey]);
  await queue.push([{ kind: 'examine', projectKey }], SETTLE_SECONDS);
  return decided;
}

const ACTS = { confirm: 'confirmed', reject: 'rejected', undo: 'undone' } as const;

async function answerFrom(outside: Outside, commit: Commit, entry: LedgerEntry): Promise<Decided> {
  const { entries, classes } = await settleCommits(outside, [commit]);
  const [row] = classes;
  if (!row) throw new Error(`Commit ${commit.sha} has no class`);
  return { commit: row, links: linksAt(entries), entry };
}

/** What the person had before them: what was said of the pair, or what was suggested. */
function groundsOf(
  said: LedgerEntry | undefined,
  suggestion: Suggestion | undefined,
): Pick<NewEntry, 'linker' | 'confidence' | 'evidence'> {
  const linker = 'person';
  if (said) return { linker, confidence: said.confidence, evidence: said.evidence };
  if (suggestion) return { linker, confidence: suggestion.probability, evidence: evidenceOf(suggestion) };
  return { linker, confidence: 1, evidence: { text: 'linked by hand', quote: undefined, via: undefined } };
}

function evidenceOf({ reasons, model }: Suggestion): LinkEvidence {
  const texts = reasons.map(({ text }) => text);
  return {
    text: `suggested by model ${model}${texts.length > 0 ? `: ${texts.join('; ')}` : ''}`,
    quote: undefined,
    via: undefined,
  };
}
