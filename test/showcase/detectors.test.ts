/**
 * Every detector fires in the showcase, on the day and for the subject that the table of
 * showcase/README.md promises its reader.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../../src/detect/catalogue';
import { examineProject } from '../../src/detect/examine-project';
import { factsOf } from '../../src/detect/facts';
import { shaOf } from '../../src/hosts/local/showcase/git-side';
import type { Subject } from '../../src/model/finding';
import { SHOWCASE, openShowcase, readShowcase } from './showcase-world';

interface Promised {
  readonly detector: string;
  readonly day: string;
  readonly subject: string;
}

const story = readShowcase();
const worldAt = openShowcase(story);
const promised = readFileSync(join(SHOWCASE, 'README.md'), 'utf8')
  .split('\n')
  .flatMap((line): Promised[] => {
    const [, detector = '', day = '', subject = ''] =
      /^\| ([a-z-]+) \| (\d{4}-\d{2}-\d{2}) \| ([^|]+) \|/.exec(line) ?? [];
    return detector === '' ? [] : [{ detector, day, subject: subject.trim() }];
  });
const inCatalogue = new Set(CATALOGUE.map(({ id }) => id));
const checklist = readFileSync(join(SHOWCASE, '../docs/checklist.md'), 'utf8');
/** Ids of the checklist whose detector is still to be written. */
const planned = [...checklist.matchAll(/ — planned: `([a-z-]+)`$/gm)].map(([, id]) => id);

it('has a row for every detector of the catalogue', () => {
  const rows = promised.map(({ detector }) => detector);
  expect([...inCatalogue].filter((id) => !rows.includes(id))).toEqual([]);
});

it('has one row for every detector of the checklist, planned ones included, and no other', () => {
  expect(promised.map(({ detector }) => detector).sort()).toEqual([...inCatalogue, ...planned].sort());
});

describe('the table keeps its word', () => {
  const kept = promised.filter(({ detector }) => inCatalogue.has(detector));
  it.each(kept)('$detector names $subject on $day', async ({ detector, day, subject }) => {
    const world = await worldAt(Date.parse(`${day}T09:00:00Z`));
    const { findings, verdicts } = examineProject(world, factsOf(world));
    const named = findings
      .filter((finding) => finding.detector === detector)
      .map((finding) => wordFor(finding.subject));
    expect({ named, verdict: verdicts.find((verdict) => verdict.detector === detector)?.reason }).toMatchObject({
      named: expect.arrayContaining([subject]),
    });
  });
});

describe('rows that wait for their detector', () => {
  const pending = promised.filter(({ detector }) => !inCatalogue.has(detector));
  for (const { detector, day, subject } of pending) it.todo(`${detector} names ${subject} on ${day}`);
});

/** The word the table has for a subject. */
function wordFor(subject: Subject): string {
  switch (subject.kind) {
    case 'work-item':
      return subject.key;
    case 'cycle':
      return subject.keys.join(', ');
    case 'commit':
      return story.commits.find(({ repo, name }) => shaOf(repo, name) === subject.sha)?.name ?? subject.sha;
    case 'team':
      return 'the team';
    case 'team-pair':
      return subject.teams.join(' and ');
    case 'pull-request':
      return `pull request ${subject.number}`;
    case 'branch':
    case 'sprint':
    case 'version':
      return subject.name;
  }
}
