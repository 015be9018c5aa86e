import { CSPInjectionService, CSPProcessingService } from '@forge/csp';
import { load } from 'cheerio';
import type { ForgeManifest } from '../contract';

type Permissions = Parameters<CSPProcessingService['getCspDetails']>[1];

/**
 * The policy Atlassian would send with this page, computed by their own package from the
 * manifest's permissions. Only the report address differs: reports stay on this machine.
 */
export function contentSecurityPolicy(
  html: string,
  permissions: ForgeManifest['permissions'],
  siteOrigin: string,
): string {
  const silent = { info: () => undefined };
  const details = new CSPProcessingService(silent, load).getCspDetails(html, permissions as Permissions);
  const directives = new CSPInjectionService().getInjectableCSP({
    existingCSPDetails: details,
    microsEnv: 'prod',
    hostname: siteOrigin,
  });
  return directives
    .map((directive) =>
      directive.startsWith('report-uri ') ? `report-uri ${siteOrigin}/__host/csp-report` : directive,
    )
    .join('; ');
}
