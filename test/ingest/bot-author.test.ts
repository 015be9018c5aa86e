import { isBotsAuthor } from '../../src/ingest/bot-author';
import { isRejected } from '../../src/ingest/rejected';
import { parseDelivery } from '../../src/ingest/sender';

test.each`
  email                                                  | name                | bot
  ${'49699333+dependabot[bot]@users.noreply.github.com'} | ${''}               | ${true}
  ${'bot@renovateapp.com'}                               | ${''}               | ${true}
  ${'snyk-bot@snyk.io'}                                  | ${'Snyk'}           | ${true}
  ${'semantic-release-bot@martynus.net'}                 | ${''}               | ${true}
  ${'project_42_bot_9f2c@noreply.gitlab.example.com'}    | ${''}               | ${true}
  ${'action@github.com'}                                 | ${''}               | ${true}
  ${'someone@example.com'}                               | ${'renovate[bot]'}  | ${true}
  ${''}                                                  | ${'Renovate[BOT] '} | ${true}
  ${'1234+ada@users.noreply.github.com'}                 | ${'Ada'}            | ${false}
  ${'noreply@github.com'}                                | ${'GitHub'}         | ${false}
  ${'abbot@example.com'}                                 | ${'Abbot'}          | ${false}
  ${'robot@example.com'}                                 | ${'A [bot] fan'}    | ${false}
  ${''}                                                  | ${''}               | ${false}
`('$email by the name of "$name": a bot is $bot', ({ email, name, bot }) => {
  expect(isBotsAuthor(email, name)).toBe(bot);
});

const sha = 'a'.repeat(40);
const at = '2026-03-05T10:00:00Z';

test.each`
  sender           | event          | body
  ${'github'}      | ${'push'}      | ${{ ref: 'refs/heads/x', after: sha, repository: { full_name: 'a/b' }, commits: [{ id: sha, message: 'x', timestamp: at, author: { name: 'renovate[bot]' } }] }}
  ${'gitlab'}      | ${'Push Hook'} | ${{ ref: 'refs/heads/x', after: sha, project: { path_with_namespace: 'a/b' }, commits: [{ id: sha, message: 'x', timestamp: at, author: { name: 'renovate[bot]' } }] }}
  ${'bitbucket'}   | ${'repo:push'} | ${{ repository: { full_name: 'a/b' }, push: { changes: [{ new: null, old: null, commits: [{ hash: sha, message: 'x', date: at, author: { raw: 'renovate[bot] <r@example.com>' } }] }] } }}
  ${'throughline'} | ${'commits'}   | ${{ v: 1, kind: 'commits', repo: 'a/b', sentAt: at, commits: [{ sha, parents: [], at, committedAt: at, email: 'x[bot]@users.noreply.github.com', message: 'x' }] }}
`('a push by $sender tells that a bot wrote it, and not its name', ({ sender, event, body }) => {
  const changes = parseDelivery({ name: sender, event }, body);
  if (isRejected(changes)) throw new Error(changes.why);
  expect(changes.commits[0]?.byBot).toBe(true);
  expect(JSON.stringify(changes)).not.toContain('renovate');
});
