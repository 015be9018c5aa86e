import { decideCondition } from '../../../../src/hosts/local/automation/condition';

it.each`
  left                      | operator          | right                          | answer
  ${'true'}                 | ${'equals'}       | ${'true'}                      | ${true}
  ${'true'}                 | ${'equals'}       | ${'false'}                     | ${false}
  ${'3'}                    | ${'equals'}       | ${'3.0'}                       | ${true}
  ${''}                     | ${'equals'}       | ${'0'}                         | ${false}
  ${'yes'}                  | ${'not equals'}   | ${'no'}                        | ${true}
  ${'3'}                    | ${'greater than'} | ${'3'}                         | ${false}
  ${'3.5'}                  | ${'greater than'} | ${'3'}                         | ${true}
  ${'10'}                   | ${'less than'}    | ${'9'}                         | ${false}
  ${'2017-11-06T09:00:00Z'} | ${'less than'}    | ${'2017-11-06T11:00:00+01:00'} | ${true}
  ${'many'}                 | ${'greater than'} | ${'3'}                         | ${'undecidable'}
  ${''}                     | ${'less than'}    | ${'3'}                         | ${'undecidable'}
  ${'5'}                    | ${'greater than'} | ${'2017-11-06T09:00:00Z'}      | ${'undecidable'}
  ${'PAY-1,PAY-2'}          | ${'contains'}     | ${'PAY-2'}                     | ${true}
  ${'PAY-1'}                | ${'contains'}     | ${'PAY-2'}                     | ${false}
  ${' '}                    | ${'is empty'}     | ${''}                          | ${true}
  ${'PAY-1'}                | ${'is empty'}     | ${''}                          | ${false}
  ${'PAY-1'}                | ${'is not empty'} | ${''}                          | ${true}
`('"$left" $operator "$right": $answer', ({ left, operator, right, answer }) => {
  const outcome = decideCondition(left, operator, right);
  expect(outcome.kind === 'decided' ? outcome.holds : outcome.kind).toBe(answer);
});
