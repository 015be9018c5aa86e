/** How commits are traced: other forms of naming items, and which commits need no link. Set for the whole site. */
import fields from '../frame/field.module.css';
import { LinesField } from './lines-field';
import { PatternsField } from './patterns-field';
import { ResetPart } from './reset-part';
import { Section } from './section';
import { valueIn, withValue } from './settings-draft';
import type { SectionProps } from './settings-form';
import styles from './settings.module.css';
import aloud from '../frame/unseen.module.css';

const SWITCHES = [
  ['mergesExempt', 'Merges are exempt', 'merges'],
  ['botsExempt', 'Commits of bots are exempt', 'commits of bots'],
  ['versionBumpsExempt', 'Version bumps are exempt', 'version bumps'],
  ['toolCommitsExempt', 'What tools write, such as updates of dependencies, is exempt', 'commits of tools'],
] as const;

export function TraceSection(props: SectionProps) {
  const { view, draft, onDraft, onFault } = props;
  const isSite = view.scope === 'site';
  return (
    <Section
      title="Trace"
      about={
        isSite
          ? 'How commits name work items, and which commits are exempt: these count neither as linked nor as untraced. A change looks through every repository again.'
          : 'How commits are traced is set for the whole site, on the Throughline admin page, because one repository may serve several projects.'
      }
    >
      <fieldset className={styles.part} disabled={!isSite}>
        <legend className={aloud.unseen}>Trace</legend>
        <PatternsField
          name="trace.patterns"
          values={valueIn(view, draft, 'trace', 'patterns')}
          onValues={(next) => onDraft(withValue(view, draft, 'trace', 'patterns', next))}
          onFault={onFault}
          aside={<ResetPart {...props} part="trace" name="patterns" of="forms of naming" />}
        />
        <LinesField
          label="Repositories and the projects they serve"
          help="For repositories whose commits name few work items. One a line: the repository, a space and the key of the project, for example acme/ledger PAY. Others are known by their links."
          values={valueIn(view, draft, 'trace', 'servedProjects')}
          onValues={(next) => onDraft(withValue(view, draft, 'trace', 'servedProjects', next))}
          aside={<ResetPart {...props} part="trace" name="servedProjects" of="repositories and projects" />}
        />
        <LinesField
          label="Exempt beginnings of commit messages"
          help="One a line, for example MINOR: or HOTFIX:."
          values={valueIn(view, draft, 'trace', 'exemptPrefixes')}
          onValues={(next) => onDraft(withValue(view, draft, 'trace', 'exemptPrefixes', next))}
          aside={<ResetPart {...props} part="trace" name="exemptPrefixes" of="exempt beginnings" />}
        />
        <LinesField
          label="Branches that live on"
          help="Beginnings of names, one a line, for example release or support/. They need not be merged; neither need the default branch and those named after a version."
          values={valueIn(view, draft, 'trace', 'keptBranches')}
          onValues={(next) => onDraft(withValue(view, draft, 'trace', 'keptBranches', next))}
          aside={<ResetPart {...props} part="trace" name="keptBranches" of="branches that live on" />}
        />
        <LinesField
          label="Bots"
          help="Account ids or author hashes whose commits are a machine’s, one a line."
          values={valueIn(view, draft, 'trace', 'botAuthors')}
          onValues={(next) => onDraft(withValue(view, draft, 'trace', 'botAuthors', next))}
          aside={<ResetPart {...props} part="trace" name="botAuthors" of="bots" />}
        />
        {SWITCHES.map(([name, label, of]) => (
          <div key={name} className={styles.inline}>
            <label className={fields.check}>
              <input
                type="checkbox"
                checked={valueIn(view, draft, 'trace', name)}
                onChange={(event) => onDraft(withValue(view, draft, 'trace', name, event.target.checked))}
              />
              <span>{label}</span>
            </label>
            <ResetPart {...props} part="trace" name={name} of={of} />
          </div>
        ))}
      </fieldset>
    </Section>
  );
}
