import { chainGuard } from '../../../../src/hosts/local/automation/chain-guard';

it("takes a comment nobody announced for a person's", () => {
  expect(chainGuard().depthOfComment('PAY-1')).toBe(0);
});

it('takes each announced comment for one step further down the chain, once', () => {
  const guard = chainGuard();
  guard.expect('PAY-1', 0);
  guard.expect('PAY-1', 4);
  expect([1, 2, 3].map(() => guard.depthOfComment('PAY-1'))).toEqual([1, 5, 0]);
});

it('forgets the comment that was not written, and leaves other work items alone', () => {
  const guard = chainGuard();
  guard.expect('PAY-1', 0);
  guard.expect('PAY-1', 4);
  guard.expect('PAY-2', 2);
  guard.forget('PAY-1');
  expect(guard.depthOfComment('PAY-1')).toBe(1);
  expect(guard.depthOfComment('PAY-1')).toBe(0);
  expect(guard.depthOfComment('PAY-2')).toBe(3);
});
