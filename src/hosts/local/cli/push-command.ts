import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Command, CommandFailed, understand, UsageError } from './command';
import { counted } from './counted';
import { openRepository, refuseWithoutContents } from './git/repository';
import { SKIP_REASONS, type SkipReason } from './git/text-files';
import { DEFAULT_BATCH_BYTES } from './push/batch';
import { type PushSummary, push } from './push/push';
import { type BlameSummary, pushBlame } from './push/push-blame';
import { createPushReport } from './push/push-report';
import { isRepositoryName } from './push/repository-name';
import { isThisMachine, type PushTarget } from './push/send-batch';
import type { Surroundings } from './surroundings';

const SMALLEST_BATCH_KB = 20;
const LARGEST_BATCH_KB = DEFAULT_BATCH_BYTES / 1000;

const HELP = `Send a repository's history to Throughline: commits, the files they touch, and branches.

Usage: throughline push --url <address> [options]

  --url <address>      the web trigger shown in Throughline's settings
  --repo <folder>      the repository; by default the current folder
  --name <owner/name>  the name in Throughline; by default from the clone's origin, else local/<folder>
  --secret-file <file> holds the secret shown in the settings; else THROUGHLINE_SECRET does
  --since <when>       leave out what was committed before a date (2026-03-09), or a commit and all before it
  --numstat            count added and deleted lines too (slower)
  --blame              then send which commit wrote each line of the files of HEAD, so that the app can show what code
                       of a feature still lives; check out the branch you mean. Some tens of files a second
  --every-branch       this clone has every branch of the repository, so that the app forgets those it does not have;
                       fetch with --prune before. Not for clones of a single branch, as CI often makes them
  --all                send again what was sent before
  --batch-kb <n>       largest request, ${SMALLEST_BATCH_KB} to ${LARGEST_BATCH_KB} (default ${LARGEST_BATCH_KB})
  --dry-run            read and count, send nothing; needs no address and no secret
  --quiet              say nothing but errors
  --json               print the summary as JSON

What was sent is noted in the repository's git folder: the next run sends what is new, and an interrupted one
continues. E-mail addresses of authors are sent for the app to hash and drop; their names are not sent.

--blame sends numbers of lines by path and commit, no contents. It leaves out binary files, those that .gitattributes
calls linguist-generated or linguist-vendored, and those above 1 MB or 20,000 lines. Changes of white space alone and
moves within a file take no line over (git blame -w -M). It needs a clone with contents, not one with --filter.`;

export const pushCommand: Command = {
  name: 'push',
  summary: "send a repository's history to Throughline, from a laptop or from CI",
  help: HELP,
  async run(args, surroundings) {
    const { values } = understand(() =>
      parseArgs({
        args: [...args],
        allowPositionals: false,
        options: {
          repo: { type: 'string', default: '.' },
          url: { type: 'string' },
          name: { type: 'string' },
          'secret-file': { type: 'string' },
          since: { type: 'string' },
          blame: { type: 'boolean', default: false },
          numstat: { type: 'boolean', default: false },
          'every-branch': { type: 'boolean', default: false },
          all: { type: 'boolean', default: false },
          'batch-kb': { type: 'string', default: String(LARGEST_BATCH_KB) },
          'dry-run': { type: 'boolean', default: false },
          quiet: { type: 'boolean', default: false },
          json: { type: 'boolean', default: false },
        },
      }),
    );
    const target = values['dry-run']
      ? { kind: 'dry' as const, ...(values.url === undefined ? undefined : { url: checkUrl(values.url) }) }
      : webTrigger(values.url, values['secret-file'], surroundings);
    const report = createPushReport(surroundings, values.quiet);
    const what = {
      path: values.repo,
      target,
      all: values.all,
      batchBytes: readBatchKb(values['batch-kb']) * 1000,
      signal: surroundings.signal,
    };
    if (values.blame) refuseWithoutContents(await openRepository(values.repo), 'push --blame');
    const summary = await push(
      {
        ...what,
        counts: values.numstat,
        everyBranch: values['every-branch'],
        ...(values.name === undefined ? undefined : { name: checkName(values.name) }),
        ...(values.since === undefined ? undefined : { since: values.since }),
      },
      surroundings,
      report,
    ).finally(report.end);
    if (!values.json && !values.quiet) surroundings.print(sentenceOf(summary));
    const blame = values.blame
      ? await pushBlame({ ...what, repo: summary.repository }, surroundings, report).finally(report.end)
      : undefined;
    if (values.json) surroundings.print(JSON.stringify({ ...summary, blame }));
    else if (blame && !values.quiet) surroundings.print(blameSentenceOf(blame, summary));
    return 0;
  },
};

function webTrigger(
  url: string | undefined,
  secretFile: string | undefined,
  { environment }: Surroundings,
): PushTarget {
  if (url === undefined) throw new UsageError('--url is missing. Copy the address from the settings of Throughline.');
  return { kind: 'web-trigger', url: checkUrl(url), secret: readSecret(secretFile, environment['THROUGHLINE_SECRET']) };
}

/** Addresses of people are in the batches: they travel encrypted, or not further than this machine. */
function checkUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new UsageError(`--url ${text} is not a web address.`);
  if (url.protocol === 'http:' && !isThisMachine(url))
    throw new UsageError(`--url ${text} is not encrypted. Use https.`);
  return url.href;
}

function checkName(name: string): string {
  if (isRepositoryName(name)) return name;
  throw new UsageError(
    `--name "${name}" is not a repository's name: it has at least one slash as in owner/name, no spaces, and at most 200 characters.`,
  );
}

function readSecret(file: string | undefined, fromEnvironment: string | undefined): string {
  let secret = fromEnvironment ?? '';
  if (file !== undefined) {
    try {
      secret = readFileSync(file, 'utf8');
    } catch (cause) {
      throw new CommandFailed(
        `The secret cannot be read from ${file}: ${cause instanceof Error ? cause.message : ''}`,
        { cause },
      );
    }
  }
  secret = secret.trim();
  if (secret === '')
    throw new CommandFailed(
      'The secret is missing. Put it in THROUGHLINE_SECRET, or in a file named with --secret-file.',
    );
  return secret;
}

function readBatchKb(text: string): number {
  const kilobytes = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (kilobytes >= SMALLEST_BATCH_KB && kilobytes <= LARGEST_BATCH_KB) return kilobytes;
  throw new UsageError(`--batch-kb ${text} is not a number from ${SMALLEST_BATCH_KB} to ${LARGEST_BATCH_KB}.`);
}

function sentenceOf({ repository, commits, batches, bytes, branches, seconds, unusable, dryRun }: PushSummary): string {
  const without = unusable > 0 ? ` ${unusable} without a usable date were left out.` : '';
  if (batches === 0) return `${repository}: nothing new to send.${without}`;
  const did = dryRun ? 'would send' : 'sent';
  return `${repository}: ${did} ${counted(commits, 'commit')} and ${counted(branches, 'branch', 'branches')} in ${counted(batches, 'batch', 'batches')}, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s.${without}`;
}

function blameSentenceOf(
  { head, files, lines, batches, bytes, seconds, skipped }: BlameSummary,
  { repository, dryRun }: PushSummary,
): string {
  const of = `${repository} at ${head.slice(0, 12)}`;
  if (batches === 0) return `${of}: who wrote its lines was sent before.`;
  const left = (Object.entries(skipped) as [SkipReason, number][]).map(
    ([reason, count]) => `${count} ${SKIP_REASONS[reason]}`,
  );
  return [
    `${of}: ${dryRun ? 'would send' : 'sent'} who wrote the ${counted(lines, 'line')} of ${counted(files, 'file')} in ${counted(batches, 'batch', 'batches')}, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s.`,
    ...(left.length > 0 ? [`Left out: ${left.join(', ')}.`] : []),
  ].join(' ');
}
