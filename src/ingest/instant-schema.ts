import * as v from '@badrap/valita';
import { parseInstant } from '../model/instant';

/** Text that is an instant with its offset, as milliseconds. */
export const InstantSchema = v.string().chain((text) => {
  const at = parseInstant(text);
  return at === undefined ? v.err('an instant with its offset') : v.ok(at);
});
