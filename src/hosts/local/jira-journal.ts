/**
 * Lets what was done in the local Jira outlive the host: every accepted change is noted in a file,
 * and done again, at its own instant, when the host starts on the same storage.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MovableClock } from './clock';
import type { JiraRequest } from './contract';
import type { LocalJira } from './jira/site';

type NotedRequest = Pick<JiraRequest, 'method' | 'path' | 'body' | 'principal'> & { readonly at: number };

/** Posts that change something; the others only ask. */
const changingPost = /^\/rest\/api\/3\/(issue|issueLink|issue\/[^/]+\/(transitions|comment|notify))$/;

/** Answers like `jira`, and notes what it changed. */
export function withJournal(jira: LocalJira, file: string, clock: MovableClock): LocalJira {
  mkdirSync(dirname(file), { recursive: true });
  return {
    ...jira,
    async handle(request) {
      const at = clock.now();
      const answer = await jira.handle(request);
      if (answer.status < 300 && changes(request)) {
        const { method, path, body, principal } = request;
        appendFileSync(file, `${JSON.stringify({ at, method, path, body, principal })}\n`);
      }
      return answer;
    },
    reset() {
      jira.reset();
      rmSync(file, { force: true });
    },
  };
}

/** Does again what the journal holds; call it before anybody listens for events. */
export async function replayJournal(jira: LocalJira, file: string, clock: MovableClock): Promise<void> {
  if (!existsSync(file)) return;
  const noted = withoutOvertaken(readJournal(file));
  const present = clock.now();
  for (const { at, ...request } of noted) {
    clock.set(at);
    await jira.handle(request);
  }
  clock.set(present);
  writeFileSync(file, noted.map((one) => `${JSON.stringify(one)}\n`).join(''));
}

function changes({ method, path }: JiraRequest): boolean {
  if (method === 'PUT' || method === 'DELETE') return true;
  return method === 'POST' && changingPost.test(path.split('?')[0] ?? '');
}

/** A last line cut short by a crash was never answered, and is left out. */
function readJournal(file: string): NotedRequest[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as NotedRequest];
      } catch {
        return [];
      }
    });
}

/** The app writes its properties anew whenever something moves; only the last of each counts. */
function withoutOvertaken(noted: readonly NotedRequest[]): NotedRequest[] {
  const isProperty = ({ path }: NotedRequest) => /\/properties\/[^/]+$/.test(path);
  const last = new Map(noted.map((request, index) => [request.path, index]));
  return noted.filter((request, index) => !isProperty(request) || last.get(request.path) === index);
}
