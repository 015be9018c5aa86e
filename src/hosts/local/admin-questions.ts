/** What a Jira admin asks of the app: a signing secret, to have projects read, how a verdict came about. */
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

/**
 * Saves settings for the whole site, over the app's defaults. Resolves to the parts that the app does
 * not have, which it would refuse.
 */
export async function saveSettings(admin: Admin, change: Readonly<Record<string, unknown>>): Promise<string[]> {
  const { settings } = (await askAsAdmin(admin, 'settings.read', {})) as { settings: object };
  const isKnown = (part: string): boolean => Object.hasOwn(settings, part);
  const known = Object.fromEntries(Object.entries(change).filter(([part]) => isKnown(part)));
  await askAsAdmin(admin, 'settings.save', { change: known });
  return Object.keys(change).filter((part) => !isKnown(part));
}

/** Starts reading work items; the work itself goes on in the app's queues. */
export async function startBackfill(admin: Admin, projectKeys: readonly string[]): Promise<void> {
  await askAsAdmin(admin, 'admin.backfill', { projectKeys });
}

/** How a link and a verdict came about, as text; undefined when the app knows nothing of it. */
export async function explain(admin: Admin, of: string): Promise<string | undefined> {
  const answer = await answerToAdmin(admin, 'explain.read', { of });
  if (!answer.ok && answer.reason === 'not-found') return undefined;
  return (valueOf(answer, 'explain.read') as { text: string }).text;
}

/** What the command line may ask in an admin's name. */
export type CommandLineRequest = 'trace.blame' | 'trace.export';

export async function askForCommandLine(admin: Admin, request: CommandLineRequest, take: unknown): Promise<AppAnswer> {
  return answerToAdmin(admin, request, take);
}

export interface AppAnswer {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly reason?: string;
  readonly message?: string;
}

function valueOf(answer: AppAnswer, functionKey: string): unknown {
  if (!answer.ok) throw new Error(`The app refused ${functionKey}: ${answer.message ?? 'it did not say why'}`);
  return answer.value;
}

async function askAsAdmin(admin: Admin, functionKey: string, payload: unknown): Promise<unknown> {
  return valueOf(await answerToAdmin(admin, functionKey, payload), functionKey);
}

async function answerToAdmin(
  { platform, accountId, siteUrl }: Admin,
  functionKey: string,
  payload: unknown,
): Promise<AppAnswer> {
  const [module] = platform.manifest.modules['jira:adminPage'] ?? [];
  if (!module) throw new Error('manifest.yml has no jira:adminPage module, so nobody can administer the app.');
  return (await platform.invokeResolver({
    moduleType: 'jira:adminPage',
    moduleKey: module.key,
    functionKey,
    payload,
    extension: { type: 'jira:adminPage', location: `${siteUrl}/admin/apps/${module.key}` },
    accountId,
  })) as AppAnswer;
}
