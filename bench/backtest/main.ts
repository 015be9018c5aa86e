/** `npm run backtest`: lives through the past of a recorded project again. Reads one folder, needs no network. */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Backtest, backtestProject } from '../../src/detect/backtest/backtest-project';
import { readRecordedSet } from '../recorded-set';
import { sharedFolder, worldFrom } from '../recorded-world';
import { writeBacktestDocs } from './docs';
import { type NamedBacktest, asJson, asText } from './report';

const HELP = `Lives through a recorded project's past again, week by week, and tells how often what the
checklist and the forecasts would have said came true.

  npm run backtest -- --data <folder>
  npm run -s backtest -- --data <folder> --json

  --data <folder>  issues.jsonl, plain or .gz, with changelogs as far as there are any; commits.jsonl too
  --json           one JSON object instead of the text; null where nothing can be known
  --docs           writes docs/backtest.md from the sets beside this checkout instead
  --help           this text
`;
const DOCS = 'docs/backtest.md';
const SETS = ['duracloud', 'aloy', 'daemon', 'mod'];

/** The exit code. */
function main(words: readonly string[]): number {
  const options = readOptions(words);
  if (typeof options === 'string') return refuse(options);
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  try {
    return options.docs ? writeDocs() : backtest(options.data ?? '', options.json);
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

function backtest(folder: string, json: boolean): number {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return refuse(`There is no folder ${folder}.`);
  const named = replay(folder);
  process.stdout.write(json ? `${JSON.stringify(asJson(named), undefined, 2)}\n` : asText(named));
  return 0;
}

function writeDocs(): number {
  const folders = SETS.map((name) => sharedFolder('data', 'sets', name));
  if (folders.includes(undefined))
    return refuse(
      'The recorded sets are not beside this checkout: set THROUGHLINE_SHARED to the folder that has them.',
    );
  writeFileSync(DOCS, writeBacktestDocs(folders.map((folder) => replay(folder ?? ''))));
  process.stdout.write(`${DOCS} is written.\n`);
  return 0;
}

function replay(folder: string): NamedBacktest {
  const set = readRecordedSet(folder);
  if (set.items.length === 0)
    throw new Error(`${folder} holds no work items that can be read. Name a folder with issues.jsonl.`);
  const world = worldFrom(set.items, set.commits);
  const result: Backtest = backtestProject(world, (done, weeks) => progress(set.name, done, weeks));
  return { set: set.name, ...result };
}

/** On a terminal only: in a file or a build log the same line would stand two hundred times. */
function progress(set: string, done: number, weeks: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r${set}: week ${done} of ${weeks}${done === weeks ? '\n' : ''}`);
}

function refuse(why: string): number {
  process.stderr.write(`${why}\n`);
  return 2;
}

process.exitCode = main(process.argv.slice(2));
