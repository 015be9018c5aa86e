/**
 * A folder of scenario files → the story they tell. README.md is about the folder and not read.
 * Throws SlipOfThePen, with file, line and remedy, at the first thing that makes no sense.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  type Names,
  PRIORITIES,
  TYPES,
  countIn,
  dayIn,
  instantIn,
  keyIn,
  listIn,
  maybe,
  offsetIn,
  oneOf,
  personNamed,
  sprintNamed,
  textIn,
  versionNamed,
} from './cell-words';
import { readChanges } from './change-phrases';
import { FIRST_ROUTINE_NUMBER, doRoutine } from './routine';
import { type Place, type Row, SlipOfThePen, type Tables, readTables } from './scenario-tables';
import type { Birth, Happening, Person, Project, Sprint, Story, StoryCommit, StoryPull, Version } from './story';

export function readStory(folder: string): Story {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort();
  if (files.length === 0) throw new Error(`${folder} holds no scenario files (*.md).`);
  return storyOf(
    readTables(
      files.map((name) => ({ name: `${basename(folder)}/${name}`, text: readFileSync(join(folder, name), 'utf8') })),
    ),
  );
}

export function storyOf(tables: Tables): Story {
  const people = tables.People.map(readPerson);
  const sprints = tables.Sprints.map(readSprint);
  checkSprints(sprints, tables.Sprints);
  const projects = tables.Projects.map((row, index) => readProject(row, index, people));
  const versions = tables.Versions.map((row, index) => readVersion(row, index, projects));
  const names: Names = { people, sprints, versions };
  const [main] = projects;
  if (!main) throw new Error('The story has no project. Add a table under "## Projects".');

  const routine = doRoutine(tables.Routine, tables.Words, names, main.lead);
  const births = [...tables.Items.map((row) => readBirth(row, names)), ...routine.births];
  checkBirths(births, projects);
  const bornAt = new Map(births.map(({ key, at }) => [key, at]));
  const happenings = [
    ...tables['What happened'].flatMap((row) => readHappenings(row, names, bornAt)),
    ...routine.happenings,
  ];
  happenings.sort((a, b) => a.at - b.at);
  const commits = [...tables.Commits.map((row) => readCommit(row, names)), ...routine.commits];
  commits.sort((a, b) => a.at - b.at);
  checkCommits(commits);
  checkKeys(commits, projects, bornAt);
  const pulls = tables['Pull requests'].map((row) => readPull(row, names));
  checkPulls(pulls, commits);
  const about = aboutOf(tables.Showcase);
  return {
    ...about,
    beginsAt: sprints[0]?.beginsAt ?? 0,
    endsAt: sprints.at(-1)?.endsAt ?? 0,
    tour: tables.Tour.map((row) => ({ text: textIn(row, 'text'), path: textIn(row, 'path') })),
    projects,
    people,
    versions,
    sprints,
    births,
    happenings,
    commits,
    pulls,
  };
}

function aboutOf(rows: readonly Row[]): Pick<Story, 'name' | 'banner' | 'opensAt' | 'goals'> {
  const rowOf = (what: string): Row => {
    const row = rows.find((one) => one.cell('what') === what);
    if (!row) throw new Error(`The story does not say its ${what}. Add the row "${what}" under "## Showcase".`);
    return row;
  };
  return {
    name: textIn(rowOf('name'), 'words'),
    banner: textIn(rowOf('banner'), 'words'),
    opensAt: instantIn(rowOf('opens at'), 'words'),
    goals: listIn(rowOf('goals'), 'words').map((key) => keyIn(rowOf('goals'), key)),
  };
}

function readPerson(row: Row): Person {
  const who = textIn(row, 'who');
  if (!/^[a-z][a-z-]*$/.test(who))
    throw new SlipOfThePen(
      row.place,
      `"${who}" is no word for a role.`,
      'Write one in small letters, such as payments.',
    );
  return {
    who,
    accountId: `fictional-${who}`,
    name: textIn(row, 'name'),
    email: `${who}@example.invalid`,
    team: row.cell('team') || undefined,
    offsetMinutes: offsetIn(row, 'clock'),
  };
}

function readProject(row: Row, index: number, people: readonly Person[]): Project {
  return {
    key: textIn(row, 'project'),
    id: String(10_000 * (index + 1)),
    name: textIn(row, 'name'),
    lead: personNamed(row, row.cell('led by'), { people }),
    hiddenFrom: listIn(row, 'hidden from').map((who) => personNamed(row, who, { people })),
  };
}

function readVersion(row: Row, index: number, projects: readonly Project[]): Version {
  return {
    id: String(30_001 + index),
    name: textIn(row, 'version'),
    projectKey: oneOf(
      row,
      'project',
      row.cell('project'),
      projects.map(({ key }) => key),
    ),
    releaseOn: dayIn(row, 'release'),
    released: oneOf(row, 'answer', row.cell('released'), ['yes', 'no']) === 'yes',
  };
}

function readSprint(row: Row, index: number): Sprint {
  return {
    id: String(index + 1),
    name: textIn(row, 'sprint'),
    goal: textIn(row, 'goal'),
    beginsAt: instantIn(row, 'begins'),
    endsAt: instantIn(row, 'ends'),
  };
}

function checkSprints(sprints: readonly Sprint[], rows: readonly Row[]): void {
  for (const [index, { name, beginsAt, endsAt }] of sprints.entries()) {
    const place = rows[index]?.place ?? NOWHERE;
    if (endsAt <= beginsAt) throw new SlipOfThePen(place, `${name} ends before it begins.`, 'Mend one of its ends.');
    const before = sprints[index - 1];
    if (before && beginsAt < before.endsAt)
      throw new SlipOfThePen(
        place,
        `${name} begins before ${before.name} ends.`,
        'Write sprints in order, one at a time.',
      );
  }
}

const NOWHERE: Place = { file: 'showcase', line: 0 };

function readBirth(row: Row, names: Names): Birth {
  return {
    place: row.place,
    key: keyIn(row, row.cell('item')),
    type: oneOf(row, 'type', row.cell('type'), TYPES),
    summary: textIn(row, 'summary'),
    description: row.cell('description'),
    at: instantIn(row, 'created'),
    by: personNamed(row, row.cell('by'), names),
    parent: row.cell('parent') === '' ? undefined : keyIn(row, row.cell('parent')),
    priority: oneOf(row, 'priority', row.cell('priority') || 'Medium', PRIORITIES),
    due: maybe(row, 'due', dayIn),
    versions: listIn(row, 'versions').map((name) => versionNamed(row, name, names)),
    sprint: maybe(row, 'sprint', (_, column) => sprintNamed(row, row.cell(column), names)),
    assignee: maybe(row, 'assignee', (_, column) => personNamed(row, row.cell(column), names)),
    labels: listIn(row, 'labels'),
    onlyFor: row.cell('only for') || undefined,
  };
}

function checkBirths(births: readonly Birth[], projects: readonly Project[]): void {
  const seen = new Map<string, Birth>();
  for (const birth of births) {
    const { key, place } = birth;
    const before = seen.get(key);
    if (before)
      throw new SlipOfThePen(
        place,
        `${key} is there already, at ${before.place.file}:${before.place.line}.`,
        `Give it another number below ${FIRST_ROUTINE_NUMBER}; those above are for the routine.`,
      );
    seen.set(key, birth);
    if (!projects.some((project) => key.startsWith(`${project.key}-`)))
      throw new SlipOfThePen(
        place,
        `${key} is of no project.`,
        `There are: ${projects.map((one) => one.key).join(', ')}.`,
      );
  }
  for (const { place, key, parent, at } of births) {
    const above = parent === undefined ? undefined : seen.get(parent);
    if (parent !== undefined && !above)
      throw new SlipOfThePen(
        place,
        `The parent of ${key}, ${parent}, is nowhere.`,
        'Write it down, or take the parent away.',
      );
    if (above && above.at > at)
      throw new SlipOfThePen(
        place,
        `${key} is older than its parent.`,
        `Create it after ${new Date(above.at).toISOString()}.`,
      );
  }
}

function readHappenings(row: Row, names: Names, bornAt: ReadonlyMap<string, number>): Happening[] {
  const at = instantIn(row, 'when');
  const by = personNamed(row, row.cell('who'), names);
  const keys = listIn(row, 'item');
  if (keys.length === 0)
    throw new SlipOfThePen(row.place, 'It happened to no item.', 'Name one, or several apart by commas.');
  const changes = readChanges(row, names);
  const check = (key: string, what: string): void => {
    const born = bornAt.get(key);
    if (born === undefined)
      throw new SlipOfThePen(row.place, `${key} is nowhere.`, 'Add it to a table under "## Items".');
    if (born >= at)
      throw new SlipOfThePen(
        row.place,
        `${key} did not exist yet when ${what}.`,
        `Let it happen after ${new Date(born).toISOString().slice(0, 16).replace('T', ' ')}.`,
      );
  };
  for (const change of changes) {
    if (change.kind === 'block' || change.kind === 'relate') check(change.other, 'it was linked');
    if (change.kind === 'parent' && change.key !== undefined) check(change.key, 'something moved under it');
  }
  return keys.map((key) => {
    check(keyIn(row, key), 'this happened to it');
    return { place: row.place, at, by, key, changes };
  });
}

function readCommit(row: Row, names: Names): StoryCommit {
  const by = personNamed(row, row.cell('who'), names);
  const files = listIn(row, 'files').map((text) => {
    const [, status = 'M', filename = ''] = /^(?:([AMD]) )?(.+)$/.exec(text) ?? [];
    return { status, filename };
  });
  if (files.length === 0)
    throw new SlipOfThePen(row.place, 'The commit changes no file.', 'Name one, or several apart by commas.');
  return {
    place: row.place,
    name: textIn(row, 'commit'),
    repo: textIn(row, 'repository'),
    at: instantIn(row, 'when', by.offsetMinutes),
    by,
    branch: row.cell('branch') || undefined,
    message: textIn(row, 'message'),
    files,
    reverts: row.cell('reverts') || undefined,
  };
}

function checkCommits(commits: readonly StoryCommit[]): void {
  const seen = new Map<string, StoryCommit>();
  for (const commit of commits) {
    const before = seen.get(commit.name);
    if (before)
      throw new SlipOfThePen(
        commit.place,
        `The commit ${commit.name} is there twice.`,
        'Give one of them another name.',
      );
    seen.set(commit.name, commit);
    const undone = commit.reverts === undefined ? undefined : seen.get(commit.reverts);
    if (commit.reverts !== undefined && undone?.repo !== commit.repo)
      throw new SlipOfThePen(
        commit.place,
        `It reverts ${commit.reverts}, which is no earlier commit of ${commit.repo}.`,
        'Name one that comes before it.',
      );
  }
}

/** A slip in a key would make a commit serve nothing, which is a finding of its own. */
function checkKeys(
  commits: readonly StoryCommit[],
  projects: readonly Project[],
  bornAt: ReadonlyMap<string, number>,
): void {
  const keys = new RegExp(`\\b(?:${projects.map(({ key }) => key).join('|')})-\\d+\\b`, 'g');
  for (const { place, message } of commits) {
    const missing = message.match(keys)?.find((key) => !bornAt.has(key));
    if (missing !== undefined)
      throw new SlipOfThePen(
        place,
        `The message names ${missing}, which is nowhere.`,
        'Mend the key, or write the item down.',
      );
  }
}

function readPull(row: Row, names: Names): StoryPull {
  const by = personNamed(row, row.cell('who'), names);
  const openedAt = instantIn(row, 'opened');
  const later = (column: string): number | undefined => {
    const at = maybe(row, column, (_, name) => instantIn(row, name));
    if (at !== undefined && at <= openedAt)
      throw new SlipOfThePen(row.place, `It was ${column} before it was opened.`, 'Mend one of the two instants.');
    return at;
  };
  const [reviewedAt, mergedAt, closedAt] = [later('reviewed'), later('merged'), later('closed')];
  if (mergedAt !== undefined && closedAt !== undefined)
    throw new SlipOfThePen(row.place, 'It was merged and closed.', 'A merge closes it: leave "closed" empty.');
  if ((reviewedAt === undefined) !== (row.cell('reviewer') === ''))
    throw new SlipOfThePen(row.place, 'A review has a reviewer and an instant.', 'Fill both, or neither.');
  return {
    place: row.place,
    number: countIn(row, 'number'),
    repo: textIn(row, 'repository'),
    branch: textIn(row, 'branch'),
    by,
    title: textIn(row, 'title'),
    openedAt,
    review:
      reviewedAt === undefined ? undefined : { at: reviewedAt, by: personNamed(row, row.cell('reviewer'), names) },
    mergedAt,
    closedAt,
  };
}

function checkPulls(pulls: readonly StoryPull[], commits: readonly StoryCommit[]): void {
  for (const [index, { place, number, repo, branch, openedAt, mergedAt }] of pulls.entries()) {
    if (pulls.some((other, at) => at < index && other.number === number && other.repo === repo))
      throw new SlipOfThePen(place, `Pull request ${number} of ${repo} is there twice.`, 'Give it the next number.');
    const theirs = commits.filter((commit) => commit.repo === repo && commit.branch === branch);
    if (!theirs.some(({ at }) => at < openedAt))
      throw new SlipOfThePen(
        place,
        `The branch ${branch} had no commit when it was opened.`,
        'Add one before, on that branch.',
      );
    const late = theirs.find(({ at }) => mergedAt !== undefined && at >= mergedAt);
    if (late)
      throw new SlipOfThePen(
        late.place,
        `${late.name} was committed after its branch was merged.`,
        'Commit it before, or elsewhere.',
      );
  }
}
