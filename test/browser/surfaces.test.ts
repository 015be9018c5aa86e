/**
 * Every surface as a user meets it: it shows what it promises, in light and dark, without a serious
 * fault for those who use a keyboard or a screen reader, and the first paint asks no function.
 */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { launchChromium, noChromium } from './chromium';
import { startSite, type RunningSite } from './start-site';
import surfaces from './surfaces.json';

jest.setTimeout(180_000);

const inBrowser = noChromium ? describe.skip : describe;
if (noChromium) process.stderr.write(`${noChromium}\n`);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/** Serious and critical violations of one document, told by rule and place. */
async function faultsIn(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe);
  const violations = await frame.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe
      .run()
      .then(({ violations: found }) => found),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
}

inBrowser('Every surface', () => {
  let site: RunningSite;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });
  afterEach(() => context?.close());

  async function openPage(theme: 'light' | 'dark' = 'light', width = 1440): Promise<void> {
    context = await browser.newContext({ baseURL: site.origin, viewport: { width, height: 900 }, colorScheme: theme });
    page = await context.newPage();
  }

  async function show(surface: (typeof surfaces)[number]): Promise<void> {
    await page.goto(surface.path);
    if (surface.open) await page.getByRole('button', { name: /^Throughline/ }).click();
    const scope = surface.frame ? page.frameLocator(surface.frame) : page;
    await scope.getByText(surface.ready).first().waitFor();
  }

  describe.each(['light', 'dark'] as const)('in %s', (theme) => {
    it.each(surfaces.map((surface) => [surface.name, surface] as const))(
      'shows %s, with no serious fault of accessibility in page and frames',
      async (_, surface) => {
        await openPage(theme);
        await show(surface);
        const faults = await Promise.all(page.frames().map(faultsIn));
        expect(faults.flat()).toEqual([]);
        expect(page.frames().length).toBeGreaterThan(surface.frame ? 1 : 0);
      },
    );
  });

  it('a demo issue shows its feature and its commits with evidence, and asks no function for it', async () => {
    await openPage();
    const calls = async () => {
      const log = (await (await page.request.get('/__host/log')).json()) as { invocations: { functionKey: string }[] };
      return log.invocations.filter(({ functionKey }) => functionKey === 'fn-resolver').length;
    };
    await page.goto('/browse/DAEMON-17');
    await page.frameLocator('main iframe').getByText('Waits on', { exact: true }).first().waitFor();
    const before = await calls();
    await page.goto('/browse/DAEMON-37');
    const panel = page.frameLocator('main iframe');
    await panel.getByRole('link', { name: 'DAEMON-48' }).first().waitFor();
    await panel.getByText('DAEMON-37 in the subject').first().waitFor();
    expect(await calls()).toBe(before);
  });

  it('a finding opens to its evidence: the rows it rests on, the rule, and what clears it', async () => {
    await openPage();
    await page.goto('/projects/DAEMON/apps/project-page/health');
    const health = page.frameLocator('main iframe');
    for (const line of ['Promises', 'Waiting', 'Everyone used', 'No exhaustion', 'Alignment', 'Past work'])
      await health
        .getByRole('heading', { name: line })
        .or(health.getByText(line, { exact: true }))
        .first()
        .waitFor();
    await health
      .getByRole('button', { name: /^4 findings/ })
      .first()
      .click();
    const table = health.getByRole('table', { name: 'Findings on Waiting' });
    const rows = table.getByRole('button', { name: /^Evidence for/ });
    await rows.first().waitFor();
    expect(await rows.count()).toBe(4);
    await table.getByRole('button', { name: /^Evidence for .*DAEMON-17/ }).click();
    await table.getByText('DAEMON-74').first().waitFor();
    await table
      .getByText(/working days/)
      .first()
      .waitFor();
  });

  it('the project page fits a narrow window without sideways scrolling', async () => {
    await openPage('light', 800);
    for (const surface of surfaces.filter(({ name }) => ['health', 'waits', 'trace'].includes(name))) {
      await show(surface);
      const overflow = await page
        .frames()
        .at(-1)
        ?.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect({ surface: surface.name, overflow }).toEqual({ surface: surface.name, overflow: 0 });
    }
  });

  it('can be used by keyboard: from the line to its rows and their evidence', async () => {
    await openPage();
    await page.goto('/projects/DAEMON/apps/project-page/health');
    const health = page.frameLocator('main iframe');
    await health
      .getByRole('button', { name: /^4 findings/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    const table = health.getByRole('table', { name: 'Findings on Waiting' });
    const evidence = table.getByRole('button', { name: /^Evidence for/ }).first();
    await evidence.waitFor();
    await evidence.focus();
    await page.keyboard.press('Enter');
    await expect(evidence.getAttribute('aria-expanded')).resolves.toBe('true');
  });
});
