/** Whether chances come true as often as they were told. */
import { shareOf } from './score-alerts';

export interface Told {
  /** The chance that was told, 0..1. */
  readonly chance: number;
  readonly cameTrue: boolean;
}

export interface Calibration {
  readonly n: number;
  /** Mean squared error of the chances; Brier, "Verification of forecasts", Monthly Weather Review 78 (1950). */
  readonly brier: number | undefined;
  /** The same for always telling the share that came true, which nobody could know beforehand. */
  readonly brierBaseRate: number | undefined;
  /** By tenths: the mean chance told, the share that came true, and how many. Empty tenths are left out. */
  readonly reliability: readonly (readonly [predicted: number, observed: number, n: number])[];
}

export function calibrationOf(told: readonly Told[]): Calibration {
  const hits = told.filter(({ cameTrue }) => cameTrue).length;
  const share = shareOf(hits, told.length);
  const error = told.reduce((sum, { chance, cameTrue }) => sum + (chance - (cameTrue ? 1 : 0)) ** 2, 0);
  const tenths = Array.from({ length: 10 }, (_, tenth) =>
    told.filter(({ chance }) => Math.min(9, Math.floor(chance * 10)) === tenth),
  );
  return {
    n: told.length,
    brier: shareOf(error, told.length),
    brierBaseRate: share === undefined ? undefined : share * (1 - share),
    reliability: tenths.flatMap((group) =>
      group.length === 0
        ? []
        : [
            [
              group.reduce((sum, { chance }) => sum + chance, 0) / group.length,
              group.filter(({ cameTrue }) => cameTrue).length / group.length,
              group.length,
            ] as const,
          ],
    ),
  };
}
