import { parseArgs } from 'node:util';
import { type Command, CommandFailed, understand, UsageError } from './command';
import { addressAt, askLocalHost, DEFAULT_HOST, refuseUnlessOk } from './local-host';

const SHA = /^[0-9a-f]{7,64}$/i;
const KEY = /^[A-Z][A-Z0-9_]+-[1-9]\d*$/i;

const HELP = `Tell how a commit was traced, or what a work item's verdicts rest on.

Usage: throughline explain <sha or key> [--url <address>]

  --url <address>  the running local host (default ${DEFAULT_HOST})

Needs the local host: start it with npm start.`;

export const explainCommand: Command = {
  name: 'explain',
  summary: 'tell how a commit was traced, or what a work item’s verdicts rest on',
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
    if (of === undefined || more.length > 0) throw new UsageError('explain takes one commit or one work item key.');
    if (!SHA.test(of) && !KEY.test(of))
      throw new UsageError(`"${of}" is neither a commit (seven or more of its sha's digits) nor a key like PAY-12.`);
    const address = addressAt(values.url, '/__throughline/explain');
    address.searchParams.set('of', of);
    const response = await askLocalHost(address, surroundings);
    if (response.status === 404) throw new CommandFailed(`The local host at ${address.origin} knows nothing of ${of}.`);
    await refuseUnlessOk(response, address);
    surroundings.print((await response.text()).trimEnd());
    return 0;
  },
};
