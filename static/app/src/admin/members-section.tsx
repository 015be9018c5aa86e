/** Who wrote what: every git identity, the account it counts as, how that is known, and the last word about it. */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type IdentityView, type MembersView, type RefusalReason, ask } from '../bridge';
import { Field } from '../frame/field';
import fields from '../frame/field.module.css';
import { Notice } from '../frame/notice';
import { Empty, Loading, Refused } from '../frame/states';
import tables from '../frame/table.module.css';
import { nameOf } from '../people/person';
import type { PersonShown } from '../people/read-people';
import { usePeople } from '../people/use-people';
import { writePercent } from '../words/share';
import { count } from '../words/working-age';
import styles from './admin.module.css';
import { type Decision, MemberRow } from './member-row';
import members from './members.module.css';

type Show = 'all' | 'open' | 'bots';

interface Listed {
  readonly view: MembersView | undefined;
  readonly refusal: { readonly reason: RefusalReason; readonly message: string } | undefined;
}

export default function MembersSection() {
  const [show, setShow] = useState<Show>('all');
  const [{ view, refusal }, setListed] = useState<Listed>({ view: undefined, refusal: undefined });
  const [adding, setAdding] = useState(false);
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState<string | undefined>();
  const newest = useRef(0);

  const read = useCallback(async (wanted: Show, before: readonly IdentityView[], cursor: string | undefined) => {
    const question = ++newest.current;
    setAdding(cursor !== undefined);
    const answer = await ask('members.read', { show: wanted, ...(cursor === undefined ? {} : { cursor }) });
    if (question !== newest.current) return;
    setAdding(false);
    if (!answer.ok) {
      setListed((listed) => ({ view: cursor === undefined ? undefined : listed.view, refusal: answer }));
      return;
    }
    // Something may have come between two pages: nobody stands there twice.
    const known = new Set(before.map(({ identity }) => identity));
    const fresh = answer.value.identities.filter(({ identity }) => !known.has(identity));
    setListed({ view: { ...answer.value, identities: [...before, ...fresh] }, refusal: undefined });
  }, []);
  useEffect(() => void read(show, [], undefined), [read, show]);

  const identities = view?.identities ?? [];
  const { people, know } = usePeople(
    identities.flatMap(({ account, candidate }) => [account, candidate?.account].filter((id) => id !== undefined)),
  );

  const decide = async (decision: Decision, person: PersonShown | undefined): Promise<boolean> => {
    if (person) know(person);
    const answer = await ask('members.decide', decision);
    setFault(answer.ok ? undefined : answer.message);
    if (!answer.ok) return false;
    const names = person ? new Map([...people, [person.accountId, person]]) : people;
    setSaid(sayOutcome(answer.value, (account) => nameOf(account, names)));
    // A row that was decided stays where it is, also where the filter would leave it out: it may be taken back.
    setListed((listed) => ({ ...listed, view: listed.view && withRow(listed.view, answer.value) }));
    const counted = await ask('members.read', { show });
    if (counted.ok)
      setListed((listed) => ({ ...listed, view: listed.view && { ...listed.view, counts: counted.value.counts } }));
    return true;
  };

  return (
    <section className={styles.section} aria-labelledby="members">
      <Heading as="h2" size="small" id="members">
        Who wrote what
      </Heading>
      <p className={styles.about}>
        Commits carry an e-mail address, which Throughline never stores: it keeps a salted hash, no name and no address.
        Here each hash is joined to the Jira account it belongs to, so that figures about a team are complete. They are
        for helping the team; nobody is ranked by them. Join two hashes to one account when somebody commits under two
        addresses.
      </p>
      {!view && !refusal ? <Loading label="Reading who committed" rows={6} /> : null}
      {refusal ? <Refused {...refusal} again={() => read(show, [], undefined)} /> : null}
      {view && view.counts.identities === 0 ? (
        <Empty title="Nobody has committed yet">
          When a repository has sent commits, everybody who wrote some stands here. How to connect one is explained
          under Connect.
        </Empty>
      ) : null}
      {view && view.counts.identities > 0 ? (
        <>
          <div className={members.tools}>
            <Field label="Show">
              {(control) => (
                <select
                  {...control}
                  className={`${fields.input} ${fields.medium}`}
                  value={show}
                  onChange={(event) => setShow(event.target.value as Show)}
                >
                  <option value="all">Everybody ({view.counts.identities.toLocaleString('en')})</option>
                  <option value="open">Without an account ({openOf(view).toLocaleString('en')})</option>
                  <option value="bots">Bots ({view.counts.bots.toLocaleString('en')})</option>
                </select>
              )}
            </Field>
            <p className={members.summary}>{summaryOf(view)}</p>
          </div>
          <span role="status" className={styles.quiet}>
            {said}
          </span>
          {fault === undefined ? null : (
            <Notice tone="warning" title="Nothing was changed">
              {fault}
            </Notice>
          )}
          {identities.length === 0 ? (
            <Empty title={show === 'bots' ? 'No bots' : 'Everybody has an account'}>
              {show === 'bots'
                ? 'No commit was written by a program, as far as it is known. Mark one as a bot in the list of everybody.'
                : 'Every identity is joined to an account or marked as a bot.'}
            </Empty>
          ) : (
            <div className={tables.scroll} tabIndex={0} role="region" aria-labelledby="members">
              <table className={tables.table}>
                <thead>
                  <tr>
                    <th scope="col">Identity</th>
                    <th scope="col" className={tables.number}>
                      Commits
                    </th>
                    <th scope="col">Account</th>
                    <th scope="col">How it is known</th>
                    <th scope="col">Decide</th>
                  </tr>
                </thead>
                <tbody>
                  {identities.map((identity) => (
                    <MemberRow key={identity.identity} identity={identity} people={people} onDecision={decide} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
          {view.nextCursor === undefined ? null : (
            <div>
              <Button spacing="compact" isLoading={adding} onClick={() => void read(show, identities, view.nextCursor)}>
                Show more
              </Button>
            </div>
          )}
        </>
      ) : null}
    </section>
  );
}

function openOf({ counts }: MembersView): number {
  return counts.identities - counts.joined - counts.bots;
}

function summaryOf({ counts }: MembersView): string {
  const people = counts.identities - counts.bots;
  const share =
    counts.commitsJoined === undefined ? '' : `; they wrote ${writePercent(counts.commitsJoined)} of the commits`;
  return `${counts.joined.toLocaleString('en')} of ${count(people, 'identity', 'identities')} ${
    counts.joined === 1 ? 'is' : 'are'
  } joined to an account, ${counts.learned.toLocaleString('en')} of them by what was learned${share}.`;
}

function withRow(view: MembersView, row: IdentityView): MembersView {
  return { ...view, identities: view.identities.map((one) => (one.identity === row.identity ? row : one)) };
}

function sayOutcome({ identity, account, isBot }: IdentityView, name: (account: string) => string): string {
  const hash = identity.slice(0, 8);
  if (isBot) return `${hash} is a bot; its commits need no work item.`;
  return account === undefined ? `${hash} counts as nobody.` : `${hash} counts as ${name(account)}.`;
}
