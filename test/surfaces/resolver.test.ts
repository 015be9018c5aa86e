/** Where a screen stands comes from the platform; what it sends along opens no other door. */
import type { RequestName } from '../../src/surfaces/contract';
import { type TestSite, given, openTestSite } from './site';

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite();
  await site.save({ key: 'PAY-1' }, { key: 'OPS-1' });
  await site.examine('PAY', 'OPS');
});
afterAll(() => site.close());

const nowhere = { projectKey: undefined };

test.each<RequestName>(['health.read', 'findings.list', 'waits.read', 'settings.read', 'finding.unwaive'])(
  'a gadget for which no project was chosen gets no answer to %s',
  async (name) => {
    expect(await site.ask(name, {} as never, site.reader(), nowhere)).toMatchObject({
      ok: false,
      reason: 'bad-request',
    });
  },
);

test('a gadget may name the project it watches', async () => {
  const health = given(await site.ask('health.read', { projectKey: 'OPS' }, site.reader(), nowhere));
  expect(health.projectKey).toBe('OPS');
});

test('a gadget may not name a project that its reader cannot browse', async () => {
  const reader = site.reader({ sees: ['PAY-1'] });
  expect(await site.ask('health.read', { projectKey: 'OPS' }, reader, nowhere)).toMatchObject({
    ok: false,
    reason: 'no-permission',
  });
});

test('a gadget names its project by a key and by nothing else', async () => {
  for (const projectKey of [7, {}, '', 'OPS&permissions=X'])
    expect(await site.ask('health.read', { projectKey } as never, site.reader(), nowhere)).toMatchObject({
      ok: false,
      reason: 'bad-request',
    });
});

test('on a project page the page’s own project is read, whatever the screen names', async () => {
  const health = given(await site.ask('health.read', { projectKey: 'OPS' }, site.reader(), { projectKey: 'PAY' }));
  expect(health.projectKey).toBe('PAY');
});
