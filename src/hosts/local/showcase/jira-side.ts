/**
 * The Jira side of a story: work items in the shape of Jira Cloud's REST v3, each in its last state
 * with the whole changelog that led there, and the comments.
 *
 * Each item is walked through its happenings in order. A sprint that ends hands what is open in it on
 * to the next, as Jira offers when a sprint is completed. Ids depend on what came before only, so that
 * a story that is cut short has the same ids.
 */
import { fieldChange } from '../jira/field-change';
import { FLAGGED, SPRINT, type HistoryItem, jiraInstant } from '../jira/item';
import { PRIORITIES, RESOLUTIONS, TYPES } from './cell-words';
import { type Place, SlipOfThePen } from './scenario-tables';
import type { Birth, Change, Happening, Person, Project, Sprint, Status, Story } from './story';

type Json = Readonly<Record<string, unknown>>;

export interface JiraSide {
  readonly issues: readonly Json[];
  readonly comments: readonly Json[];
}

const BLOCKS = { id: '10000', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' };
const RELATES = { id: '10001', name: 'Relates', inward: 'relates to', outward: 'relates to' };
const CUSTOM_FIELDS: ReadonlyMap<string, string> = new Map([
  [SPRINT, 'Sprint'],
  [FLAGGED, 'Flagged'],
]);

interface Link {
  readonly id: string;
  readonly type: typeof BLOCKS;
  /** Shows the other as `outwardIssue`. */
  readonly source: string;
  readonly destination: string;
}

interface Walk {
  readonly birth: Birth;
  readonly id: string;
  readonly fields: Record<string, unknown>;
  readonly histories: { readonly at: number; readonly by: Person; readonly items: readonly HistoryItem[] }[];
  readonly comments: { readonly at: number; readonly by: Person; readonly text: string }[];
  touchedAt: number;
  resolvedAt: number | undefined;
}

interface Desk {
  readonly story: Story;
  readonly walks: ReadonlyMap<string, Walk>;
  /** Links that hold now. */
  readonly links: Link[];
  linksMade: number;
}

export function jiraSideOf(story: Story): JiraSide {
  const walks = new Map(story.births.map((birth) => [birth.key, beginWalk(birth, story)]));
  const desk: Desk = { story, walks, links: [], linksMade: 0 };
  const ended = story.sprints.filter(({ endsAt }) => endsAt <= story.endsAt);
  for (const happening of story.happenings) {
    while (ended[0] && ended[0].endsAt <= happening.at) carryOver(desk, ended.shift());
    happen(desk, happening);
  }
  for (const sprint of ended) carryOver(desk, sprint);
  return {
    issues: [...walks.values()].map((walk) => issueOf(walk, desk)),
    comments: [...walks.values()].flatMap(commentsOf),
  };
}

function beginWalk(birth: Birth, story: Story): Walk {
  const project = projectOf(birth.key, story);
  return {
    birth,
    id: String(Number(project.id) + Number(birth.key.replace(/^.*-/, ''))),
    fields: {
      status: statusField({ id: '10010', name: 'To Do', category: 'new' }),
      resolution: null,
      assignee: personField(birth.assignee),
      priority: priorityField(birth.priority),
      parent: parentField(birth.parent, story),
      duedate: birth.due ?? null,
      fixVersions: birth.versions.map(versionField),
      [SPRINT]: birth.sprint ? [sprintField(birth.sprint)] : null,
      [FLAGGED]: null,
    },
    histories: [],
    comments: [],
    touchedAt: birth.at,
    resolvedAt: undefined,
  };
}

/** Whoever completes a sprint moves what is open in it. */
function carryOver({ story, walks }: Desk, sprint: Sprint | undefined): void {
  const next = sprint && story.sprints[story.sprints.indexOf(sprint) + 1];
  if (!sprint || !next) return;
  for (const walk of walks.values()) {
    const sprints = sprintsOf(walk);
    if (walk.birth.at >= sprint.endsAt || sprints.at(-1)?.['id'] !== sprintField(sprint)['id'] || isDone(walk))
      continue;
    const { lead } = projectOf(walk.birth.key, story);
    const items = setField(walk, SPRINT, [...sprints, sprintField(next)]);
    record(walk, sprint.endsAt, lead, items);
  }
}

function happen(desk: Desk, { place, at, by, key, changes }: Happening): void {
  const walk = walkOf(desk, key);
  const items: HistoryItem[] = [];
  for (const change of changes) {
    if (change.kind === 'comment') {
      walk.comments.push({ at, by, text: change.text });
      walk.touchedAt = at;
    } else if (change.kind === 'block' || change.kind === 'relate')
      items.push(...relink(desk, walk, change, at, by, place));
    else {
      const changed = apply(walk, change, at, desk.story);
      if (changed.length === 0)
        throw new SlipOfThePen(
          place,
          `Nothing changes for ${key}: it is so already.`,
          'Take the phrase away, or mend what came before.',
        );
      items.push(...changed);
    }
  }
  if (items.length > 0) record(walk, at, by, items);
}

function apply(
  walk: Walk,
  change: Exclude<Change, { kind: 'comment' | 'block' | 'relate' }>,
  at: number,
  story: Story,
) {
  switch (change.kind) {
    case 'status': {
      const items = setField(walk, 'status', statusField(change.status));
      const resolution = change.resolution === undefined ? null : namedField(RESOLUTIONS, change.resolution);
      walk.resolvedAt = resolution === null ? undefined : at;
      return items.length === 0 ? items : [...items, ...setField(walk, 'resolution', resolution)];
    }
    case 'assignee':
      return setField(walk, 'assignee', personField(change.to));
    case 'due':
      return setField(walk, 'duedate', change.day ?? null);
    case 'priority':
      return setField(walk, 'priority', priorityField(change.name));
    case 'parent':
      return setField(walk, 'parent', parentField(change.key, story));
    case 'sprint': {
      const past = sprintsOf(walk).filter(({ id }) =>
        story.sprints.some((one) => one.id === String(id) && one.endsAt <= at),
      );
      const now = change.sprint ? [...past, sprintField(change.sprint)] : past;
      return setField(walk, SPRINT, now.length === 0 ? null : now);
    }
    case 'version': {
      const others = (walk.fields['fixVersions'] as Json[]).filter(({ id }) => id !== change.version.id);
      return setField(walk, 'fixVersions', change.joins ? [...others, versionField(change.version)] : others);
    }
    case 'flag':
      return setField(walk, FLAGGED, change.flagged ? [{ id: '10019', value: 'Impediment' }] : null);
  }
}

/** Sets a field and answers what its history says of it; nothing where it was so before. */
function setField(walk: Walk, field: string, value: unknown): HistoryItem[] {
  const items = fieldChange(field, walk.fields[field], value, CUSTOM_FIELDS);
  walk.fields[field] = value;
  return items;
}

/** Both ends of a link keep it in their history. */
function relink(
  desk: Desk,
  walk: Walk,
  change: Extract<Change, { kind: 'block' | 'relate' }>,
  at: number,
  by: Person,
  place: Place,
): HistoryItem[] {
  const key = walk.birth.key;
  const { other } = change;
  if (other === key) throw new SlipOfThePen(place, `${key} is linked to itself.`, 'Name another item.');
  const type = change.kind === 'block' ? BLOCKS : RELATES;
  const [source, destination] = change.kind === 'block' ? [other, key] : [key, other];
  const held = desk.links.findIndex(
    (link) => link.type === type && link.source === source && link.destination === destination,
  );
  const makes = change.kind === 'relate' || change.holds;
  if (makes === held >= 0)
    throw new SlipOfThePen(
      place,
      makes ? `${key} is linked to ${other} so already.` : `${key} is not blocked by ${other}.`,
      'Take the phrase away, or mend what came before.',
    );
  const item = (otherKey: string, phrase: string): HistoryItem => {
    const sentence = `This issue ${phrase} ${otherKey}`;
    return {
      field: 'Link',
      fieldtype: 'jira',
      from: makes ? null : otherKey,
      fromString: makes ? null : sentence,
      to: makes ? otherKey : null,
      toString: makes ? sentence : null,
    };
  };
  if (makes) {
    desk.linksMade += 1;
    desk.links.push({ id: String(40_000 + desk.linksMade), type, source, destination });
  } else desk.links.splice(held, 1);
  const [mine, theirs] = source === key ? [type.outward, type.inward] : [type.inward, type.outward];
  record(walkOf(desk, other), at, by, [item(key, theirs)]);
  return [item(other, mine)];
}

function record(walk: Walk, at: number, by: Person, items: readonly HistoryItem[]): void {
  walk.histories.push({ at, by, items });
  walk.touchedAt = at;
}

function issueOf(walk: Walk, desk: Desk): Json {
  const { birth, id, fields, histories } = walk;
  const project = projectOf(birth.key, desk.story);
  return {
    id,
    key: birth.key,
    fields: {
      summary: birth.summary,
      description: birth.description === '' ? null : birth.description,
      issuetype: typeField(birth.type),
      project: { id: project.id, key: project.key, name: project.name },
      reporter: personField(birth.by),
      creator: personField(birth.by),
      created: jiraInstant(birth.at),
      updated: jiraInstant(walk.touchedAt),
      resolutiondate: walk.resolvedAt === undefined ? null : jiraInstant(walk.resolvedAt),
      labels: birth.labels,
      components: [],
      ...fields,
      issuelinks: desk.links.flatMap((link) => linkField(link, birth.key, desk)),
      ...(birth.onlyFor !== undefined && { security: { id: '10000', name: birth.onlyFor } }),
    },
    changelog: {
      startAt: 0,
      maxResults: histories.length,
      total: histories.length,
      histories: histories.map(({ at, by, items }, index) => ({
        id: `${id}${String(index).padStart(4, '0')}`,
        author: personField(by),
        created: jiraInstant(at),
        items,
      })),
    },
  };
}

function commentsOf({ birth, id, comments }: Walk): Json[] {
  return comments.map(({ at, by, text }, index) => ({
    issueKey: birth.key,
    id: `${id}${String(index).padStart(3, '0')}`,
    author: personField(by),
    created: jiraInstant(at),
    updated: jiraInstant(at),
    body: text,
  }));
}

function linkField({ id, type, source, destination }: Link, key: string, desk: Desk): Json[] {
  const end = (other: string) => ({ id: walkOf(desk, other).id, key: other });
  if (source === key) return [{ id, type, outwardIssue: end(destination) }];
  return destination === key ? [{ id, type, inwardIssue: end(source) }] : [];
}

function walkOf({ walks }: Desk, key: string): Walk {
  const walk = walks.get(key);
  if (!walk) throw new Error(`${key} is no item of the story.`);
  return walk;
}

function projectOf(key: string, story: Story): Project {
  const project = story.projects.find((one) => key.startsWith(`${one.key}-`));
  if (!project) throw new Error(`${key} is of no project of the story.`);
  return project;
}

function isDone({ fields }: Walk): boolean {
  return (fields['status'] as { statusCategory: { key: string } }).statusCategory.key === 'done';
}

function sprintsOf({ fields }: Walk): readonly Json[] {
  return (fields[SPRINT] as Json[] | null) ?? [];
}

const CATEGORIES = {
  new: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
} as const;

export function statusField({ id, name, category }: Status): Json {
  return { id, name, statusCategory: CATEGORIES[category] };
}

export function typeField(name: string): Json {
  const id = String(10_000 + TYPES.findIndex((type) => type === name));
  return { id, name, subtask: name === 'Sub-task', hierarchyLevel: name === 'Epic' ? 1 : name === 'Sub-task' ? -1 : 0 };
}

/** Ids in the order of urgency, as Jira's are. */
function priorityField(name: string): Json {
  return namedField(PRIORITIES, name);
}

function namedField(names: readonly string[], name: string): Json {
  return { id: String(names.indexOf(name) + 1), name };
}

export function personField(person: Person | undefined): Json | null {
  return person
    ? {
        accountId: person.accountId,
        accountType: 'atlassian',
        displayName: person.name,
        emailAddress: person.email,
        active: true,
      }
    : null;
}

function parentField(key: string | undefined, story: Story): Json | null {
  if (key === undefined) return null;
  const project = projectOf(key, story);
  return { id: String(Number(project.id) + Number(key.replace(/^.*-/, ''))), key };
}

function versionField({ id, name, releaseOn, released }: Story['versions'][number]): Json {
  return { id, name, archived: false, released, releaseDate: releaseOn };
}

/** As the Sprint field holds it; how it stands follows from its dates. */
export function sprintField({ id, name, goal, beginsAt, endsAt }: Sprint): Json {
  return {
    id: Number(id),
    name,
    state: 'closed',
    boardId: 1,
    goal,
    startDate: new Date(beginsAt).toISOString(),
    endDate: new Date(endsAt).toISOString(),
    completeDate: new Date(endsAt).toISOString(),
  };
}
