/** Fits the weights that ship and writes src/trace/suggest/shipped-model.ts. Weights alone: no text of any set. */
import { writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ITEM_FEATURES, NONE_FEATURES } from '../src/trace/suggest/features';
import type { SuggestModel } from '../src/model/suggestion';
import { TRAINING_SETS, type TrainingSet, trainModel, trainingSetOf } from './eval/train';
import { readRecordedSet } from './recorded-set';
import { sharedFolder } from './recorded-world';

const HELP = `Fits the weights of suggestions on recorded sets and writes src/trace/suggest/shipped-model.ts.

  node scripts/train-suggest.mjs [options]

  --data <folder>   a set; may be given more than once  (${TRAINING_SETS.join(', ')} beside this checkout)
  --without <name>  leaves a set out
  --print           shows the file instead of writing it
  --help            this text
`;
const TARGET = 'src/trace/suggest/shipped-model.ts';

function main(words: readonly string[]): number {
  const { values } = parseArgs({
    args: [...words],
    options: {
      data: { type: 'string', multiple: true },
      without: { type: 'string', multiple: true, default: [] },
      print: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const folders = (values.data ?? TRAINING_SETS.map((name) => sharedFolder('data', 'sets', name)))
    .flatMap((folder) => (folder === undefined ? [] : [resolve(folder)]))
    .filter((folder) => !values.without.includes(basename(folder)));
  if (folders.length === 0) {
    process.stderr.write('No sets to train on: name them with --data, or set THROUGHLINE_SHARED.\n');
    return 2;
  }
  const sets = folders.map((folder) => readRecordedSet(folder));
  const training = sets.map(trainingSetOf);
  const model = trainModel(training, '2');
  const latest = sets
    .flatMap(({ commits }) => commits)
    .reduce((last, { committedAt }) => Math.max(last, committedAt), 0);
  const text = fileOf(model, training, new Date(latest).toISOString().slice(0, 10));
  if (values.print) process.stdout.write(text);
  else writeFileSync(TARGET, text);
  process.stderr.write(`${training.map(told).join('\n')}\n`);
  return 0;
}

function told({ name, lessons }: TrainingSet): string {
  const linked = lessons.filter(({ kind }) => kind === 'linked').length;
  return `${name}: ${linked} linked commits, ${lessons.length - linked} that name nothing`;
}

function fileOf(
  { version, weights, calibration }: SuggestModel,
  training: readonly TrainingSet[],
  until: string,
): string {
  const names = [...ITEM_FEATURES, ...NONE_FEATURES];
  const rounded = (number: number): string => `${Number(number.toFixed(4)) + 0}`;
  return `/**
 * Weights as shipped, and where they come from. Written by \`node scripts/train-suggest.mjs\`. Do not edit.
 *
 * Trained on commits until ${until} of:
${training.map((set) => ` * - ${told(set)}`).join('\n')}
 */
import { ITEM_FEATURES, type ItemFeature, NONE_FEATURES, type NoneFeature } from './features';
import type { SuggestModel } from '../../model/suggestion';

const WEIGHTS: Readonly<Record<ItemFeature | NoneFeature, number>> = {
${names.map((name, place) => `  ${name.includes('-') ? `'${name}'` : name}: ${rounded(weights[place] ?? 0)},`).join('\n')}
};

export const SHIPPED_MODEL: SuggestModel = {
  version: 'shipped-${version}',
  weights: [...ITEM_FEATURES, ...NONE_FEATURES].map((name) => WEIGHTS[name]),
  calibration: { offset: ${rounded(calibration.offset)}, slope: ${rounded(calibration.slope)}, heldUpTo: ${rounded(calibration.heldUpTo)} },
  labels: 0,
  quality: undefined,
};
`;
}

process.exitCode = main(process.argv.slice(2));
