import '@atlaskit/css-reset';
import './page.css';
import { setBooleanFeatureFlagResolver } from '@atlaskit/platform-feature-flags';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { showTheme, storedTheme } from './site/theme';

setBooleanFeatureFlagResolver(() => false);

const root = document.getElementById('page');
if (!root) throw new Error('index.html has no element with the id "page".');
void showTheme(storedTheme()).then(() => createRoot(root).render(<App />));
