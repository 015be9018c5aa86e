/**
 * Opens one surface with made-up answers, for drawing and looking: no Jira, no functions.
 * `npx vite --config static/app/vite.config.mjs`, then
 * `/dev/index.html?surface=issue-panel&theme=dark&scene=empty`; the scenes are in answers.ts.
 */
import { bridgeFor } from './bridge';

const address = new URLSearchParams(location.search);
const theme = address.get('theme') === 'dark' ? 'dark' : 'light';
document.documentElement.dataset['colorMode'] = theme;
Object.assign(globalThis, {
  __bridge: bridgeFor({
    surface: address.get('surface') ?? 'project-page',
    route: address.get('route') ?? '/health',
    scene: address.get('scene') ?? 'usual',
    theme,
  }),
});
await import('../src/main');
