import { type ChildProcess, spawn } from 'node:child_process';

/** Git could not do what was asked. The message is for the person at the terminal and names the remedy. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/** Set by git when it calls a hook; they would point our git at another repository than the one asked for. */
const INHERITED = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_EXTERNAL_DIFF',
];
const STDERR_KEPT = 2000;

const OURS = {
  /** Messages in English: we look for a few of them. */
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  /** No silent downloads in a partial clone. */
  GIT_NO_LAZY_FETCH: '1',
  /** Whole buffers instead of a write for every commit: reading a pipe of those costs seven times as much. */
  GIT_FLUSH: '0',
};

function gitEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...OURS };
  for (const name of INHERITED) delete environment[name];
  return Object.assign(environment, more);
}

export type GitStdio = 'pipe' | 'ignore' | number;

/** Starts git; `ended` settles when it has closed its streams, with what it complained about. */
export function startGit(
  args: readonly string[],
  stdio: readonly [GitStdio, GitStdio],
  environment: Readonly<Record<string, string>> = {},
): { child: ChildProcess; ended: Promise<{ code: number | null; complaint: string }> } {
  const child = spawn('git', ['--no-replace-objects', ...args], {
    stdio: [...stdio, 'pipe'],
    env: gitEnvironment(environment),
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-STDERR_KEPT);
  });
  // A git that dies early closes its input; its exit code says so, and the broken pipe adds nothing.
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<{ code: number | null; complaint: string }>((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'ENOENT'
          ? new GitError('git was not found. Install git 2.30 or later and make sure it is on the PATH.', { cause })
          : cause,
      ),
    );
    child.once('close', (code) => resolve({ code, complaint: complaint.trim() }));
  });
  // Whoever awaits `ended` sees the failure; nobody may be awaiting it yet when it comes.
  ended.catch(() => undefined);
  return { child, ended };
}

/** Runs git to its end and returns what it printed; for short answers only. */
export async function askGit(
  args: readonly string[],
  input?: string,
  environment?: Readonly<Record<string, string>>,
): Promise<string> {
  const { child, ended } = startGit(args, [input === undefined ? 'ignore' : 'pipe', 'pipe'], environment);
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin?.end(input);
  const { code, complaint } = await ended;
  if (code !== 0) throw new GitError(complaint || `git ${args.join(' ')} ended with code ${code}`);
  return Buffer.concat(chunks).toString('utf8');
}
