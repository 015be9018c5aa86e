/**
 * From verdicts to the six lines. What each outcome means, and why, is written down in
 * docs/decisions/0002-line-verdicts.md.
 */
import { LINES, type LineId, type LineVerdict, type Verdict } from '../model/finding';
import type { Detector } from './define-detector';
import { SUBJECT_KINDS } from './subjects';

/** What of a detector its line needs to know. */
export type RolledUp = Pick<Detector, 'id' | 'checklistLine' | 'severity' | 'subjects' | 'title'>;

/** One verdict a line, in the order of the lines. Verdicts come after waivers, in catalogue order. */
export function rollUpLines(detectors: readonly RolledUp[], verdicts: readonly Verdict[]): LineVerdict[] {
  return LINES.map(({ id }) => {
    const own = detectors.filter((detector) => lineOf(detector) === id);
    const heard = own.flatMap((detector) => {
      const verdict = verdicts.find((one) => one.detector === detector.id);
      return verdict ? [{ detector, verdict }] : [];
    });
    return { line: id, ...judge(heard), detectors: own.map((detector) => detector.id) };
  });
}

/** The line a detector answers to. */
export function lineOf({ checklistLine }: Pick<Detector, 'checklistLine'>): LineId {
  return Number(checklistLine.split('.')[0]) as LineId;
}

interface Heard {
  readonly detector: RolledUp;
  readonly verdict: Verdict;
}

function judge(heard: readonly Heard[]): Pick<LineVerdict, 'outcome' | 'reason'> {
  const flagged = heard.filter(({ verdict }) => verdict.outcome === 'flagged');
  const dark = heard.filter(({ verdict }) => verdict.outcome === 'unknown' || verdict.outcome === 'failed');
  const clear = heard.filter(({ verdict }) => verdict.outcome === 'clear');

  if (flagged.length > 0) {
    const failing = flagged.some(({ detector, verdict }) => (verdict.severity ?? detector.severity) === 'high');
    const reason = sentences([...flagged.map(failure), ...dark.map(caveat), ...[...flagged, ...clear].map(limit)]);
    return { outcome: failing ? 'failing' : 'at-risk', reason };
  }
  if (dark.length > 0) return { outcome: 'unknown', reason: sentences([...dark.map(caveat), ...clear.map(limit)]) };
  if (clear.length > 0) return { outcome: 'holding', reason: sentences([...clear.map(success), ...clear.map(limit)]) };
  if (heard.length === 0) return { outcome: 'unknown', reason: 'No detector answers to this line yet.' };
  return { outcome: 'unknown', reason: sentences(['Nothing could be looked at.', ...heard.map(caveat)]) };
}

/** `A story belongs to no feature (23 of 32).`, and what it could not judge. */
function failure({ detector, verdict }: Heard): string {
  const { flagged, looked, waived, unknown, reason } = verdict;
  const figure = SUBJECT_KINDS[detector.subjects].figures?.flagged(flagged, looked);
  const sentence = `${detector.title.fail}${inBrackets(figure, waived > 0 && `${waived} more waived`)}.`;
  return unknown > 0 && reason !== undefined ? `${sentence} ${reason}` : sentence;
}

/** `Every promised day is kept or still ahead (20 looked at).` */
function success({ detector, verdict }: Heard): string {
  const { looked, waived } = verdict;
  const figure = SUBJECT_KINDS[detector.subjects].figures?.looked(looked);
  // Waived findings are no pass: without this word the sentence would not be true.
  return waived > 0
    ? `${detector.title.pass}, but for what is waived${inBrackets(figure, `${waived} waived`)}.`
    : `${detector.title.pass}${inBrackets(figure)}.`;
}

/** `“Work waits longer than agreed”: 4 of 37 could not be judged, because …`; in quotes, for nothing is claimed. */
function caveat({ detector, verdict }: Heard): string {
  const { reason = 'nothing to look at.' } = verdict;
  return `“${detector.title.fail}”: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
}

/** What a verdict that stands should be read with: facts not seen. */
function limit({ verdict: { reason = '', unknown } }: Heard): string {
  return unknown > 0 ? '' : reason;
}

function inBrackets(...counts: readonly (string | false | undefined)[]): string {
  const told = counts.filter((count) => count !== false && count !== undefined);
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
}

/** Each once: two detectors may have seen the same part of the facts. */
function sentences(parts: readonly string[]): string {
  return [...new Set(parts)].filter((part) => part !== '').join(' ');
}
