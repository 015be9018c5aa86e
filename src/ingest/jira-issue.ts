/**
 * The parts of Jira Cloud's issue bean that we read (REST v3, `expand=changelog`).
 *
 * Real sites answer less strictly than their own description: priorities, authors and both sides of
 * a change may be null, a link carries one end only, and a changed value's new name sits in a field
 * called `toString`, which every object has.
 */
import * as v from 'valibot';
import { InstantSchema } from './instant-schema';
import { StatusSchema } from './statuses';

const Text = v.nullish(v.string());
export const IdSchema = v.pipe(v.union([v.string(), v.number()]), v.transform(String));
const Named = v.nullish(v.object({ id: v.optional(IdSchema), name: v.string() }));
const Person = v.nullish(v.object({ accountId: Text, accountType: Text }));
const OtherIssue = v.object({
  key: v.string(),
  fields: v.nullish(v.object({ status: v.fallback(v.nullish(StatusSchema), undefined) })),
});

const HistorySchema = v.object({
  id: v.nullish(IdSchema),
  /** Text in an issue; a number of seconds or milliseconds in `changelog/bulkfetch`. */
  created: v.union([
    InstantSchema,
    v.pipe(
      v.number(),
      v.transform((time) => (time < 1e11 ? time * 1000 : time)),
    ),
  ]),
  author: v.fallback(Person, undefined),
  items: v.array(
    v.pipe(
      v.unknown(),
      v.transform(withSafeNames),
      v.object({
        field: v.string(),
        fieldId: Text,
        from: Text,
        fromName: Text,
        to: Text,
        toName: Text,
      }),
    ),
  ),
});
export type ChangeEntry = v.InferOutput<typeof HistorySchema>;

/**
 * Renames `toString`, which a change that names no new value would otherwise find on every object.
 * While Atlassian moved to account ids, `from` and `to` held user keys and `tmp…AccountId` the ids.
 */
function withSafeNames(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return raw;
  const own = (name: string): unknown =>
    Object.hasOwn(raw, name) ? (raw as Record<string, unknown>)[name] : undefined;
  return {
    field: own('field'),
    fieldId: own('fieldId'),
    from: own('tmpFromAccountId') ?? own('from'),
    fromName: own('fromString'),
    to: own('tmpToAccountId') ?? own('to'),
    toName: own('toString'),
  };
}

export const ChangelogSchema = v.object({
  total: v.nullish(v.number()),
  histories: v.array(v.unknown()),
});

/** Reads one entry of a changelog; undefined when it has another shape. */
export function parseChangeEntry(raw: unknown): ChangeEntry | undefined {
  const parsed = v.safeParse(HistorySchema, raw);
  return parsed.success ? parsed.output : undefined;
}

export const IssueSchema = v.object({
  id: IdSchema,
  key: v.pipe(v.string(), v.regex(/^[A-Z][A-Z0-9_]+-\d+$/, 'a key such as DAEMON-17')),
  changelog: v.nullish(ChangelogSchema),
  fields: v.looseObject({
    summary: Text,
    status: StatusSchema,
    issuetype: v.nullish(
      v.object({
        name: v.string(),
        subtask: v.nullish(v.boolean()),
        hierarchyLevel: v.nullish(v.number()),
      }),
    ),
    project: v.nullish(v.object({ key: v.string() })),
    created: InstantSchema,
    updated: v.nullish(InstantSchema),
    resolutiondate: v.nullish(InstantSchema),
    statuscategorychangedate: v.nullish(InstantSchema),
    resolution: Named,
    priority: Named,
    assignee: Person,
    reporter: Person,
    duedate: Text,
    labels: v.nullish(v.array(v.string())),
    components: v.nullish(v.array(v.object({ name: v.string() }))),
    fixVersions: v.nullish(
      v.array(
        v.object({
          id: IdSchema,
          name: v.string(),
          released: v.nullish(v.boolean()),
          releaseDate: Text,
        }),
      ),
    ),
    parent: v.nullish(v.object({ id: v.nullish(IdSchema), ...OtherIssue.entries })),
    issuelinks: v.nullish(
      v.array(
        v.object({
          id: IdSchema,
          type: v.object({ name: v.string(), inward: v.string(), outward: v.string() }),
          inwardIssue: v.nullish(OtherIssue),
          outwardIssue: v.nullish(OtherIssue),
        }),
      ),
    ),
    comment: v.nullish(
      v.object({
        comments: v.nullish(v.array(v.object({ created: InstantSchema, author: v.fallback(Person, undefined) }))),
      }),
    ),
  }),
});
export type JiraIssue = v.InferOutput<typeof IssueSchema>;
