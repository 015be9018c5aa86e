/** How soon the panel of a work item shows something on the local host, and then what it is there to say. */
import type { Browser, Frame, Page } from 'playwright-core';
import { startSite } from '../test/browser/start-site';
import { type Ask, type Bench, type Figure, notMeasured } from './figure';

/** A work item of the demo set that waits, so that its panel has something to say. */
const PAGE = '/browse/DAEMON-17';
const SAID = 'Waits on';
const BUDGET_MS = 300;
const NAMES = ['panel-first-paint', 'panel-first-words', 'panel-function-calls'] as const;

export const firstPaint: Bench = {
  names: NAMES,
  what: 'the panel of a work item on the local host, warm, in Chromium',
  measure: async ({ quick }: Ask): Promise<readonly Figure[]> => {
    // Loaded here, because it would weigh on what the other benches measure of themselves.
    const { launchChromium, noChromium } = await import('../test/browser/chromium');
    if (noChromium !== undefined) return NAMES.map((name) => notMeasured(name, 'ms', noChromium ?? ''));
    const site = await startSite();
    let browser: Browser | undefined;
    try {
      browser = await launchChromium();
      // Tall enough for all of the page: what is out of view is not painted.
      const page = await browser.newPage({ baseURL: site.origin, viewport: { width: 1440, height: 3000 } });
      await open(page);
      const views: View[] = [];
      for (let round = 0; round < (quick ? 2 : 7); round += 1) views.push(await open(page));
      const least = (of: keyof View): number => Math.min(...views.map((view) => view[of]));
      const of = 'since its frame began to load; elapsed, so a busy machine shows';
      return [
        { name: 'panel-first-paint', value: least('paintedMs'), unit: 'ms', ratio: null, of, budget: BUDGET_MS },
        {
          name: 'panel-first-words',
          value: least('saidMs'),
          unit: 'ms',
          ratio: null,
          of: `until "${SAID}" is there, ${of}`,
          budget: null,
        },
        {
          name: 'panel-function-calls',
          value: least('calls'),
          unit: 'calls',
          ratio: null,
          of: 'the property is there, so none is needed',
          budget: 0,
        },
      ];
    } finally {
      await browser?.close();
      await site.stop();
    }
  },
};

interface View {
  readonly paintedMs: number;
  readonly saidMs: number;
  readonly calls: number;
}

async function open(page: Page): Promise<View> {
  let calls = 0;
  const count = (request: { url(): string; postData(): string | null }): void => {
    if (request.url().endsWith('/__host/bridge') && /"command":"invoke"/.test(request.postData() ?? '')) calls += 1;
  };
  page.on('request', count);
  await page.goto(PAGE);
  const words = page.frameLocator('iframe[title="Throughline"]').getByText(SAID, { exact: true }).first();
  await words.waitFor();
  const frame = await (await words.elementHandle())?.ownerFrame();
  if (!frame) throw new Error(`The panel of ${PAGE} went away while it was measured.`);
  const times = await timesIn(frame);
  page.off('request', count);
  return { ...times, calls };
}

/** From the frame's own clock, which begins when it starts to load. */
async function timesIn(frame: Frame): Promise<Omit<View, 'calls'>> {
  return await frame.evaluate(async () => {
    const saidMs = performance.now();
    // The paint is told a moment after what it shows can be found.
    const paintedMs = await new Promise<number>((resolve, reject) => {
      setTimeout(() => reject(new Error('The panel was never painted: is it in view?')), 20_000);
      new PerformanceObserver((list) => {
        const paint = list.getEntriesByName('first-contentful-paint')[0];
        if (paint) resolve(paint.startTime);
      }).observe({ type: 'paint', buffered: true });
    });
    return { paintedMs, saidMs };
  });
}
