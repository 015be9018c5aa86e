import fc from 'fast-check';
import {
  type PullRequestOptions,
  commitOf,
  day,
  pullRequestOf,
  traceLinkOf,
  workItemOf,
  worldOf,
} from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

const settings = withThresholds('review-wait', { longerThanDays: 2 });

// Two working days after Monday, day 1, is Wednesday, day 3.
test.each`
  why                                             | request                                                    | asOf      | outcome
  ${'last moment inside the limit'}               | ${{}}                                                      | ${3}      | ${'clear'}
  ${'first moment after it'}                      | ${{}}                                                      | ${3.001}  | ${'flagged'}
  ${'a weekend does not count'}                   | ${{ opened: 5 }}                                           | ${9}      | ${'clear'}
  ${'a draft'}                                    | ${{ isDraft: true }}                                       | ${9}      | ${'not-applicable'}
  ${'opened by a bot'}                            | ${{ byBot: true }}                                         | ${9}      | ${'not-applicable'}
  ${'a draft until lately'}                       | ${{ ready: 8 }}                                            | ${10}     | ${'clear'}
  ${'no draft any more for too long'}             | ${{ ready: 8 }}                                            | ${10.001} | ${'flagged'}
  ${'pushes do not answer for a reviewer'}        | ${{ changed: 9 }}                                          | ${10}     | ${'flagged'}
  ${'asking again does not either'}               | ${{ asked: 9 }}                                            | ${10}     | ${'flagged'}
  ${'reviewed, and it is the author’s turn'}      | ${{ reviewed: [2, 2] }}                                    | ${10}     | ${'clear'}
  ${'reviewed, pushed, inside the limit'}         | ${{ reviewed: [2, 2], changed: 8 }}                        | ${10}     | ${'clear'}
  ${'reviewed, pushed, after it'}                 | ${{ reviewed: [2, 2], changed: 8 }}                        | ${10.001} | ${'flagged'}
  ${'reviewed, asked again, after it'}            | ${{ reviewed: [2, 2], asked: 8 }}                          | ${10.001} | ${'flagged'}
  ${'asked again, and pushed lately'}             | ${{ reviewed: [2, 2], asked: 8, changed: 10 }}             | ${10.001} | ${'flagged'}
  ${'pushed, then reviewed again'}                | ${{ reviewed: [2, 9], changed: 8 }}                        | ${10.001} | ${'clear'}
  ${'reviewed only after the day asked'}          | ${{ reviewed: [11, 11] }}                                  | ${10}     | ${'flagged'}
  ${'merged'}                                     | ${{ state: 'merged', closed: 9 }}                          | ${10}     | ${'not-applicable'}
  ${'merged only after the day asked'}            | ${{ state: 'merged', closed: 11 }}                         | ${10}     | ${'flagged'}
  ${'opened after the day asked'}                 | ${{ opened: 11 }}                                          | ${10}     | ${'not-applicable'}
  ${'received before times were kept'}            | ${{ opened: undefined }}                                   | ${10}     | ${'unknown'}
  ${'of a repository that never told of reviews'} | ${{ repo: 'team/silent' }}                                 | ${10}     | ${'unknown'}
  ${'of an item of another project only'}         | ${{ branch: 'ops-1-round' }}                               | ${10}     | ${'not-applicable'}
  ${'of items of both'}                           | ${{ branch: 'ops-1-round', title: 'PAY-1 round amounts' }} | ${10}     | ${'flagged'}
`('$why: $outcome', ({ request, asOf, outcome }) => {
  const items = [workItemOf({ key: 'PAY-1' }), workItemOf({ key: 'OPS-1' })];
  const world = worldOf({ asOf, items, pullRequests: [pullRequestOf(request)], settings });
  expect(ask('review-wait', world).outcome).toBe(outcome);
});

test('without pull requests to look at, the verdict is unknown and says what to do', () => {
  const why = 'No pull requests of team/billing were ever received. Choose pull requests in its webhook.';
  expect(ask('review-wait', worldOf({ pullRequestCoverage: { kind: 'unknown', why } }))).toMatchObject({
    outcome: 'unknown',
    reason: `Pull requests have not been looked at: ${why}`,
  });
});

test('reviews that nobody tells of are not missing: the verdict says which events to choose', () => {
  const world = worldOf({ asOf: 9, pullRequests: [pullRequestOf()], reviewsToldBy: [] });
  expect(ask('review-wait', world).reason).toBe(
    'Could not be judged, because no review was ever received from its repository (choose reviews and comments of pull requests in its webhook).',
  );
});

test('the finding names the pull request, since when, and what its name, title and commits serve', () => {
  const world = worldOf({
    asOf: 10,
    items: ['PAY-1', 'PAY-2', 'PAY-3'].map((key) =>
      workItemOf({ key, status: [[1, key === 'PAY-3' ? 'done' : 'to-do']] }),
    ),
    commits: [commitOf({ sha: 'c1' })],
    links: [traceLinkOf('c1', 'PAY-3')],
    pullRequests: [pullRequestOf({ number: 12, title: 'PAY-2 and PAY-99', branch: 'pay-1-round', commits: ['c1'] })],
    settings,
  });
  expect(ask('review-wait', world).findings).toMatchObject([
    {
      subject: { kind: 'pull-request', repo: 'team/billing', number: 12 },
      message: 'Has waited 7 working days for its first review, since 2017-01-02',
      since: day(1),
      sinceExact: true,
      evidence: [
        { kind: 'figure', value: 7, unit: 'working days' },
        { kind: 'work-item', key: 'PAY-1', text: 'is served by it, and is in status "To Do"', unknown: false },
        { kind: 'work-item', key: 'PAY-2' },
        { kind: 'work-item', key: 'PAY-3', text: 'is served by it, and is in status "Done"' },
      ],
      nextStep: 'Review it today or ask somebody else to: PAY-1 and PAY-2 wait for it.',
    },
  ]);
});

test('a next review is called so, and waits since its author asked for it', () => {
  const world = worldOf({
    asOf: 20,
    pullRequests: [pullRequestOf({ reviewed: [2, 3], asked: 8, changed: 9 })],
    settings,
  });
  expect(ask('review-wait', world).findings).toMatchObject([
    { message: 'Has waited 10 working days for its next review, since 2017-01-09', since: day(8) },
  ]);
});

test('law: only a review, a draft or an end clears a wait, never more time, pushes or requests', () => {
  const days = fc.integer({ min: 1, max: 20 });
  fc.assert(
    fc.property(days, days, days, fc.integer({ min: 0, max: 10 }), (asOf, later, at, longerThanDays) => {
      const flagged = (until: number, more: PullRequestOptions = {}): boolean =>
        ask(
          'review-wait',
          worldOf({
            asOf: until,
            pullRequests: [pullRequestOf(more)],
            settings: withThresholds('review-wait', { longerThanDays }),
          }),
        ).outcome === 'flagged';
      if (!flagged(asOf)) return;
      expect(flagged(asOf + later)).toBe(true);
      expect(flagged(asOf, { changed: at, asked: at })).toBe(true);
    }),
  );
});
