import { counted } from '../counted';
import type { Surroundings } from '../surroundings';
import type { PushListener, PushProgress } from './push';
import type { BlameListener, BlameProgress } from './push-blame';

const LINE_EVERY_MS = 5_000;
const REDRAW_EVERY_MS = 100;
const BAR_CELLS = 24;

/** Shows a push under way: a bar on a terminal, else a line every few seconds. */
export function createPushReport(
  surroundings: Surroundings,
  isQuiet: boolean,
): PushListener & BlameListener & { end(): void } {
  const { tell, redraw, now } = surroundings;
  const everyMs = redraw === undefined ? LINE_EVERY_MS : REDRAW_EVERY_MS;
  let shownAt = now();

  function show(share: number, counts: string): void {
    if (isQuiet || now() - shownAt < everyMs) return;
    shownAt = now();
    if (redraw === undefined) tell(counts);
    else redraw(`${barOf(share)} ${counts}`);
  }

  return {
    onName(name) {
      if (!isQuiet) tell(`${name} is the name of this repository in Throughline.`);
    },
    onProgress(progress) {
      show(progress.sent / progress.listed, countsOf(progress));
    },
    onBlamed(progress) {
      show(progress.blamed / progress.files, blameCountsOf(progress));
    },
    onWarning(sentence) {
      if (isQuiet) return;
      redraw?.('');
      tell(sentence);
    },
    end() {
      if (!isQuiet) redraw?.('');
    },
  };
}

function countsOf({ sent, listed, bytes }: PushProgress): string {
  return `${sent} of ${counted(listed, 'commit')}, ${(bytes / 1e6).toFixed(1)} MB`;
}

function blameCountsOf({ blamed, files, bytes }: BlameProgress): string {
  return `${blamed} of ${counted(files, 'file')} blamed, ${(bytes / 1e6).toFixed(1)} MB`;
}

/** The share may be of nothing. */
function barOf(share: number): string {
  const full = Math.floor((share || 0) * BAR_CELLS);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_CELLS - full)}]`;
}
