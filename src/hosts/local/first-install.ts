/** What a Jira admin does once after installing: makes a signing secret and has the projects read. */
import type { ForgePlatform } from './contract';

export interface Admin {
  readonly platform: ForgePlatform;
  readonly accountId: string;
  readonly siteUrl: string;
}

/** Makes a signing secret and answers it; the app shows it only this once. */
export async function makeSigningSecret(admin: Admin): Promise<string> {
  const { secret } = (await askAsAdmin(admin, 'admin.rotateSecret', {})) as { secret: string };
  return secret;
}

/** Starts reading work items; the work itself goes on in the app's queues. */
export async function startBackfill(admin: Admin, projectKeys: readonly string[]): Promise<void> {
  await askAsAdmin(admin, 'admin.backfill', { projectKeys });
}

async function askAsAdmin({ platform, accountId, siteUrl }: Admin, functionKey: string, payload: unknown): Promise<unknown> {
  const [module] = platform.manifest.modules['jira:adminPage'] ?? [];
  if (!module) throw new Error('manifest.yml has no jira:adminPage module, so nobody can administer the app.');
  const answer = (await platform.invokeResolver({
    moduleType: 'jira:adminPage',
    moduleKey: module.key,
    functionKey,
    payload,
    extension: { type: 'jira:adminPage', location: `${siteUrl}/admin/apps/${module.key}` },
    accountId,
  })) as { readonly ok: boolean; readonly value?: unknown; readonly message?: string };
  if (!answer.ok) throw new Error(`The app refused ${functionKey}: ${answer.message ?? 'it did not say why'}`);
  return answer.value;
}
