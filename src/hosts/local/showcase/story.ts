/** A story as its scenario files tell it: who there is, and what happened, each with its instant. */
import type { Place } from './scenario-tables';

/** What people are called in the tables: `lead`, `payments`. */
export type Who = string;

export interface Person {
  readonly who: Who;
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  /** Undefined for those outside the team. */
  readonly team: string | undefined;
  /** Minutes that the person's clock is ahead of UTC, the year round. */
  readonly offsetMinutes: number;
}

export interface Project {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly lead: Person;
  readonly hiddenFrom: readonly Person[];
}

export interface Version {
  readonly id: string;
  readonly name: string;
  readonly projectKey: string;
  /** A day. */
  readonly releaseOn: string;
  readonly released: boolean;
}

export interface Sprint {
  readonly id: string;
  readonly name: string;
  readonly goal: string;
  readonly beginsAt: number;
  readonly endsAt: number;
}

export interface Status {
  readonly id: string;
  readonly name: string;
  readonly category: 'new' | 'indeterminate' | 'done';
}

/** A work item on the day it was made. */
export interface Birth {
  readonly place: Place;
  readonly key: string;
  readonly type: string;
  readonly summary: string;
  readonly description: string;
  readonly at: number;
  readonly by: Person;
  readonly parent: string | undefined;
  readonly priority: string;
  readonly due: string | undefined;
  readonly versions: readonly Version[];
  readonly sprint: Sprint | undefined;
  readonly assignee: Person | undefined;
  readonly labels: readonly string[];
  /** Name of the security level that hides it from all but its people and the project's lead. */
  readonly onlyFor: string | undefined;
}

export type Change =
  | { readonly kind: 'status'; readonly status: Status; readonly resolution: string | undefined }
  | { readonly kind: 'assignee'; readonly to: Person | undefined }
  | { readonly kind: 'due'; readonly day: string | undefined }
  | { readonly kind: 'priority'; readonly name: string }
  | { readonly kind: 'parent'; readonly key: string | undefined }
  | { readonly kind: 'sprint'; readonly sprint: Sprint | undefined }
  | { readonly kind: 'version'; readonly version: Version; readonly joins: boolean }
  | { readonly kind: 'flag'; readonly flagged: boolean }
  /** The item waits for `other`. */
  | { readonly kind: 'block'; readonly other: string; readonly holds: boolean }
  | { readonly kind: 'relate'; readonly other: string }
  | { readonly kind: 'comment'; readonly text: string };

/** What one person did to one item at one instant. */
export interface Happening {
  readonly place: Place;
  readonly at: number;
  readonly by: Person;
  readonly key: string;
  readonly changes: readonly Change[];
}

export interface StoryCommit {
  readonly place: Place;
  /** Unique in the story; its sha follows from it. */
  readonly name: string;
  readonly repo: string;
  readonly at: number;
  readonly by: Person;
  /** Undefined for the main line. */
  readonly branch: string | undefined;
  readonly message: string;
  readonly files: readonly { readonly status: string; readonly filename: string }[];
  /** Name of the commit it takes back. */
  readonly reverts: string | undefined;
}

export interface StoryPull {
  readonly place: Place;
  readonly number: number;
  readonly repo: string;
  readonly branch: string;
  readonly by: Person;
  readonly title: string;
  readonly openedAt: number;
  readonly review: { readonly at: number; readonly by: Person } | undefined;
  readonly mergedAt: number | undefined;
  /** Closed without a merge. */
  readonly closedAt: number | undefined;
}

export interface Story {
  readonly name: string;
  /** Says on every page that all of it is invented. */
  readonly banner: string;
  readonly beginsAt: number;
  readonly endsAt: number;
  readonly opensAt: number;
  /** Keys of the features that all work is to serve. */
  readonly goals: readonly string[];
  readonly tour: readonly { readonly text: string; readonly path: string }[];
  readonly projects: readonly Project[];
  readonly people: readonly Person[];
  readonly versions: readonly Version[];
  /** In order of time, without overlap. */
  readonly sprints: readonly Sprint[];
  readonly births: readonly Birth[];
  /** In order of time; those of one instant as they were written. */
  readonly happenings: readonly Happening[];
  /** In order of time. */
  readonly commits: readonly StoryCommit[];
  readonly pulls: readonly StoryPull[];
}

/** The story as it could have been written at an instant: whatever came later is not in it. */
export function storyUntil(story: Story, at: number): Story {
  const cut = (instant: number | undefined) => (instant !== undefined && instant <= at ? instant : undefined);
  return {
    ...story,
    endsAt: Math.min(story.endsAt, at),
    births: story.births.filter((birth) => birth.at <= at),
    happenings: story.happenings.filter((happening) => happening.at <= at),
    commits: story.commits.filter((commit) => commit.at <= at),
    pulls: story.pulls
      .filter(({ openedAt }) => openedAt <= at)
      .map((pull) => ({
        ...pull,
        review: pull.review && pull.review.at <= at ? pull.review : undefined,
        mergedAt: cut(pull.mergedAt),
        closedAt: cut(pull.closedAt),
      })),
  };
}
