/** How an identity came to its account, in words. */
import type { AssignmentEvidence, Identity } from '../model/identity';

/** `12 of 14 items it served were assigned to this account` */
export function evidenceSentence({ theirs, items }: Pick<AssignmentEvidence, 'theirs' | 'items'>): string {
  return items === 1
    ? 'the only item it served was assigned to this account'
    : `${theirs} of ${items} items it served ${theirs === 1 ? 'was' : 'were'} assigned to this account`;
}

/** For the terminal: whose account an author counts as, by the beginning of the hash and the account id. */
export function authorLine(identity: Identity | undefined, hash: string): string {
  if (hash === '') return 'its sender told no author';
  const author = `by ${hash.slice(0, 8)}`;
  if (!identity) return `${author}, whose commits have not been counted yet`;
  const { account, learned, joinedBy, isBot } = identity;
  if (isBot) return `${author}, a bot`;
  if (account === undefined) {
    const offer = learned
      ? `; likeliest ${learned.account} (${percent(learned.confidence)}: ${evidenceSentence(learned)})`
      : '';
    return `${author}, joined to no account${offer}`;
  }
  const how = {
    mapping: 'an administrator joined them',
    address: 'Jira shows this address for it',
    learned: learned ? `learned, ${percent(learned.confidence)} sure: ${evidenceSentence(learned)}` : 'learned',
    none: '',
  }[joinedBy];
  return `${author}, who counts as account ${account} (${how})`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
