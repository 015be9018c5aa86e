import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Requests } from '../../../surfaces/contract';
import { type Command, CommandFailed, understand, UsageError } from './command';
import { counted } from './counted';
import { addressAt, askLocalHost, DEFAULT_HOST, refuseUnlessOk } from './local-host';

type Piece = Requests['trace.export']['give'];

const HELP = `Export the map from commits to work items: what stands, or everything that was ever said.

Usage: throughline export [options]

  --of <map|ledger>      the links that stand, or every entry of the ledger (default map)
  --as-of <day>          the map as it stood at the end of a day (2017-11-13, in UTC), or at an instant
  --format <csv|jsonl>   a table, or one JSON object a line (default csv)
  --out <file>           where to write; by default the terminal
  --url <address>        the running local host (default ${DEFAULT_HOST})

Asks in the name of the site's administrator. What they may not see is left out, and counted on the terminal.
Needs the local host: start it with npm start.`;

export const exportCommand: Command = {
  name: 'export',
  summary: 'write the map from commits to work items, of today or of a past day, to a file',
  help: HELP,
  async run(args, surroundings) {
    const { values } = understand(() =>
      parseArgs({
        args: [...args],
        allowPositionals: false,
        options: {
          of: { type: 'string', default: 'map' },
          'as-of': { type: 'string' },
          format: { type: 'string', default: 'csv' },
          out: { type: 'string' },
          url: { type: 'string', default: DEFAULT_HOST },
        },
      }),
    );
    const of = oneOf('--of', values.of, ['map', 'ledger']);
    const format = oneOf('--format', values.format, ['csv', 'jsonl']);
    const asOf = values['as-of'] === undefined ? undefined : readAsOf(values['as-of']);
    if (asOf !== undefined && of === 'ledger')
      throw new UsageError('--as-of goes with --of map: the ledger is everything that was ever said.');
    const address = addressAt(values.url, '/__throughline/export');
    address.searchParams.set('of', of);
    address.searchParams.set('format', format);
    if (asOf !== undefined) address.searchParams.set('asOf', asOf);

    const { print, tell, redraw } = surroundings;
    const out = values.out === undefined ? undefined : await openOut(values.out);
    let [rows, hidden] = [0, 0];
    try {
      for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
        if (cursor !== undefined) address.searchParams.set('cursor', cursor);
        const response = await askLocalHost(address, surroundings);
        await refuseUnlessOk(response, address);
        const piece = (await response.json()) as Piece;
        if (out) await out.write(piece.text);
        else if (piece.text !== '') print(piece.text.replace(/\n$/, ''));
        rows += piece.rows;
        hidden += piece.hidden;
        redraw?.(counted(rows, 'row'));
        cursor = piece.nextCursor;
      }
      await out?.keep();
    } finally {
      redraw?.('');
      await out?.close();
    }
    tell(
      `${counted(rows, 'row')}${values.out === undefined ? '' : ` in ${values.out}`}.${hidden > 0 ? ` ${hidden} about items the administrator cannot see were left out.` : ''}`,
    );
    return 0;
  },
};

function oneOf<Choice extends string>(option: string, text: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((each) => each === text);
  if (choice === undefined) throw new UsageError(`${option} ${text} is not one of ${choices.join(', ')}.`);
  return choice;
}

/** A day means its end, so that all that happened on it counts. */
function readAsOf(text: string): string {
  const at = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59.999Z` : text);
  const isWhole = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text);
  if (isWhole && !Number.isNaN(at)) return new Date(at).toISOString();
  throw new UsageError(`--as-of ${text} is neither a day such as 2017-11-13 nor an instant with its offset.`);
}

interface Out {
  write(text: string): Promise<void>;
  /** What was written takes the file's place. */
  keep(): Promise<void>;
  /** Without `keep`, what was there before stays. */
  close(): Promise<void>;
}

/** Half an export must not look like a whole one: it is written beside, and takes the place at the end. */
async function openOut(file: string): Promise<Out> {
  const beside = `${file}.part`;
  const handle: FileHandle = await open(beside, 'w').catch((cause: unknown) => {
    throw new CommandFailed(`${file} cannot be written: ${cause instanceof Error ? cause.message : ''}`, { cause });
  });
  let isKept = false;
  return {
    write: async (text) => {
      await handle.writeFile(text);
    },
    keep: async () => {
      await handle.close();
      await rename(beside, file);
      isKept = true;
    },
    close: async () => {
      if (isKept) return;
      await handle.close();
      await rm(beside, { force: true });
    },
  };
}
