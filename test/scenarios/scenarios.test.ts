/** Plays every Markdown file of this folder. To add a scenario, write one. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { examineProject } from '../../src/detect/examine-project';
import { factsOf } from '../../src/detect/facts';
import { type Subject, type Waiver, subjectId } from '../../src/model/finding';
import type { Stage } from '../../src/model/work-item';
import type { World } from '../../src/model/world';
import { commitOf, traceLinkOf, workItemOf, worldOf } from '../builders/worlds';
import { type Row, type Scenario, dayNumber, readScenario, readTime } from './read-scenario';

const files = readdirSync(__dirname).filter((name) => name.endsWith('.md'));

describe.each(files)('%s', (file) => {
  const scenario = readScenario(readFileSync(join(__dirname, file), 'utf8'));
  const world = worldFrom(scenario);
  const facts = factsOf(world);
  const { findings, verdicts, lines, waived } = examineProject(world, facts);
  const found: Readonly<Record<string, () => readonly Row[]>> = {
    Findings: () => findings.map(({ detector, subject, message }) => ({ detector, subject: nameOf(subject), message })),
    Waived: () => waived.map((finding) => ({ finding })),
    Roots: () =>
      [...facts.waits.roots.values()].map(({ item, waiting, personDays }) => ({
        root: item.key,
        waiting: waiting.join(', '),
        'person-days': String(Math.round(personDays * 1000) / 1000),
      })),
    Verdicts: () =>
      verdicts.map(({ detector, outcome, looked, flagged, waived: accepted, unknown }) => ({
        detector,
        outcome,
        looked: String(looked),
        flagged: String(flagged),
        waived: String(accepted),
        unknown: String(unknown),
      })),
    Lines: () => lines.map(({ line, outcome }) => ({ line: String(line), outcome })),
  };
  const expected = Object.keys(found).filter((heading) => scenario.tables.has(heading));

  test('expects something', () => expect(expected).not.toEqual([]));

  test.each(expected)(`${scenario.title}: %s`, (heading) => {
    const rows = scenario.tables.get(heading) ?? [];
    const columns = Object.keys(rows[0] ?? {});
    const all = found[heading]?.() ?? [];
    const told = all.filter((row) => isToldOf(scenario, heading, row));
    const shown = told.map((row) =>
      Object.fromEntries((columns.length > 0 ? columns : Object.keys(row)).map((column) => [column, row[column]])),
    );
    expect(shown).toEqual(rows);
  });
});

/**
 * A scenario speaks of the detectors and lines it names, so that a new detector spoils none; of a
 * detector it names, every finding must be listed.
 */
function isToldOf({ tables }: Scenario, heading: string, row: Row): boolean {
  const rowsOf = (name: string): readonly Row[] => tables.get(name) ?? [];
  if (heading === 'Lines') return rowsOf('Lines').some(({ line }) => line === row['line']);
  if (heading === 'Verdicts') return rowsOf('Verdicts').some(({ detector }) => detector === row['detector']);
  if (heading !== 'Findings') return true;
  return [...rowsOf('Findings'), ...rowsOf('Verdicts')].some(({ detector }) => detector === row['detector']);
}

function nameOf(subject: Subject): string {
  return subject.kind === 'work-item'
    ? subject.key
    : subject.kind === 'commit'
      ? subject.sha
      : subject.kind === 'cycle'
        ? subject.keys.join(', ')
        : subjectId(subject);
}

function worldFrom({ asOf, projectKey, tables }: Scenario): World {
  const rows = (heading: string): readonly Row[] => tables.get(heading) ?? [];
  const waits = rows('Waits');
  const commits = rows('Commits');
  return worldOf({
    asOf: dayNumber(new Date(asOf).toISOString()),
    projectKey,
    items: rows('Items').map((row) => itemFrom(row, waits)),
    commits: commits.map((row) => {
      const { commit = '', committed = '', message = '' } = row;
      return commitOf({ sha: commit, committed: dayNumber(committed), message });
    }),
    links: commits.flatMap(({ commit = '', serves }) =>
      serves ? serves.split(', ').map((key) => traceLinkOf(commit, key)) : [],
    ),
    waivers: rows('Waivers').map((row): Waiver => {
      const { finding = '', given = '', until = '' } = row;
      return {
        finding,
        projectKey,
        reason: 'Accepted in the scenario',
        by: 'ana',
        at: readTime(given),
        until: readTime(until),
        kind: 'accepted',
      };
    }),
  });
}

function itemFrom(row: Row, waits: readonly Row[]) {
  const { item: key = '', level, created, started, done, resolution, assignee, parent, due, flagged, unflagged } = row;
  const firstDay = created ? dayNumber(created) : 1;
  const stages: (readonly [number, Stage])[] = [[firstDay, 'to-do']];
  if (started) stages.push([dayNumber(started), 'in-progress']);
  if (done) stages.push([dayNumber(done), 'done']);
  return workItemOf({
    key,
    level: level ? Number(level) : 0,
    created: firstDay,
    status: stages,
    ...(done && resolution && { resolution: [[dayNumber(done), resolution]] as const }),
    ...(assignee && { assignee }),
    ...(parent && { parent }),
    ...(due && { due: dayNumber(due) }),
    ...(flagged && {
      flagged: [[dayNumber(flagged), true], ...(unflagged ? [[dayNumber(unflagged), false] as const] : [])] as const,
    }),
    waitsOn: waits
      .filter((wait) => wait['item'] === key)
      .map(({ other = '', phrase, from, until }) => ({
        to: other,
        ...(phrase && { phrase }),
        ...(from && { from: dayNumber(from) }),
        ...(until && { until: dayNumber(until) }),
      })),
  });
}
