/** One git identity: what it did, whose it is, and what can be said about it. */
import Lozenge from '@atlaskit/lozenge';
import { type ReactNode, useRef, useState } from 'react';
import type { IdentityView, Requests } from '../bridge';
import { Disclosure } from '../frame/disclosure';
import { LinkButton } from '../frame/link-button';
import tables from '../frame/table.module.css';
import { Person } from '../people/person';
import { PersonSearch } from '../people/person-search';
import { CLOSED_ACCOUNT, type PersonShown } from '../people/read-people';
import type { People } from '../people/use-people';
import { Day } from '../words/day';
import { writePercent } from '../words/share';
import styles from './admin.module.css';
import members from './members.module.css';

export type Decision = Requests['members.decide']['take'];

const COLUMNS = 5;

export function MemberRow({
  identity: one,
  people,
  onDecision,
}: {
  readonly identity: IdentityView;
  readonly people: People;
  readonly onDecision: (decision: Decision, person: PersonShown | undefined) => Promise<boolean>;
}) {
  const [joining, setJoining] = useState(false);
  const [saving, setSaving] = useState(false);
  const decide = useRef<HTMLTableCellElement>(null);
  const { identity } = one;
  const hash = identity.slice(0, 8);
  const say = async (decision: Decision, person?: PersonShown) => {
    if (saving) return;
    setSaving(true);
    const done = await onDecision(decision, person);
    setSaving(false);
    if (done) close();
  };
  /** The search goes, and with it the focus: it returns to what opened it. */
  const close = () => {
    setJoining(false);
    decide.current?.querySelector('button')?.focus();
  };
  const likely = one.candidate?.account ?? (one.joinedBy === 'learned' ? one.account : undefined);
  const isSomebodys = one.account !== undefined || one.candidate !== undefined;
  return (
    <>
      <tr aria-busy={saving}>
        <th scope="row" className={members.identity}>
          <code className={members.hash} title={identity}>
            {hash}
          </code>
          <Repositories repositories={one.repositories} />
          <span className={styles.line}>
            <Day at={one.firstAt} /> – <Day at={one.lastAt} />
          </span>
        </th>
        <td className={tables.number}>{one.commits.toLocaleString('en')}</td>
        <td className={members.account}>
          <Account identity={one} people={people} />
        </td>
        <td className={members.known}>
          <Known identity={one} />
        </td>
        <td ref={decide}>
          <span className={members.actions}>
            {likely === undefined ? null : (
              <LinkButton
                label={`Confirm the account of ${hash}`}
                onClick={() => void say({ identity, decision: 'join', account: likely })}
              >
                Confirm
              </LinkButton>
            )}
            <LinkButton label={`Join ${hash} to an account`} expanded={joining} onClick={() => setJoining(!joining)}>
              Join to…
            </LinkButton>
            {isSomebodys ? (
              <LinkButton
                label={`${hash} is not this person`}
                onClick={() => void say({ identity, decision: 'split' })}
              >
                Not this person
              </LinkButton>
            ) : null}
            {one.isBot ? null : (
              <LinkButton label={`${hash} is a bot`} onClick={() => void say({ identity, decision: 'bot' })}>
                Is a bot
              </LinkButton>
            )}
            {one.decision === undefined ? null : (
              <LinkButton
                label={`Take back what was said about ${hash}`}
                onClick={() => void say({ identity, decision: 'forget' })}
              >
                Take back
              </LinkButton>
            )}
          </span>
        </td>
      </tr>
      {joining ? (
        <tr>
          <td colSpan={COLUMNS}>
            <div className={members.joining}>
              <PersonSearch
                label={`Account of ${hash}`}
                help="Two identities with one account are merged. Escape closes the search."
                takesFocus
                onPerson={(person) => void say({ identity, decision: 'join', account: person.accountId }, person)}
                onCancel={close}
              />
            </div>
          </td>
        </tr>
      ) : null}
    </>
  );
}

function Repositories({ repositories }: Pick<IdentityView, 'repositories'>) {
  const [first, ...others] = repositories;
  return (
    <span className={`${styles.line} ${styles.wrap}`}>
      {first}
      {others.length === 0 ? null : (
        <Disclosure label={`and ${others.length} more`}>{() => others.join(', ')}</Disclosure>
      )}
    </span>
  );
}

function Account({ identity, people }: { readonly identity: IdentityView; readonly people: People }) {
  const { account, candidate, isBot } = identity;
  if (isBot) return <Lozenge>Bot</Lozenge>;
  if (account !== undefined) return <Person accountId={account} people={people} />;
  if (candidate === undefined) return <span className={tables.quiet}>Nobody yet</span>;
  return (
    <span className={members.perhaps}>
      <span className={tables.quiet}>Perhaps</span>
      <Person accountId={candidate.account} people={people} />
    </span>
  );
}

/** In words: who said so, or how sure what was learned is. */
function Known({
  identity: { account, joinedBy, confidence, evidence, candidate, isBot, decision },
}: {
  readonly identity: IdentityView;
}) {
  const said = decision === undefined ? undefined : <Day at={decision.at} />;
  if (isBot)
    return decision?.kind === 'bot' ? (
      <>An administrator said so on {said}.</>
    ) : (
      <>Its commits or the settings say so.</>
    );
  if (joinedBy === 'mapping')
    return account === CLOSED_ACCOUNT ? (
      <>An administrator joined it on {said}; the account was closed since.</>
    ) : (
      <Words evidence={evidence}>An administrator joined it on {said}.</Words>
    );
  if (joinedBy === 'address') return <Words evidence={evidence}>Jira shows this address for the account.</Words>;
  if (joinedBy === 'learned') return <Words evidence={evidence}>Learned{writeSure(confidence)}.</Words>;
  if (candidate)
    return <Words evidence={candidate.evidence}>{writePercent(candidate.confidence)} sure, too little to count.</Words>;
  if (decision?.kind === 'split') return <>An administrator said on {said} that it is not who was offered.</>;
  return <span className={tables.quiet}>Too few of its commits serve an item that was assigned to somebody.</span>;
}

function Words({ children, evidence }: { readonly children: ReactNode; readonly evidence: string | undefined }) {
  return (
    <>
      {children}
      {evidence === undefined ? null : (
        <span className={styles.line}>{`${evidence[0]?.toUpperCase()}${evidence.slice(1)}.`}</span>
      )}
    </>
  );
}

function writeSure(confidence: number | undefined): string {
  return confidence === undefined ? '' : `, ${writePercent(confidence)} sure`;
}
