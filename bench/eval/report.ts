/** Everything told about one recorded set: what is linked, how well, and how good the suggestions are. */
import type { SuggestModel } from '../../src/model/suggestion';
import type { RecordedSet } from '../recorded-set';
import { type ExplicitEvaluation, evaluateExplicit } from './explicit';
import { type SuggestionReport, evaluateSuggestions } from './suggestions';

export interface TraceReport {
  readonly set: string;
  readonly explicit: ExplicitEvaluation;
  /** Shares of all commits; null without any. */
  readonly classes: Readonly<Record<'linked' | 'suggested' | 'exempt' | 'untraced', number | null>>;
  readonly suggestions: SuggestionReport;
}

export function reportOn(set: RecordedSet, model: SuggestModel): TraceReport {
  const suggestions = evaluateSuggestions(set, model);
  const explicit = evaluateExplicit(set);
  const { linked, exempt, untraced } = explicit.classes;
  const { suggested } = suggestions;
  const share = (count: number): number | null => (set.commits.length === 0 ? null : count / set.commits.length);
  return {
    set: set.name,
    explicit,
    classes: {
      linked: share(linked),
      suggested: share(suggested),
      exempt: share(exempt),
      untraced: share(untraced - suggested),
    },
    suggestions,
  };
}

/** The one object of `--json`. */
export function asJson({ set, explicit, classes, suggestions }: TraceReport): unknown {
  const { pairs, recall, precision, relatedOnly } = explicit;
  return {
    set,
    explicit: { pairs, recall: recall ?? null, precision: precision ?? null, relatedOnly },
    classes,
    suggestions: suggestions.refitted,
    baselines: suggestions.baselines,
  };
}

export function asTable({ set, explicit, classes, suggestions }: TraceReport): string {
  const { refitted, zeroShot, hard, baselines } = suggestions;
  const rows: string[][] = [
    ['set', set],
    ['explicit: pairs that a key proves', `${explicit.pairs}`],
    ['explicit: recall', shown(explicit.recall)],
    ['explicit: precision', shown(explicit.precision)],
    ['explicit: precision with people as the only judge', shown(explicit.strictPrecision)],
    ['explicit: pairs that name another item only', `${explicit.relatedOnly}`],
    ['explicit: pairs that no key proves', shown(explicit.unproven)],
    ...Object.entries(classes).map(([name, share]) => [`commits: ${name}`, shown(share)]),
    ['', ''],
    ['suggestions, keys hidden', 'refitted', 'as shipped', 'refitted, title not said'],
    ['commits judged', `${refitted.commits}`, `${zeroShot.commits}`, `${hard.commits}`],
    ['Hit@1', shown(refitted.hit1), shown(zeroShot.hit1), shown(hard.hit1)],
    ['Hit@5', shown(refitted.hit5), shown(zeroShot.hit5), shown(hard.hit5)],
    ['MRR', shown(refitted.mrr), shown(zeroShot.mrr)],
    ['coverage at precision .95', shown(refitted.coverageAtP95), shown(zeroShot.coverageAtP95)],
    ['coverage at precision .90', shown(refitted.coverageAtP90), shown(zeroShot.coverageAtP90)],
    ['calibration error, 10 bands', shown(refitted.ece), shown(zeroShot.ece)],
    ['  by chance alone, about', shown(refitted.eceByChance), shown(zeroShot.eceByChance)],
    ['pre-ticked', shown(refitted.preTicked), shown(zeroShot.preTicked)],
    ['  of those right', shown(refitted.preTickedRight), shown(zeroShot.preTickedRight)],
    ['never keyed, would be pre-ticked', shown(refitted.preTickedNeverKeyed), shown(zeroShot.preTickedNeverKeyed)],
    ['', ''],
    ['baselines, keys hidden', 'Hit@1', 'Hit@5', 'MRR'],
    ...Object.entries(baselines).map(([name, { hit1, hit5, mrr }]) => [
      BASELINE_NAMES[name] ?? name,
      shown(hit1),
      shown(hit5),
      shown(mrr),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
    .concat('\n');
}

export const BASELINE_NAMES: Readonly<Record<string, string>> = {
  keyRegex: 'key in the message',
  bm25Message: 'BM25 of the message',
  authorsLastItem: "author's last item",
  mostRecentItem: 'most recent item',
};

/** Three digits; `-` where there was nothing to measure. */
export function shown(figure: number | null | undefined): string {
  return figure == null ? '-' : figure.toFixed(3);
}
