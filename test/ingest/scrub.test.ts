import { parsePushBatch } from '../../src/ingest/push-batch';
import { isRejected } from '../../src/ingest/rejected';
import { withoutPeople } from '../../src/ingest/scrub';

describe('People in texts about code', () => {
  it.each`
    why                             | text                                                    | kept
    ${'an address'}                 | ${'Ask ada@example.com first'}                          | ${'Ask (address removed) first'}
    ${'an address in brackets'}     | ${'by <ada.lee+x@mail.example.co.uk>'}                  | ${'by <(address removed)>'}
    ${'a co-author'}                | ${'PAY-1 fix\n\nCo-authored-by: Ada Lee <a@b.example>'} | ${'PAY-1 fix\n\nCo-authored-by: (removed)'}
    ${'a sign-off without address'} | ${'x\nsigned-off-by: Ada Lee\nRefs: PAY-2'}             | ${'x\nsigned-off-by: (removed)\nRefs: PAY-2'}
    ${'a package and its version'}  | ${'Bump lodash@4.17.5 and @appcd/plugin'}               | ${'Bump lodash@4.17.5 and @appcd/plugin'}
    ${'a key'}                      | ${'PAY-12 round once'}                                  | ${'PAY-12 round once'}
  `('$why', ({ text, kept }: { text: string; kept: string }) => {
    expect(withoutPeople(text)).toBe(kept);
  });

  it('takes hostile texts in linear time', () => {
    for (const part of ['a@', 'x'.repeat(64), '@a.', 'cc:', '.-']) {
      expect(withoutPeople(part.repeat(20_000)).length).toBeGreaterThan(0);
    }
  });
});

it('is applied to every commit and pull request that is received', () => {
  const at = '2026-03-20T09:00:00Z';
  const received = parsePushBatch({
    v: 1,
    kind: 'commits',
    repo: 'acme/ledger',
    sentAt: at,
    commits: [
      {
        sha: 'a'.repeat(40),
        parents: [],
        at,
        committedAt: at,
        email: 'ada@example.com',
        message: 'PAY-1 fix\n\nCo-authored-by: Ben Roe <ben@example.com>',
        files: [],
        filesChanged: 0,
      },
    ],
  });
  if (isRejected(received)) throw new Error(received.why);
  expect(received.commits[0]?.message).toBe('PAY-1 fix\n\nCo-authored-by: (removed)');
});
