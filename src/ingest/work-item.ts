/**
 * One Jira issue becomes one work item with its histories.
 *
 * In: an issue bean of Jira Cloud's REST v3 with `expand=changelog`. Out: a `WorkItem`, or why not.
 * The one idea: the present value of each field is certain, the changelog tells how it came to be,
 * and where the changelog is silent the start of a span says that it is an estimate.
 */
import * as v from '@badrap/valita';
import { type Instant, MINUTE_MS, parseDay } from '../model/instant';
import { projectOf } from '../model/key';
import { type History, alwaysFrom, valueAt } from '../model/span';
import type { FixVersion, ItemLink, Sprint, Status, WorkItem } from '../model/work-item';
import { type Changelog, readChangelog } from './changelog';
import type { JiraFields } from './jira-fields';
import { IssueSchema, type JiraIssue } from './jira-issue';
import { type LinkChange, type LinkType, linkHistory } from './link-history';
import { readJson } from './outside-json';
import { type Rejected, rejected } from './rejected';
import { type FieldChange, rewind } from './rewind';
import { faultOf } from './schema-faults';
import { namedSprints, parseSprints, sameIds } from './sprints';
import { statusFrom } from './statuses';

/** What the site says about its own words; each part makes histories more exact. */
export interface SiteWords {
  /** From `parseStatuses`: gives past statuses their stage. */
  readonly statuses?: ReadonlyMap<string, Status>;
  readonly linkTypes?: readonly LinkType[];
}

export function parseWorkItem(issue: unknown, fields: JiraFields, site: SiteWords = {}): WorkItem | Rejected {
  const parsed = readJson(IssueSchema, issue);
  if (!parsed.ok) return rejected(`work item ${keyOf(issue)}`, faultOf(parsed, issue));
  const bean = parsed.value;
  const changelog = readChangelog(bean.changelog);
  const story = storyOf(bean, changelog);
  const raw = bean.fields;
  const createdAt = raw.created;
  return {
    id: bean.id,
    key: bean.key,
    projectKey: raw.project?.key ?? projectOf(bean.key),
    level: levelOf(raw.issuetype),
    type: raw.issuetype?.name ?? '',
    summary: raw.summary ?? '',
    createdAt,
    updatedAt: raw.updated ?? createdAt,
    reporter: raw.reporter?.accountId ?? undefined,
    labels: raw.labels ?? [],
    components: (raw.components ?? []).map(({ name }) => name),
    fixVersions: fixVersionHistory(story),
    status: statusHistory(story, site.statuses ?? new Map()),
    resolution: resolutionHistory(story),
    assignee: plainHistory(story, raw.assignee?.accountId ?? undefined, ['assignee'], ({ id }) => id),
    parent: parentHistory(story, fields),
    dueOn: plainHistory(
      story,
      parseDay(raw.duedate ?? ''),
      ['duedate'],
      ({ id, name }) => parseDay(id ?? '') ?? parseDay((name ?? '').slice(0, 10)),
    ),
    priority: plainHistory(story, raw.priority?.name, ['priority'], presentName(raw.priority)),
    sprints: sprintHistory(story, parseSprints(bean.uncheckedFields[fields.sprint]), fields),
    flagged: rewind({
      now: isFlagged(bean.uncheckedFields[fields.flagged]),
      changes: changesOf(story, ['Flagged', fields.flagged], ({ name }) => (name ?? '') !== ''),
      createdAt,
      complete: story.complete,
    }),
    links: linksOf(story, site.linkTypes ?? []),
    movedAt: movesOf(bean, changelog),
    hasHistory: story.complete,
  };
}

/** An issue together with its changelog and how far that can be believed. */
interface Story {
  readonly bean: JiraIssue;
  readonly changelog: Changelog;
  readonly complete: boolean;
}

function storyOf(bean: JiraIssue, changelog: Changelog): Story {
  return { bean, changelog, complete: changelog.complete && !changedUnrecorded(bean, changelog) };
}

/**
 * Some sources serve an empty changelog, or one that holds nothing but the resolution, for issues
 * that clearly changed: nothing is born done, and nothing is updated without a change or a comment.
 */
function changedUnrecorded({ fields }: JiraIssue, { entries }: Changelog): boolean {
  const bornAs = (at: Instant | null | undefined): boolean => typeof at === 'number' && at - fields.created < MINUTE_MS;
  const statusMoved = entries.some(({ items }) => items.some(({ field }) => field === 'status'));
  if (statusMoved) return false;
  const category = fields.status.statusCategory.key;
  if (category === 'done' || fields.resolution) return true;
  if (category === 'indeterminate' && !bornAs(fields.statuscategorychangedate)) return true;
  return entries.length === 0 && !bornAs(fields.updated ?? fields.created);
}

/** One side of a change: an id and a name, of which either may be missing. */
interface ChangeSide {
  readonly id: string | null | undefined;
  readonly name: string | null | undefined;
}

function changesOf<T>(
  { changelog }: Story,
  fieldNames: readonly string[],
  readSide: (side: ChangeSide) => T,
): (FieldChange<T> & { readonly field: string })[] {
  return changelog.entries.flatMap(({ created, items }) =>
    items
      .filter(({ field, fieldId }) => fieldNames.includes(field) || (fieldId != null && fieldNames.includes(fieldId)))
      .map(({ field, from, fromName, to, toName }) => ({
        at: created,
        field,
        before: readSide({ id: from, name: fromName }),
        after: readSide({ id: to, name: toName }),
      })),
  );
}

function plainHistory(
  story: Story,
  now: string | undefined,
  fieldNames: readonly string[],
  readSide: (side: ChangeSide) => string | null | undefined,
): History<string | undefined> {
  const changes = changesOf(story, fieldNames, (side) => readSide(side) || undefined);
  return rewind({ now, changes, createdAt: story.bean.fields.created, complete: story.complete });
}

/** Names change over the years, ids do not: where the id is the present one, so is the name. */
function presentName(present: { readonly id?: string | undefined; readonly name: string } | null | undefined) {
  return ({ id, name }: ChangeSide): string | null | undefined =>
    present?.id !== undefined && id === present.id ? present.name : name;
}

function statusHistory(story: Story, statuses: ReadonlyMap<string, Status>): History<Status> {
  const { bean, complete } = story;
  const { fields } = bean;
  const now = statusFrom(fields.status);
  const seen = [now, ...statusesSeen(bean)];
  const unsure = new Set<Status>();
  const find = ({ id, name }: ChangeSide): Status => {
    if (id === now.id) return now;
    const known = statuses.get(id ?? '') ?? seen.find((status) => status.id === id);
    if (known) return known;
    const namesake = [...statuses.values(), ...seen].find((status) => status.name === name);
    const past: Status = { id: id ?? '', name: name ?? '', stage: namesake?.stage ?? 'to-do' };
    if (!namesake) unsure.add(past);
    return past;
  };
  const changes = changesOf(story, ['status'], find);
  if (changes.length > 0) {
    const same = (a: Status, b: Status): boolean => a.id === b.id && a.name === b.name;
    const history = rewind({ now, changes, createdAt: fields.created, complete, same });
    const resolution = resolutionHistory(story);
    return history.map((span) => {
      if (!unsure.has(span.value)) return span;
      const resolved = valueAt(resolution, span.from) !== undefined;
      return { ...span, exact: false, value: resolved ? { ...span.value, stage: 'done' } : span.value };
    });
  }
  if (complete) return alwaysFrom(fields.created, now);
  // What it was before is not known: the history begins with a gap.
  const changedAt =
    fields.statuscategorychangedate ?? (now.stage === 'done' ? (fields.resolutiondate ?? fields.updated) : undefined);
  return alwaysFrom(Math.max(changedAt ?? fields.created, fields.created), now, false);
}

/** Statuses of the parent and of linked issues, which the bean describes in full. */
function statusesSeen({ fields }: JiraIssue): Status[] {
  const others = [fields.parent, ...(fields.issuelinks ?? []).flatMap((link) => [link.inwardIssue, link.outwardIssue])];
  return others.flatMap((other) => (other?.fields?.status ? [statusFrom(other.fields.status)] : []));
}

function resolutionHistory(story: Story): History<string | undefined> {
  const { fields } = story.bean;
  const name = presentName(fields.resolution);
  const changes = changesOf(story, ['resolution'], (side) => name(side) || undefined);
  const now = fields.resolution?.name;
  const unrecorded = changes.length === 0 && now !== undefined && typeof fields.resolutiondate === 'number';
  if (!unrecorded) return rewind({ now, changes, createdAt: fields.created, complete: story.complete });
  const resolvedAt = Math.max(fields.resolutiondate ?? fields.created, fields.created);
  if (resolvedAt === fields.created) return alwaysFrom(resolvedAt, now, false);
  return [
    { from: fields.created, until: resolvedAt, value: undefined, exact: false },
    { from: resolvedAt, until: undefined, value: now, exact: false },
  ];
}

/** Cloud has written the same move under three names over the years, sometimes under two at once. */
function parentHistory(story: Story, fields: JiraFields): History<string | undefined> {
  const { parent, created } = story.bean.fields;
  const epic = story.bean.uncheckedFields[fields.epicLink];
  const now = parent?.key ?? (typeof epic === 'string' ? epic : undefined);
  const names = ['Parent', 'parent', 'Epic Link', fields.epicLink, 'IssueParentAssociation', 'Parent Issue'];
  const changes = changesOf(story, names, ({ id, name }) =>
    parent?.id && id === parent.id ? parent.key : name || undefined,
  );
  const once = changes.filter((change, index) => {
    const before = changes[index - 1];
    return !(
      before &&
      before.field !== change.field &&
      before.before === change.before &&
      before.after === change.after
    );
  });
  return rewind({ now, changes: once, createdAt: created, complete: story.complete });
}

/** Jira records each version that is added or taken away by itself, so the sets are found going back. */
function fixVersionHistory(story: Story): History<readonly FixVersion[]> {
  const { fields } = story.bean;
  const now = (fields.fixVersions ?? []).map(({ id, name, released, releaseDate }) => ({
    id,
    name,
    released: released ?? false,
    releaseOn: parseDay(releaseDate ?? ''),
  }));
  const known = new Map(now.map((version) => [version.id, version]));
  const versionOf = ({ id, name }: ChangeSide): FixVersion | undefined =>
    id ? (known.get(id) ?? { id, name: name ?? id, released: false, releaseOn: undefined }) : undefined;
  let set: readonly FixVersion[] = now;
  const changes = changesOf(story, ['Fix Version', 'fixVersions'], versionOf)
    .toReversed()
    .map(({ at, before: removed, after: added }) => {
      const after = withVersion(set, added, removed);
      set = withVersion(after, removed, added);
      return { at, before: set, after };
    })
    .reverse();
  return rewind({ now, changes, createdAt: fields.created, complete: story.complete, same: sameIds });
}

function withVersion(
  set: readonly FixVersion[],
  added: FixVersion | undefined,
  removed: FixVersion | undefined,
): readonly FixVersion[] {
  const rest = set.filter(({ id }) => id !== removed?.id);
  return added === undefined || rest.some(({ id }) => id === added.id) ? rest : [...rest, added];
}

function sprintHistory(story: Story, now: readonly Sprint[], fields: JiraFields): History<readonly Sprint[]> {
  const known = new Map(now.map((sprint) => [sprint.id, sprint]));
  return rewind<readonly Sprint[]>({
    now,
    changes: changesOf(story, ['Sprint', fields.sprint], ({ id, name }) => namedSprints(id, name, known)),
    createdAt: story.bean.fields.created,
    complete: story.complete,
    same: sameIds,
  });
}

function isFlagged(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value === true;
}

function linksOf({ bean, changelog }: Story, siteTypes: readonly LinkType[]): History<ItemLink> {
  const raw = bean.fields.issuelinks ?? [];
  const present = raw.flatMap(({ id, type, inwardIssue, outwardIssue }): ItemLink[] => {
    if (inwardIssue) return [{ id, type: type.name, phrase: type.inward, side: 'inward', otherKey: inwardIssue.key }];
    if (outwardIssue)
      return [{ id, type: type.name, phrase: type.outward, side: 'outward', otherKey: outwardIssue.key }];
    return [];
  });
  const changes = changelog.entries.flatMap(({ created, items }) =>
    items
      .filter(({ field }) => field === 'Link')
      .flatMap((item): LinkChange[] => {
        if (item.to) return [{ at: created, kind: 'made', otherKey: item.to, sentence: item.toName ?? '' }];
        if (item.from) return [{ at: created, kind: 'removed', otherKey: item.from, sentence: item.fromName ?? '' }];
        return [];
      }),
  );
  return linkHistory(present, changes, bean.fields.created, [...siteTypes, ...raw.map(({ type }) => type)]);
}

/** Entries that only put the item into another order or workflow are not movement of the work. */
const NOT_MOVEMENT = new Set(['Workflow', 'Rank']);

function movesOf({ fields }: JiraIssue, { entries }: Changelog): Instant[] {
  const byPerson = (author: { readonly accountType?: string | null | undefined } | null | undefined): boolean =>
    author?.accountType !== 'app';
  const changes = entries
    .filter(({ author, items }) => byPerson(author) && items.some(({ field }) => !NOT_MOVEMENT.has(field)))
    .map(({ created }) => created);
  const comments = (fields.comment?.comments ?? [])
    .filter(({ author }) => byPerson(author))
    .map(({ created }) => created);
  return [...new Set([...changes, ...comments])].sort((a, b) => a - b);
}

function levelOf(type: JiraIssue['fields']['issuetype']): number {
  if (typeof type?.hierarchyLevel === 'number') return type.hierarchyLevel;
  if (type?.subtask) return -1;
  return type?.name === 'Epic' ? 1 : 0;
}

const KeyedSchema = v.object({ key: v.string().assert(({ length }) => length <= 64) });

function keyOf(issue: unknown): string {
  const parsed = readJson(KeyedSchema, issue);
  return parsed.ok ? parsed.value.key : 'without a key';
}
