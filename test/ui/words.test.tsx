import type { FindingView } from '../../static/app/src/bridge';
import { writeFindingsCsv } from '../../static/app/src/finding/findings-csv';
import { workingAge, writeAge, writeDays } from '../../static/app/src/words/working-age';

test.each`
  why                                 | since                     | asOf                      | days
  ${'a week is five working days'}    | ${'2017-11-06T09:00:00Z'} | ${'2017-11-13T09:00:00Z'} | ${5}
  ${'a weekend counts nothing'}       | ${'2017-11-11T00:00:00Z'} | ${'2017-11-13T00:00:00Z'} | ${0}
  ${'Friday noon to Monday noon'}     | ${'2017-11-10T12:00:00Z'} | ${'2017-11-13T12:00:00Z'} | ${1}
  ${'one minute less is none'}        | ${'2017-11-10T12:00:00Z'} | ${'2017-11-13T11:59:00Z'} | ${0}
  ${'what begins later has no age'}   | ${'2017-11-14T00:00:00Z'} | ${'2017-11-13T00:00:00Z'} | ${0}
  ${'no date has no age, not even 0'} | ${'soon'}                 | ${'2017-11-13T00:00:00Z'} | ${undefined}
`('Working age: $why', ({ since, asOf, days }: { since: string; asOf: string; days: number | undefined }) => {
  expect(workingAge(since, asOf)).toBe(days);
});

test.each`
  days    | age                          | figure
  ${0.4}  | ${'less than 1 working day'} | ${'0.4'}
  ${1.9}  | ${'1 working day'}           | ${'1.9'}
  ${12}   | ${'12 working days'}         | ${'12'}
  ${1204} | ${'1,204 working days'}      | ${'1,204'}
`(
  '$days days are written as $age and $figure',
  ({ days, age, figure }: { days: number; age: string; figure: string }) => {
    expect(writeAge(days)).toBe(age);
    expect(writeDays(days)).toBe(figure);
  },
);

const FINDING: FindingView = {
  id: 'blocking-wait/work-item:DAEMON-17',
  detector: 'blocking-wait',
  title: 'Waits',
  line: 2,
  severity: 'high',
  subject: { kind: 'text', text: '=HYPERLINK("https://evil.example")' },
  message: 'Said "soon", twice',
  since: { at: '2017-11-06T09:00:00.000Z', exact: false },
  evidence: [],
  nextStep: 'Ask.',
  clearedBy: 'An answer.',
  thresholds: [],
};

test('Text of strangers is no formula in the file, and quotes stay inside their cell.', () => {
  const [, row] = writeFindingsCsv([FINDING]).split('\r\n');
  expect(row).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  expect(row).toContain('"Said ""soon"", twice"');
});

test('A hidden subject has no name in the file, and an unknown cost is empty rather than 0.', () => {
  const [, row] = writeFindingsCsv([{ ...FINDING, subject: { kind: 'hidden' } }]).split('\r\n');
  expect(row).toContain('"An item you cannot see"');
  expect(row).toContain('"An answer.","",');
});
