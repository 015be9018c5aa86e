import { readVisibleAddresses } from '../../src/ingest/visible-addresses';

const person = (more: object) => ({ accountId: 'ana', accountType: 'atlassian', displayName: 'Ana', ...more });

test.each`
  why                         | assignee                                                         | found
  ${'as commits write it'}    | ${person({ emailAddress: ' Ana@Example.com ' })}                 | ${[{ accountId: 'ana', email: 'ana@example.com' }]}
  ${'not shown'}              | ${person({})}                                                    | ${[]}
  ${'shown as nothing'}       | ${person({ emailAddress: null })}                                | ${[]}
  ${'shown as an empty text'} | ${person({ emailAddress: '' })}                                  | ${[]}
  ${'hidden behind a word'}   | ${person({ emailAddress: '?' })}                                 | ${[]}
  ${'of an app'}              | ${person({ accountType: 'app', emailAddress: 'a@example.com' })} | ${[]}
  ${'of nobody'}              | ${null}                                                          | ${[]}
  ${'of an odd shape'}        | ${'ana@example.com'}                                             | ${[]}
`('an address $why', ({ assignee, found }) => {
  expect(readVisibleAddresses({ fields: { assignee, reporter: null } })).toEqual(found);
});

test.each([[undefined], [null], ['text'], [{}], [{ fields: null }]])('%j shows no address', (issue) => {
  expect(readVisibleAddresses(issue)).toEqual([]);
});
