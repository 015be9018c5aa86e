/** When a pull request could be reviewed and was, as each host tells it; and nobody who did it. */
import type { PullRequest } from '../../src/model/commit';
import { isRejected } from '../../src/ingest/rejected';
import { type SenderName, parseDelivery } from '../../src/ingest/sender';

const OPENED = '2026-03-02T09:00:00Z';
const NOW = '2026-03-05T18:30:00Z';
const opened = Date.parse(OPENED);
const now = Date.parse(NOW);
const SHA = 'a'.repeat(40);

function tell(name: SenderName, event: string, body: unknown): Partial<PullRequest> {
  const changes = parseDelivery({ name, event }, body);
  if (isRejected(changes)) throw new Error(`${changes.what}: ${changes.why}`);
  const [request] = changes.pullRequests;
  if (!request) throw new Error('No pull request was told.');
  // Whoever opened, asked and reviewed is told by none of our fields.
  expect(JSON.stringify(changes)).not.toMatch(/never-kept|4711|4712/);
  const {
    repo: _r,
    number: _n,
    title: _t,
    body: _b,
    branch: _br,
    mergeSha: _m,
    commits: _c,
    updatedAt: _u,
    ...told
  } = request;
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

const author = { id: 4711, login: 'never-kept', type: 'User' };
const reviewer = { id: 4712, login: 'never-kept', type: 'User' };
const bot = { id: 4713, login: 'never-kept', type: 'Bot' };

const github = (change: object, more: object) => ({
  repository: { full_name: 'shop/pay', default_branch: 'main' },
  pull_request: {
    number: 5,
    title: 'PAY-17',
    state: 'open',
    created_at: OPENED,
    updated_at: NOW,
    closed_at: null,
    merged_at: null,
    draft: false,
    user: author,
    head: { ref: 'fix', sha: SHA },
    ...change,
  },
  ...more,
});
const open = { state: 'open', openedAt: opened, isDraft: false, byBot: false };

test.each`
  why                                  | event                    | change                                                     | more                                                 | told
  ${'opened'}                          | ${'pull_request'}        | ${{}}                                                      | ${{ action: 'opened', number: 5 }}                   | ${open}
  ${'opened as a draft'}               | ${'pull_request'}        | ${{ draft: true }}                                         | ${{ action: 'opened', number: 5 }}                   | ${{ ...open, isDraft: true }}
  ${'opened by a bot'}                 | ${'pull_request'}        | ${{ user: bot }}                                           | ${{ action: 'opened', number: 5 }}                   | ${{ ...open, byBot: true }}
  ${'taken out of draft'}              | ${'pull_request'}        | ${{}}                                                      | ${{ action: 'ready_for_review', number: 5 }}         | ${{ ...open, readyAt: now }}
  ${'opened again'}                    | ${'pull_request'}        | ${{}}                                                      | ${{ action: 'reopened', number: 5 }}                 | ${{ ...open, readyAt: now }}
  ${'somebody asked to review'}        | ${'pull_request'}        | ${{}}                                                      | ${{ action: 'review_requested', number: 5 }}         | ${{ ...open, reviewAskedAt: now }}
  ${'more commits'}                    | ${'pull_request'}        | ${{}}                                                      | ${{ action: 'synchronize', number: 5 }}              | ${{ ...open, changedAt: now }}
  ${'closed unmerged'}                 | ${'pull_request'}        | ${{ state: 'closed', closed_at: NOW }}                     | ${{ action: 'closed', number: 5 }}                   | ${{ ...open, state: 'closed', closedAt: now }}
  ${'merged'}                          | ${'pull_request'}        | ${{ state: 'closed', closed_at: NOW, merged_at: NOW }}     | ${{ action: 'closed', number: 5 }}                   | ${{ ...open, state: 'merged', closedAt: now, mergedAt: now }}
  ${'reviewed'}                        | ${'pull_request_review'} | ${{ updated_at: OPENED }}                                  | ${{ review: { submitted_at: NOW, user: reviewer } }} | ${{ ...open, firstReviewAt: now, lastReviewAt: now }}
  ${'answered by its author'}          | ${'pull_request_review'} | ${{}}                                                      | ${{ review: { submitted_at: NOW, user: author } }}   | ${open}
  ${'reviewed by a machine'}           | ${'pull_request_review'} | ${{}}                                                      | ${{ review: { submitted_at: NOW, user: bot } }}      | ${open}
  ${'told without any of it'}          | ${'pull_request'}        | ${{ draft: undefined, created_at: null, user: undefined }} | ${{ number: 5 }}                                     | ${{ state: 'open' }}
  ${'told with times nobody can read'} | ${'pull_request'}        | ${{ created_at: 'yesterday', draft: 'no', user: 'me' }}    | ${{ number: 5 }}                                     | ${{ state: 'open' }}
`('GitHub: $why', ({ event, change, more, told }) => {
  expect(tell('github', event, github(change, more))).toEqual(told);
});

test('a GitHub pull request without a number is refused in one sentence', () => {
  expect(parseDelivery({ name: 'github', event: 'pull_request' }, github({ number: undefined }, {}))).toMatchObject({
    kind: 'rejected',
    why: 'It has no number.',
  });
});

const request = {
  iid: 5,
  title: 'PAY-17',
  source_branch: 'fix',
  state: 'opened',
  created_at: OPENED,
  updated_at: NOW,
  author_id: 4711,
  draft: false,
  last_commit: { id: SHA },
};
const project = { path_with_namespace: 'shop/pay' };
const gitlab = (change: object, more: object = {}) => ({
  project,
  user: { id: 4712, username: 'never-kept' },
  object_attributes: { ...request, ...change },
  ...more,
});
const note = (change: object) => ({
  project,
  merge_request: request,
  object_attributes: { noteable_type: 'MergeRequest', author_id: 4712, created_at: NOW, system: false, ...change },
});
const openRequest = { state: 'open', openedAt: opened, isDraft: false };

test.each`
  why                             | event                   | body                                                                                        | told
  ${'opened'}                     | ${'Merge Request Hook'} | ${gitlab({ action: 'open' })}                                                               | ${openRequest}
  ${'a draft, as older ones say'} | ${'Merge Request Hook'} | ${gitlab({ draft: undefined, work_in_progress: true })}                                     | ${{ ...openRequest, isDraft: true }}
  ${'taken out of draft'}         | ${'Merge Request Hook'} | ${gitlab({ action: 'update' }, { changes: { draft: { previous: true, current: false } } })} | ${{ ...openRequest, readyAt: now }}
  ${'a reviewer more'}            | ${'Merge Request Hook'} | ${gitlab({}, { changes: { reviewers: { previous: [], current: [{ id: 4712 }] } } })}        | ${{ ...openRequest, reviewAskedAt: now }}
  ${'a reviewer less'}            | ${'Merge Request Hook'} | ${gitlab({}, { changes: { reviewers: { previous: [{ id: 4712 }], current: [] } } })}        | ${openRequest}
  ${'more commits'}               | ${'Merge Request Hook'} | ${gitlab({ action: 'update', oldrev: SHA })}                                                | ${{ ...openRequest, changedAt: now }}
  ${'approved'}                   | ${'Merge Request Hook'} | ${gitlab({ action: 'approved' })}                                                           | ${{ ...openRequest, firstReviewAt: now, lastReviewAt: now }}
  ${'approved by its author'}     | ${'Merge Request Hook'} | ${gitlab({ action: 'approved' }, { user: { id: 4711 } })}                                   | ${openRequest}
  ${'merged'}                     | ${'Merge Request Hook'} | ${gitlab({ action: 'merge', state: 'merged' })}                                             | ${{ ...openRequest, state: 'merged', mergedAt: now }}
  ${'closed'}                     | ${'Merge Request Hook'} | ${gitlab({ action: 'close', state: 'closed' })}                                             | ${{ ...openRequest, state: 'closed', closedAt: now }}
  ${'a comment'}                  | ${'Note Hook'}          | ${note({})}                                                                                 | ${{ ...openRequest, firstReviewAt: now, lastReviewAt: now }}
  ${'a comment of its author'}    | ${'Note Hook'}          | ${note({ author_id: 4711 })}                                                                | ${openRequest}
  ${'a note that GitLab wrote'}   | ${'Note Hook'}          | ${note({ system: true })}                                                                   | ${openRequest}
`('GitLab: $why', ({ event, body, told }) => expect(tell('gitlab', event, body)).toEqual(told));

test('a comment on anything else is taken and tells nothing', () => {
  const body = { project, object_attributes: { noteable_type: 'Issue', author_id: 4712, created_at: NOW } };
  expect(parseDelivery({ name: 'gitlab', event: 'Note Hook' }, body)).toMatchObject({ pullRequests: [], rejected: [] });
});

const pullrequest = {
  id: 5,
  title: 'PAY-17',
  state: 'OPEN',
  created_on: OPENED,
  updated_on: NOW,
  author: { uuid: '{4711}' },
  source: { branch: { name: 'fix' } },
};
const bitbucket = (more: object, change: object = {}) => ({
  repository: { full_name: 'shop/pay' },
  pullrequest: { ...pullrequest, ...change },
  ...more,
});
const openHere = { state: 'open', openedAt: opened };
const reviewed = { ...openHere, firstReviewAt: now, lastReviewAt: now };

test.each`
  why                       | event                                    | body                                                                       | told
  ${'opened'}               | ${'pullrequest:created'}                 | ${bitbucket({})}                                                           | ${openHere}
  ${'a draft'}              | ${'pullrequest:created'}                 | ${bitbucket({}, { draft: true })}                                          | ${{ ...openHere, isDraft: true }}
  ${'approved'}             | ${'pullrequest:approved'}                | ${bitbucket({ approval: { date: NOW, user: { uuid: '{4712}' } } })}        | ${reviewed}
  ${'changes asked for'}    | ${'pullrequest:changes_request_created'} | ${bitbucket({ changes_request: { date: NOW, user: { uuid: '{4712}' } } })} | ${reviewed}
  ${'a comment'}            | ${'pullrequest:comment_created'}         | ${bitbucket({ comment: { created_on: NOW, user: { uuid: '{4712}' } } })}   | ${reviewed}
  ${'its author’s comment'} | ${'pullrequest:comment_created'}         | ${bitbucket({ comment: { created_on: NOW, user: { uuid: '{4711}' } } })}   | ${openHere}
  ${'a vote taken back'}    | ${'pullrequest:unapproved'}              | ${bitbucket({ approval: { date: NOW, user: { uuid: '{4712}' } } })}        | ${openHere}
  ${'merged'}               | ${'pullrequest:fulfilled'}               | ${bitbucket({}, { state: 'MERGED' })}                                      | ${{ ...openHere, state: 'merged', mergedAt: now }}
  ${'declined'}             | ${'pullrequest:rejected'}                | ${bitbucket({}, { state: 'DECLINED' })}                                    | ${{ ...openHere, state: 'closed', closedAt: now }}
`('Bitbucket: $why', ({ event, body, told }) => expect(tell('bitbucket', event, body)).toEqual(told));

const server = (more: object, change: object = {}) => ({
  date: '2026-03-05T19:30:00+0100',
  actor: { id: 4712, name: 'never-kept' },
  pullRequest: {
    id: 5,
    title: 'PAY-17',
    state: 'OPEN',
    createdDate: opened,
    updatedDate: opened,
    author: { user: { id: 4711 } },
    fromRef: { displayId: 'fix' },
    toRef: { repository: { slug: 'pay', project: { key: 'SHOP' } } },
    ...change,
  },
  ...more,
});

test.each`
  why                          | event                       | body                                                | told
  ${'opened'}                  | ${'pr:opened'}              | ${server({})}                                       | ${openHere}
  ${'a draft'}                 | ${'pr:opened'}              | ${server({}, { draft: true })}                      | ${{ ...openHere, isDraft: true }}
  ${'a reviewer more'}         | ${'pr:reviewer:updated'}    | ${server({ addedReviewers: [{ id: 4712 }] })}       | ${{ ...openHere, reviewAskedAt: now }}
  ${'more commits'}            | ${'pr:from_ref_updated'}    | ${server({})}                                       | ${{ ...openHere, changedAt: now }}
  ${'approved'}                | ${'pr:reviewer:approved'}   | ${server({})}                                       | ${reviewed}
  ${'work asked for'}          | ${'pr:reviewer:needs_work'} | ${server({})}                                       | ${reviewed}
  ${'a comment of its author'} | ${'pr:comment:added'}       | ${server({ actor: { id: 4711 } })}                  | ${openHere}
  ${'merged'}                  | ${'pr:merged'}              | ${server({}, { state: 'MERGED', closedDate: now })} | ${{ ...openHere, state: 'merged', closedAt: now, mergedAt: now }}
  ${'deleted'}                 | ${'pr:deleted'}             | ${server({})}                                       | ${{ ...openHere, state: 'closed', closedAt: now }}
`('Bitbucket Data Center: $why', ({ event, body, told }) =>
  expect(tell('bitbucket-server', event, body)).toEqual(told),
);
