/** How commits are traced on this site, and who writes them: the bots that are known are part of both. */
import { type Identity, withBots } from '../model/identity';
import { type TraceSettings, settingsFrom } from '../model/settings';
import type { Outside } from '../ports/outside';
import { readMembers } from './join-members';

export async function readTraceAndMembers({ facts, memory }: Pick<Outside, 'facts' | 'memory'>): Promise<{
  readonly trace: TraceSettings;
  readonly members: readonly Identity[];
}> {
  const settings = settingsFrom(await memory.readSettings());
  const members = await readMembers(facts, settings);
  return { trace: withBots(settings, members).trace, members };
}
