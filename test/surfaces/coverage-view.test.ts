import { formatInstant } from '../../src/model/instant';
import { day } from '../builders/worlds';
import { type TestSite, given, openTestSite } from './site';

let site: TestSite;
beforeEach(async () => {
  site = await openTestSite();
  await site.save({ key: 'PAY-1' }, { key: 'OPS-1' });
});
afterEach(() => site.close());

const sha = (letter: string) => letter.repeat(40);
const commits = async () => given(await site.ask('health.read', {}, site.reader())).coverage.commits;

test('commits are dated by the quietest repository that serves the project, and by no other', async () => {
  await site.saveCommits('team/billing', 12, [{ sha: sha('a'), links: ['PAY-1'] }]);
  await site.saveCommits('team/ledger', 9, [{ sha: sha('b'), links: ['PAY-1'] }]);
  await site.saveCommits('team/machines', 3, [{ sha: sha('c'), links: ['OPS-1'] }]);
  await site.examine('PAY');
  expect(await commits()).toMatchObject({ state: 'complete', asOf: formatInstant(day(9)) });
});

test('commits that came before the first examination are not said to be of no repository', async () => {
  await site.saveCommits('team/billing', 12, [{ sha: sha('a'), links: ['PAY-1'] }]);
  expect(await commits()).toMatchObject({ state: 'unknown', text: expect.stringMatching(/^Commits are received/) });
});

test('without a repository, and with one of other projects only, commits are unknown and have no date', async () => {
  await site.examine('PAY');
  expect(await commits()).toEqual({ state: 'unknown', text: 'No repository is connected, so commits are unknown.' });
  await site.saveCommits('team/machines', 3, [{ sha: sha('c'), links: ['OPS-1'] }]);
  await site.examine('PAY');
  expect(await commits()).toEqual({
    state: 'unknown',
    text: 'No connected repository serves PAY, so its commits are unknown.',
  });
});
