/**
 * The whole way through, on the demo, with the bundle that deploys: read, traced, examined, shown,
 * alerted. Everything here goes through the functions' own doors.
 */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemProperty } from '../../src/model/item-property';
import { type OpenHost, ROOT, openHost } from './open-host';

jest.setTimeout(180_000);

let app: OpenHost;
beforeAll(async () => {
  app = await openHost();
});
afterAll(() => app.close());

async function propertyOf(key: string): Promise<ItemProperty> {
  const { body } = await app.rest(`/rest/api/3/issue/${key}/properties/throughline`);
  return (body as { value: ItemProperty }).value;
}

async function keysOf(ids: readonly { id: string }[]): Promise<string[]> {
  const items = await Promise.all(ids.map(({ id }) => app.rest(`/rest/api/3/issue/${id}?fields=summary`)));
  return items.map(({ body }) => (body as { key: string }).key);
}

describe('As of 13 November 2017, in the demo', () => {
  it('DAEMON-17 depends on six open items, DAEMON-74 among them, and so it waits on those six', async () => {
    const { waitsOn, waitingSince } = await propertyOf('DAEMON-17');
    const keys = await keysOf(waitsOn);
    expect(keys.sort()).toEqual(['DAEMON-16', 'DAEMON-20', 'DAEMON-24', 'DAEMON-25', 'DAEMON-26', 'DAEMON-74']);
    expect(waitingSince).toBeDefined();
  });

  it('what DAEMON-17 depends on does not wait for DAEMON-17: it is waited for', async () => {
    const { waitsOn, waitedForBy } = await propertyOf('DAEMON-20');
    expect(await keysOf(waitsOn)).not.toContain('DAEMON-17');
    expect(await keysOf(waitedForBy)).toContain('DAEMON-17');
  });

  it('a blocker in a project that is not read is unknown: it starts no wait, and it is counted', async () => {
    const { body } = await app.rest(
      '/rest/api/3/search/jql?jql=throughlineUnknownBlockers%20%3E%200&fields=issuelinks&maxResults=50',
    );
    const { issues } = body as { issues: { key: string }[] };
    expect(issues.length).toBeGreaterThan(0);
    for (const { key } of issues) expect((await propertyOf(key)).unknownBlockers).toBeGreaterThan(0);
    const onlyUnknown = (await Promise.all(issues.map(({ key }) => propertyOf(key)))).filter(
      ({ waitsOn }) => waitsOn.length === 0,
    );
    expect(onlyUnknown.length).toBeGreaterThan(0);
    for (const property of onlyUnknown) {
      expect(property.waitingSince).toBeUndefined();
      expect(property.findingIds).not.toContain('blocking-wait');
    }
  });

  it('both projects show six lines with figures, and the rows behind every count', async () => {
    for (const project of ['ALOY', 'DAEMON']) {
      const health = await app.ask('health.read', {}, { on: 'project-page', project });
      expect(health.lines.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(health.coverage.trace?.linked).toBeGreaterThan(50);
      for (const line of health.lines) {
        let cursor: string | undefined;
        let rows = 0;
        do {
          const page = await app.ask(
            'findings.list',
            { line: line.id, waived: false, ...(cursor ? { cursor } : {}) },
            { on: 'project-page', project },
          );
          rows += page.findings.length + page.hidden;
          cursor = page.nextCursor;
          for (const finding of page.findings) {
            expect(finding.evidence.length).toBeGreaterThan(0);
            expect(finding.nextStep).not.toBe('');
          }
        } while (cursor);
        expect({ project, line: line.id, rows }).toEqual({ project, line: line.id, rows: line.flagged });
      }
    }
  });

  it('a traced story shows its feature and its commits with evidence', async () => {
    const { body } = await app.rest(
      '/rest/api/3/search/jql?jql=throughlineCommits%20%3E%200%20AND%20throughlineFeature%20is%20not%20EMPTY&fields=summary&maxResults=5',
    );
    const [story] = (body as { issues: { key: string }[] }).issues;
    const view = await app.ask('item.read', {}, { on: 'issue-panel', item: story?.key ?? '' });
    expect(view.ancestors.length).toBeGreaterThan(0);
    expect(view.commits.length).toBeGreaterThan(0);
    for (const commit of view.commits) expect(commit.links[0]?.evidence).toContain(commit.links[0]?.key ?? '');
  });

  it('says what a commit serves and how that is known, and how a verdict came about', async () => {
    const story = (
      await app.ask('findings.list', { detector: 'blocking-wait' }, { on: 'project-page', project: 'DAEMON' })
    ).findings[0];
    const key = story?.subject.kind === 'seen' ? story.subject.key : '';
    const { text } = await app.ask('explain.read', { of: key }, { on: 'admin-page' });
    expect(text).toContain('blocking-wait');
    expect(text).toMatch(/depends on|is blocked by/);
    const { body } = await app.rest(
      '/rest/api/3/search/jql?jql=throughlineCommits%20%3E%200&fields=summary&maxResults=1',
    );
    const [item] = (body as { issues: { key: string }[] }).issues;
    const [commit] = (await propertyOf(item?.key ?? '')).commits;
    const explained = await app.ask('explain.read', { of: commit?.sha.slice(0, 10) ?? '' }, { on: 'admin-page' });
    expect(explained.text).toContain(`serves ${item?.key}`);
  });
});

describe('The recipe "alert on long waits"', () => {
  it('runs on imported JSON and alerts: who waits, on what, since when', async () => {
    const recipe = readFileSync(join(ROOT, 'recipes/alert-on-long-waits.json'), 'utf8');
    const saved = await app.host.shell.automation.importRecipe(recipe);
    expect(saved.kind).toBe('saved');
    if (saved.kind !== 'saved') return;
    const run = await app.host.shell.automation.runNow(saved.rule.id);
    expect(run.outcome).toBe('success');
    const texts = app.host.shell.automation
      .alerts(50)
      .map(({ text }) => text)
      .join('\n');
    expect(texts).toMatch(/DAEMON-17 has waited \d+ working days, since about 2016-02-04, on .*DAEMON-74/);
  });
});

describe('Deliveries', () => {
  const deliver = async (body: string, headers: Record<string, string> = {}): Promise<number> => {
    const signature = `sha256=${createHmac('sha256', app.secret).update(body).digest('hex')}`;
    const answer = await fetch(app.webTriggerUrl, {
      method: 'POST',
      body,
      headers: { 'x-throughline-event': 'commits', 'x-hub-signature-256': signature, ...headers },
    });
    await app.host.shell.platform.drain();
    return answer.status;
  };
  const batch = (commits: readonly object[], repo = 'acme/ledger'): string =>
    JSON.stringify({ v: 1, kind: 'commits', repo, sentAt: '2017-11-13T09:00:00Z', commits, done: true });
  const commit = (sha: string, message: string) => ({
    sha: sha.repeat(40),
    parents: [],
    at: '2017-11-12T09:00:00Z',
    committedAt: '2017-11-12T09:00:00Z',
    email: 'ada@example.com',
    message,
    files: [['M', 'a.ts']],
    filesChanged: 1,
  });
  const newestLog = async () => (await app.ask('admin.log', {}, { on: 'admin-page' })).entries[0];

  it('with a wrong signature get 401 and a line in the ingestion log', async () => {
    expect(await deliver(batch([commit('1', 'DAEMON-17 x')]), { 'x-hub-signature-256': 'sha256=0' })).toBe(401);
    expect(await newestLog()).toMatchObject({ outcome: 'refused', text: expect.stringMatching(/signature/) });
  });

  it('with malformed JSON get 400', async () => {
    expect(await deliver('{"v":1,')).toBe(400);
    expect(await deliver('[]')).toBe(400);
  });

  it('over the limit are refused with the limit named', async () => {
    expect(await deliver(batch([commit('2', 'x'.repeat(210_000))]))).toBe(413);
    expect((await newestLog())?.text).toContain('204800');
  });

  it('keep a key that no item has as unknown, and show it', async () => {
    expect(await deliver(batch([commit('3', 'DAEMON-99999 from the future'), commit('4', 'DAEMON-17 real')]))).toBe(
      202,
    );
    const admin = await app.ask('admin.read', {}, { on: 'admin-page' });
    expect(admin.unknownKeys).toContainEqual({ key: 'DAEMON-99999', commits: 1 });
  });

  it('lose nothing that was there, and change nothing when they come twice', async () => {
    const before = await app.ask('admin.read', {}, { on: 'admin-page' });
    expect(await deliver(batch([commit('4', 'DAEMON-17 real'), commit('3', 'DAEMON-99999 from the future')]))).toBe(
      202,
    );
    const after = await app.ask('admin.read', {}, { on: 'admin-page' });
    const counts = (view: typeof after) => ({
      repositories: view.repositories.map(({ name, commits }) => [name, commits]),
      unknown: view.unknownKeys,
    });
    expect(counts(after)).toEqual(counts(before));
    expect((await propertyOf('DAEMON-17')).commits.map(({ sha }) => sha)).toEqual(['4'.repeat(40)]);
  });
});

describe('What a reader may not see', () => {
  it('is neither shown nor named to somebody without the project', async () => {
    const { people } = app.host.shell;
    const stranger = people().find(({ note }) => note?.includes('DAEMON'))?.accountId;
    expect(stranger).toBeDefined();
    if (!stranger) return;
    expect(await app.answer('health.read', {}, { on: 'project-page', project: 'DAEMON', as: stranger })).toMatchObject({
      ok: false,
      reason: 'no-permission',
    });
    expect(await app.answer('item.read', {}, { on: 'issue-panel', item: 'DAEMON-17', as: stranger })).toMatchObject({
      ok: false,
      reason: 'no-permission',
    });
    expect(await app.answer('admin.read', {}, { on: 'admin-page', as: stranger })).toMatchObject({
      ok: false,
      reason: 'no-permission',
    });
    expect(
      await app.host.shell.platform.runAction('check-blocking-waits', { issueKey: 'DAEMON-17' }, stranger),
    ).toMatchObject({ errors: [{ message: expect.stringContaining('may not see') }] });
  });
});

describe('Settings and waivers', () => {
  it('a waived finding leaves the count, stays in the record, and comes back when the waiver goes', async () => {
    const place = { on: 'project-page', project: 'DAEMON' } as const;
    const counts = async () =>
      (await app.ask('health.read', {}, place)).lines[1]?.detectors.find(({ id }) => id === 'blocking-wait');
    const before = await counts();
    const [finding] = (await app.ask('findings.list', { detector: 'blocking-wait', waived: false }, place)).findings;
    await app.ask(
      'finding.waive',
      { finding: finding?.id ?? '', reason: 'Agreed with the team', until: '2017-12-24T00:00:00Z', kind: 'accepted' },
      place,
    );
    await app.host.shell.platform.drain();
    expect(await counts()).toMatchObject({ flagged: (before?.flagged ?? 0) - 1, waived: 1 });
    await app.ask('finding.unwaive', { finding: finding?.id ?? '' }, place);
    await app.host.shell.platform.drain();
    expect(await counts()).toMatchObject({ flagged: before?.flagged, waived: 0 });
  });

  it('a threshold changed for the project changes its verdict, and one out of range is refused', async () => {
    const settings = { on: 'project-settings', project: 'DAEMON' } as const;
    expect(
      await app.answer(
        'settings.save',
        { change: { thresholds: { 'blocking-wait': { longerThanDays: -1 } } } },
        settings,
      ),
    ).toMatchObject({ ok: false, reason: 'bad-request', message: expect.stringContaining('-1') });
    await app.ask('settings.save', { change: { waiting: { linkPhrases: ['is blocked by'] } } }, settings);
    await app.host.shell.platform.drain();
    expect((await propertyOf('DAEMON-17')).waitsOn).toEqual([]);
    await app.ask('settings.save', { change: {} }, settings);
    await app.host.shell.platform.drain();
    expect((await propertyOf('DAEMON-17')).waitsOn).toHaveLength(6);
  });
});

describe('A change in Jira', () => {
  it('reaches the verdict: when the last blocker is done, the wait is over', async () => {
    const { jira, platform } = app.host.shell;
    const [wait] = (await app.ask('waits.read', {}, { on: 'project-page', project: 'DAEMON' })).waits.filter(
      ({ causes }) => causes.length === 1 && !causes[0]?.unknown,
    );
    const waiter = wait?.waiter.kind === 'seen' ? wait.waiter.key : '';
    const blocker = wait?.causes[0]?.item;
    const key = blocker?.kind === 'seen' ? blocker.key : '';
    expect([waiter, key]).not.toContain('');
    const principal = { kind: 'user', accountId: app.adminId } as const;
    const { body } = await jira.handle({ method: 'GET', path: `/rest/api/3/issue/${key}/transitions`, principal });
    const done = (
      JSON.parse(body) as { transitions: { id: string; to: { statusCategory: { key: string } } }[] }
    ).transitions.find(({ to }) => to.statusCategory.key === 'done');
    await jira.handle({
      method: 'POST',
      path: `/rest/api/3/issue/${key}/transitions`,
      body: JSON.stringify({ transition: { id: done?.id } }),
      principal,
    });
    // Takes its turn behind the event that the transition raised; on a busy machine that is not the first one.
    for (let turn = 1; turn <= 30 && (await propertyOf(waiter)).waitingSince !== undefined; turn += 1)
      await app.host.moveTo(app.host.shell.clock.now());
    expect((await propertyOf(waiter)).waitingSince).toBeUndefined();
    expect(await platform.runAction('check-blocking-waits', { issueKey: waiter }, app.adminId)).toMatchObject({
      waiting: false,
      verdict: 'no',
    });
  });
});
