import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isRejected } from '../../src/ingest/rejected';
import { type SenderName, parseDelivery } from '../../src/ingest/sender';
import { sharedPath } from './shared-data';

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : path.endsWith('.json') ? [path] : [];
  });
}

/** Which sender and event a recorded payload is; undefined for those that are none of ours. */
function deliveryOf(path: string): { name: SenderName; event: string } | undefined {
  const file = basename(path, '.json')
    .replace(/-event$/, '')
    .replaceAll('_', '-');
  if (/\/bitbucket-server\//.test(path)) {
    if (file === 'repo-refs-changed') return { name: 'bitbucket-server', event: 'repo:refs_changed' };
    return file.startsWith('pr-') ? { name: 'bitbucket-server', event: `pr:${file.slice(3)}` } : undefined;
  }
  if (/\/bitbucket\//.test(path)) {
    if (file === 'repo-push') return { name: 'bitbucket', event: 'repo:push' };
    return file.startsWith('pull-request-') ? { name: 'bitbucket', event: `pullrequest:${file.slice(13)}` } : undefined;
  }
  if (/gitlab/.test(path)) {
    if (file === 'push') return { name: 'gitlab', event: 'Push Hook' };
    if (/^(?:note|comment)-merge-request$/.test(file)) return { name: 'gitlab', event: 'Note Hook' };
    return /^(?:group-|service-)?merge-request$/.test(file)
      ? { name: 'gitlab', event: 'Merge Request Hook' }
      : undefined;
  }
  if (/\/(?:github|gitea)\//.test(path)) {
    if (file === 'push' || file === 'ping') return { name: 'github', event: file };
    if (file === 'delete') return { name: 'github', event: 'delete' };
    if (file === 'pull-request-review') return { name: 'github', event: 'pull_request_review' };
    return file === 'pull-request' ? { name: 'github', event: 'pull_request' } : undefined;
  }
  return undefined;
}

const folder = sharedPath('data', 'examples', 'git-webhooks');
const ifPresent = folder === undefined ? test.skip : test;

ifPresent('every recorded push and pull request is parsed, or refused with a reason', () => {
  const outcomes = filesUnder(folder ?? '').flatMap((path) => {
    const delivery = deliveryOf(path);
    if (!delivery) return [];
    const result = parseDelivery(delivery, JSON.parse(readFileSync(path, 'utf8')));
    const outcome = isRejected(result)
      ? `refused: ${result.what}: ${result.why}`
      : `${result.commits.length} commits, ${result.pullRequests.length} pull requests, ${result.branches.length} branches, ${result.rejected.map(({ why }) => why).join(' ') || 'nothing refused'}`;
    return [{ path: path.slice((folder ?? '').length), outcome }];
  });
  console.info(outcomes.map(({ path, outcome }) => `${path}: ${outcome}`).join('\n'));
  expect(outcomes.length).toBeGreaterThan(20);
  expect(outcomes.filter(({ outcome }) => outcome.startsWith('refused') && !outcome.endsWith('.'))).toEqual([]);
  expect(outcomes.filter(({ outcome }) => !outcome.startsWith('refused')).length / outcomes.length).toBeGreaterThan(
    0.8,
  );
});
