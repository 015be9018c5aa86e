/**
 * What a member may know of themselves. The account is the one the platform says is asking; nothing
 * a screen sends can name another, so no administrator can read anybody's page but their own.
 */
import { loadWorld } from '../app/load-world';
import { formatInstant } from '../model/instant';
import { ownSignals } from '../model/team-crowd';
import { CLOSED_ACCOUNT } from '../model/work-item';
import { type Asking, Refusal, browsable } from './asking';
import type { OwnView } from './contract';

export async function readOwnView(asking: Asking): Promise<OwnView> {
  const { outside, reader, now } = asking;
  const projectKey = await browsable(asking);
  const { accountId } = reader;
  if (accountId === '' || accountId === CLOSED_ACCOUNT)
    throw new Refusal('no-permission', 'Log in to see what is known of you.');
  const { loadByDay, hourShifts, rest } = ownSignals(await loadWorld(outside, projectKey, now), accountId);
  return { asOf: formatInstant(now), projectKey, load: loadByDay, hours: hourShifts, rest };
}
