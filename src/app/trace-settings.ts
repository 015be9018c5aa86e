/** How commits are traced on this site: what an administrator set, and the bots that are known. */
import { withBots } from '../model/identity';
import { type TraceSettings, settingsFrom } from '../model/settings';
import type { Outside } from '../ports/outside';
import { readMembers } from './join-members';

export async function readTraceSettings({ facts, memory }: Pick<Outside, 'facts' | 'memory'>): Promise<TraceSettings> {
  const settings = settingsFrom(await memory.readSettings());
  return withBots(settings, await readMembers(facts, settings)).trace;
}
