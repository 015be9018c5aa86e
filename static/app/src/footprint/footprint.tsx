/** The code a feature touched: how much, where, when, and what of it still stands. */
import Button from '@atlaskit/button/new';
import { type ReactNode, useState } from 'react';
import type { FootprintView } from '../bridge';
import { Loading, Refused } from '../frame/states';
import { useAnswer } from '../frame/use-answer';
import { Day } from '../words/day';
import { count } from '../words/working-age';
import { ChurnChart } from './churn-chart';
import styles from './footprint.module.css';

const SHOWN = 8;

export default function Footprint() {
  const { loaded, again } = useAnswer('trace.footprint', {});
  if (loaded.state === 'loading') return <Loading label="Reading the footprint" rows={5} />;
  if (loaded.state === 'refused') return <Refused reason={loaded.reason} message={loaded.message} again={again} />;
  return <FootprintBody footprint={loaded.value} />;
}

function FootprintBody({ footprint }: { readonly footprint: FootprintView }) {
  const { commits, modules, files, placesOf, weeks, repositories, commitsWithLines, surviving, asOf } = footprint;
  if (commits === undefined) return <p className={styles.quiet}>Unknown: no repository has sent commits yet.</p>;
  if (commits === 0) return <p className={styles.quiet}>No commit serves this feature or anything below it so far.</p>;
  const severalRepositories = repositories.length > 1;
  return (
    <div className={styles.footprint}>
      <p className={styles.sentence}>
        {count(commits, 'commit')} in {count(repositories.length, 'repository', 'repositories')}
        {footprint.firstAt === undefined || footprint.lastAt === undefined ? null : (
          <>
            , the first on <Day at={footprint.firstAt} />, the last on <Day at={footprint.lastAt} />
          </>
        )}
        . <Surviving surviving={surviving} stage={footprint.stage} />
      </p>
      <div className={styles.sections}>
        {weeks.length > 1 ? (
          <section>
            <h3>Churn over time</h3>
            <ChurnChart weeks={weeks} withLines={commitsWithLines > 0} />
            {commitsWithLines > 0 && commitsWithLines < commits ? (
              <p className={styles.quiet}>
                {count(commitsWithLines, 'commit')} of {commits.toLocaleString('en')} told their lines.
              </p>
            ) : null}
          </section>
        ) : null}
        {severalRepositories ? (
          <section>
            <h3>Repositories</h3>
            <Bars
              rows={repositories.map(({ name, commits: amount, firstAt, lastAt }) => ({
                id: name,
                name,
                repo: undefined,
                commits: amount,
                note: (
                  <>
                    <Day at={firstAt} /> to <Day at={lastAt} />
                  </>
                ),
              }))}
            />
          </section>
        ) : null}
        <section>
          <h3>Modules</h3>
          <Bars
            rows={modules.map(({ repo, path, commits: amount, files: inIt, survivingLines }) => ({
              id: `${repo} ${path}`,
              name: path === '.' ? 'at the top' : path,
              repo: severalRepositories ? repo : undefined,
              commits: amount,
              note: `${count(inIt, 'file')}${writeLines(survivingLines)}`,
            }))}
            more={footprint.moreModules}
            noun="module"
          />
        </section>
        <section>
          <h3>Files</h3>
          <Bars
            rows={files.map(({ repo, path, commits: amount, lastAt, survivingLines }) => ({
              id: `${repo} ${path}`,
              name: path,
              repo: severalRepositories ? repo : undefined,
              commits: amount,
              note: (
                <>
                  last on <Day at={lastAt} />
                  {writeLines(survivingLines)}
                </>
              ),
            }))}
            more={footprint.moreFiles}
            noun="file"
          />
        </section>
      </div>
      {placesOf && (
        <p className={styles.quiet}>
          Modules and files are of the newest {placesOf.items} of {count(placesOf.of, 'item')} worked on.
        </p>
      )}
      <p className={styles.quiet}>
        As of <Day at={asOf} withTime />. Commits of its stories and subtasks are counted, each once.
      </p>
    </div>
  );
}

function Surviving({
  surviving,
  stage,
}: {
  readonly surviving: FootprintView['surviving'];
  readonly stage: FootprintView['stage'];
}) {
  if (surviving.state === 'unknown') return <>How many of its lines still stand is unknown: {surviving.text}</>;
  const { lines, files, asOf, missing } = surviving;
  return (
    <>
      {stage === 'cancelled' ? 'It was cancelled, and ' : ''}
      {count(lines, 'line')} of it {lines === 1 ? 'stands' : 'stand'} in today’s code, in {count(files, 'file')}, as of{' '}
      <Day at={asOf} />
      {missing.length === 0 ? (
        '.'
      ) : (
        <>
          ; not counted: <bdi>{missing.join(', ')}</bdi>, which sent no blame.
        </>
      )}
    </>
  );
}

interface BarRow {
  readonly id: string;
  readonly name: string;
  readonly repo: string | undefined;
  readonly commits: number;
  readonly note: ReactNode;
}

function Bars({
  rows,
  more = 0,
  noun = 'row',
}: {
  readonly rows: readonly BarRow[];
  readonly more?: number;
  readonly noun?: string;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, SHOWN);
  const most = Math.max(1, ...rows.map(({ commits }) => commits));
  return (
    <>
      <ol className={styles.bars}>
        {shown.map(({ id, name, repo, commits, note }) => (
          <li key={id}>
            <span className={styles.name}>
              <bdi>{name}</bdi>
              {repo === undefined ? null : (
                <span className={styles.quiet}>
                  {' '}
                  <bdi>{repo}</bdi>
                </span>
              )}
            </span>
            <span className={styles.amount}>{count(commits, 'commit')}</span>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.bar} style={{ width: `${(100 * commits) / most}%` }} />
            </span>
            <span className={styles.note}>{note}</span>
          </li>
        ))}
      </ol>
      {rows.length > SHOWN ? (
        <Button spacing="compact" appearance="subtle" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${rows.length - SHOWN} more`}
        </Button>
      ) : null}
      {more > 0 && (all || rows.length <= SHOWN) ? (
        <p className={styles.quiet}>and {count(more, `more ${noun}`)} with fewer commits</p>
      ) : null}
    </>
  );
}

function writeLines(lines: number | undefined): string {
  return lines === undefined ? '' : `, ${count(lines, 'line')} left`;
}
