/** Git identities and the accounts they belong to, for administrators. */
import { type Handlers, Refusal } from './asking';
import type { MemberRequests } from './contract';

const notYet = (): never => {
  throw new Refusal('not-ready', 'This is not there yet.');
};

export const MEMBER_HANDLERS: Handlers<keyof MemberRequests> = {
  'members.read': notYet,
  'members.decide': notYet,
};
