/**
 * Atlassian's personal-data cycle: once a week we say whose account ids we hold, and erase those of
 * accounts that were closed. They are remembered by a one-way mark only, so that reading the same
 * work items again does not bring them back.
 */
import type { IdentityDecision, IdentityFacts, IdentityUse } from '../model/identity';
import { DAY_MS, type Instant } from '../model/instant';
import type { SettingsChange } from '../model/settings';
import { type AccountId, CLOSED_ACCOUNT } from '../model/work-item';
import type { Outside } from '../ports/outside';
import { accountsIn, withoutAccounts } from './closed-accounts';
import { renewVerdicts } from './join-members';

/** Atlassian asks for a report at least every seven days. */
const EVERY_MS = 6 * DAY_MS;

/** Reports, and erases what was closed; does nothing when the last report is young. */
export async function reportAccounts(outside: Outside, now: Instant): Promise<void> {
  const { facts, memory, accounts } = outside;
  const reportedAt = await memory.readReportedAt();
  if (reportedAt !== undefined && now - reportedAt < EVERY_MS) return;
  const projects = (await facts.readProjects()).map(({ key }) => key);
  const stored = new Set<AccountId>();
  for (const project of projects) {
    for (const item of await facts.readProjectItems(project)) for (const id of accountsIn(item)) stored.add(id);
    for (const { by } of await facts.readWaivers(project)) stored.add(by);
  }
  for (const decider of await facts.readDeciders()) stored.add(decider);
  for (const id of accountsOfIdentities(await facts.readIdentities())) stored.add(id);
  for (const { change } of await memory.readAllSettings()) for (const id of accountsInTeams(change)) stored.add(id);
  stored.delete(CLOSED_ACCOUNT);
  const closed = await accounts.reportStored([...stored].map((accountId) => ({ accountId, updatedAt: now })));
  if (closed.length > 0) {
    await memory.saveClosedMarks([
      ...new Set([...(await memory.readClosedMarks()), ...(await accounts.marksOf(closed))]),
    ]);
    for (const project of projects) await eraseFrom(outside, project, new Set(closed));
    await facts.replaceDeciders(new Set(closed), CLOSED_ACCOUNT);
    await eraseFromIdentities(outside, new Set(closed));
    await eraseFromTeams(outside, new Set(closed));
    // Who counts as whom has changed, in every project.
    await renewVerdicts(outside);
  }
  await memory.saveReportedAt(now);
}

async function eraseFrom({ facts }: Outside, project: string, closed: ReadonlySet<AccountId>): Promise<void> {
  const touched = (await facts.readProjectItems(project)).filter((item) =>
    accountsIn(item).some((id) => closed.has(id)),
  );
  await facts.saveItems(touched.map((item) => withoutAccounts(item, closed)));
  for (const waiver of await facts.readWaivers(project)) {
    if (closed.has(waiver.by)) await facts.saveWaiver({ ...waiver, by: CLOSED_ACCOUNT });
  }
  if (touched.length > 0) await facts.markStale([project]);
}

/** A decision about a closed account stands, so that nothing else is learned in its place; whose it was is gone. */
async function eraseFromIdentities({ facts }: Outside, closed: ReadonlySet<AccountId>): Promise<void> {
  const { uses, addresses, decisions } = await facts.readIdentities();
  await facts.removeAddresses(addresses.filter(({ account }) => closed.has(account)));
  for (const decision of decisions) {
    const without = decisionWithout(decision, closed);
    if (JSON.stringify(without) !== JSON.stringify(decision)) await facts.saveIdentityDecision(without);
  }
  for (const repo of new Set(uses.map((use) => use.repo))) {
    const theirs = uses.filter((use) => use.repo === repo);
    if (theirs.some(({ served }) => Object.keys(served).some((account) => closed.has(account))))
      await facts.saveIdentityUses(
        repo,
        theirs.map((use) => ({ ...use, served: servedWithout(use.served, closed) })),
      );
  }
}

function decisionWithout(decision: IdentityDecision, closed: ReadonlySet<AccountId>): IdentityDecision {
  const open = (id: AccountId): AccountId => (closed.has(id) ? CLOSED_ACCOUNT : id);
  const by = open(decision.by);
  if (decision.kind === 'join') return { ...decision, by, account: open(decision.account) };
  return decision.kind === 'split'
    ? { ...decision, by, accounts: decision.accounts.filter((id) => !closed.has(id)) }
    : { ...decision, by };
}

function servedWithout(served: IdentityUse['served'], closed: ReadonlySet<AccountId>): IdentityUse['served'] {
  const kept = Object.entries(served).filter(([account]) => !closed.has(account) && account !== CLOSED_ACCOUNT);
  const ofClosed = Object.entries(served)
    .filter(([account]) => closed.has(account) || account === CLOSED_ACCOUNT)
    .flatMap(([, keys]) => keys);
  // In the order in which a new look at the commits writes them.
  const entries = ofClosed.length === 0 ? kept : [...kept, [CLOSED_ACCOUNT, ofClosed.sort()] as const];
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function eraseFromTeams({ memory }: Outside, closed: ReadonlySet<AccountId>): Promise<void> {
  for (const { project, change } of await memory.readAllSettings()) {
    if (!accountsInTeams(change).some((id) => closed.has(id))) continue;
    const teams = (change.people?.teams ?? []).map(({ name, members }) => ({
      name,
      members: members.filter((id) => !closed.has(id)),
    }));
    await memory.saveSettings({ ...change, people: { ...change.people, teams } }, project);
  }
}

function accountsOfIdentities({ uses, addresses, decisions }: IdentityFacts): AccountId[] {
  return [
    ...uses.flatMap(({ served }) => Object.keys(served)),
    ...addresses.map(({ account }) => account),
    ...decisions.flatMap((decision) => [
      decision.by,
      ...(decision.kind === 'join' ? [decision.account] : decision.kind === 'split' ? decision.accounts : []),
    ]),
  ];
}

function accountsInTeams(change: SettingsChange): AccountId[] {
  return (change.people?.teams ?? []).flatMap(({ members }) => members);
}
