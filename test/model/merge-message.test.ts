import fc from 'fast-check';
import { readMergeMessage } from '../../src/model/merge-message';

test.each([
  ['Merge pull request #791 from someone/ALOY-1503', 'merge', 'ALOY-1503', 791, ''],
  ['Merge pull request #7 from someone/feature/pay-1 Title', 'merge', 'feature/pay-1', 7, ' Title'],
  ['Merge pull request #7 in SHOP/pay from feature/PAY-1 to master', 'merge', 'feature/PAY-1', 7, ''],
  ["Merge branch 'PAY-1'", 'merge', 'PAY-1', undefined, ''],
  ["Merge branch 'PAY-1' into 'master'", 'merge', 'PAY-1', undefined, ''],
  ["Merge branch 'master' of github.com:someone/pay into PAY-1", 'merge', 'master', undefined, ''],
  ["Merge remote-tracking branch 'origin/feature/PAY-1' into main", 'merge', 'feature/PAY-1', undefined, ''],
  ["Merge tag 'v1.2' into PAY-1", 'merge', 'v1.2', undefined, ''],
  ["Merge branches 'a', 'b' and 'c' into PAY-1", 'merge', undefined, undefined, ''],
  ['Merged in feature/PAY-1 (pull request #3)', 'merge', 'feature/PAY-1', 3, ''],
  ['Merge master into PAY-1', 'merge', 'master', undefined, ''],
  ['Merge b7478de into 794920b', 'merge', 'b7478de', undefined, ''],
  ['Fix the watcher (#862)', 'squash', undefined, 862, 'Fix the watcher (#862)'],
  ['Fix the watcher (!862)', 'squash', undefined, 862, 'Fix the watcher (!862)'],
])('%s', (message, kind, branch, pullRequest, words) => {
  const told = readMergeMessage(`${message}\n\nbody`);
  expect(told).toMatchObject({ kind, branch, pullRequest });
  expect(message.slice(told?.wordsAt)).toBe(words);
});

test.each(['Fix the watcher', 'Fix (#862) the watcher', 'Merged the two watchers', 'Merge conflict fixed', ''])(
  '%j says nothing of the kind',
  (message) => {
    expect(readMergeMessage(message)).toBeUndefined();
  },
);

test('law: a branch it tells is in the text, and the words begin within the subject', () => {
  const pieces = fc.constantFrom(
    'Merge ',
    'Merged in ',
    'branch ',
    "'",
    'x',
    '/',
    ' into ',
    ' of ',
    '#7',
    ' from ',
    'pull request ',
    '(',
    ')',
    '\n',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.array(pieces).map((parts) => parts.join('')),
      (text) => {
        const told = readMergeMessage(text);
        if (!told) return;
        expect(text).toContain(told.branch ?? '');
        expect(told.wordsAt).toBeLessThanOrEqual(text.split('\n')[0]?.length ?? 0);
      },
    ),
  );
});

test('a subject of millions of characters is read no further than a subject is long', () => {
  expect(readMergeMessage(`Merge branches ${"'a', ".repeat(1_000_000)}`)?.wordsAt).toBeLessThanOrEqual(500);
});
