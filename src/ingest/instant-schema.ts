import * as v from 'valibot';
import { parseInstant } from '../model/instant';

/** Text that is an instant with its offset, as milliseconds. */
export const InstantSchema = v.pipe(v.string(), v.transform(parseInstant), v.number('an instant with its offset'));
