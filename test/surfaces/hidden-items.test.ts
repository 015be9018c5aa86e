/** PAY-1 waits in a circle with SEC-9, and PAY-2 in the end for SEC-5; the reader does not see SEC. */
import type { Finding } from '../../src/model/finding';
import { findingView, keysIn, sentencesOf } from '../../src/surfaces/finding-view';
import { lookAtCommits } from '../../src/surfaces/commit-sight';
import { day } from '../builders/worlds';
import { type TestSite, given, openTestSite } from './site';

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite();
  await site.save(
    { key: 'PAY-1', waitsOn: ['SEC-9'] },
    { key: 'SEC-9', waitsOn: ['PAY-1'] },
    { key: 'PAY-2', waitsOn: ['PAY-3'] },
    { key: 'PAY-3', waitsOn: ['SEC-5'] },
    { key: 'SEC-5' },
    { key: 'PAY-66', waitsOn: ['PAY-3'] },
  );
  await site.examine('PAY');
});
afterAll(() => site.close());

const outsider = { sees: ['PAY-1', 'PAY-2', 'PAY-3'], administers: ['PAY'] };

test.each([
  ['findings.list', { limit: 100 }],
  ['waits.read', {}],
  ['health.read', {}],
] as const)('%s names nothing that the reader cannot see, in ids and sentences as in rows', async (name, take) => {
  const everything = JSON.stringify(given(await site.ask(name, take, site.reader())));
  expect(everything).toMatch(/SEC-[59]/);
  const seen = JSON.stringify(given(await site.ask(name, take, site.reader(outsider))));
  expect(seen).not.toMatch(/SEC-|PAY-66/);
  expect(seen).toContain('PAY-2');
});

test('a key that stands in sentences only is asked about, and left out of each of them', async () => {
  const finding: Finding = {
    detector: 'blocking-wait',
    subject: { kind: 'work-item', key: 'PAY-2' },
    message: 'PAY-2 has waited for PAY-3; in the end it hangs on SEC-5',
    since: day(1),
    sinceExact: true,
    evidence: [
      { kind: 'figure', text: 'SEC-6 is one of 30 roots', value: 30, unit: 'work items' },
      { kind: 'commit', repo: 'a/b', sha: '01', text: 'reverts SEC-7', at: day(1) },
    ],
    nextStep: 'Start SEC-8: 3 items wait for it.',
    personDays: undefined,
  };
  const sight = await lookAtCommits(site.outside, site.reader(outsider), keysIn(finding), sentencesOf(finding));
  const view = findingView(finding, { sight, verdicts: [], waivers: [] });
  expect([view.message, view.nextStep, ...view.evidence.map(({ text }) => text)]).toEqual([
    'PAY-2 has waited for PAY-3; in the end it hangs on an item you cannot see',
    'Start an item you cannot see: 3 items wait for it.',
    'an item you cannot see is one of 30 roots',
    'reverts an item you cannot see',
  ]);
});

test('a branch whose name tells of a hidden item is not named, in its finding’s id neither', async () => {
  const viewOf = async (name: string) => {
    const finding: Finding = {
      detector: 'unmerged-branch',
      subject: { kind: 'branch', repo: 'a/b', name },
      message: 'Is not merged',
      since: day(1),
      sinceExact: true,
      evidence: [],
      nextStep: 'Delete it.',
      personDays: undefined,
    };
    const sight = await lookAtCommits(site.outside, site.reader(outsider), ['SEC-9'], sentencesOf(finding));
    return findingView(finding, { sight, verdicts: [], waivers: [] });
  };
  const hidden = await viewOf('sec-9-buy-acme');
  expect(hidden.subject).toEqual({ kind: 'text', text: 'A branch in a/b' });
  expect(JSON.stringify(hidden)).not.toMatch(/sec-9|buy-acme/i);
  expect((await viewOf('pay-1-round')).subject).toEqual({ kind: 'text', text: 'pay-1-round in a/b' });
});

describe('Keys that are written in other ways', () => {
  const sees = (visible: readonly string[], texts: readonly string[]) =>
    lookAtCommits(site.outside, site.reader({ sees: visible }), ['SEC-9'], texts);

  test.each`
    text                                              | shown
    ${"Merge branch 'sec-12-buy-acme' into main"}     | ${"Merge branch 'an item you cannot see' into main"}
    ${'Merge pull request #4 from ana/sec-12/buy-it'} | ${'Merge pull request #4 from ana/an item you cannot see'}
    ${'BUG_SEC-12: rotate'}                           | ${'BUG_an item you cannot see: rotate'}
    ${'see Sec-12b, and SEC-12'}                      | ${'see an item you cannot see, and an item you cannot see'}
    ${'fixSEC-12.2'}                                  | ${'fixan item you cannot see.2'}
    ${'UTF-8, utf-8, sec-1.2, parsec-3, pay-1'}       | ${'UTF-8, utf-8, sec-1.2, parsec-3, pay-1'}
  `('in "$text" what the reader may not see is left out', async ({ text, shown }: Record<string, string>) => {
    const said = text ?? '';
    expect((await sees(['PAY-1'], [said])).redactText(said)).toBe(shown);
    expect((await sees(['PAY-1', 'SEC-12', 'SEC-1', 'SEC-3'], [said])).redactText(said)).toBe(said);
  });

  test('a branch that names a hidden item is not shown at all', async () => {
    const branches = ['feature/sec-12-buy-acme', 'feature/pay-1-round', undefined];
    const sight = await sees(['PAY-1'], branches.map(String));
    expect(branches.map(sight.branchShown)).toEqual([undefined, 'feature/pay-1-round', undefined]);
  });
});

describe('Waivers in force', () => {
  beforeAll(async () => {
    const ids = [
      'blocking-wait/work-item:PAY-2',
      'blocking-wait/work-item:PAY-66',
      'untraced-change/commit:a/b@0123456789abcdef',
      'idle-member/team:PAY',
      'review-wait/pull-request:a/b#12',
      'unmerged-branch/branch:a/b@1x2y3z',
      'deadlock/cycle:gone',
    ];
    const { findings } = given(await site.ask('findings.list', { detector: 'deadlock' }, site.reader()));
    for (const finding of [...ids, findings[0]?.id ?? '']) {
      await site.outside.facts.saveWaiver({
        finding,
        projectKey: 'PAY',
        reason: 'Agreed',
        by: 'ana',
        at: day(9),
        until: day(30),
        kind: 'accepted',
      });
    }
  });

  test('are told in words for people, without those about items the reader cannot see', async () => {
    const { waivers } = given(await site.ask('settings.read', {}, site.reader(outsider)));
    expect(waivers.map(({ text }) => text).sort()).toEqual([
      'A branch is neither merged nor thrown away: a branch in a/b',
      'A change traces to no work item: a/b@0123456789',
      'A change waits long for its review: a/b#12',
      'Members are free while ready work lies waiting: the team of PAY',
      'Work items wait for each other in a circle: PAY-1 → an item you cannot see',
      'Work items wait for each other in a circle: a circle that is no more',
      'Work waits longer than agreed: PAY-2',
    ]);
    expect(JSON.stringify(waivers)).not.toMatch(/SEC-|PAY-66/);
  });

  test('are told only to who may take them back', async () => {
    const { waivers, canEdit } = given(await site.ask('settings.read', {}, site.reader()));
    expect({ waivers, canEdit }).toEqual({ waivers: [], canEdit: false });
  });
});
