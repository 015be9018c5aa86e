import type { SuggestModel } from './model';
import { WIDTH } from './features';
export const SHIPPED_MODEL: SuggestModel = {
  version: 'none',
  weights: new Array(WIDTH).fill(0),
  calibration: { offset: 0, slope: 1, heldUpTo: 0 },
  labels: 0,
  quality: undefined,
};
