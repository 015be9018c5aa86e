import { isRepositoryName, nameInUrl } from '../../../../../src/hosts/local/cli/push/repository-name';

test.each`
  url                                                | name
  ${'https://token@git.example.com/acme/ledger.git'} | ${'acme/ledger'}
  ${'https://git.example.com/acme/ledger/'}          | ${'acme/ledger'}
  ${'https://git.example.com/acme/pay/ledger.git'}   | ${'acme/pay/ledger'}
  ${'git@git.example.com:acme/ledger.git'}           | ${'acme/ledger'}
  ${'ssh://git@git.example.com:22/acme/ledger.git'}  | ${'acme/ledger'}
  ${'../ledger'}                                     | ${undefined}
  ${'/srv/git/ledger.git'}                           | ${undefined}
  ${'C:\\git\\ledger'}                               | ${undefined}
`('the name in $url is $name', ({ url, name }) => {
  expect(nameInUrl(url)).toBe(name);
});

test.each`
  name               | usable
  ${'acme/ledger'}   | ${true}
  ${'ledger'}        | ${true}
  ${'a.b/c-d_e'}     | ${true}
  ${''}              | ${false}
  ${'acme/'}         | ${false}
  ${'/ledger'}       | ${false}
  ${'../ledger'}     | ${false}
  ${'acme/le dger'}  | ${false}
  ${'acme/-x'}       | ${false}
  ${'x'.repeat(200)} | ${true}
  ${'x'.repeat(201)} | ${false}
`('"$name" usable: $usable', ({ name, usable }) => {
  expect(isRepositoryName(name)).toBe(usable);
});
