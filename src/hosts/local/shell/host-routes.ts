/** What the shell page asks of the host itself. Every answer is JSON; a refusal is `{ error }`. */
import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { answerBridge, bridgeCallSchema, BridgeRefused, type BridgeSources } from './bridge';
import { PlaceRefused } from './place';
import { isSiteAdmin, signedInUser, signIn } from './session';
import type { AutomationState, HostLog, HostState, Inbox } from './shell-host';
import type { SiteOptions } from './site';
import { surfaceModules } from './surface-modules';

export function addHostRoutes(site: Hono, options: SiteOptions): void {
  const { host } = options;
  const sources: BridgeSources = {
    platform: host.platform,
    jira: host.jira,
    manifest: host.platform.manifest,
    siteUrl: options.siteOrigin,
    gadget: (id) => host.gadgets.find(id),
  };
  const user = (c: Context) => signedInUser(c, host.people());
  const isAdmin = (c: Context) => isSiteAdmin(c, host.people());

  site.post('/__host/bridge', async (c) => {
    const call = await read(c, bridgeCallSchema);
    if (!call.ok) return c.json({ error: call.error }, 400);
    try {
      const value = await answerBridge(call.value, user(c).accountId, sources);
      return c.json({ value: value ?? null });
    } catch (error) {
      const status = error instanceof PlaceRefused ? 404 : error instanceof BridgeRefused ? 400 : 502;
      return c.json({ error: error instanceof Error ? error.message : String(error) }, status);
    }
  });

  site.get('/__host/state', (c) => {
    const { note, ...me } = user(c);
    const webTriggerUrl = host.webTriggerUrl();
    return c.json({
      siteName: 'Local Jira',
      now: host.clock.now(),
      opensAt: host.opensAt,
      user: { ...me, ...(note && { note }), isAdmin: isAdmin(c) },
      people: host.people(),
      projects: host.projects(me.accountId),
      progress: host.progress(),
      tour: host.tour,
      ...(host.banner !== undefined && { banner: host.banner }),
      ...(webTriggerUrl && isAdmin(c) && { webTriggerUrl }),
      appOrigin: options.appOrigin(),
      modules: surfaceModules(host.platform.manifest, options.appOrigin()),
      settledEvents: host.settledEvents(),
      alerts: host.automation.alerts(100).filter(({ to }) => to === me.accountId).length,
    } satisfies HostState);
  });

  site.post('/__host/sign-in', async (c) => {
    const wanted = await read(c, v.object({ accountId: v.string() }));
    if (!wanted.ok) return c.json({ error: wanted.error }, 400);
    if (!host.people().some(({ accountId }) => accountId === wanted.value.accountId)) {
      return c.json({ error: 'Nobody here has this account id.' }, 404);
    }
    signIn(c, wanted.value.accountId);
    return c.json({});
  });

  site.post('/__host/clock', async (c) => {
    const wanted = await read(c, v.object({ to: v.pipe(v.number(), v.integer()) }));
    if (!wanted.ok) return c.json({ error: wanted.error }, 400);
    const { refused } = host.startMoving(wanted.value.to);
    return refused ? c.json({ error: refused }, 409) : c.json({});
  });

  site.get('/__host/log', (c) =>
    c.json({
      invocations: host.platform.invocations(200),
      meter: host.platform.meter(),
      entries: host.log(200),
    } satisfies HostLog),
  );

  site.get('/__host/outbox', (c) => {
    const { accountId } = user(c);
    const alerts = host.automation.alerts(200).filter(({ to }) => to === accountId);
    return c.json({ alerts, mails: host.outbox(200) } satisfies Inbox);
  });

  addGadgetRoutes(site, options);
  addAutomationRoutes(site, options);

  site.post('/__host/csp-report', (c) => c.body(null, 204));
  site.all('/__host/*', (c) => c.json({ error: 'The host knows no such question.' }, 404));
}

function addGadgetRoutes(site: Hono, { host }: SiteOptions): void {
  site.get('/__host/gadgets', (c) => c.json(host.gadgets.list()));
  site.post('/__host/gadgets', async (c) => {
    const wanted = await read(c, v.object({ moduleKey: v.string() }));
    return wanted.ok ? c.json(host.gadgets.add(wanted.value.moduleKey)) : c.json({ error: wanted.error }, 400);
  });
  site.put('/__host/gadgets/:id', async (c) => {
    const wanted = await read(c, v.record(v.string(), v.unknown()));
    if (!wanted.ok) return c.json({ error: wanted.error }, 400);
    const changed = host.gadgets.configure(c.req.param('id'), wanted.value);
    return changed ? c.json(changed) : c.json({ error: 'The dashboard has no such gadget. Load the page again.' }, 404);
  });
  site.delete('/__host/gadgets/:id', (c) => {
    host.gadgets.remove(c.req.param('id'));
    return c.json({});
  });
}

function addAutomationRoutes(site: Hono, { host }: SiteOptions): void {
  const { automation, platform } = host;
  // Rules act in the name of their connection, and their log names work items that others may not see.
  site.use('/__host/automation/*', async (c, next) =>
    isSiteAdmin(c, host.people())
      ? next()
      : c.json({ error: 'Only site administrators see and change automation rules. Switch to the site admin.' }, 403),
  );
  site.get('/__host/automation', (c) => {
    const actions = platform.manifest.modules['action'] ?? [];
    return c.json({
      rules: automation.rules().map((rule) => {
        const nextRunAt = automation.nextRunAt(rule.id);
        return { ...rule, ...(nextRunAt !== undefined && { nextRunAt }) };
      }),
      smartValues: Object.fromEntries(actions.map(({ key }) => [key, automation.smartValues(key)])),
      runs: automation.auditLog(100),
      recipes: host.recipes(),
    } satisfies AutomationState);
  });
  // The engine checks drafts and recipes in full and names each problem.
  site.post('/__host/automation/rules', async (c) => c.json(await automation.saveRule(await c.req.json())));
  site.post('/__host/automation/import', async (c) => c.json(await automation.importRecipe(await c.req.text())));
  site.get('/__host/automation/rules/:id/recipe', (c) => c.json(automation.exportRule(c.req.param('id'))));
  site.put('/__host/automation/rules/:id/enabled', async (c) => {
    const wanted = await read(c, v.boolean());
    return wanted.ok
      ? c.json(automation.setEnabled(c.req.param('id'), wanted.value))
      : c.json({ error: wanted.error }, 400);
  });
  site.delete('/__host/automation/rules/:id', (c) => {
    automation.deleteRule(c.req.param('id'));
    return c.json({});
  });
  site.post('/__host/automation/rules/:id/run', async (c) => {
    const wanted = await read(c, v.object({ itemKey: v.optional(v.string()) }));
    if (!wanted.ok) return c.json({ error: wanted.error }, 400);
    return c.json(await automation.runNow(c.req.param('id'), wanted.value.itemKey));
  });
}

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

async function read<Schema extends v.GenericSchema>(c: Context, schema: Schema): Promise<Read<v.InferOutput<Schema>>> {
  const parsed = v.safeParse(schema, await c.req.json().catch(() => undefined));
  if (parsed.success) return { ok: true, value: parsed.output };
  const [first] = parsed.issues;
  const where = v.getDotPath(first);
  return { ok: false, error: `The request is not in order${where ? ` at ${where}` : ''}: ${first.message}` };
}
