/** The rows behind a count: what, why, since when, what next, and what a person can do about each. */
import Button from '@atlaskit/button/new';
import { type ReactNode, useId, useState } from 'react';
import { type At, type FindingView, ask, router, showFlag } from '../bridge';
import { DisclosureButton } from '../frame/disclosure';
import { download } from '../frame/download';
import { Empty, Loading, Refused } from '../frame/states';
import tables from '../frame/table.module.css';
import { askWhileSettling } from '../frame/while-settling';
import { ItemLink } from '../item/item-link';
import { Day, SinceDay } from '../words/day';
import { SeverityLozenge } from '../words/outcome';
import { count, writeDays } from '../words/working-age';
import { EvidencePack } from './evidence-pack';
import { writeFindingsCsv } from './findings-csv';
import styles from './findings-table.module.css';
import { type FindingFilter, readAllFindings, useFindings } from './use-findings';
import { WaiveForm, type WaiverKind } from './waive-form';
import aloud from '../frame/unseen.module.css';

export function FindingsTable({
  caption,
  filter,
  onChanged,
  tools,
}: {
  readonly caption: string;
  readonly filter: FindingFilter;
  /** Called when a waiver was made or removed, so that counts elsewhere can follow. */
  readonly onChanged: () => void;
  /** Controls that stand beside the download, such as a filter. */
  readonly tools?: ReactNode;
}) {
  const { shown, again, more } = useFindings(filter);
  const { page, refusal } = shown;
  const asOf = page?.asOf;
  const changed = () => {
    askWhileSettling(again);
    onChanged();
  };
  return (
    <div className={styles.findings}>
      <div className={styles.tools}>
        {tools}
        {page && page.findings.length > 0 ? <CsvButton filter={filter} /> : null}
      </div>
      {!page && !refusal ? <Loading label={`Reading ${caption}`} rows={4} /> : null}
      {refusal ? <Refused reason={refusal.reason} message={refusal.message} again={again} /> : null}
      {page && asOf === undefined ? (
        <Empty title="Not examined yet">Nothing is known until this project has been examined.</Empty>
      ) : null}
      {page && asOf !== undefined && page.findings.length === 0 ? (
        <Empty title={filter.waived ? 'No waivers in force' : 'No findings to show'}>
          {page.hidden > 0
            ? `${count(page.hidden, 'finding')} about items you cannot see.`
            : filter.waived
              ? 'When somebody accepts a finding, it moves here until its end date.'
              : 'Nothing is flagged here at the moment.'}
        </Empty>
      ) : null}
      {page && asOf !== undefined && page.findings.length > 0 ? (
        <>
          <table className={`${tables.table} ${styles.table}`}>
            <caption>{caption}</caption>
            <thead>
              <tr>
                <th scope="col">About</th>
                <th scope="col">Finding</th>
                <th scope="col">Since</th>
                <th scope="col">Next step</th>
                <th scope="col">
                  <span className={aloud.unseen}>Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {page.findings.map((finding) => (
                <FindingRow
                  key={finding.id}
                  finding={finding}
                  canWaive={page.canWaive}
                  asOf={asOf}
                  onChanged={changed}
                />
              ))}
            </tbody>
          </table>
          <div className={tables.foot}>
            <span>
              {page.findings.length} of {count(page.total, 'finding')}
              {page.hidden > 0 ? `, and ${count(page.hidden, 'finding')} about items you cannot see` : ''}. As of{' '}
              <Day at={asOf} withTime />.
            </span>
            {page.nextCursor === undefined ? null : (
              <Button spacing="compact" isLoading={shown.adding} onClick={() => void more()}>
                Show more
              </Button>
            )}
          </div>
        </>
      ) : null}
    </div>
  );
}

function FindingRow({
  finding,
  canWaive,
  asOf,
  onChanged,
}: {
  readonly finding: FindingView;
  readonly canWaive: boolean;
  readonly asOf: At;
  readonly onChanged: () => void;
}) {
  const [waiving, setWaiving] = useState<WaiverKind | undefined>();
  const [proving, setProving] = useState(false);
  const packId = useId();
  const { subject } = finding;
  const key = subject.kind === 'seen' || subject.kind === 'unknown' ? subject.key : undefined;
  const remove = async () => {
    const answer = await ask('finding.unwaive', { finding: finding.id });
    if (answer.ok) onChanged();
    else
      showFlag({
        id: `unwaive-${finding.id}`,
        type: 'error',
        title: 'The waiver was not removed',
        description: answer.message,
        isAutoDismiss: true,
      });
  };
  return (
    <>
      <tr className={waiving || proving ? styles.joined : undefined}>
        <td data-label="About">
          {subject.kind === 'text' ? <span className={styles.wrap}>{subject.text}</span> : <ItemLink item={subject} />}
        </td>
        <td data-label="Finding">
          <span className={styles.title}>
            <SeverityLozenge severity={finding.severity} /> <span>{finding.title}</span>
          </span>
          <span className={styles.wrap}>{finding.message}</span>
          {finding.personDays === undefined ? null : (
            <span className={tables.quiet}>Cost so far: {writeDays(finding.personDays)} person-days</span>
          )}
          {finding.waiver ? (
            <span className={styles.wrap}>
              {finding.waiver.kind === 'accepted' ? 'Waived' : 'Not a problem'} until <Day at={finding.waiver.until} />:{' '}
              {finding.waiver.reason}
            </span>
          ) : null}
          <div>
            <DisclosureButton
              open={proving}
              controls={packId}
              label="Evidence"
              name={`Evidence for ${finding.title}${key === undefined ? '' : `, ${key}`}`}
              onToggle={() => setProving(!proving)}
            />
          </div>
        </td>
        <td data-label="Since">
          <SinceDay since={finding.since} />
        </td>
        <td data-label="Next step">
          <span className={styles.wrap}>{finding.nextStep}</span>
        </td>
        <td>
          <div className={styles.actions}>
            {key === undefined ? null : (
              <Button
                spacing="compact"
                appearance="subtle"
                onClick={() => void router.open(`/browse/${encodeURIComponent(key)}`)}
              >
                Open in Jira
              </Button>
            )}
            {!canWaive ? null : finding.waiver ? (
              <Button spacing="compact" appearance="subtle" onClick={() => void remove()}>
                Remove waiver
              </Button>
            ) : (
              <>
                <Button spacing="compact" appearance="subtle" onClick={() => setWaiving('accepted')}>
                  Waive
                </Button>
                <Button spacing="compact" appearance="subtle" onClick={() => setWaiving('not-a-problem')}>
                  Not a problem
                </Button>
              </>
            )}
          </div>
        </td>
      </tr>
      {proving ? (
        <tr className={waiving ? styles.joined : undefined}>
          <td colSpan={5} id={packId}>
            <EvidencePack finding={finding} />
          </td>
        </tr>
      ) : null}
      {waiving ? (
        <tr>
          <td colSpan={5}>
            <WaiveForm
              key={waiving}
              finding={finding}
              kind={waiving}
              asOf={asOf}
              onCancel={() => setWaiving(undefined)}
              onDone={() => {
                setWaiving(undefined);
                onChanged();
              }}
            />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function CsvButton({ filter }: { readonly filter: FindingFilter }) {
  const [reading, setReading] = useState(false);
  const save = async () => {
    setReading(true);
    const findings = await readAllFindings(filter);
    setReading(false);
    if (findings)
      download(
        `throughline-${filter.detector ?? (filter.line === undefined ? 'findings' : `line-${filter.line}`)}.csv`,
        [writeFindingsCsv(findings)],
      );
    else
      showFlag({
        id: 'csv-refused',
        type: 'error',
        title: 'The file was not made',
        description: 'Not every row could be read. Try again in a moment.',
        isAutoDismiss: true,
      });
  };
  return (
    <Button spacing="compact" isLoading={reading} onClick={() => void save()}>
      Download CSV
    </Button>
  );
}
