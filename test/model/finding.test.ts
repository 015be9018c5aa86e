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

test('a digest never changes: ids in storage hang on it', () => {
  expect(digestText('PAY-1>SEC-9')).toMatchInlineSnapshot(`"216a5t32l4m"`);
});
