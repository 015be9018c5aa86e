/** The panel of a work item: the side column's facts, and behind each the trace and the evidence. */
import Button from '@atlaskit/button/new';
import { type ReactNode, Suspense, lazy, useCallback, useRef, useState } from 'react';
import { type ItemView, type RefusalReason, ask } from '../bridge';
import { EvidencePack } from '../finding/evidence-pack';
import { Disclosure } from '../frame/disclosure';
import { Loading, Refused } from '../frame/states';
import { SinceDay } from '../words/day';
import { SeverityLozenge } from '../words/outcome';
import { count } from '../words/working-age';
import { CommitRow } from './commit-row';
import { GlanceFrame } from './glance-frame';
import { AddCommitLink, CommitCount, FeatureLine } from './issue-context';
import type { Glance } from './item-glance';
import { ItemLink } from './item-link';
import styles from './item.module.css';
import { ItemTree } from './item-tree';
import { Verdict } from './verdict';
import { WaitList } from './wait-list';

const Footprint = lazy(() => import('../footprint/footprint'));

/** Undefined until a person asks for it. */
type Details =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly view: ItemView }
  | { readonly state: 'refused'; readonly reason: RefusalReason; readonly message: string };

export default function IssuePanel() {
  const { details, ask: askDetails, again } = useDetails();
  const [showsMessages, setShowsMessages] = useState(false);
  const view = details?.state === 'ready' ? details.view : undefined;
  const showMessages = () => {
    askDetails();
    setShowsMessages(true);
  };
  const detailed = (write: (view: ItemView) => JSX.Element) =>
    details?.state === 'refused' ? (
      <Refused reason={details.reason} message={details.message} again={again} />
    ) : view ? (
      write(view)
    ) : (
      <Loading label="Reading the evidence" rows={3} />
    );

  return (
    <GlanceFrame rows={6}>
      {(glance, changed) => (
        <>
          <Verdict glance={glance} />
          <div className={styles.columns}>
            <div className={styles.sections}>
              {glance.level === 'feature' ? <FeatureLine glance={glance} /> : null}
              <Trace glance={glance} view={showsMessages ? view : undefined} changed={changed}>
                {(glance.commitCount ?? 0) > 0 && !(showsMessages && view) ? (
                  <Button
                    spacing="compact"
                    isLoading={showsMessages && details?.state === 'loading'}
                    onClick={showMessages}
                  >
                    Show commit messages
                  </Button>
                ) : null}
              </Trace>
              {showsMessages && details?.state === 'refused' ? (
                <Refused reason={details.reason} message={details.message} again={again} />
              ) : null}
              <AddCommitLink glance={glance} changed={changed} />
              <Disclosure
                label={glance.level === 'feature' ? 'Stories and their commits' : 'Ancestors and children'}
                onOpen={askDetails}
              >
                {() => detailed((read) => <ItemTree view={read} />)}
              </Disclosure>
            </div>
            <div className={styles.sections}>
              <section className={styles.section}>
                <h2>Waits on</h2>
                <WaitList waits={glance.waitsOn} unknownBlockers={glance.unknownBlockers} none="Nothing." />
              </section>
              <section className={styles.section}>
                <h2>Waited for by</h2>
                <WaitList waits={glance.waitedForBy} none="Nobody." />
              </section>
              <section className={styles.section}>
                <h2>Findings</h2>
                {glance.findings.length === 0 ? <p className={styles.none}>No detector flags this item.</p> : null}
                <ul className={styles.list}>
                  {glance.findings.map(({ id, title, since, severity }) => (
                    <li key={id} style={{ justifyItems: 'stretch' }}>
                      <span className={styles.findingHead}>
                        <SeverityLozenge severity={severity} />
                        <span>{title}</span>
                      </span>
                      <span className={styles.detail}>
                        since <SinceDay since={since} />
                      </span>
                      <Disclosure label="Why?" name={`Why? ${title}`} onOpen={askDetails}>
                        {() => detailed((read) => <Why view={read} id={id} />)}
                      </Disclosure>
                    </li>
                  ))}
                </ul>
              </section>
            </div>
          </div>
          {glance.level === 'feature' ? (
            <Disclosure label="Footprint: the code it touched">
              {() => (
                <Suspense fallback={<Loading label="Opening the footprint" rows={4} />}>
                  <Footprint />
                </Suspense>
              )}
            </Disclosure>
          ) : null}
        </>
      )}
    </GlanceFrame>
  );
}

/** Asks for the whole item once, when somebody first wants to know more. */
function useDetails() {
  const [details, setDetails] = useState<Details | undefined>();
  const asked = useRef(false);
  const again = useCallback(async () => {
    asked.current = true;
    setDetails({ state: 'loading' });
    const answer = await ask('item.read', {});
    setDetails(
      answer.ok
        ? { state: 'ready', view: answer.value }
        : { state: 'refused', reason: answer.reason, message: answer.message },
    );
  }, []);
  const askOnce = useCallback(() => {
    if (!asked.current) void again();
  }, [again]);
  return { details, ask: askOnce, again };
}

function Why({ view, id }: { readonly view: ItemView; readonly id: string }) {
  const found = view.findings.filter((finding) => finding.id === id || finding.detector === id);
  if (found.length === 0) return <p className={styles.none}>This finding has cleared since the panel was opened.</p>;
  return (
    <>
      {found.map((finding) => (
        <EvidencePack key={finding.id} finding={finding} />
      ))}
    </>
  );
}

/** Feature, then this item, then its commits with how each was traced. */
function Trace({
  glance,
  view,
  changed,
  children,
}: {
  readonly glance: Glance;
  readonly view: ItemView | undefined;
  readonly changed: () => void;
  /** What can be done with the commits, said before them. */
  readonly children: ReactNode;
}) {
  const commits = (
    <ul className={styles.trace}>
      {view
        ? view.commits.map(({ repo, sha, at, subject, links }) => (
            <CommitRow
              key={`${repo}@${sha}`}
              repo={repo}
              sha={sha}
              at={at}
              subject={subject}
              linker={links[0]?.linker ?? 'inherited'}
              evidence={links[0]?.evidence ?? ''}
              quote={links[0]?.quote === subject ? undefined : links[0]?.quote}
              onChanged={changed}
            />
          ))
        : glance.commits.map((commit) => (
            <CommitRow key={`${commit.repo}@${commit.sha}`} {...commit} onChanged={changed} />
          ))}
    </ul>
  );
  const here = (
    <li>
      <strong>{glance.level === 'feature' ? 'This feature' : 'This item'}</strong>
      {glance.commitCount === undefined || glance.commitCount === 0 ? (
        <CommitCount glance={glance} />
      ) : (
        <span className={styles.here}>
          {count(glance.commitCount, 'commit')}
          {glance.commitCount > glance.commits.length && !view ? `, the newest ${glance.commits.length} here` : ''}
        </span>
      )}
      {children}
      {commits}
    </li>
  );
  return (
    <section className={styles.section}>
      <h2>Trace</h2>
      <ul className={styles.trace}>
        {glance.level === 'feature' ? (
          here
        ) : (
          <li>
            <TraceTop feature={glance.feature} />
            <ul className={styles.trace}>{here}</ul>
          </li>
        )}
      </ul>
    </section>
  );
}

function TraceTop({ feature }: { readonly feature: Glance['feature'] }) {
  if (feature === 'none')
    return (
      <span className={styles.none}>No feature. Give it a parent, so that its work counts towards a promise.</span>
    );
  if (feature === 'unnamed') return <span className={styles.none}>One feature, name not read yet</span>;
  if (feature.kind === 'hidden') return <span className={styles.none}>A feature you cannot see</span>;
  return <ItemLink item={feature} />;
}
