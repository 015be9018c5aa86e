import { browsedProjectAddress } from '../../../../src/hosts/local/shell/addresses';

it.each`
  browsed        | leadsTo
  ${'DAEMON'}    | ${'/projects/DAEMON'}
  ${'daemon'}    | ${'/projects/DAEMON'}
  ${'R2_D2'}     | ${'/projects/R2_D2'}
  ${'DAEMON-17'} | ${undefined}
  ${''}          | ${undefined}
  ${'../host'}   | ${undefined}
`('/browse/$browsed leads to $leadsTo', ({ browsed, leadsTo }) => {
  expect(browsedProjectAddress(browsed)).toBe(leadsTo);
});
