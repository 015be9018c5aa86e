/**
 * Where a site keeps the fields that are custom fields in Jira: their ids differ from site to site,
 * and are found by type or name in the answer of `GET /rest/api/3/field`.
 */
import * as v from '@badrap/valita';
import { nullish, readJson } from './outside-json';

export interface JiraFields {
  readonly sprint: string;
  readonly flagged: string;
  readonly epicLink: string;
  readonly storyPoints: string;
}

/** The ids a Jira Cloud site usually gives them. */
export const USUAL_JIRA_FIELDS: JiraFields = {
  sprint: 'customfield_10020',
  flagged: 'customfield_10021',
  epicLink: 'customfield_10014',
  storyPoints: 'customfield_10016',
};

interface Sign {
  /** Ends of the field type's name: `com.pyxis.greenhopper.jira:gh-sprint`. */
  readonly types: readonly string[];
  readonly names: readonly string[];
}

const SIGNS: Readonly<Record<keyof JiraFields, Sign>> = {
  sprint: { types: [':gh-sprint'], names: ['Sprint'] },
  flagged: { types: [], names: ['Flagged', 'Impediment'] },
  epicLink: { types: [':gh-epic-link'], names: ['Epic Link'] },
  storyPoints: { types: [':jsw-story-points'], names: ['Story point estimate', 'Story Points'] },
};

const FieldSchema = v.object({
  id: v.string(),
  name: nullish(v.string()),
  untranslatedName: nullish(v.string()),
  schema: nullish(v.object({ custom: nullish(v.string()) })),
});

/**
 * Finds the custom fields: by type first, then by untranslated name, then by name. One that is not
 * in the list keeps its usual id, unless the list shows that id to be another field: then it is
 * `none`, an id no field has.
 */
export function findJiraFields(fieldList: unknown): JiraFields {
  const fields = Array.isArray(fieldList)
    ? fieldList.flatMap((entry) => {
        const parsed = readJson(FieldSchema, entry);
        return parsed.ok ? [parsed.value] : [];
      })
    : [];
  const find = (wanted: keyof JiraFields): string => {
    const { types, names } = SIGNS[wanted];
    const found =
      fields.find(({ schema }) => types.some((type) => schema?.custom?.endsWith(type))) ??
      names.map((name) => fields.find((field) => field.untranslatedName === name)).find(Boolean) ??
      names.map((name) => fields.find((field) => field.name === name)).find(Boolean);
    if (found) return found.id;
    const usual = USUAL_JIRA_FIELDS[wanted];
    return fields.some(({ id }) => id === usual) ? 'none' : usual;
  };
  return {
    sprint: find('sprint'),
    flagged: find('flagged'),
    epicLink: find('epicLink'),
    storyPoints: find('storyPoints'),
  };
}
