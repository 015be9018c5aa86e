/** How far the suggestions can be trusted on this site. */
import type { Outside } from '../ports/outside';
import type { SuggesterView } from './contract';

export async function suggesterView({ facts }: Outside): Promise<SuggesterView> {
  return {
    version: 'shipped',
    labels: 0,
    calibrationError: undefined,
    bands: [],
    ...(await facts.countDecisions()),
  };
}
