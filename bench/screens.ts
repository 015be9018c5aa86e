/** What a reader waits for: the bytes of each screen, and its first paint on the local host. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../src/hosts/local/platform/host-script';
import { type Bench, type Figure, notMeasured } from './figure';

const KB = 1024;

/** Figure by screen as scripts/ui-sizes.mjs calls them, with what the first load may weigh. */
const SCREENS = {
  'ui-issue-context': { screen: 'issue-context', budget: 140 },
  'ui-issue-panel': { screen: 'issue-panel', budget: 140 },
  'ui-project-health': { screen: 'project-page/health', budget: 160 },
  'ui-project-waits': { screen: 'project-page/waits', budget: 160 },
  'ui-project-settings': { screen: 'project-settings', budget: 245 },
  'ui-admin-page': { screen: 'admin-page', budget: 245 },
} as const;

interface UiSizes {
  measureUiSizes(): readonly { readonly screen: string; readonly bytes: number }[];
}

export const screens: Bench = {
  names: Object.keys(SCREENS),
  what: 'first load of each screen as last built, gzip',
  measure: async (): Promise<Figure[]> => {
    const sizes = await measureSizes();
    return Object.entries(SCREENS).map(([name, { screen, budget }]): Figure => {
      if (typeof sizes === 'string') return notMeasured(name, 'KB', sizes, budget);
      const bytes = sizes.find((size) => size.screen === screen)?.bytes;
      if (bytes === undefined) return notMeasured(name, 'KB', `scripts/ui-sizes.mjs knows no screen ${screen}`, budget);
      return { name, value: bytes / KB, unit: 'KB', ratio: null, of: screen, budget };
    });
  },
};

/** The sizes, or why there are none. */
async function measureSizes(): Promise<ReturnType<UiSizes['measureUiSizes']> | string> {
  const path = join(projectRoot(), 'scripts/ui-sizes.mjs');
  if (!existsSync(path)) return 'scripts/ui-sizes.mjs is not there';
  const { measureUiSizes } = (await import(pathToFileURL(path).href)) as UiSizes;
  try {
    return measureUiSizes();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
