/** A story becomes a data set on disk, in the files that the local Jira and the push path read. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATUSES, TYPES } from './cell-words';
import { gitSideOf } from './git-side';
import { jiraSideOf, sprintField, statusField, typeField } from './jira-side';
import type { Story } from './story';

/** Writes the files, over those that are there. Throws SlipOfThePen where the story contradicts itself. */
export function writeDataSet(story: Story, folder: string): void {
  const { issues, comments } = jiraSideOf(story);
  const { commits, pulls, refs } = gitSideOf(story);
  mkdirSync(folder, { recursive: true });
  const write = (name: string, lines: readonly unknown[]): void =>
    writeFileSync(join(folder, `${name}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  write('issues', issues);
  write('comments', comments);
  write('commits', commits);
  write('pull_requests', pulls);
  write('refs', refs);
  write('statuses', STATUSES.map(statusField));
  write('issuetypes', TYPES.map(typeField));
  write(
    'sprints',
    story.sprints.map((sprint) => ({ ...sprintField(sprint), originBoardId: 1 })),
  );
  writeFileSync(join(folder, 'demo.json'), `${JSON.stringify(aboutOf(story), undefined, 2)}\n`);
}

function aboutOf(story: Story): object {
  const [main] = story.projects;
  const everybody = story.people.map(({ accountId }) => accountId);
  return {
    name: story.name,
    banner: story.banner,
    opensAt: new Date(story.opensAt).toISOString(),
    tour: story.tour,
    boards: { 1: `${main?.name ?? ''} board` },
    access: {
      adminAccountId: main?.lead.accountId,
      members: Object.fromEntries(
        story.projects
          .filter(({ hiddenFrom }) => hiddenFrom.length > 0)
          .map(({ key, hiddenFrom }) => {
            const hidden = hiddenFrom.map(({ accountId }) => accountId);
            return [key, everybody.filter((account) => !hidden.includes(account))];
          }),
      ),
      projectAdmins: Object.fromEntries(story.projects.map(({ key, lead }) => [key, [lead.accountId]])),
    },
    settings: settingsOf(story),
  };
}

/** What the story's administrator would have set in the app, by part of its settings. */
export function settingsOf(story: Pick<Story, 'people' | 'goals'>): Readonly<Record<string, unknown>> {
  return { people: { teams: teamsOf(story) }, goals: { features: story.goals } };
}

/** Teams as an administrator would name them in the app's settings. */
export function teamsOf({ people }: Pick<Story, 'people'>): { name: string; members: string[] }[] {
  const names = [...new Set(people.flatMap(({ team }) => team ?? []))];
  return names.map((name) => ({
    name,
    members: people.filter(({ team }) => team === name).map(({ accountId }) => accountId),
  }));
}
