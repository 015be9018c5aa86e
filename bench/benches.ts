/** Every bench there is, in the order they run. */
import { analysis, analysisGrowth, analysisMemory, analysisRecorded } from './analysis';
import type { Bench } from './figure';
import { firstPaint } from './first-paint';
import { functions } from './functions';
import { graph, graphMemory } from './graph';
import { ledger } from './ledger';
import { members } from './members';
import { pushBenches } from './push';
import { screens } from './screens';
import { suggestCommit, suggestText } from './suggest';
import { traceKeys, traceLinks } from './trace';

export const BENCHES: readonly Bench[] = [
  traceKeys,
  traceLinks,
  ledger,
  suggestText,
  suggestCommit,
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
