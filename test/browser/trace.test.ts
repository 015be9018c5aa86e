/** Suggestions are answered with the keyboard alone; what was said counts at once, is in the ledger, and can be taken back. */
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launchChromium, noChromium } from './chromium';
import { type RunningSite, startSite } from './start-site';

jest.setTimeout(180_000);

const inBrowser = noChromium ? describe.skip : describe;
if (noChromium) process.stderr.write(`${noChromium}\n`);

inBrowser('the trace page in a browser', () => {
  let site: RunningSite;
  let browser: Browser;
  let page: Page;
  let frame: FrameLocator;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
    const context = await browser.newContext({ baseURL: site.origin, viewport: { width: 1440, height: 1200 } });
    page = await context.newPage();
    frame = page.frameLocator('iframe[title="Throughline"]');
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const open = async (): Promise<void> => {
    await page.goto('/projects/DAEMON/apps/project-page/trace');
    await frame.getByRole('feed').getByRole('article').first().waitFor();
  };
  const linked = async (): Promise<number> =>
    Number(/(\d+)$/.exec((await frame.getByRole('button', { name: /^Linked/ }).textContent()) ?? '')?.[1]);
  const explicit = async (): Promise<number> =>
    parseInt((await frame.locator('dt', { hasText: 'explicit' }).locator('xpath=../dd').textContent()) ?? '', 10);
  /** Reads again and again until it is so. */
  const eventually = async <T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> => {
    for (let tries = 0; tries < 60; tries += 1) {
      const value = await read();
      if (isSo(value)) return value;
      await page.waitForTimeout(250);
    }
    throw new Error(`It stays at ${String(await read())}`);
  };

  it('confirms suggestions with the keyboard, and coverage rises', async () => {
    await open();
    const [before, covered] = [await linked(), await explicit()];
    await frame.getByRole('feed').getByRole('article').first().focus();
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    // Each answer leads on to the next commit. So many make a difference of more than a percent.
    for (let answer = 1; answer <= 5; answer += 1) {
      await page.keyboard.press('c');
      await eventually(linked, (count) => count === before + answer);
    }
    expect(await eventually(explicit, (share) => share > covered)).toBeGreaterThan(covered);
    await open();
    expect(await linked()).toBe(before + 5);
  });

  it('finds what was said in the ledger, and takes it back', async () => {
    await open();
    const before = await linked();
    const row = frame.getByRole('feed').getByRole('article').first();
    const sha = (await row.locator('code').first().textContent())?.trim() ?? '';
    await row.focus();
    await page.keyboard.press('c');
    await eventually(linked, (count) => count === before + 1);
    await row.getByRole('button', { name: /^Undo/ }).waitFor();
    await frame.getByRole('button', { name: /Show the ledger/ }).click();
    await frame.getByText(sha, { exact: true }).nth(1).waitFor();
    await frame
      .getByText(/confirmed/i)
      .first()
      .waitFor();
    await row.focus();
    await page.keyboard.press('u');
    await eventually(linked, (count) => count === before);
    await open();
    expect(await linked()).toBe(before);
    expect(
      (await frame.getByRole('feed').getByRole('article').first().locator('code').first().textContent())?.trim(),
    ).toBe(sha);
  });
});
