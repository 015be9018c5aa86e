/**
 * Starts whichever screen Jira opened. One resource serves every module: the frame's own module
 * key says which page to load, and only that page is fetched.
 */
import '@atlaskit/css-reset';
import './frame/frame.css';
import { setBooleanFeatureFlagResolver } from '@atlaskit/platform-feature-flags';
import type { ComponentType, ReactNode } from 'react';
import { type Root, createRoot } from 'react-dom/client';
import { view } from './bridge';
import { Calm } from './frame/calm';
import { type FramePlace, FrameProvider } from './frame/frame-context';
import { Notice } from './frame/notice';
import { Loading } from './frame/states';
import { followTheme } from './frame/tokens';

setBooleanFeatureFlagResolver(() => false);

/** The keys are the module keys of manifest.yml. */
const SURFACES: Readonly<Record<string, () => Promise<{ readonly default: ComponentType }>>> = {
  'issue-context': () => import('./item/issue-context'),
  'issue-panel': () => import('./item/issue-panel'),
  'project-page': () => import('./health/project-page'),
  'project-settings': () => import('./settings/project-settings'),
  'admin-page': () => import('./admin/admin-page'),
  'health-gadget': () => import('./gadget/health-gadget'),
  'check-blocking-waits': () => import('./action/check-waits-form'),
};

async function start(root: Root): Promise<void> {
  const themed = followTheme();
  const { moduleKey, siteUrl, locale, timezone, extension, surfaceColor } = await view.getContext();
  wearSurface(moduleKey, surfaceColor ?? undefined);
  const place: FramePlace = { moduleKey, siteUrl, locale: locale.replace('_', '-'), timeZone: timezone, extension };
  const load = SURFACES[moduleKey];
  if (!load) {
    root.render(
      <NotDrawn>
        Throughline has no screen called “{moduleKey}”. Reload the page; if it stays so, the app needs an update.
      </NotDrawn>,
    );
    return;
  }
  // Fetched while the theme is being set, so that neither waits for the other.
  const [{ default: Surface }] = await Promise.all([load(), themed]);
  root.render(
    <FrameProvider value={place}>
      <Calm>
        <Surface />
      </Calm>
    </FrameProvider>,
  );
}

/** The frame takes the colour of what it lies on: what Jira says, else what frame.css knows of the module. */
function wearSurface(moduleKey: string, surfaceColor: string | undefined): void {
  const { dataset, style } = document.documentElement;
  dataset['module'] = moduleKey;
  if (surfaceColor !== undefined) style.background = surfaceColor;
}

function NotDrawn({ children }: { readonly children: ReactNode }) {
  return (
    <Notice tone="warning" title="This screen could not be opened">
      {children}
    </Notice>
  );
}

const element = document.getElementById('root');
if (element) {
  const root = createRoot(element);
  root.render(<Loading label="Opening Throughline" rows={4} />);
  start(root).catch(() =>
    root.render(<NotDrawn>Jira did not answer. Nothing is lost; reload the page to try again.</NotDrawn>),
  );
}
