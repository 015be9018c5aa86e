import { evaluateExplicit } from '../../bench/eval/explicit';
import { readRecordedSet } from '../../bench/recorded-set';
import { commitOf, shaOf } from '../trace/commit-builder';
import { workItemOf } from '../builders/worlds';

const commits = [
  commitOf('base', 'start'),
  commitOf('main', 'PAY-9 meanwhile', ['base']),
  commitOf('quiet', 'work', ['base']),
  commitOf('both', 'PAY-1 and PAY-2', ['quiet']),
  commitOf('merge', 'Merge pull request #7 from ada/pay-1', ['main', 'both']),
  commitOf('related', 'PAY-9 a related fix', ['merge']),
  commitOf('silent', 'no word of it', ['related']),
];
const link = (issue: string, ...names: string[]) => ({
  issue,
  kind: 'commit',
  repo: 'shop/pay',
  commits: names.map(shaOf),
});

test('pairs are told apart by what proves them', () => {
  const { missed, wrong, ...told } = evaluateExplicit({
    name: 'set',
    items: ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-9'].map((key) => workItemOf({ key })),
    descriptions: new Map(),
    commits,
    pulls: [],
    truth: [
      link('PAY-1', 'quiet', 'both', 'merge', 'not-in-the-set'),
      link('PAY-3', 'related'),
      link('PAY-3', 'silent'),
    ],
  });
  expect(told).toMatchObject({
    pairs: 3,
    found: 3,
    recall: 1,
    precision: 1,
    strictPrecision: 3 / 4,
    relatedOnly: 1,
    unproven: 1 / 4,
  });
  expect([missed, wrong]).toEqual([[], []]);
});

test('on the demo, nearly every pair that a text proves is found, and nearly nothing else is said', () => {
  const { recall, precision, pairs } = evaluateExplicit(readRecordedSet('demo'));
  expect(pairs).toBeGreaterThan(200);
  expect(recall).toBeGreaterThanOrEqual(0.97);
  expect(precision).toBeGreaterThanOrEqual(0.98);
});
