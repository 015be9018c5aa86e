/**
 * `npm run bench`: runs the benches, each in a process of its own, and shows their figures as a
 * table or as JSON. A bench is no gate: a missed budget is told, and only a bench that breaks
 * fails the run.
 */
import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { BENCHES } from './benches';
import { type Ask, type Bench, type Figure, notMeasured, standingOf } from './figure';
import { renderTable } from './table';

const HELP = `Measures what has a budget, on this machine.

  npm run bench -- [options]
  npm run -s bench -- --json

  --only <name>  one figure, or all whose names begin so
  --quick        smaller inputs: to see that the benches work, not to judge by
  --json         one JSON object instead of the table: name → {value, unit, budget, ratio}
  --list         the names, and what each measures
  --help         this text

A budget is the most allowed: of the ratio where there is one, of the value elsewhere. Ratios are
of runs that take turns, least against least, so that a busy machine changes them little. What
cannot be measured here is null and says why.
`;

/** Resolves to the exit code. */
export async function main(words: readonly string[]): Promise<number> {
  if (words[0] === '--measure') return await measureHere(words[1] ?? '', words[2] ?? '', words[3] === '--quick');
  const options = readOptions(words);
  if (typeof options === 'string') return refuse(options);
  if (options.help) return print(HELP);
  if (options.list)
    return print(
      BENCHES.map(({ names, what }) => `${what}\n${names.map((name) => `  ${name}\n`).join('')}`).join('\n'),
    );
  const { only = '', quick, json } = options;
  const chosen = BENCHES.filter((bench) => asks(bench, only));
  if (chosen.length === 0)
    return refuse(
      `No figure's name begins with "${only}". The names are:\n${BENCHES.flatMap(({ names }) => names)
        .map((name) => `  ${name}`)
        .join('\n')}`,
    );

  const figures: Figure[] = [];
  let broken = 0;
  for (const [index, bench] of chosen.entries()) {
    process.stderr.write(`[${index + 1}/${chosen.length}] ${bench.what}\n`);
    const outcome = await measureApart(bench, only, quick);
    if (typeof outcome !== 'string') figures.push(...outcome);
    else {
      broken += 1;
      figures.push(
        ...bench.names
          .filter((name) => name.startsWith(only))
          .map((name) => notMeasured(name, 's', `The bench broke: ${outcome}`)),
      );
    }
  }
  process.stdout.write(json ? `${JSON.stringify(asJson(figures), undefined, 2)}\n` : renderTable(figures));
  if (!json) process.stdout.write(`\n${summaryOf(figures)}\n`);
  return broken > 0 ? 1 : 0;
}

interface Options {
  readonly only?: string | undefined;
  readonly quick: boolean;
  readonly json: boolean;
  readonly list: boolean;
  readonly help: boolean;
}

function readOptions(words: readonly string[]): Options | string {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...words],
      options: { only: { type: 'string' }, quick: flag, json: flag, list: flag, help: flag },
    }).values;
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${HELP}`;
  }
}

function asks({ names }: Bench, only: string): boolean {
  return names.some((name) => name.startsWith(only));
}

/** The figures, or what the process said when it broke. */
function measureApart(bench: Bench, only: string, quick: boolean): Promise<readonly Figure[] | string> {
  return new Promise((resolve) => {
    const words = ['--measure', bench.names[0] ?? '', only, ...(quick ? ['--quick'] : [])];
    // What a bench prints goes to stderr: stdout holds the figures alone.
    const child = fork(__filename, words, {
      stdio: ['ignore', process.stderr, 'inherit', 'ipc'],
      execArgv: [...(bench.nodeFlags ?? [])],
    });
    let told: readonly Figure[] | string = 'it ended without a figure';
    child.on('message', (message) => {
      told = message as readonly Figure[] | string;
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 || typeof told === 'string' ? told : `it ended with ${code}`));
  });
}

async function measureHere(firstName: string, only: string, quick: boolean): Promise<number> {
  const bench = BENCHES.find(({ names }) => names[0] === firstName);
  if (!bench) return refuse(`No bench begins with ${firstName}.`);
  const ask: Ask = { quick, wants: (name) => name.startsWith(only) };
  try {
    const figures = await bench.measure(ask);
    const senseless = figures.find(({ value, ratio }) =>
      [value, ratio].some((number) => number !== null && !Number.isFinite(number)),
    );
    if (senseless) throw new Error(`${senseless.name} came out as no number.`);
    await tell(figures.filter(({ name }) => ask.wants(name)));
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    await tell(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function tell(message: readonly Figure[] | string): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send) throw new Error('--measure is for the bench itself: it answers the process that started it.');
    process.send(message, () => resolve());
  });
}

function asJson(figures: readonly Figure[]): Record<string, Pick<Figure, 'value' | 'unit' | 'budget' | 'ratio'>> {
  return Object.fromEntries(
    figures.map(({ name, value, unit, budget, ratio }) => [name, { value, unit, budget, ratio }]),
  );
}

function summaryOf(figures: readonly Figure[]): string {
  const count = (standing: string): number => figures.filter((figure) => standingOf(figure) === standing).length;
  return `${count('ok')} within budget, ${count('misses')} miss it, ${count('not measured')} not measured.`;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function refuse(why: string): number {
  process.stderr.write(`${why}\n`);
  return 2;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
  if (process.connected) process.disconnect();
});
