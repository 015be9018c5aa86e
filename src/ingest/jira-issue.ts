/**
 * The parts of Jira Cloud's issue bean that we read (REST v3, `expand=changelog`).
 *
 * Real sites answer less strictly than their own description: priorities, authors and both sides of
 * a change may be null, a link carries one end only, and a changed value's new name sits in a field
 * called `toString`, which every object has.
 */
import * as v from '@badrap/valita';
import { InstantSchema } from './instant-schema';
import { listOf, nullish, readJson, unlessOdd } from './outside-json';
import { StatusSchema } from './statuses';

const Text = nullish(v.string());
export const IdSchema = v.union(v.string(), v.number()).map(String);
const Named = nullish(v.object({ id: IdSchema.optional(), name: v.string() }));
const PersonSchema = v.object({ accountId: Text, accountType: Text });
const Person = nullish(PersonSchema);
const OtherIssue = v.object({
  key: v.string(),
  fields: nullish(v.object({ status: unlessOdd(StatusSchema) })),
});

const HistorySchema = v.object({
  id: nullish(IdSchema),
  /** Text in an issue; a number of seconds or milliseconds in `changelog/bulkfetch`. */
  created: v.union(
    InstantSchema,
    v.number().map((time) => (time < 1e11 ? time * 1000 : time)),
  ),
  author: unlessOdd(PersonSchema),
  items: listOf(
    v
      .unknown()
      .map(withSafeNames)
      .chain(
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
export type ChangeEntry = v.Infer<typeof HistorySchema>;

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
  total: nullish(v.number()),
  histories: v.array(),
});

/** Reads one entry of a changelog; undefined when it has another shape. */
export function parseChangeEntry(raw: unknown): ChangeEntry | undefined {
  const parsed = readJson(HistorySchema, raw);
  return parsed.ok ? parsed.value : undefined;
}

const FieldsSchema = v.object({
  summary: Text,
  status: StatusSchema,
  issuetype: nullish(
    v.object({
      name: v.string(),
      subtask: nullish(v.boolean()),
      hierarchyLevel: nullish(v.number()),
    }),
  ),
  project: nullish(v.object({ key: v.string() })),
  created: InstantSchema,
  updated: nullish(InstantSchema),
  resolutiondate: nullish(InstantSchema),
  statuscategorychangedate: nullish(InstantSchema),
  resolution: Named,
  priority: Named,
  assignee: Person,
  reporter: Person,
  duedate: Text,
  labels: nullish(listOf(v.string())),
  components: nullish(listOf(v.object({ name: v.string() }))),
  fixVersions: nullish(
    listOf(
      v.object({
        id: IdSchema,
        name: v.string(),
        released: nullish(v.boolean()),
        releaseDate: Text,
      }),
    ),
  ),
  parent: nullish(OtherIssue.extend({ id: nullish(IdSchema) })),
  issuelinks: nullish(
    listOf(
      v.object({
        id: IdSchema,
        type: v.object({ name: v.string(), inward: v.string(), outward: v.string() }),
        inwardIssue: nullish(OtherIssue),
        outwardIssue: nullish(OtherIssue),
      }),
    ),
  ),
  comment: nullish(
    v.object({
      comments: nullish(listOf(v.object({ created: InstantSchema, author: unlessOdd(PersonSchema) }))),
    }),
  ),
});

/** The fields we know, checked, beside every field by its id, unchecked: custom ones differ from site to site. */
const BothFieldsSchema = v.record().chain((uncheckedFields, options) => {
  const fields = FieldsSchema.try(uncheckedFields, options);
  return fields.ok ? v.ok({ fields: fields.value, uncheckedFields }) : fields;
});

export const IssueSchema = v
  .object({
    id: IdSchema,
    key: v.string().assert((key) => /^[A-Z][A-Z0-9_]+-\d+$/.test(key), 'a key such as DAEMON-17'),
    changelog: nullish(ChangelogSchema),
    fields: BothFieldsSchema,
  })
  .map(({ fields: both, ...issue }) => ({ ...issue, ...both }));
export type JiraIssue = v.Infer<typeof IssueSchema>;
