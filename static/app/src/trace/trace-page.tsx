/**
 * Which commits of the project serve which work item: how many, since when, what is suggested, what
 * was decided, and the rows behind every figure. Top-down from the verdict to the ledger.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { Suspense, lazy, useCallback, useEffect, useRef, useState } from 'react';
import type { TraceFilter, TraceView } from '../bridge';
import type { CommitMove } from '../commit/commit-detail';
import { Disclosure } from '../frame/disclosure';
import { Page } from '../frame/page';
import { Empty, Loading, Refused } from '../frame/states';
import { useAnswer } from '../frame/use-answer';
import { Day } from '../words/day';
import { writePercent } from '../words/share';
import { CLASSES } from '../words/trace-class';
import { ClassCountButtons } from './class-counts';
import { CoverageChart } from './coverage-chart';
import { ExportForm } from './export-form';
import { LedgerSection } from './ledger-section';
import { RepositoriesTable } from './repositories-table';
import { SuggesterSection } from './suggester-section';
import { type TraceShown, isNarrowed, readAddress, writeAddress } from './trace-address';
import { TraceFilters } from './trace-filters';
import { type Moved, afterMoves, differs, writeVerdict } from './trace-figures';
import styles from './trace.module.css';

const ReviewQueue = lazy(() => import('../review/review-queue'));

/** How long after the last decision the figures are read again. */
const REREAD_MS = 1500;

export default function TracePage({
  search,
  onSearch,
  onOpenHealth,
}: {
  /** The search part of the address: what is filtered and which class is open. */
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onOpenHealth: () => void;
}) {
  const shown = readAddress(search);
  const show = (change: Partial<TraceShown>) => onSearch(writeAddress({ ...shown, ...change }));
  const { loaded, asking, again } = useAnswer('trace.read', shown.filter);
  const { moves, move } = useMoves(loaded.state === 'ready' ? loaded.value : undefined, again);
  const [exporting, setExporting] = useState(false);
  const exportButton = useRef<HTMLButtonElement>(null);
  const known = useKnown(loaded.state === 'ready' ? loaded.value : undefined);
  const trace = loaded.state === 'ready' ? afterMoves(loaded.value, moves) : undefined;
  const narrowed = isNarrowed(shown.filter);
  const closeExport = () => {
    setExporting(false);
    exportButton.current?.focus();
  };
  return (
    <Page
      title="Trace"
      width="wide"
      asOf={trace?.asOf}
      actions={
        <>
          {trace?.counts ? (
            <Button ref={exportButton} aria-expanded={exporting} onClick={() => setExporting(!exporting)}>
              Export
            </Button>
          ) : null}
          <Button onClick={onOpenHealth}>Open health</Button>
        </>
      }
    >
      <div className={styles.body} aria-busy={asking} data-stale={asking && trace !== undefined}>
        {exporting && trace ? (
          <ExportForm projectKey={trace.projectKey} asOf={trace.asOf} onClose={closeExport} />
        ) : null}
        {trace ? <Opening trace={trace} narrowed={narrowed} /> : null}
        {trace?.counts || narrowed ? (
          <TraceFilters
            filter={shown.filter}
            repositories={known.repositories}
            teams={known.teams}
            onFilter={(filter) => show({ filter })}
          />
        ) : null}
        {loaded.state === 'loading' ? <Loading label="Reading the trace of this project" rows={8} /> : null}
        {loaded.state === 'refused' ? <Refused reason={loaded.reason} message={loaded.message} again={again} /> : null}
        {trace ? <TraceBody trace={trace} shown={shown} onShow={show} onMoved={move} /> : null}
      </div>
    </Page>
  );
}

/** The verdict, what it rests on, and the two coverages where they differ. */
function Opening({ trace, narrowed }: { readonly trace: TraceView; readonly narrowed: boolean }) {
  const { coverage, commits } = trace;
  return (
    <div className={styles.opening}>
      <p className={styles.verdict}>
        {narrowed ? 'Within the filter: ' : ''}
        {writeVerdict(trace)}
      </p>
      <p className={styles.coverage}>
        {commits.text}
        {commits.asOf === undefined ? null : (
          <>
            {' '}
            As of <Day at={commits.asOf} withTime />.
          </>
        )}
      </p>
      {differs(coverage) && coverage.explicit !== undefined && coverage.expected !== undefined ? (
        <dl className={styles.figures}>
          <div className={styles.figure}>
            <dt>explicit: linked by a key, a convention or a person</dt>
            <dd>{writePercent(coverage.explicit)}</dd>
          </div>
          <div className={styles.figure}>
            <dt>expected: the same, and every suggestion counted with its probability</dt>
            <dd>{writePercent(coverage.expected)}</dd>
          </div>
        </dl>
      ) : null}
    </div>
  );
}

function TraceBody({
  trace,
  shown,
  onShow,
  onMoved,
}: {
  readonly trace: TraceView;
  readonly shown: TraceShown;
  readonly onShow: (change: Partial<TraceShown>) => void;
  readonly onMoved: (move: CommitMove) => void;
}) {
  const { counts } = trace;
  if (!counts)
    return (
      <Empty title="No repository serves this project yet">
        Commits come by a webhook from GitHub, GitLab or Bitbucket, or from any machine that runs “throughline push”. A
        Jira administrator finds the address and the signing secret on the Throughline admin page. What was sent before
        is kept: as soon as a commit names a key of {trace.projectKey}, its repository counts here.
      </Empty>
    );
  const all = CLASSES.reduce((sum, { id }) => sum + counts[id], 0);
  if (all === 0)
    return (
      <Empty
        title={isNarrowed(shown.filter) ? 'No commit matches the filter' : 'No commits have come yet'}
        actions={
          isNarrowed(shown.filter) ? <Button onClick={() => onShow({ filter: {} })}>Clear filters</Button> : undefined
        }
      >
        {isNarrowed(shown.filter)
          ? 'Commits exist outside it. Choose other days, another path or repository.'
          : 'A repository is connected, and nothing was pushed since.'}
      </Empty>
    );
  const filterKey = JSON.stringify(shown.filter);
  const { team } = shown.filter;
  return (
    <>
      {trace.leftOut.length > 0 ? (
        <p className={styles.quiet}>
          Left out, because too few of this team or of everybody else commit there: {trace.leftOut.join(', ')}.
        </p>
      ) : null}
      <ClassCountButtons
        key={`classes ${filterKey}`}
        counts={counts}
        exemptBy={trace.exemptBy}
        filter={shown.filter}
        open={shown.open}
        onOpen={(open) => onShow({ open })}
        onMoved={onMoved}
      />
      <div className={styles.columns}>
        {trace.weeks.length > 0 ? <CoverageChart weeks={trace.weeks} /> : null}
        {trace.repositories.length > 0 ? (
          <RepositoriesTable
            repositories={trace.repositories}
            onRepository={(repo) => onShow({ filter: { ...shown.filter, repo } satisfies TraceFilter })}
          />
        ) : null}
      </div>
      {team === undefined ? (
        <Suspense fallback={<Loading label="Opening the review" rows={5} />}>
          <ReviewQueue
            key={`review ${filterKey}`}
            filter={shown.filter}
            canDecide={trace.canDecide}
            projectKey={trace.projectKey}
            onMoved={onMoved}
          />
        </Suspense>
      ) : null}
      <section className={styles.section} aria-labelledby="trust">
        <Heading as="h2" size="small" id="trust">
          How far suggestions can be trusted
        </Heading>
        <SuggesterSection suggester={trace.suggester} />
      </section>
      <section className={styles.section} aria-labelledby="decided">
        <Heading as="h2" size="small" id="decided">
          What was decided
        </Heading>
        <Disclosure label="Show the ledger, newest first">{() => <LedgerSection />}</Disclosure>
      </section>
    </>
  );
}

/** Counts decisions at once, and reads the figures again when a person pauses. */
function useMoves(view: TraceView | undefined, again: () => Promise<void>) {
  const [moves, setMoves] = useState<{ readonly of: TraceView | undefined; readonly made: readonly Moved[] }>({
    of: undefined,
    made: [],
  });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>();
  const shown = useRef(view);
  shown.current = view;
  const reread = useRef(again);
  reread.current = again;
  useEffect(() => () => clearTimeout(timer.current), []);
  const move = useCallback((made: Moved) => {
    setMoves((before) => ({
      of: shown.current,
      made: before.of === shown.current ? [...before.made, made] : [made],
    }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void reread.current(), REREAD_MS);
  }, []);
  // What was read since includes them.
  return { moves: moves.of === view ? moves.made : [], move };
}

/** Every repository and team seen so far, so that a filter does not take away its own choices. */
function useKnown(view: TraceView | undefined): {
  readonly repositories: readonly string[];
  readonly teams: readonly string[];
} {
  const seen = useRef({ repositories: new Set<string>(), teams: new Set<string>() });
  for (const { name } of view?.repositories ?? []) seen.current.repositories.add(name);
  for (const team of view?.teams ?? []) seen.current.teams.add(team);
  return { repositories: [...seen.current.repositories].sort(), teams: [...seen.current.teams].sort() };
}
