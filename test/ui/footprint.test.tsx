import { screen } from '@testing-library/react';
import type { FootprintView } from '../../static/app/src/bridge';
import Footprint from '../../static/app/src/footprint/footprint';
import { drawScreen, ok } from './bridge-fake';
import { AS_OF, REPO, seen } from './trace-views';

const FOOTPRINT: FootprintView = {
  item: seen(3),
  asOf: AS_OF,
  stage: 'in-progress',
  commits: 4,
  firstAt: '2017-11-06T09:00:00.000Z',
  lastAt: AS_OF,
  repositories: [{ name: REPO, commits: 4, firstAt: AS_OF, lastAt: AS_OF }],
  modules: [{ repo: REPO, path: 'src', commits: 4, files: 2, survivingLines: undefined }],
  moreModules: 0,
  files: [{ repo: REPO, path: 'src/main.ts', commits: 3, lastAt: AS_OF, survivingLines: undefined }],
  moreFiles: 0,
  placesOf: undefined,
  weeks: [
    { monday: '2017-11-06', commits: 3, files: 2, added: undefined, deleted: undefined },
    { monday: '2017-11-13', commits: 1, files: 1, added: undefined, deleted: undefined },
  ],
  commitsWithLines: 0,
  surviving: { state: 'unknown', text: 'No repository has sent its blame yet.' },
};

async function textOf(change: Partial<FootprintView>) {
  const { container } = drawScreen(<Footprint />, {
    functions: { 'trace.footprint': () => ok<'trace.footprint'>({ ...FOOTPRINT, ...change }) },
  });
  await screen.findAllByText(/commit/);
  return container.textContent;
}

test.each`
  why                        | change                                                                                                   | text
  ${'nothing was ever sent'} | ${{ commits: undefined }}                                                                                | ${'Unknown: no repository has sent commits yet.'}
  ${'nothing serves it'}     | ${{ commits: 0 }}                                                                                        | ${'No commit serves this feature or anything below it so far.'}
  ${'no blame was sent'}     | ${{}}                                                                                                    | ${'How many of its lines still stand is unknown: No repository has sent its blame yet.'}
  ${'no lines were counted'} | ${{}}                                                                                                    | ${'the sender did not count lines'}
  ${'cancelled code stands'} | ${{ stage: 'cancelled', surviving: { state: 'known', lines: 120, files: 3, asOf: AS_OF, missing: [] } }} | ${'It was cancelled, and 120 lines of it stand in today’s code, in 3 files'}
  ${'some blame is missing'} | ${{ surviving: { state: 'known', lines: 1, files: 1, asOf: AS_OF, missing: ['gawk'] } }}                 | ${'not counted: gawk, which sent no blame.'}
`(
  'What is known of a footprint is said, and what is not is not guessed: $why',
  async ({ change, text }: { change: Partial<FootprintView>; text: string }) => {
    expect(await textOf(change)).toContain(text);
  },
);

test('Files outside of any folder are named for where they lie', async () => {
  const modules = [{ repo: REPO, path: '.', commits: 1, files: 1, survivingLines: undefined }];
  expect(await textOf({ modules })).toContain('at the top');
});
