/**
 * Jira lends its frames the design tokens of the reader's theme. Where a host sets only the mode,
 * the same tokens are loaded from our own files; where it changes the mode later, they follow.
 */
import { view } from '../bridge';

const NEEDED = ['--ds-text', '--ds-space-100', '--ds-font-body', '--ds-radius-small'];

export async function followTheme(): Promise<void> {
  await view.theme.enable().catch(() => undefined);
  await fillMissingTokens();
  new MutationObserver(() => void fillMissingTokens()).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-color-mode', 'data-theme'],
  });
}

async function fillMissingTokens(): Promise<void> {
  const root = document.documentElement;
  const style = getComputedStyle(root);
  if (NEEDED.every((token) => style.getPropertyValue(token) !== '')) return;
  const { setGlobalTheme } = await import('@atlaskit/tokens/set-global-theme');
  const mode = root.getAttribute('data-color-mode');
  await setGlobalTheme({ colorMode: mode === 'dark' || mode === 'light' ? mode : 'auto' });
}
