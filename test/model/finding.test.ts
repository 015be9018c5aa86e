import { digestText } from '../../src/model/digest';
import { findingId } from '../../src/model/finding';

const deadlockOf = (...keys: string[]) => findingId({ detector: 'deadlock', subject: { kind: 'cycle', keys } });

test('the id of a deadlock names none of its items, because a reader may see one of them only', () => {
  expect(deadlockOf('PAY-1', 'SEC-9')).toMatch(/^deadlock\/cycle:[0-9a-z]{5,11}$/);
  expect(deadlockOf('PAY-1', 'SEC-9')).not.toMatch(/PAY|SEC/);
});

test('the same circle keeps its id, and another circle has another', () => {
  expect(deadlockOf('PAY-1', 'SEC-9')).toBe(deadlockOf('PAY-1', 'SEC-9'));
  expect(deadlockOf('PAY-1', 'SEC-9')).not.toBe(deadlockOf('PAY-1', 'SEC-8'));
});

const pairOf = (...teams: [string, string]) =>
  findingId({ detector: 'conway-mismatch', subject: { kind: 'team-pair', teams } });

test('the id of a pair of teams is short, however long their names, and the same however they are spelt', () => {
  expect(pairOf('Ledger'.repeat(13), '任务'.repeat(40))).toMatch(/^conway-mismatch\/team-pair:[0-9a-z]{5,11}$/);
  expect(pairOf('Ledger', 'Search')).toBe(pairOf('LEDGER', 'search'));
  expect(pairOf('A, B', 'C')).not.toBe(pairOf('A', 'B, C'));
});

test('a digest never changes: ids in storage hang on it', () => {
  expect(digestText('PAY-1>SEC-9')).toMatchInlineSnapshot(`"216a5t32l4m"`);
});
