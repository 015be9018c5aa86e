/**
 * The stand-in for Jira Automation: keeps rules, starts them on time or on an event, and writes
 * down what they did.
 *
 * What starts rules comes from outside: whoever moves the clock calls `runDue`, whoever hears
 * Jira's events calls `onEvent` — after the app has had them, as a rule would ask it too early
 * otherwise.
 */
import type { ForgePlatform, HostClock, JiraSite, ProductEvent } from '../contract';
import { automationActions, type ActionModule } from './action-module';
import { digestAlerts } from './alerts';
import { emptyState, memoryStore, type AutomationState, type AutomationStore } from './automation-store';
import { chainGuard } from './chain-guard';
import { matchEvent } from './event-match';
import { jiraDoor, JiraRefusal, type FoundItem, type JiraDoor } from './jira-door';
import { automationLimits } from './limits';
import type { AlertRecord, Rule, RuleProblem, RuleRecipe, RunRecord, SaveOutcome } from './rule';
import { eventQuery, findProblems } from './rule-sense';
import { parseDraft, parseRecipe, recipeOf } from './rule-shape';
import { neededFields, runForItem, type ItemRun } from './run-rule';
import { hasErrors, keptRuns, messageOf, outcomeOf, suppressedRun } from './run-summary';
import { nextDue } from './schedule';
import { offeredValues } from './smart-values';

export interface AutomationOptions {
  readonly jira: JiraSite;
  readonly platform: Pick<ForgePlatform, 'manifest' | 'runAction'>;
  readonly clock: HostClock;
  /** Account id of whom rules belong to: gets alerts to the rule owner, and connects new rules. */
  readonly owner: string;
  /** In memory when left out. */
  readonly store?: AutomationStore;
}

export interface Automation {
  rules(): readonly Rule[];
  /** The actions the app offers, for the editor. */
  actions(): readonly ActionModule[];
  /** The smart values an editor can offer, in inputs (`before`) and after the action (`after`). */
  smartValues(actionKey: string): { readonly before: readonly string[]; readonly after: readonly string[] };
  /** Takes a RuleDraft; JSON from a browser may be passed as it came. */
  saveRule(draft: unknown): Promise<SaveOutcome>;
  /** False when there was no such rule. */
  deleteRule(id: string): boolean;
  /** A rule switched on again starts with the next time its schedule names. */
  setEnabled(id: string, enabled: boolean): Rule;
  /** Takes a recipe or its file's text; the rule is new, switched on and connected as the owner. */
  importRecipe(recipe: unknown): Promise<SaveOutcome>;
  exportRule(id: string): RuleRecipe;
  /** When a schedule falls due next; undefined for events and for rules that are switched off. */
  nextRunAt(id: string): number | undefined;
  /** Runs a rule whether due, or on, or not. A rule on events needs the work item to run for. */
  runNow(id: string, itemKey?: string): Promise<RunRecord>;
  /** Runs every rule that waits for this event; empty when none does. */
  onEvent(event: ProductEvent): Promise<readonly RunRecord[]>;
  /**
   * Runs every schedule that fell due since it was last looked at, each at most once.
   */
  runDue(): Promise<readonly RunRecord[]>;
  /** Forgets what the rules did and whom they told; the rules stay, due from now on. For a site that begins anew. */
  beginAnew(): void;
  /** Newest first. */
  auditLog(limit: number, ruleId?: string): readonly RunRecord[];
  /** Newest first. */
  alerts(limit: number): readonly AlertRecord[];
}

/** What a run is about: the items, or why there are none to run for. */
type Chosen =
  | { readonly kind: 'items'; readonly items: readonly FoundItem[]; readonly note?: string }
  | { readonly kind: 'failed'; readonly why: string };

export function createAutomation(options: AutomationOptions): Automation {
  const { jira, platform, clock, owner } = options;
  const store = options.store ?? memoryStore();
  const guard = chainGuard();
  let state = store.read() ?? emptyState;

  function change(changes: Partial<AutomationState>): void {
    state = { ...state, ...changes };
    store.write(state);
  }

  /** Written with the change it is for. */
  function newId(kind: string): string {
    const id = `${kind}-${state.nextId}`;
    state = { ...state, nextId: state.nextId + 1 };
    return id;
  }

  function ruleWith(id: string): Rule {
    const rule = state.rules.find((candidate) => candidate.id === id);
    if (!rule)
      throw new Error(`No automation rule has the id "${id}": it may have been deleted. Reload the list of rules.`);
    return rule;
  }

  /** Keeps a rule; what its schedule missed until now stays missed. */
  function keep(rule: Rule): Rule {
    const known = state.rules.some((candidate) => candidate.id === rule.id);
    change({
      rules: known
        ? state.rules.map((candidate) => (candidate.id === rule.id ? rule : candidate))
        : [...state.rules, rule],
      scheduledUntil: { ...state.scheduledUntil, [rule.id]: clock.now() },
    });
    return rule;
  }

  async function saveRule(input: unknown): Promise<SaveOutcome> {
    const shaped = parseDraft(input);
    if (shaped.kind === 'refused') return shaped;
    const { id, enabled = true, connectionUser = owner, ...body } = shaped.value;
    if (id !== undefined && !state.rules.some((rule) => rule.id === id))
      return { kind: 'refused', problems: [goneRule(id)] };
    const problems = await findProblems(body, {
      actions: automationActions(platform.manifest),
      door: jiraDoor(jira, connectionUser),
    });
    if (problems.length > 0) return { kind: 'refused', problems };
    return { kind: 'saved', rule: keep({ ...body, id: id ?? newId('rule'), enabled, connectionUser }) };
  }

  async function run(
    rule: Rule,
    trigger: string,
    depth: number,
    choose: (door: JiraDoor) => Promise<Chosen>,
  ): Promise<RunRecord> {
    const at = clock.now();
    const startedAt = performance.now();
    const door = jiraDoor(jira, rule.connectionUser);
    const action = automationActions(platform.manifest).find((candidate) => candidate.key === rule.action.key);
    const chosen: Chosen = action
      ? await chosenOrRefused(() => choose(door))
      : {
          kind: 'failed',
          why: `The app no longer has the automation action "${rule.action.key}". Edit the rule, or install the app again.`,
        };
    const runs: ItemRun[] = [];
    if (action && chosen.kind === 'items') {
      const around = {
        door,
        platform,
        action,
        owner,
        siteUrl: jira.siteUrl,
        now: at,
        beforeComment: (key: string) => guard.expect(key, depth),
        commentFailed: (key: string) => guard.forget(key),
      };
      for (const item of chosen.items) runs.push(await runForItem(rule, item, around));
    }
    const runId = newId('run');
    const told = tell(rule, runId, runs, at);
    const record: RunRecord = {
      id: runId,
      ruleId: rule.id,
      ruleName: rule.name,
      at,
      trigger,
      outcome: chosen.kind === 'failed' ? 'failed' : outcomeOf(told),
      items: told.map(({ item }) => item),
      message: chosen.kind === 'failed' ? chosen.why : messageOf(told, chosen.note),
      durationMs: Math.round(performance.now() - startedAt),
    };
    warnOwner(rule, record);
    change({ runs: keptRuns([...state.runs, record]) });
    return record;
  }

  /** Sends the run's alerts as digests, and corrects what is said of the suppressed ones. */
  function tell(rule: Rule, runId: string, runs: readonly ItemRun[], at: number): ItemRun[] {
    const lines = runs.flatMap(({ alert }) => alert ?? []);
    const { digests, suppressed, sentAt } = digestAlerts(lines, state.sentAt, at);
    change({ sentAt });
    for (const digest of digests)
      sendAlert({ ...digest, kind: 'alert', at, ruleId: rule.id, ruleName: rule.name, runId });
    return runs.map((one) => {
      const saidAt = one.alert && suppressed.get(one.alert);
      return saidAt === undefined ? one : suppressedRun(one, saidAt);
    });
  }

  /** As Jira does, the owner hears of a failure once, until the rule has worked again. */
  function warnOwner(rule: Rule, record: RunRecord): void {
    const before = state.runs.findLast((earlier) => earlier.ruleId === rule.id);
    if (!hasErrors(record.outcome) || (before && hasErrors(before.outcome))) return;
    sendAlert({
      kind: 'rule failure',
      at: record.at,
      to: owner,
      ruleId: rule.id,
      ruleName: rule.name,
      runId: record.id,
      text: `The rule "${rule.name}" ran with errors: ${record.message}`,
      items: [],
    });
  }

  function sendAlert(alert: Omit<AlertRecord, 'id'>): void {
    const record = { id: newId('alert'), ...alert };
    change({ alerts: [...state.alerts, record].slice(-automationLimits.alertsKept) });
  }

  async function chooseByQuery(rule: Rule, door: JiraDoor): Promise<Chosen> {
    const { items, cut } = await door.search(rule.jql ?? '', neededFields(rule));
    if (!cut) return { kind: 'items', items };
    return {
      kind: 'items',
      items,
      note: `Only the first ${automationLimits.itemsPerRun} work items were looked at, the most Jira lets a rule search: narrow the JQL to reach the others.`,
    };
  }

  /** One work item, when the rule's filter lets it in. */
  async function chooseOne(rule: Rule, idOrKey: string, door: JiraDoor): Promise<Chosen> {
    const named = await door.find(idOrKey);
    if (!named)
      return {
        kind: 'items',
        items: [],
        note: `The connection's user cannot see the work item ${idOrKey}. Give that account the right to browse it, or connect another one.`,
      };
    const jql = rule.jql?.trim() || `key = "${named.key}"`;
    const { items } = await door.search(eventQuery(named.key, jql), neededFields(rule));
    const item = items.find((candidate) => candidate.key === named.key);
    return item
      ? { kind: 'items', items: [item] }
      : { kind: 'items', items: [], note: `${named.key} does not match the rule's JQL.` };
  }

  return {
    rules: () => state.rules,
    actions: () => automationActions(platform.manifest),
    smartValues: (actionKey) =>
      offeredValues(automationActions(platform.manifest).find(({ key }) => key === actionKey)),
    saveRule,
    deleteRule(id) {
      const kept = state.rules.filter((rule) => rule.id !== id);
      const { [id]: _forgotten, ...scheduledUntil } = state.scheduledUntil;
      const existed = kept.length < state.rules.length;
      if (existed) change({ rules: kept, scheduledUntil });
      return existed;
    },
    setEnabled: (id, enabled) => keep({ ...ruleWith(id), enabled }),
    async importRecipe(recipe) {
      const shaped = parseRecipe(recipe);
      if (shaped.kind === 'refused') return shaped;
      const { format: _format, ...body } = shaped.value;
      return saveRule(body);
    },
    exportRule: (id) => recipeOf(ruleWith(id)),
    nextRunAt(id) {
      const { enabled, trigger } = ruleWith(id);
      return enabled && trigger.kind === 'schedule' ? nextDue(trigger, clock.now()) : undefined;
    },
    runNow(id, itemKey) {
      const rule = ruleWith(id);
      return run(rule, 'by hand', 0, async (door) => {
        if (itemKey !== undefined) return chooseOne(rule, itemKey, door);
        if (rule.trigger.kind === 'schedule') return chooseByQuery(rule, door);
        return { kind: 'failed', why: 'A rule on events runs for one work item: name its key to run it by hand.' };
      });
    },
    async onEvent(event) {
      const records: RunRecord[] = [];
      const depth = event.eventType === 'avi:jira:commented:issue' ? guard.depthOfComment(commentedKey(event)) : 0;
      for (const rule of state.rules) {
        const start = rule.enabled && rule.trigger.kind === 'event' ? matchEvent(rule.trigger, event) : undefined;
        if (!start) continue;
        const choose = async (door: JiraDoor): Promise<Chosen> =>
          depth > automationLimits.restarts
            ? { kind: 'failed', why: loopMessage }
            : chooseOne(rule, start.itemIdOrKey, door);
        records.push(await run(rule, start.label, depth, choose));
      }
      return records;
    },
    async runDue() {
      const now = clock.now();
      const due = state.rules.filter((rule) => {
        const since = state.scheduledUntil[rule.id] ?? now;
        return rule.enabled && rule.trigger.kind === 'schedule' && nextDue(rule.trigger, since) <= now;
      });
      // Before the runs: a second call while they go on must not start them again.
      change({ scheduledUntil: Object.fromEntries(state.rules.map((rule) => [rule.id, now])) });
      const records: RunRecord[] = [];
      for (const rule of due) records.push(await run(rule, 'schedule', 0, (door) => chooseByQuery(rule, door)));
      return records;
    },
    beginAnew() {
      const now = clock.now();
      change({
        runs: [],
        alerts: [],
        sentAt: {},
        scheduledUntil: Object.fromEntries(state.rules.map((rule) => [rule.id, now])),
      });
    },
    auditLog: (limit, ruleId) =>
      newest(ruleId === undefined ? state.runs : state.runs.filter((record) => record.ruleId === ruleId), limit),
    alerts: (limit) => newest(state.alerts, limit),
  };
}

function goneRule(id: string): RuleProblem {
  return {
    field: 'id',
    message: `There is no rule "${id}" any more.`,
    remedy: 'Save it without an id to make a new one.',
  };
}

const loopMessage =
  `Stopped: comments by rules started this rule ${automationLimits.restarts} times in a row. ` +
  'Add JQL or a condition that its own comment does not meet.';

async function chosenOrRefused(choose: () => Promise<Chosen>): Promise<Chosen> {
  try {
    return await choose();
  } catch (error) {
    if (error instanceof JiraRefusal) return { kind: 'failed', why: `Jira refused the search: ${error.message}` };
    throw error;
  }
}

function commentedKey(event: ProductEvent): string {
  const item = event['issue'];
  return typeof item === 'object' && item !== null && 'key' in item ? String(item.key) : '';
}

function newest<Kept>(oldestFirst: readonly Kept[], limit: number): readonly Kept[] {
  return oldestFirst.slice(Math.max(0, oldestFirst.length - limit)).reverse();
}
