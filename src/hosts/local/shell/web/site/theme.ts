import { setGlobalTheme } from '@atlaskit/tokens/set-global-theme';
import type { Theme } from '../../frame/protocol';

export type ColorMode = Theme['colorMode'];

const storageKey = 'local-jira-theme';

export function storedTheme(): ColorMode {
  const stored = localStorage.getItem(storageKey);
  if (stored === 'light' || stored === 'dark') return stored;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export async function showTheme(colorMode: ColorMode): Promise<void> {
  localStorage.setItem(storageKey, colorMode);
  await setGlobalTheme({ colorMode });
}

/** What a themed frame is told. */
export function themeOf(colorMode: ColorMode): Theme {
  return { colorMode, names: 'dark:dark light:light motion:motion shape:shape spacing:spacing typography:typography' };
}
