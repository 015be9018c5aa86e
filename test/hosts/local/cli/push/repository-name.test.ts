import {
  findRepositoryName,
  isRepositoryName,
  nameInUrl,
} from '../../../../../src/hosts/local/cli/push/repository-name';

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
  name                      | usable
  ${'acme/ledger'}          | ${true}
  ${'ledger'}               | ${false}
  ${'a.b/c-d_e'}            | ${true}
  ${''}                     | ${false}
  ${'acme/'}                | ${false}
  ${'/ledger'}              | ${false}
  ${'acme/le dger'}         | ${false}
  ${'acme//x'}              | ${false}
  ${`a/${'x'.repeat(198)}`} | ${true}
  ${`a/${'x'.repeat(199)}`} | ${false}
`('"$name" usable: $usable', ({ name, usable }) => {
  expect(isRepositoryName(name)).toBe(usable);
});

test.each`
  originUrl                            | folderName         | name
  ${'git@git.example:acme/ledger.git'} | ${'work'}          | ${'acme/ledger'}
  ${undefined}                         | ${'ledger'}        | ${'local/ledger'}
  ${undefined}                         | ${'ledger.git'}    | ${'local/ledger'}
  ${'/srv/git/ledger.git'}             | ${'ledger'}        | ${'local/ledger'}
  ${'https://git.example/ledger.git'}  | ${'ledger'}        | ${'local/ledger'}
  ${undefined}                         | ${'old  ledger'}   | ${'local/old-ledger'}
  ${undefined}                         | ${'x'.repeat(200)} | ${undefined}
`('a clone of $originUrl in the folder $folderName is $name', ({ originUrl, folderName, name }) => {
  expect(findRepositoryName({ originUrl, folderName })).toBe(name);
});
