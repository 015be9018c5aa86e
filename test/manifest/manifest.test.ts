/** manifest.yml is what deploys: Atlassian's own validator accepts it, and what that misses is checked here. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { ITEM_PROPERTY_KEY } from '../../src/model/item-property';

const ROOT = resolve(__dirname, '../..');
process.chdir(ROOT);

interface Module {
  readonly key: string;
  readonly [field: string]: unknown;
}
const manifest = parse(readFileSync('manifest.yml', 'utf8')) as {
  readonly app: { readonly id: string; readonly runtime: { readonly name: string } };
  readonly modules: Readonly<Record<string, readonly Module[]>>;
  readonly resources: readonly { readonly key: string; readonly path: string }[];
  readonly permissions: { readonly scopes: readonly string[]; readonly external?: unknown };
};
const modules = Object.entries(manifest.modules).flatMap(([type, list]) =>
  list.map((module): Module & { readonly type: string } => ({ ...module, type })),
);

interface Checks {
  readonly validations: Readonly<Record<string, readonly string[]>>;
  readonly lint: { readonly files: number; readonly problems: readonly string[] };
}

/** Atlassian's OpenAPI description of Jira, where this machine has it: the linter then knows which call needs which scope. */
const SWAGGER = join(
  process.env.THROUGHLINE_SHARED ?? join(ROOT, '../shared'),
  'data/schemas/jira/swagger-v3.v3.2026-03.json',
);
const knowsScopes = existsSync(SWAGGER);
if (!knowsScopes) {
  if (process.env.THROUGHLINE_REQUIRE_SHARED) throw new Error(`Jira's OpenAPI description is missing: ${SWAGGER}`);
  process.stderr.write(
    "Skipped: which scopes the app's calls need, because Jira's OpenAPI description is not on this machine.\n",
  );
}

function runChecks(folder: string, ...options: string[]): Checks {
  const nothing = join(scratch, 'nothing.json');
  writeFileSync(nothing, '{"paths":{}}');
  const elsewhere = Object.fromEntries(
    ['JSM', 'JSW', 'CONF', 'CONF_V2', 'BB'].map((name) => [`LOCAL_${name}_SWAGGER`, nothing]),
  );
  const run = spawnSync(process.execPath, [join(__dirname, 'atlassian-checks.cjs'), ...options], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, USE_LOCAL_SWAGGER: '1', LOCAL_JIRA_SWAGGER: knowsScopes ? SWAGGER : nothing, ...elsewhere },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Checks;
}

interface OpenApi {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly security?: readonly { readonly OAuth2?: readonly string[] }[] }>>>
  >;
}

/**
 * Every call of Jira in the adapters: `askJira(caller, 'what', route`/path`, body?, 'METHOD'?)`. The
 * linter looks for `requestJira` beside the path and does not see these.
 */
function callsIn(source: string): { path: string; method: string }[] {
  return [
    ...source.matchAll(
      /askJira(?:Or)?\(\w+, '[^']*', route`([^`?]*)[^`]*`(\)|, undefined, '(\w+)'|, value, '(\w+)'|,)/g,
    ),
  ].map(([, path = '', end, bare, withBody]) => ({
    path,
    method: (bare ?? withBody ?? (end === ')' ? 'GET' : 'POST')).toLowerCase(),
  }));
}

function matches(described: string, path: string): boolean {
  const pattern = described.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path.replace(/\$\{[^}]+\}/g, 'x'));
}

const scratch = mkdtempSync(join(tmpdir(), 'manifest-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("Atlassian's own checks", () => {
  it('accept the manifest in every kind of validation, and the code in the linter', () => {
    const { validations, lint } = runChecks(ROOT);
    expect(Object.keys(validations).length).toBeGreaterThanOrEqual(7);
    expect(Object.values(validations).flat()).toEqual([]);
    expect(lint.files).toBeGreaterThan(50);
    expect(lint.problems).toEqual([]);
  }, 180_000);

  it('can refuse: a made-up interval, and a function whose handler is nowhere', () => {
    cpSync(join(ROOT, 'src'), join(scratch, 'src'), {
      recursive: true,
      filter: (path) => !path.includes('hosts/local'),
    });
    cpSync(join(ROOT, 'static/app/dist'), join(scratch, 'static/app/dist'), { recursive: true });
    const broken = readFileSync('manifest.yml', 'utf8')
      .replace('interval: hour', 'interval: fortnight')
      .replace('index.everyHour', 'index.everyCentury');
    writeFileSync(join(scratch, 'manifest.yml'), broken);
    const { validations, lint } = runChecks(scratch, '--full-only');
    expect(Object.values(validations).flat().join()).toMatch(/interval/);
    expect(lint.problems.join()).toMatch(/everyCentury/);
  }, 180_000);
});

describe('The manifest', () => {
  it('names functions that exist', () => {
    for (const { key, handler } of manifest.modules.function ?? []) {
      const [file = '', name = ''] = String(handler).split('.');
      const path = join(ROOT, 'src', `${file}.ts`);
      expect({ key, exists: existsSync(path) }).toEqual({ key, exists: true });
      expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`export (?:const|async function|function) ${name}\\b`));
    }
  });

  it('uses every function it declares', () => {
    const text = JSON.stringify(modules.filter(({ type }) => type !== 'function'));
    for (const { key } of manifest.modules.function ?? []) expect(text).toContain(`"${key}"`);
  });

  it('asks only for product events that exist', () => {
    // Atlassian's own list, inside its validator, which does not itself refuse unknown names.
    const list = JSON.parse(
      readFileSync('node_modules/@forge/manifest/out/mapping/product-event-to-scope-mapping.json', 'utf8'),
    ) as { mapping: { productEvent: string }[] };
    const known = new Set(list.mapping.map(({ productEvent }) => productEvent));
    const asked = (manifest.modules.trigger ?? []).flatMap(({ events }) => events as string[]);
    const unknown = asked.filter((event) => !known.has(event) && !event.startsWith('avi:forge:'));
    expect(unknown).toEqual([]);
    expect(asked.length).toBeGreaterThan(5);
  });

  it('keeps to five schedules, one of them every five minutes', () => {
    const intervals = (manifest.modules.scheduledTrigger ?? []).map(({ interval }) => interval);
    expect(intervals.length).toBeLessThanOrEqual(5);
    expect(intervals.filter((interval) => interval === 'fiveMinute')).toHaveLength(1);
    expect(intervals.filter((interval) => interval === 'hour')).toHaveLength(1);
  });

  it('uses no deprecated module and runs on the current runtime', () => {
    const deprecated = ['jira:issueGlance', 'jira:fullPage', 'fifoConsumer'];
    expect(Object.keys(manifest.modules).filter((type) => deprecated.includes(type))).toEqual([]);
    expect(manifest.app.runtime.name).toBe('nodejs24.x');
  });

  it('sends nothing out: no egress, and web triggers with static answers only', () => {
    expect(manifest.permissions.external).toBeUndefined();
    for (const { response, urlFormat } of manifest.modules.webtrigger ?? []) {
      expect(response).toMatchObject({ type: 'static' });
      expect(urlFormat).toBe('v2');
    }
  });

  it('asks for these scopes and no more', () => {
    expect([...manifest.permissions.scopes].sort()).toEqual([
      'read:jira-user',
      'read:jira-work',
      'report:personal-data',
      'storage:app',
      'write:jira-work',
    ]);
  });

  (knowsScopes ? it : it.skip)(
    "asks for every scope that a call of the functions needs, by Jira's own description",
    () => {
      const { paths } = JSON.parse(readFileSync(SWAGGER, 'utf8')) as OpenApi;
      const calls = callsIn(
        readFileSync('src/hosts/forge/jira-rest.ts', 'utf8') + readFileSync('src/hosts/forge/wiring.ts', 'utf8'),
      );
      expect(calls.length).toBeGreaterThan(10);
      for (const { path, method } of calls) {
        const [, operations] = Object.entries(paths).find(([described]) => matches(described, path)) ?? [];
        const security = operations?.[method]?.security;
        expect({ path, method, described: security !== undefined }).toEqual({ path, method, described: true });
        const choices = (security ?? []).flatMap((choice) => (choice.OAuth2 ? [choice.OAuth2] : []));
        expect(choices.length).toBeGreaterThan(0);
        const granted = choices.some((scopes) => scopes.every((scope) => manifest.permissions.scopes.includes(scope)));
        expect({ path, method, choices, granted }).toEqual({ path, method, choices, granted: true });
      }
    },
  );

  it('gives no long-running function to a screen', () => {
    const slow = new Set(
      (manifest.modules.function ?? [])
        .filter(({ timeoutSeconds }) => Number(timeoutSeconds ?? 0) > 55)
        .map(({ key }) => key),
    );
    const onScreen = modules.filter(({ type }) => type.startsWith('jira:') || type === 'action');
    for (const { resolver, function: fn } of onScreen) {
      expect(slow.has((resolver as { function?: string } | undefined)?.function ?? '')).toBe(false);
      expect(slow.has(String(fn))).toBe(false);
    }
  });

  it('makes searchable what the property holds', () => {
    const [property] = manifest.modules['jira:entityProperty'] ?? [];
    expect(property?.propertyKey).toBe(ITEM_PROPERTY_KEY);
    expect(property?.values).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'waitingSince', type: 'date', searchAlias: 'throughlineWaitingSince' }),
      ]),
    );
  });
});
