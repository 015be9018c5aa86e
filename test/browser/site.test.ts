import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium, noChromium } from './chromium';
import { startSite, type RunningSite } from './start-site';

jest.setTimeout(180_000);

const inBrowser = noChromium ? describe.skip : describe;
if (noChromium) process.stderr.write(`${noChromium}\n`);

inBrowser('the demo site in a browser', () => {
  let site: RunningSite;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** What no page may say: errors, and refusals by the content security policy. */
  let complaints: string[];

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  beforeEach(async () => {
    context = await browser.newContext({ baseURL: site.origin, viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  });

  afterEach(() => context.close());

  const appFrame = (title: string) => page.frameLocator(`iframe[title="${title}"]`);

  it('opens on work of every project, with a way in for newcomers', async () => {
    await page.goto('/');
    await page
      .getByRole('link', { name: /DAEMON-17/ })
      .first()
      .waitFor();
    const rows = page.getByRole('table').getByRole('row');
    await rows.nth(10).waitFor();
    await page.goto('/issues');
    await rows.nth(10).waitFor();
  });

  it('shows the panel of a work item that waits, under the real policy and without a complaint', async () => {
    await page.goto('/browse/DAEMON-17');
    await appFrame('Throughline').getByText('Waits on', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: /^Throughline/ }).click();
    await page.locator('aside').frameLocator('iframe').getByText('Waits on', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('keeps the address, the side bar and the page inside the frame in step', async () => {
    await page.goto('/projects/DAEMON/apps/project-page/health');
    await appFrame('Throughline').getByRole('heading', { name: 'Health', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Waits' }).click();
    await appFrame('Throughline').getByRole('heading', { name: 'Waits', exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/projects/DAEMON/apps/project-page/waits');
    await page.goBack();
    await appFrame('Throughline').getByRole('heading', { name: 'Health', exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("leads from a project's key to its list, and back past it", async () => {
    await page.goto('/host');
    await page.goto('/browse/DAEMON');
    await page.getByRole('heading', { name: 'Appcelerator Daemon', exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/projects/DAEMON');
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe('/host');
  });

  it('leads newcomers to three pages until they dismiss it', async () => {
    await page.goto('/');
    await page.getByRole('heading', { name: 'All work', exact: true }).waitFor();
    const tour = page.getByRole('navigation', { name: 'Start here' });
    expect(await tour.getByRole('link').count()).toBe(3);
    await tour.getByRole('link', { name: 'DAEMON-17' }).click();
    await page.waitForURL('**/browse/DAEMON-17');
    await page.goto('/');
    await tour.getByRole('button', { name: 'Dismiss' }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'All work', exact: true }).waitFor();
    expect(await tour.count()).toBe(0);
  });

  it('shrinks the side bar to icons in a narrow window, with their names', async () => {
    await page.setViewportSize({ width: 800, height: 900 });
    await page.goto('/projects/DAEMON');
    const side = page.getByRole('navigation', { name: 'Site' });
    await side.getByRole('link', { name: 'Automation' }).waitFor();
    expect((await side.boundingBox())?.width).toBeLessThan(60);
  });

  it('takes the theme into the frames', async () => {
    await page.goto('/browse/DAEMON-17');
    const root = appFrame('Throughline').locator('html[data-color-mode]');
    await root.waitFor();
    const before = await root.getAttribute('data-color-mode');
    await page.getByRole('button', { name: /Use the .* theme/ }).click();
    await appFrame('Throughline')
      .locator(`html[data-color-mode="${before === 'dark' ? 'light' : 'dark'}"]`)
      .waitFor();
  });

  it('alerts about long waits by a rule made from a recipe', async () => {
    await page.goto('/automation');
    await page.getByRole('button', { name: 'Import recipe' }).click();
    await page.getByRole('button', { name: /waited on a blocker/ }).click();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('button', { name: 'Run now' }).click();
    await page.getByText('Success', { exact: true }).first().waitFor();
    await page.goto('/notifications');
    await page
      .getByText(/has waited [\d.]+ working days/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'DAEMON-17', exact: true }).waitFor();
  });

  it('says beside the button and at the field why a rule cannot be saved, and saves it when mended', async () => {
    await page.goto('/automation');
    await page.getByRole('link', { name: /waited on a blocker/ }).click();
    const jql = page.getByLabel('JQL', { exact: true });
    const query = await jql.inputValue();
    await jql.fill('nonsense = 1');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const refusal = page.getByRole('alert').filter({ hasText: 'cannot be saved yet' });
    await refusal.waitFor();
    expect(await refusal.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await jql.getAttribute('aria-invalid')).toBe('true');
    await jql.fill(query);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Automation', exact: true }).waitFor();
  });

  it('lets nobody see what Jira would not show them', async () => {
    await page.goto('/browse/DAEMON-17');
    await page.getByRole('button', { name: /Switch user/ }).click();
    await page.getByRole('button', { name: /May not see DAEMON/ }).click();
    await page.getByRole('heading', { name: "You can't see DAEMON-17" }).waitFor();
    expect(await page.locator('iframe').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Appcelerator Daemon' }).count()).toBe(0);
  });

  it('hands a new blocker to the app, which says on the item that it waits', async () => {
    await page.goto('/browse/DAEMON-126');
    await page.getByRole('button', { name: 'Add link' }).click();
    await page.getByRole('combobox', { name: 'How it is linked' }).click();
    await page.getByRole('option', { name: 'is blocked by', exact: true }).click();
    await page.getByRole('textbox', { name: 'Key of the other work item' }).fill('DAEMON-125');
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    await page.getByRole('heading', { name: 'is blocked by' }).waitFor();
    const property = async () => (await page.request.get('/rest/api/3/issue/DAEMON-126/properties/throughline')).text();
    await waitUntil(async () => (await property()).includes('waitingSince'));
    await page.reload();
    await appFrame('Throughline').getByText('Waits on', { exact: true }).first().waitFor();
    await appFrame('Throughline').getByText('DAEMON-125').first().waitFor();
  });
});

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 100));
}
