/** What each sender tells of branches: where they stand, whether they are merged, and when that was so. */
import { type ToldBranch } from '../../src/ingest/received-changes';
import { isRejected } from '../../src/ingest/rejected';
import { type SenderName, parseDelivery } from '../../src/ingest/sender';

const SHA = 'a'.repeat(40);
const ZEROS = '0'.repeat(40);
const AT = '2026-03-05T18:30:00Z';
const at = Date.parse(AT);

function tell(name: SenderName, event: string, body: unknown) {
  const changes = parseDelivery({ name, event }, body);
  if (isRejected(changes)) throw new Error(`${changes.what}: ${changes.why}`);
  return changes;
}
const told = (branches: readonly ToldBranch[]): unknown[] =>
  branches.map((branch) => Object.fromEntries(Object.entries(branch).filter(([, value]) => value !== undefined)));

const repository = { full_name: 'shop/pay', default_branch: 'main', pushed_at: at / 1000 };
const push = (ref: string, after: string) => ({ ref, after, repository, commits: [], head_commit: { timestamp: AT } });
const hosted = (change: object, more: object = {}) => ({
  repository: { full_name: 'shop/pay', ...more },
  push: { changes: [change] },
});
const tip = (name: string) => ({ type: 'branch', name, target: { hash: SHA, date: AT } });

test.each`
  why                               | sender                | event                  | body                                                                                                                                                                  | branches
  ${'pushed'}                       | ${'github'}           | ${'push'}              | ${push('refs/heads/fix', SHA)}                                                                                                                                        | ${[{ name: 'fix', sha: SHA, headAt: at, toldAt: at }]}
  ${'the default one'}              | ${'github'}           | ${'push'}              | ${push('refs/heads/main', SHA)}                                                                                                                                       | ${[{ name: 'main', sha: SHA, headAt: at, isDefault: true, toldAt: at }]}
  ${'deleted by a push'}            | ${'github'}           | ${'push'}              | ${{ ...push('refs/heads/fix', ZEROS), commits: null, head_commit: null }}                                                                                             | ${[{ name: 'fix', toldAt: at }]}
  ${'deleted'}                      | ${'github'}           | ${'delete'}            | ${{ ref: 'fix', ref_type: 'branch', repository: { ...repository, pushed_at: AT } }}                                                                                   | ${[{ name: 'fix', toldAt: at }]}
  ${'a tag deleted, which is none'} | ${'github'}           | ${'delete'}            | ${{ ref: 'v1', ref_type: 'tag', repository }}                                                                                                                         | ${[]}
  ${'pushed'}                       | ${'gitlab'}           | ${'Push Hook'}         | ${{ ref: 'refs/heads/main', after: SHA, project: { path_with_namespace: 'shop/pay', default_branch: 'main' }, commits: [{ id: SHA, message: 'x', timestamp: AT }] }}  | ${[{ name: 'main', sha: SHA, headAt: at, isDefault: true }]}
  ${'deleted'}                      | ${'gitlab'}           | ${'Push Hook'}         | ${{ ref: 'refs/heads/fix', after: ZEROS, project: { path_with_namespace: 'shop/pay' }, commits: [] }}                                                                 | ${[{ name: 'fix' }]}
  ${'pushed'}                       | ${'bitbucket'}        | ${'repo:push'}         | ${hosted({ new: tip('fix'), old: null })}                                                                                                                             | ${[{ name: 'fix', sha: SHA, headAt: at }]}
  ${'the default one'}              | ${'bitbucket'}        | ${'repo:push'}         | ${hosted({ new: tip('main'), old: null }, { mainbranch: { name: 'main' } })}                                                                                          | ${[{ name: 'main', sha: SHA, headAt: at, isDefault: true }]}
  ${'deleted'}                      | ${'bitbucket'}        | ${'repo:push'}         | ${hosted({ new: null, old: tip('fix') })}                                                                                                                             | ${[{ name: 'fix' }]}
  ${'moved'}                        | ${'bitbucket-server'} | ${'repo:refs_changed'} | ${{ date: '2026-03-05T19:30:00+0100', repository: { slug: 'pay', project: { key: 'SHOP' } }, changes: [{ ref: { displayId: 'fix', type: 'BRANCH' }, toHash: SHA }] }} | ${[{ name: 'fix', sha: SHA, toldAt: at }]}
`('$sender: a branch $why', ({ sender, event, body, branches }) => {
  expect(told(tell(sender, event, body).branches)).toEqual(branches);
});

describe('throughline push', () => {
  const batch = (more: object) => ({
    v: 1,
    kind: 'commits',
    repo: 'shop/pay',
    sentAt: '2026-03-06T09:00:00Z',
    commits: [],
    ...more,
  });
  const refs = [
    { name: 'main', sha: SHA, at: AT, merged: true, default: true },
    { name: 'fix', sha: SHA, at: AT, merged: false },
  ];

  test('tells when it looked, what was merged, and which branch is the default one', () => {
    const { branches, allBranchesAt } = tell('throughline', 'commits', batch({ refs, refsAt: AT, done: true }));
    expect(told(branches)).toEqual([
      { name: 'main', sha: SHA, headAt: at, isMerged: true, isDefault: true, toldAt: at },
      { name: 'fix', sha: SHA, headAt: at, isMerged: false, toldAt: at },
    ]);
    expect(allBranchesAt).toBeUndefined();
  });
  test('of an older version tells where branches stand, as of its sending', () => {
    const { branches } = tell('throughline', 'commits', batch({ refs: [{ name: 'fix', sha: SHA }] }));
    expect(told(branches)).toEqual([{ name: 'fix', sha: SHA, toldAt: Date.parse('2026-03-06T09:00:00Z') }]);
  });
  test('says that it saw every branch, and is believed with the last batch only', () => {
    const all = (more: object) =>
      tell('throughline', 'commits', batch({ refs, refsAt: AT, allRefs: true, ...more })).allBranchesAt;
    expect(all({ done: true })).toBe(at);
    expect(all({})).toBeUndefined();
  });
});
