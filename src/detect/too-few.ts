import type { TooFew } from '../model/crowd';
import { type Unjudged, cannotTell, doesNotApply } from './define-detector';

/** What a detector says when a crowd refuses: nothing about few people, and never a pass. */
export function aboutTooFew({ of, minimum }: TooFew): Unjudged {
  return of === 'members'
    ? doesNotApply(`figures about fewer than ${minimum} people are not shown`)
    : cannotTell(`too little is known of too many members: at least ${minimum}, and half of them, have to be judged`);
}
