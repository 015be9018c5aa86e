/** What GitHub, GitLab and Bitbucket send, signed as they sign, ends as links on work items. */
import { createHmac } from 'node:crypto';
import type { ItemProperty } from '../../src/model/item-property';
import { type OpenHost, openHost } from './open-host';

jest.setTimeout(180_000);

let app: OpenHost;
beforeAll(async () => {
  app = await openHost();
});
afterAll(() => app.close());

const sha = (letter: string): string => letter.repeat(40);
const AT = '2017-11-12T09:00:00Z';
const hmac = (body: string): string => `sha256=${createHmac('sha256', app.secret).update(body).digest('hex')}`;

async function deliver(payload: object, headers: (body: string) => Record<string, string>): Promise<number> {
  const body = JSON.stringify(payload);
  const { status } = await fetch(app.webTriggerUrl, { method: 'POST', body, headers: headers(body) });
  await app.host.shell.platform.drain();
  return status;
}

async function commitsOf(key: string): Promise<string[]> {
  const { body } = await app.rest(`/rest/api/3/issue/${key}/properties/throughline`);
  return (body as { value: ItemProperty }).value.commits.map((commit) => `${commit.sha[0]} ${commit.linker}`);
}

describe('A push', () => {
  it('to GitHub links its commits by the key in the message and by the branch', async () => {
    const status = await deliver(
      {
        ref: 'refs/heads/DAEMON-28-sign-in',
        after: sha('b'),
        repository: { full_name: 'acme/daemon' },
        commits: [
          {
            id: sha('a'),
            message: 'DAEMON-28 sign in',
            timestamp: AT,
            author: { email: 'ada@example.com' },
            added: ['a.ts'],
            modified: [],
            removed: [],
          },
          {
            id: sha('b'),
            message: 'Tidy up\n\nCo-authored-by: Ben Roe <ben@example.com>',
            timestamp: AT,
            author: { email: 'ada@example.com' },
            added: [],
            modified: ['a.ts'],
            removed: [],
          },
        ],
      },
      (body) => ({ 'x-github-event': 'push', 'x-hub-signature-256': hmac(body) }),
    );
    expect(status).toBe(202);
    expect((await commitsOf('DAEMON-28')).sort()).toEqual(['a message-key', 'b branch-name']);
  });

  it('to GitLab is known by the secret token', async () => {
    const push = {
      object_kind: 'push',
      ref: 'refs/heads/main',
      after: sha('c'),
      project: { path_with_namespace: 'acme/lab' },
      commits: [
        {
          id: sha('c'),
          message: 'DAEMON-76 settle',
          timestamp: AT,
          author: { email: 'ben@example.com' },
          added: [],
          modified: ['b.ts'],
          removed: [],
        },
      ],
    };
    expect(await deliver(push, () => ({ 'x-gitlab-event': 'Push Hook', 'x-gitlab-token': 'wrong' }))).toBe(401);
    expect(await deliver(push, () => ({ 'x-gitlab-event': 'Push Hook', 'x-gitlab-token': app.secret }))).toBe(202);
    expect(await commitsOf('DAEMON-76')).toEqual(['c message-key']);
  });

  it('to Bitbucket brings each change of each branch', async () => {
    const status = await deliver(
      {
        repository: { full_name: 'acme/bucket' },
        push: {
          changes: [
            {
              new: { type: 'branch', name: 'main', target: { hash: sha('d') } },
              commits: [
                {
                  hash: sha('d'),
                  message: 'DAEMON-77 close',
                  date: AT,
                  author: { raw: 'Cleo <cleo@example.com>' },
                  parents: [],
                },
              ],
            },
          ],
        },
      },
      (body) => ({ 'x-event-key': 'repo:push', 'x-hub-signature': hmac(body) }),
    );
    expect(status).toBe(202);
    expect(await commitsOf('DAEMON-77')).toEqual(['d message-key']);
  });
});

describe('A pull request', () => {
  it('names the key for commits that do not, also when they came before it', async () => {
    await deliver(
      {
        ref: 'refs/heads/patch-1',
        after: sha('e'),
        repository: { full_name: 'acme/daemon' },
        commits: [
          {
            id: sha('e'),
            message: 'Fix it',
            timestamp: AT,
            author: { email: 'ada@example.com' },
            added: [],
            modified: ['a.ts'],
            removed: [],
          },
        ],
      },
      (body) => ({ 'x-github-event': 'push', 'x-hub-signature-256': hmac(body) }),
    );
    const status = await deliver(
      {
        action: 'closed',
        number: 7,
        repository: { full_name: 'acme/daemon' },
        pull_request: {
          title: 'DAEMON-17: keep the service alive',
          body: null,
          state: 'closed',
          merged: true,
          merge_commit_sha: sha('e'),
          updated_at: AT,
          head: { ref: 'patch-1', sha: sha('e') },
        },
      },
      (body) => ({ 'x-github-event': 'pull_request', 'x-hub-signature-256': hmac(body) }),
    );
    expect(status).toBe(202);
    expect(await commitsOf('DAEMON-17')).toEqual(['e pull-request']);
  });
});

describe('What is stored of a delivery', () => {
  it('holds no e-mail address, and events about other things are taken calmly', async () => {
    expect(
      await deliver({ zen: 'Keep it simple.' }, (body) => ({
        'x-github-event': 'ping',
        'x-hub-signature-256': hmac(body),
      })),
    ).toBe(200);
    const { text } = await app.ask('explain.read', { of: sha('a').slice(0, 12) }, { on: 'admin-page' });
    expect(text).toContain('serves DAEMON-28');
    expect(text).not.toContain('@example.com');
  });
});
