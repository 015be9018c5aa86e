import { descriptionOf } from '../../src/ingest/description';

const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const text = (words: string) => ({ type: 'text', text: words });

it.each`
  why                                  | description                                                                                           | words
  ${'text'}                            | ${'Round to cents'}                                                                                   | ${'Round to cents'}
  ${'nothing'}                         | ${null}                                                                                               | ${''}
  ${'a document, in order'}            | ${{ type: 'doc', content: [paragraph(text('Round'), text('to')), paragraph(text('cents'))] }}         | ${'Round to cents'}
  ${'a document that mentions people'} | ${{ type: 'doc', content: [paragraph({ type: 'mention', attrs: { text: '@Ada' } }, text('asked'))] }} | ${'asked'}
  ${'something else'}                  | ${{ type: 'doc', content: 'odd' }}                                                                    | ${''}
`('reads $why', ({ description, words }: { description: unknown; words: string }) => {
  expect(descriptionOf({ fields: { description } })).toBe(words);
});

it('reads a document nested a hundred thousand deep', () => {
  let node: object = text('deep');
  for (let depth = 0; depth < 100_000; depth += 1) node = { type: 'list', content: [node] };
  expect(descriptionOf({ fields: { description: node } })).toBe('deep');
  expect(descriptionOf({})).toBe('');
});
