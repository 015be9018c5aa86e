import { blameCommand } from './blame-command';
import { type Command, CommandFailed, UsageError } from './command';
import { explainCommand } from './explain-command';
import { exportCommand } from './export-command';
import { GitError } from './git/run-git';
import { PushRefused } from './push/send-batch';
import { pushCommand } from './push-command';
import type { Surroundings } from './surroundings';

const COMMANDS: readonly Command[] = [pushCommand, explainCommand, blameCommand, exportCommand];
const INTERRUPTED = 130;

/** Runs what was typed after `throughline` and returns the exit code: 0 done, 1 not done, 2 not understood. */
export async function runThroughline(
  words: readonly string[],
  version: string,
  surroundings: Surroundings,
): Promise<number> {
  const [word, ...rest] = words;
  try {
    if (word === '--version' || word === '-v') {
      surroundings.print(version);
      return 0;
    }
    if (word === undefined || word === '--help' || word === '-h' || word === 'help') {
      const command = word === 'help' && rest[0] !== undefined ? findCommand(rest[0]) : undefined;
      surroundings.print(command?.help ?? overview());
      return word === undefined ? 2 : 0;
    }
    const command = findCommand(word);
    if (rest.includes('--help') || rest.includes('-h')) {
      surroundings.print(command.help);
      return 0;
    }
    return await command.run(rest, surroundings);
  } catch (cause) {
    if (surroundings.signal.aborted) {
      surroundings.tell('Stopped. Run the same command again to continue.');
      return INTERRUPTED;
    }
    if (cause instanceof UsageError) {
      surroundings.tell(`throughline: ${cause.message}`);
      surroundings.tell(`See throughline ${COMMANDS.some(({ name }) => name === word) ? `${word} ` : ''}--help.`);
      return 2;
    }
    if (cause instanceof CommandFailed || cause instanceof GitError || cause instanceof PushRefused) {
      surroundings.tell(`throughline: ${cause.message}`);
      return 1;
    }
    throw cause;
  }
}

function findCommand(word: string): Command {
  const command = COMMANDS.find(({ name }) => name === word);
  if (command === undefined)
    throw new UsageError(`There is no command "${word}". There are: ${COMMANDS.map(({ name }) => name).join(', ')}.`);
  return command;
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return [
    'throughline: every code change traced to the feature it serves',
    '',
    'Usage: throughline <command> [options]',
    '',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'throughline <command> --help tells more; throughline --version tells which one this is.',
  ].join('\n');
}
