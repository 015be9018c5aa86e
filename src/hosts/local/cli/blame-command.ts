import { parseArgs } from 'node:util';
import type { BlameView } from '../../../surfaces/contract';
import { authorInstant } from './blame/author-day';
import { fileText, linesText } from './blame/blame-text';
import { findFile } from './blame/find-file';
import { blameLines, type LineRange } from './blame/lines';
import { type KnownCommit, summarise } from './blame/summary';
import { type Command, CommandFailed, understand, UsageError } from './command';
import { counted } from './counted';
import { countLinesByCommit } from './git/blame-file';
import type { Repository } from './git/repository';
import { addressAt, askLocalHost, DEFAULT_HOST, refuseUnlessOk } from './local-host';
import type { Surroundings } from './surroundings';

/** As many as the app takes at once. */
const SHAS_AT_ONCE = 500;

const HELP = `Tell which features the lines of a file serve, or what one line serves and how that is known.

Usage: throughline blame <path> [options]

  --line <n>           only this line, with its commit and every proof; --line 10,20 for a range
  --rev <commit>       the file as it was in this commit or branch (default HEAD)
  --repo <folder>      the repository; by default the current folder. The path is meant from there
  --name <owner/name>  the repository's name in Throughline; by default any that has the commits
  --url <address>      the running local host (default ${DEFAULT_HOST})
  --json               print one JSON object

Git says which commit wrote a line; changes of white space alone and moves within the file do not count (-w -M).
Throughline says what the commit serves. Needs the local host, started with npm start, and a history that was sent
to it with throughline push.`;

export const blameCommand: Command = {
  name: 'blame',
  summary: 'tell which features the lines of a file serve',
  help: HELP,
  async run(args, surroundings) {
    const { values, positionals } = understand(() =>
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          line: { type: 'string' },
          rev: { type: 'string', default: 'HEAD' },
          repo: { type: 'string', default: '.' },
          name: { type: 'string' },
          url: { type: 'string', default: DEFAULT_HOST },
          json: { type: 'boolean', default: false },
        },
      }),
    );
    const [typed, ...more] = positionals;
    if (typed === undefined || more.length > 0) throw new UsageError('blame takes the path of one file.');
    const wanted = values.line === undefined ? undefined : readRange(values.line);
    const address = addressAt(values.url, '/__throughline/blame');
    const { print, signal } = surroundings;
    const file = await findFile(values.repo, typed, values.rev);
    const { path, commit, repository } = file;
    const place = `${path} at ${values.rev === 'HEAD' ? commit.slice(0, 12) : values.rev}`;
    const heading = { path, rev: values.rev, commit };
    const ask = async (shas: Iterable<string>) =>
      askAbout(shas, repository, { address, name: values.name, path }, surroundings);

    if (wanted) {
      const range = clip(wanted, file.lines.length, place);
      const lines = await blameLines(file, range, signal);
      const known = await ask(lines.map(({ sha }) => sha));
      const answered = lines.map((line) => ({ ...line, commit: known.get(line.sha) }));
      print(
        values.json
          ? JSON.stringify({
              ...heading,
              lines: answered.map(({ authoredAt, commit: about, ...line }) => ({
                ...line,
                authoredAt: authorInstant(authoredAt),
                known: about?.known ?? false,
                class: about?.class,
                links: about?.links ?? [],
                hiddenLinks: about?.hiddenLinks ?? 0,
              })),
            })
          : linesText(path, answered),
      );
      return 0;
    }
    const byCommit = await countLinesByCommit({ repository, rev: commit, path, signal });
    const summary = summarise(byCommit, await ask(byCommit.keys()));
    print(values.json ? JSON.stringify({ ...heading, ...summary }) : fileText(place, summary));
    return 0;
  },
};

/** `12`, or `12,20`. */
function readRange(text: string): LineRange {
  const [, first = '', last = first] = /^(\d{1,9})(?:,(\d{1,9}))?$/.exec(text) ?? [];
  const range = { first: Number(first), last: Number(last) };
  if (range.first >= 1 && range.last >= range.first) return range;
  throw new UsageError(`--line ${text} is neither a line such as 12 nor a range such as 12,20.`);
}

function clip({ first, last }: LineRange, lines: number, place: string): LineRange {
  if (first <= lines) return { first, last: Math.min(last, lines) };
  throw new CommandFailed(`${place} has ${counted(lines, 'line')}; there is no line ${first}.`);
}

/** Where a shallow clone ends, git takes the last commit it has for the author of everything older: nothing is known. */
async function askAbout(
  shas: Iterable<string>,
  { shallowAt }: Repository,
  { address, name, path }: { readonly address: URL; readonly name: string | undefined; readonly path: string },
  surroundings: Surroundings,
): Promise<Map<string, KnownCommit>> {
  const wanted = [...new Set(shas)].filter((sha) => !shallowAt.has(sha));
  const known = new Map<string, KnownCommit>();
  for (let start = 0; start < wanted.length; start += SHAS_AT_ONCE) {
    const response = await askLocalHost(address, surroundings, {
      repo: name,
      shas: wanted.slice(start, start + SHAS_AT_ONCE),
    });
    await refuseUnlessOk(response, address);
    const { commits } = (await response.json()) as BlameView;
    for (const commit of commits) known.set(commit.sha, commit);
  }
  if (wanted.length > 0 && ![...known.values()].some((commit) => commit.known))
    throw new CommandFailed(
      `Throughline at ${address.origin} knows none of the ${counted(wanted.length, 'commit')} that wrote ${path}. Send it this repository's history: throughline push --url <its web trigger>.`,
    );
  return known;
}
