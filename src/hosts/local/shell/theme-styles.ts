import { setBooleanFeatureFlagResolver } from '@atlaskit/platform-feature-flags';
import { getThemeStyles } from '@atlaskit/tokens/get-theme-styles';

let made: Promise<string> | undefined;

/** Every design token in both colour modes, as Atlassian's site provides them to a themed frame. */
export function tokenStyleSheet(): Promise<string> {
  made ??= makeStyleSheet();
  return made;
}

async function makeStyleSheet(): Promise<string> {
  // Without a resolver the design system asks a feature service that is not there, and says so.
  setBooleanFeatureFlagResolver(() => false);
  const styles = await getThemeStyles({ colorMode: 'auto' });
  return styles.map(({ css }) => css).join('\n');
}
