/**
 * From verdicts to the six lines. What each outcome means, and why, is written down in
 * docs/decisions/0002-line-verdicts.md.
 */
import { LINES, type LineId, type LineVerdict, type Verdict } from '../model/finding';
import type { Detector } from './define-detector';

/** One verdict a line, in the order of the lines. Verdicts come after waivers, in catalogue order. */
export function rollUpLines(
  detectors: readonly Pick<Detector, 'id' | 'checklistLine' | 'severity'>[],
  verdicts: readonly Verdict[],
): LineVerdict[] {
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
  readonly detector: Pick<Detector, 'id' | 'severity'>;
  readonly verdict: Verdict;
}

function judge(heard: readonly Heard[]): Pick<LineVerdict, 'outcome' | 'reason'> {
  const flagged = heard.filter(({ verdict }) => verdict.outcome === 'flagged');
  const dark = heard.filter(({ verdict }) => verdict.outcome === 'unknown' || verdict.outcome === 'failed');
  const clear = heard.filter(({ verdict }) => verdict.outcome === 'clear');
  const limits = [...dark, ...flagged, ...clear].flatMap(({ detector, verdict }) =>
    verdict.reason === undefined ? [] : [`${nameOf(detector)}: ${verdict.reason}`],
  );

  if (flagged.length > 0) {
    const failing = flagged.some(({ detector }) => detector.severity === 'high');
    const counts = flagged.map(
      ({ detector, verdict }) => `${nameOf(detector)} flags ${verdict.flagged} of ${verdict.looked}`,
    );
    return { outcome: failing ? 'failing' : 'at-risk', reason: sentences([`${counts.join('; ')}.`, ...limits]) };
  }
  if (dark.length > 0) return { outcome: 'unknown', reason: sentences(limits) };
  if (clear.length > 0) {
    const counts = clear.map(
      ({ detector, verdict }) => `${nameOf(detector)} found ${verdict.looked} in order${waivedIn(verdict)}`,
    );
    return { outcome: 'holding', reason: sentences([`${counts.join('; ')}.`, ...limits]) };
  }
  const idle = heard.map(({ detector, verdict }) => `${nameOf(detector)}: ${verdict.reason ?? 'Nothing to look at.'}`);
  return { outcome: 'unknown', reason: idle.length > 0 ? sentences(idle) : 'No detector answers to this line yet.' };
}

/** The id as words, for people: `Blocking wait`. */
function nameOf({ id }: Pick<Detector, 'id'>): string {
  return id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');
}

function waivedIn({ waived }: Verdict): string {
  return waived > 0 ? ` (${waived} waived)` : '';
}

function sentences(parts: readonly string[]): string {
  return parts.join(' ');
}
