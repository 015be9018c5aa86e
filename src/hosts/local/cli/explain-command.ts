import { parseArgs } from 'node:util';
import { type Command, CommandFailed, understand, UsageError } from './command';

const DEFAULT_HOST = 'http://localhost:4100';
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
  async run(args, { fetch, print, signal }) {
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
    if (!URL.canParse(values.url)) throw new UsageError(`--url ${values.url} is not a web address.`);
    const address = new URL('/__throughline/explain', values.url);
    address.searchParams.set('of', of);
    const response = await fetch(address, { signal }).catch((cause: unknown) => {
      signal.throwIfAborted();
      throw new CommandFailed(
        `No local host answers at ${address.origin}. Start it with npm start, or name another with --url.`,
        { cause },
      );
    });
    const text = (await response.text()).trimEnd();
    if (response.status === 404) throw new CommandFailed(`The local host at ${address.origin} knows nothing of ${of}.`);
    if (!response.ok)
      throw new CommandFailed(`The local host at ${address.origin} answered ${response.status}. ${text}`.trimEnd());
    print(text);
    return 0;
  },
};
