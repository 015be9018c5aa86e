/** Git identities and the accounts they belong to, for administrators; and everybody's own page. */
import { readMembers, renewVerdicts } from '../app/join-members';
import { retraceEverything } from '../app/read-project';
import type { Identity, IdentityDecision } from '../model/identity';
import { formatInstant, mondayOf } from '../model/instant';
import { type Settings, settingsFrom } from '../model/settings';
import { type AccountId, CLOSED_ACCOUNT } from '../model/work-item';
import { type Asking, type Handlers, Refusal, administrator } from './asking';
import type { IdentityView, MemberRequests, MembersView } from './contract';
import { evidenceSentence } from './member-words';
import { readOwnView } from './own-view';

const PAGE = 50;
const LONGEST_ACCOUNT_ID = 128;

type Take = MemberRequests['members.decide']['take'];

export const MEMBER_HANDLERS: Handlers<keyof MemberRequests> = {
  'own.read': readOwnView,
  'members.read': async (asking, { show = 'all', cursor }) => {
    await administrator(asking);
    const identities = await identitiesOf(asking);
    if (!Object.hasOwn(FILTERS, show))
      throw new Refusal('bad-request', 'Ask for all identities, the open ones, or bots.');
    const shown = identities.filter(FILTERS[show]);
    const offset = Math.max(0, Math.floor(Number(cursor ?? 0)) || 0);
    return {
      asOf: formatInstant(asking.now),
      identities: shown.slice(offset, offset + PAGE).map(identityView),
      nextCursor: shown.length > offset + PAGE ? String(offset + PAGE) : undefined,
      counts: countsOf(identities),
    };
  },
  'members.decide': async (asking, take) => {
    await administrator(asking);
    const { facts } = asking.outside;
    const before = await identityNamed(asking, take.identity);
    const decision = await decisionFrom(asking, before, take);
    if (decision) await facts.saveIdentityDecision(decision);
    else await facts.removeIdentityDecision(before.identity);
    const after = await identityNamed(asking, take.identity);
    // What bots wrote is exempt, so the classes of their commits change with them.
    if (before.isBot !== after.isBot) await retraceEverything(asking.outside);
    await renewVerdicts(asking.outside);
    return identityView(after);
  },
};

const FILTERS: Readonly<
  Record<NonNullable<MemberRequests['members.read']['take']['show']>, (identity: Identity) => boolean>
> = {
  all: () => true,
  open: ({ account, isBot }) => account === undefined && !isBot,
  bots: ({ isBot }) => isBot,
};

async function siteSettings({ outside }: Asking): Promise<Settings> {
  return settingsFrom(await outside.memory.readSettings());
}

async function identitiesOf(asking: Asking): Promise<Identity[]> {
  return readMembers(asking.outside.facts, await siteSettings(asking));
}

async function identityNamed(asking: Asking, name: unknown): Promise<Identity> {
  const found = (await identitiesOf(asking)).find(({ identity }) => identity === name);
  if (!found) throw new Refusal('not-found', 'No commit carries this identity any more. Reload the page.');
  return found;
}

/** Undefined takes the last decision back. */
async function decisionFrom(asking: Asking, before: Identity, take: Take): Promise<IdentityDecision | undefined> {
  const said = { identity: before.identity, by: asking.reader.accountId, at: asking.now };
  switch (take.decision) {
    case 'join':
      await refuseListedBot(asking, before);
      return { ...said, kind: 'join', account: await accountToJoin(asking, take.account) };
    case 'split': {
      const account = before.account ?? before.learned?.account;
      if (account === undefined)
        throw new Refusal('bad-request', 'It is joined to nobody, and nobody is offered: there is nothing to split.');
      const refused = before.decision?.kind === 'split' ? before.decision.accounts : [];
      return { ...said, kind: 'split', accounts: [...new Set([...refused, account])].sort() };
    }
    case 'bot':
      return { ...said, kind: 'bot' };
    case 'forget':
      return undefined;
    default:
      throw new Refusal('bad-request', 'An identity is joined, split, marked as a bot, or its decision is taken back.');
  }
}

/** Exists in Jira as the reader sees it, and is a person's. */
async function accountToJoin({ reader }: Asking, account: unknown): Promise<AccountId> {
  if (typeof account !== 'string' || account === '' || account.length > LONGEST_ACCOUNT_ID)
    throw new Refusal('bad-request', 'Say which account it belongs to.');
  const kind = account === CLOSED_ACCOUNT ? undefined : await reader.seeAccount(account);
  if (kind === undefined) throw new Refusal('not-found', 'Jira shows you no such account. Search for another one.');
  if (kind === 'app') throw new Refusal('bad-request', 'This account is an app’s. Mark the identity as a bot instead.');
  return account;
}

/** What the settings say would still hold, and the screen would seem to have done nothing. */
async function refuseListedBot(asking: Asking, { identity }: Identity): Promise<void> {
  if ((await siteSettings(asking)).trace.botAuthors.includes(identity))
    throw new Refusal('bad-request', 'The settings list this identity under Bots. Take it out there first.');
}

export function identityView(one: Identity): IdentityView {
  const { learned, account, joinedBy, decision } = one;
  const words = learned && { confidence: learned.confidence, evidence: evidenceSentence(learned) };
  const isLearned = joinedBy === 'learned';
  return {
    identity: one.identity,
    commits: one.commits,
    repositories: one.repositories,
    firstAt: formatInstant(mondayOf(one.firstAt)),
    lastAt: formatInstant(mondayOf(one.lastAt)),
    account,
    joinedBy,
    confidence: account === undefined ? undefined : isLearned ? words?.confidence : 1,
    evidence: account === undefined ? undefined : words?.evidence,
    candidate: account === undefined && learned && words ? { account: learned.account, ...words } : undefined,
    isBot: one.isBot,
    decision: decision && { kind: decision.kind, by: decision.by, at: formatInstant(decision.at) },
  };
}

function countsOf(identities: readonly Identity[]): MembersView['counts'] {
  const people = identities.filter(({ isBot }) => !isBot);
  const joined = people.filter(({ account }) => account !== undefined);
  const commitsOf = (all: readonly Identity[]): number => all.reduce((sum, { commits }) => sum + commits, 0);
  const commits = commitsOf(people);
  return {
    identities: identities.length,
    joined: joined.length,
    learned: joined.filter(({ joinedBy }) => joinedBy === 'learned').length,
    bots: identities.length - people.length,
    commitsJoined: commits === 0 ? undefined : commitsOf(joined) / commits,
  };
}
