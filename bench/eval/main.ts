/** `npm run eval:trace`: how true the trace of a recorded project is. Reads one folder, needs no network. */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SHIPPED_MODEL } from '../../src/trace/suggest/shipped-model';
import { readRecordedSet } from '../recorded-set';
import { sharedFolder } from '../recorded-world';
import { writeAccuracyDocs } from './docs';
import { asJson, asTable, reportOn } from './report';
import { TRAINING_SETS, trainModel, trainingSetOf } from './train';

const HELP = `Measures the trace of a recorded project: explicit links against what people posted, and
suggestions with every key hidden.

  npm run eval:trace -- --data <folder>
  npm run -s eval:trace -- --data <folder> --json

  --data <folder>  issues.jsonl and commits.jsonl, plain or .gz; prs and truth_links where there are any
  --json           one JSON object instead of the table; null where there was nothing to measure
  --docs           writes docs/trace-accuracy.md from the sets beside this checkout instead; for each,
                   weights are trained on the others first
  --help           this text
`;
const DOCS = 'docs/trace-accuracy.md';

/** The exit code. */
function main(words: readonly string[]): number {
  const options = readOptions(words);
  if (typeof options === 'string') return refuse(options);
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  try {
    return options.docs ? writeDocs() : evaluate(options.data ?? '', options.json);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function readOptions(words: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { data: { type: 'string' }, json: flag, docs: flag, help: flag },
    });
    if (!values.help && !values.docs && values.data === undefined) return `Name a folder with --data.\n\n${HELP}`;
    return values;
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${HELP}`;
  }
}

function evaluate(folder: string, json: boolean): number {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return refuse(`There is no folder ${folder}.`);
  const report = reportOn(readRecordedSet(folder), SHIPPED_MODEL);
  process.stdout.write(json ? `${JSON.stringify(asJson(report), undefined, 2)}\n` : asTable(report));
  return 0;
}

function writeDocs(): number {
  const folders = TRAINING_SETS.map((name) => sharedFolder('data', 'sets', name));
  if (folders.includes(undefined))
    return refuse(
      'The recorded sets are not beside this checkout: set THROUGHLINE_SHARED to the folder that has them.',
    );
  const sets = folders.map((folder) => readRecordedSet(folder ?? ''));
  const training = sets.map(trainingSetOf);
  const reports = sets.map((set) => {
    process.stderr.write(`${set.name}: training on the others, then judging\n`);
    const others = training.filter(({ name }) => name !== set.name);
    return reportOn(set, trainModel(others, `without ${set.name}`));
  });
  writeFileSync(DOCS, writeAccuracyDocs(reports));
  process.stdout.write(`${DOCS} is written.\n`);
  return 0;
}

function refuse(why: string): number {
  process.stderr.write(`${why}\n`);
  return 2;
}

process.exitCode = main(process.argv.slice(2));
