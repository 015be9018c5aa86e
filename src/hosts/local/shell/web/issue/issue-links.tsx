import Button, { IconButton } from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Select from '@atlaskit/select';
import Textfield from '@atlaskit/textfield';
import { useState, type FormEvent } from 'react';
import { Icon } from '../layout/icon';
import { askJira } from '../site/ask';
import { useAnswer } from '../site/use-answer';
import type { Issue, IssueLink, LinkedIssue, LinkType } from './issue';
import styles from './issue-page.module.css';
import { IssueRow } from './issue-row';

interface IssueLinksProps {
  readonly issue: Issue;
  readonly changed: () => void;
}

export function IssueLinks({ issue, changed }: IssueLinksProps) {
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<string>();
  const act = async (change: () => Promise<unknown>) => {
    try {
      await change();
      setProblem(undefined);
      setAdding(false);
      changed();
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const groups = byPhrase(issue.fields.issuelinks ?? []);
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <Heading size="small" as="h2">
          Linked work items
        </Heading>
        <Button appearance="subtle" spacing="compact" onClick={() => setAdding(!adding)}>
          {adding ? 'Cancel' : 'Add link'}
        </Button>
      </div>
      {adding && <LinkForm issueKey={issue.key} add={(link) => void act(() => askJira('issueLink', 'POST', link))} />}
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {[...groups].map(([phrase, links]) => (
        <div key={phrase}>
          <h3 className={styles.phrase}>{phrase}</h3>
          <ul className={styles.rows}>
            {links.map(({ id, other }) => (
              <IssueRow
                key={id}
                issue={other}
                action={
                  <IconButton
                    icon={() => <Icon name="cross" />}
                    label={`Remove the link to ${other.key}`}
                    appearance="subtle"
                    spacing="compact"
                    onClick={() => void act(() => askJira(`issueLink/${id}`, 'DELETE'))}
                  />
                }
              />
            ))}
          </ul>
        </div>
      ))}
      {groups.size === 0 && !adding && <p className={styles.faint}>No links.</p>}
    </section>
  );
}

/** An inward issue stands at the source of the link, so this item is at the end that reads "is blocked by". */
function byPhrase(links: readonly IssueLink[]): Map<string, { id: string; other: LinkedIssue }[]> {
  const groups = new Map<string, { id: string; other: LinkedIssue }[]>();
  for (const { id, type, inwardIssue, outwardIssue } of links) {
    const other = inwardIssue ?? outwardIssue;
    if (!other) continue;
    const phrase = inwardIssue ? type.inward : type.outward;
    groups.set(phrase, [...(groups.get(phrase) ?? []), { id, other }]);
  }
  return groups;
}

interface PhraseChoice {
  readonly label: string;
  readonly value: { readonly type: LinkType; readonly end: 'inward' | 'outward' };
}

function LinkForm({ issueKey, add }: { readonly issueKey: string; readonly add: (link: unknown) => void }) {
  const { value } = useAnswer('link types', () => askJira<{ issueLinkTypes: readonly LinkType[] }>('issueLinkType'));
  const [phrase, setPhrase] = useState<PhraseChoice | null>(null);
  const options = (value?.issueLinkTypes ?? []).flatMap((type): PhraseChoice[] => [
    { label: type.inward, value: { type, end: 'inward' } },
    ...(type.inward === type.outward ? [] : [{ label: type.outward, value: { type, end: 'outward' as const } }]),
  ]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const other = String(new FormData(event.currentTarget).get('other')).trim().toUpperCase();
    if (!phrase || !other) return;
    const [inward, outward] = phrase.value.end === 'inward' ? [other, issueKey] : [issueKey, other];
    add({ type: { name: phrase.value.type.name }, inwardIssue: { key: inward }, outwardIssue: { key: outward } });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.wide}>
        <Select<PhraseChoice>
          aria-label="How it is linked"
          placeholder="is blocked by…"
          spacing="compact"
          options={options}
          value={phrase}
          onChange={setPhrase}
        />
      </div>
      <div className={styles.wide}>
        <Textfield
          name="other"
          aria-label="Key of the other work item"
          placeholder="Key of the other work item"
          isCompact
        />
      </div>
      <Button type="submit" appearance="primary" isDisabled={!phrase}>
        Link
      </Button>
    </form>
  );
}
