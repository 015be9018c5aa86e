/** Every bench there is, in the order they run. */
import { analysis, analysisGrowth, analysisMemory, analysisRecorded } from './analysis';
import type { Bench } from './figure';
import { firstPaint } from './first-paint';
import { functions } from './functions';
import { graph, graphMemory } from './graph';
import { members } from './members';
import { pushBenches } from './push';
import { screens } from './screens';
import { traceKeys, traceLinks } from './trace';

export const BENCHES: readonly Bench[] = [
  traceKeys,
  traceLinks,
  graph,
  graphMemory,
  analysis,
  analysisMemory,
  analysisGrowth,
  analysisRecorded,
  members,
  functions,
  screens,
  firstPaint,
  ...pushBenches,
];
