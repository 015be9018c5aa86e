import { parseArgs } from 'node:util';
import { type Command, CommandFailed, understand, UsageError } from './command';
import { addressAt, askLocalHost, DEFAULT_HOST, refuseUnlessOk } from './local-host';

const HELP = `Tell how a commit was traced, what a work item's verdicts rest on, or which features a path serves.

Usage: throughline explain <sha, key or path> [--url <address>]

  throughline explain 1e54643dad      a commit, by seven or more digits of its sha
  throughline explain PAY-12          a work item
  throughline explain src/watch/      every commit that touched a path that begins so

  --url <address>  the running local host (default ${DEFAULT_HOST})

Needs the local host: start it with npm start.`;

export const explainCommand: Command = {
  name: 'explain',
  summary: 'tell how a commit was traced, what a verdict rests on, or what a path serves',
  help: HELP,
  async run(args, surroundings) {
    const { values, positionals } = understand(() =>
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { url: { type: 'string', default: DEFAULT_HOST } },
      }),
    );
    const [of, ...more] = positionals;
    if (of === undefined || more.length > 0)
      throw new UsageError('explain takes one commit, one work item key or one path.');
    const address = addressAt(values.url, '/__throughline/explain');
    address.searchParams.set('of', of);
    const response = await askLocalHost(address, surroundings);
    if (response.status === 404) throw new CommandFailed(`The local host at ${address.origin} knows nothing of ${of}.`);
    await refuseUnlessOk(response, address);
    surroundings.print((await response.text()).trimEnd());
    return 0;
  },
};
