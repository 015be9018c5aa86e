/**
 * Starts whichever screen Jira opened. One resource serves every module: the frame's own module
 * key says which page to load, and only that page is fetched.
 */
import '@atlaskit/css-reset';
import './frame/frame.css';
import { setBooleanFeatureFlagResolver } from '@atlaskit/platform-feature-flags';
import { type ComponentType, type LazyExoticComponent, Suspense, lazy } from 'react';
import { createRoot } from 'react-dom/client';
import { view } from './bridge';
import { Calm } from './frame/calm';
import { type FramePlace, FrameProvider } from './frame/frame-context';
import { Notice } from './frame/notice';
import { Loading } from './frame/states';
import { followTheme } from './frame/tokens';

setBooleanFeatureFlagResolver(() => false);

/** The keys are the module keys of manifest.yml. */
const SURFACES: Readonly<Record<string, LazyExoticComponent<ComponentType>>> = {
  'issue-context': lazy(() => import('./item/issue-context')),
  'issue-panel': lazy(() => import('./item/issue-panel')),
  'project-page': lazy(() => import('./health/project-page')),
  'project-settings': lazy(() => import('./settings/project-settings')),
  'admin-page': lazy(() => import('./admin/admin-page')),
  'health-gadget': lazy(() => import('./gadget/health-gadget')),
  'check-blocking-waits': lazy(() => import('./action/check-waits-form')),
};

async function start(root: HTMLElement): Promise<void> {
  const [context] = await Promise.all([view.getContext(), followTheme()]);
  const place: FramePlace = {
    moduleKey: context.moduleKey,
    siteUrl: context.siteUrl,
    locale: context.locale.replace('_', '-'),
    timeZone: context.timezone,
    extension: context.extension,
  };
  const Surface = SURFACES[place.moduleKey];
  createRoot(root).render(
    <FrameProvider value={place}>
      <Calm>
        <Suspense fallback={<Loading label="Opening Throughline" rows={4} />}>
          {Surface ? <Surface /> : <Notice tone="warning" title="This screen does not exist">Throughline has no screen called “{place.moduleKey}”. Reload the page; if it stays so, the app needs an update.</Notice>}
        </Suspense>
      </Calm>
    </FrameProvider>,
  );
}

const root = document.getElementById('root');
if (root) void start(root);
