/**
 * Atlassian's own description of its answers, as a judge of ours. The files are not shipped: they
 * are looked for in the shared folder, and their absence is said aloud (or fails the run when
 * THROUGHLINE_REQUIRE_SHARED=1).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';

const FOLDER = join(process.env['THROUGHLINE_SHARED'] ?? join(__dirname, '../../../../../shared'), 'data/schemas/jira');
const FILES = { platform: 'swagger-v3.v3.2026-03.json', agile: 'software-agile-swagger.v3.2022-07.json' } as const;

export const hasOpenApi = Object.values(FILES).every((file) => existsSync(join(FOLDER, file)));
if (!hasOpenApi && process.env['THROUGHLINE_REQUIRE_SHARED'] === '1') {
  throw new Error(
    `Atlassian's OpenAPI files are not in ${FOLDER}: set THROUGHLINE_SHARED to the folder that holds data/schemas/jira`,
  );
}
if (!hasOpenApi)
  console.warn(`SKIPPED: answers were not checked against Atlassian's OpenAPI, which is not in ${FOLDER}`);

interface Schema {
  [keyword: string]: unknown;
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly responses: Readonly<
              Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
            >;
          }
        >
      >
    >
  >;
  readonly components?: {
    readonly schemas: Record<string, Schema & { properties?: Record<string, Schema>; required?: string[] }>;
  };
}

/** Judges an answer; returns what is wrong with it, in one line each. */
export type Judge = (path: string, method: string, status: number, body: unknown) => string[];

export function openJudge(which: keyof typeof FILES): Judge {
  const document = JSON.parse(readFileSync(join(FOLDER, FILES[which]), 'utf8')) as Document;
  if (which === 'platform') allowKnownDeviations(document);
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  addFormats(ajv);
  ajv.addSchema(document, which);
  return (path, method, status, body) => {
    const pointer = `/paths/${escape(path)}/${method.toLowerCase()}/responses/${status}/content/application~1json/schema`;
    const validate = ajv.getSchema(`${which}#${pointer}`);
    if (!validate) return [`the OpenAPI file describes no JSON for ${method} ${path} ${status}`];
    return validate(body)
      ? []
      : (validate.errors ?? []).map(
          (error) => `${error.instancePath || '/'} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
        );
  };
}

/** Judges a part by the name of its schema, for what the file leaves open (`fields` of an issue). */
export function openPartJudge(): (schema: string, part: unknown) => string[] {
  const document = JSON.parse(readFileSync(join(FOLDER, FILES.platform), 'utf8')) as Document;
  allowKnownDeviations(document);
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(document, 'platform');
  return (schema, part) => {
    const validate = ajv.getSchema(`platform#/components/schemas/${schema}`);
    if (!validate) return [`there is no schema called ${schema}`];
    return validate(part)
      ? []
      : (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message ?? ''}`);
  };
}

/** Where real Jira does not keep to its own description (checked on real answers). */
function allowKnownDeviations(document: Document): void {
  const schemas = document.components?.schemas ?? {};
  const change = schemas['ChangeDetails'];
  for (const side of ['from', 'fromString', 'to', 'toString']) {
    if (change?.properties && Object.hasOwn(change.properties, side))
      change.properties[side] = { type: ['string', 'null'] };
  }
  const link = schemas['IssueLink'];
  if (link) link.required = ['type'];
  const brief = schemas['Fields'];
  if (brief?.properties?.['priority'])
    brief.properties['priority'] = { anyOf: [brief.properties['priority'], { type: 'null' }] };
}

/** Jira writes offsets without a colon, which RFC 3339 does not know. */
function addFormats(ajv: Ajv): void {
  ajv.addFormat('date-time', (text) => !Number.isNaN(Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))));
  ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
  ajv.addFormat('uri', (text) => URL.canParse(text));
  ajv.addFormat('uuid', /^[0-9a-f-]{36}$/);
  for (const format of ['int32', 'int64']) ajv.addFormat(format, { type: 'number', validate: Number.isInteger });
  for (const format of ['double', 'float']) ajv.addFormat(format, { type: 'number', validate: Number.isFinite });
}

function escape(path: string): string {
  return encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1')).replaceAll('%7E', '~');
}
