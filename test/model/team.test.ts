import { findTeam } from '../../src/model/team';
import { CLOSED_ACCOUNT } from '../../src/model/work-item';
import { day, workItemOf } from '../builders/worlds';

test('a closed account is no member, though its items are not unassigned', () => {
  const items = ['ana', CLOSED_ACCOUNT, 'bot'].map((assignee, index) =>
    workItemOf({ key: `PAY-${index + 1}`, assignee, status: [[1, 'in-progress']] }),
  );
  const { members } = findTeam(items, [], 'PAY', ['bot'], { from: day(1), asOf: day(3) });
  expect(members.map(({ member }) => member)).toEqual(['ana']);
});
