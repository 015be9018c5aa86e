import { DEFAULT_SETTINGS } from '../../src/model/settings';
import { classifyCommit } from '../../src/trace/classify';
import { commitOf } from './commit-builder';

const settings = { ...DEFAULT_SETTINGS.trace, botAuthors: ['robot'] };

test.each([
  ['a merge', 'Merge things', ['a', 'b'], {}, 'a merge'],
  ['a merge told by a webhook', "Merge branch 'x' into main", [], {}, 'a merge'],
  ['a bot', 'Update translations', ['a'], { authorHash: 'robot' }, 'written by a bot'],
  ['a bot with an account', 'Update translations', ['a'], { author: 'robot' }, 'written by a bot'],
  ['a tool', 'Bump lodash from 4.17.4 to 4.17.5', ['a'], {}, 'written by a tool'],
  ['a release tool', '[maven-release-plugin] prepare release pay-1.2', ['a'], {}, 'written by a tool'],
  ['a version', 'v1.0.0-12', ['a'], {}, 'a version bump'],
  ['a version in words', 'Bumping up version.', ['a'], {}, 'a version bump'],
  ['its undoing', 'undo version bump', ['a'], {}, 'a version bump'],
  ['a declared convention', 'MINOR: typo', ['a'], {}, 'marked MINOR: by convention'],
])('%s is exempt', (_what, message, parents, more, reason) => {
  expect(classifyCommit(commitOf('c', message, parents, more), false, settings)).toMatchObject({
    class: 'exempt',
    reason,
  });
});

test.each([
  ['a change of what we ship', 'Bump lodash to 4.17.5'],
  ['a fix that names a version', 'Fix 1.2.3'],
  ['words that sound alike', 'Version bump breaks the watcher'],
  ['a convention elsewhere', 'Fix MINOR: typo'],
  ['nothing', ''],
])('%s is untraced', (_what, message) => {
  expect(classifyCommit(commitOf('c', message, ['a']), false, settings)).toEqual({
    class: 'untraced',
    reason: undefined,
    setting: undefined,
  });
});

test('a commit that names its item is linked even where it need not be', () => {
  expect(classifyCommit(commitOf('c', 'MINOR: PAY-1', ['a', 'b']), true, settings)).toEqual({
    class: 'linked',
    reason: undefined,
    setting: undefined,
  });
});
