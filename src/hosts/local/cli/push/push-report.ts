import { counted } from '../counted';
import type { Surroundings } from '../surroundings';
import type { PushListener, PushProgress } from './push';

const LINE_EVERY_MS = 5_000;
const REDRAW_EVERY_MS = 100;
const BAR_CELLS = 24;

/** Shows a push under way: a bar on a terminal, else a line every few seconds. */
export function createPushReport(surroundings: Surroundings, isQuiet: boolean): PushListener & { end(): void } {
  const { tell, redraw, now } = surroundings;
  const everyMs = redraw === undefined ? LINE_EVERY_MS : REDRAW_EVERY_MS;
  let shownAt = now();
  return {
    onName(name) {
      if (!isQuiet) tell(`${name} is the name of this repository in Throughline.`);
    },
    onProgress(progress) {
      if (isQuiet || now() - shownAt < everyMs) return;
      shownAt = now();
      if (redraw === undefined) tell(`${countsOf(progress)}`);
      else redraw(`${barOf(progress)} ${countsOf(progress)}`);
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

function barOf({ sent, listed }: PushProgress): string {
  const full = listed === 0 ? 0 : Math.floor((sent / listed) * BAR_CELLS);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_CELLS - full)}]`;
}
