/**
 * The local host, put together: a clock, the local Jira, the stand-in for Forge with the app's
 * bundle in it, automation rules, and two origins for browsers.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileStore, memoryStore } from './automation/automation-store';
import { createAutomation } from './automation/automation';
import { createClock } from './clock';
import type { ForgeManifest, ProductEvent } from './contract';
import { askForCommandLine, explain, makeSigningSecret, saveSettings, startBackfill } from './admin-questions';
import { loadDataSet } from './jira/data-set';
import type { PropertyAlias } from './jira/jql/property-fields';
import { createLocalJira, type LocalJira, type LocalUser } from './jira/site';
import { replayJournal, withJournal } from './jira-journal';
import { loadManifest } from './platform/manifest';
import { createPlatform, type LocalForgePlatform, type SqlSettings } from './platform/platform';
import { readPullRequests } from './recorded-pulls';
import { createRepositoryFeed, readCommits, readRefs } from './repository-feed';
import { createGadgetShelf } from './shell/gadgets';
import type { HostLogEntry, HostProgress, Recipe, ShellHost, SitePerson } from './shell/shell-host';
import { openShell } from './shell/servers';
import { createSiteReplay } from './site-replay';

export interface HostOptions {
  /** Folder of manifest.yml. */
  readonly appFolder: string;
  /** What buildFunctions filled. */
  readonly bundleFolder: string;
  /** The built shell page and bridge stand-in. */
  readonly shellFolder: string;
  /** The data set. */
  readonly dataFolder: string;
  readonly port: number;
  readonly appPort: number;
  /** Overrides where the data set opens; milliseconds since the epoch. */
  readonly at?: number;
  readonly sql?: SqlSettings;
  /** Keeps the app's storage and the rules between runs; all is forgotten without it. */
  readonly storageFolder?: string;
  /** Keeps what the web trigger's address is made of, so that it stays between starts; a new one each start without. */
  readonly webTriggerSeedFile?: string;
  /** Where the signing secret is written for `throughline push`. */
  readonly secretFile?: string;
  /** Each line for the console. */
  readonly say?: (line: string) => void;
}

export interface Host {
  readonly siteOrigin: string;
  readonly shell: ShellHost;
  /** Installs the app and brings it up to the present, or goes on where storage left off. */
  open(): Promise<void>;
  /** Moves the present; backwards begins anew. Rejects when it could not finish. */
  moveTo(at: number): Promise<void>;
  /** Starts the timer that runs what falls due; it does not keep the process alive. */
  startTicking(): void;
  close(): Promise<void>;
}

const tickMs = 1000;
const keptLogEntries = 500;

/** Opens both origins at once; `open()` then fills the site, which browsers can watch. */
export async function createHost(options: HostOptions): Promise<Host> {
  const say = options.say ?? (() => undefined);
  const dataSet = loadDataSet(options.dataFolder);
  const commits = readCommits(options.dataFolder);
  const memory = openHostMemory(options.storageFolder);
  const opensAt = options.at ?? memory.read().now ?? dataSet.opensAt ?? Date.now();
  const clock = createClock(opensAt);
  const entries: HostLogEntry[] = [];
  const note = (text: string, level: HostLogEntry['level'] = 'info') => {
    entries.unshift({ at: clock.now(), text, level });
    entries.length = Math.min(entries.length, keptLogEntries);
  };
  let progress: HostProgress = { phase: 'starting', text: 'Starting' };
  const show = (next: HostProgress) => {
    if (next.text !== progress.text) {
      note(next.text);
      say(next.text);
    }
    progress = next;
  };

  const siteUrl = `http://localhost:${options.port}`;
  const { manifest } = loadManifest(join(options.appFolder, 'manifest.yml'));
  const memoryJira = createLocalJira({
    dataSet,
    clock,
    siteUrl,
    ...dataSet.access,
    aliases: searchAliases(manifest),
    jqlFunctions: Object.fromEntries(
      (manifest.modules['jira:jqlFunction'] ?? []).map((module) => [
        String(module['name']),
        ({ field, operator, arguments: given }: { field: string; operator: string; arguments: readonly string[] }) =>
          platform.runJqlFunction(module.key, { field, operator, arguments: given }),
      ]),
    ),
  });
  const journal = options.storageFolder && join(options.storageFolder, 'jira-journal.jsonl');
  if (journal) await replayJournal(memoryJira, journal, clock);
  const jira = journal ? withJournal(memoryJira, journal, clock) : memoryJira;
  const platform: LocalForgePlatform = await createPlatform({
    manifestPath: join(options.appFolder, 'manifest.yml'),
    bundleDir: options.bundleFolder,
    jira,
    clock,
    publicOrigin: siteUrl,
    onHostLog: (line) => note(line),
    ...(options.sql && { sql: options.sql }),
    ...(options.webTriggerSeedFile && {
      webTriggerSeed: `${readOrMakeSeed(options.webTriggerSeedFile)} ${dataSet.name}`,
    }),
    ...(options.storageFolder && { dataDir: join(options.storageFolder, 'platform') }),
  });
  const automation = createAutomation({
    jira,
    platform,
    clock,
    owner: jira.adminAccountId,
    store: options.storageFolder ? fileStore(join(options.storageFolder, 'automation.json')) : memoryStore(),
  });

  const [triggerModule] = manifest.modules['webtrigger'] ?? [];
  let triggerPath: string | undefined;
  const feed = createRepositoryFeed({
    commits,
    pullRequests: readPullRequests(options.dataFolder),
    refs: readRefs(options.dataFolder),
    clock,
    post: async (headers, body) => {
      if (!triggerModule) throw new Error('manifest.yml has no web trigger, so no commits can be received.');
      const path = await platform.webTriggerPath(triggerModule.key);
      const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
      const answer = await platform.callWebTrigger(path.slice(path.lastIndexOf('/') + 1), {
        method: 'POST',
        path,
        headers: lists,
        queryParameters: {},
        body,
      });
      if (!answer) throw new Error(`No web trigger answers at ${path}.`);
      return answer;
    },
    onProgress: (sent, total) => {
      if (progress.phase === 'starting')
        show({ phase: 'starting', text: 'Sending the commits of the data set', share: sent / Math.max(total, 1) });
    },
  });
  let secret = memory.read().secret;
  const replay = createSiteReplay({ clock, jira, platform, automation, feed, secret: () => secret });

  const stopHearing = jira.onEvent((event: ProductEvent) => {
    replay
      .deliver(event)
      .catch((error: unknown) => note(`${event.eventType} could not be delivered: ${String(error)}`, 'problem'));
  });

  /** Installs into empty storage and does what an admin does next. */
  async function installAnew(phase: 'starting' | 'moving'): Promise<void> {
    const admin = { platform, accountId: jira.adminAccountId, siteUrl };
    show({ phase, text: 'Installing Throughline' });
    await platform.install();
    await platform.drain();
    if (triggerModule) triggerPath = await platform.webTriggerPath(triggerModule.key);
    secret = await makeSigningSecret(admin);
    if (options.secretFile) writeSecret(options.secretFile, secret);
    const unknown = dataSet.settings ? await saveSettings(admin, dataSet.settings) : [];
    if (unknown.length > 0)
      note(`The data set chooses settings the app does not have: ${unknown.join(', ')}`, 'problem');
    const projects = jira.projects().map(({ key }) => key);
    show({ phase, text: `Reading the work items of ${projects.join(' and ')}` });
    await startBackfill(admin, projects);
    await platform.drain();
    show({ phase, text: 'Sending the commits of the data set', share: 0 });
    const sent = await feed.send(-Infinity, clock.now(), secret);
    show({ phase, text: `Tracing ${sent} commits` });
    await platform.drain();
    show({ phase, text: 'Running what is due' });
    await platform.runDueSchedules();
    await platform.drain();
    replay.startAt(clock.now());
    memory.write({ secret, now: clock.now() });
  }

  async function open(): Promise<void> {
    try {
      if (secret === undefined) await installAnew('starting');
      else {
        show({ phase: 'starting', text: 'Going on with what is stored' });
        if (triggerModule) triggerPath = await platform.webTriggerPath(triggerModule.key);
        replay.startAt(clock.now());
        await replay.catchUp();
      }
      show({ phase: 'ready', text: 'Ready' });
    } catch (error) {
      fail(error);
      throw error;
    }
  }

  async function moveTo(to: number): Promise<void> {
    const from = clock.now();
    try {
      if (to >= from) {
        await replay.advance(to, (at) =>
          show({ phase: 'moving', text: `Moving to ${dayOf(at)}`, share: (at - from) / Math.max(to - from, 1) }),
        );
      } else {
        show({ phase: 'moving', text: 'Uninstalling Throughline' });
        await platform.uninstall();
        jira.reset();
        clock.set(to);
        automation.beginAnew();
        await installAnew('moving');
      }
      memory.write({ ...(secret !== undefined && { secret }), now: clock.now() });
      show({ phase: 'ready', text: 'Ready' });
    } catch (error) {
      fail(error);
      throw error;
    }
  }

  function fail(error: unknown): void {
    note(String(error), 'problem');
    show({ phase: 'failed', text: error instanceof Error ? error.message : String(error) });
  }

  const gadgets = createGadgetShelf();
  placeFirstGadget();

  /** The dashboard of a new visitor is not empty. */
  function placeFirstGadget(): void {
    const [module] = manifest.modules['jira:dashboardGadget'] ?? [];
    const [project] = jira.projects();
    if (module && project) gadgets.configure(gadgets.add(module.key).id, { projectKey: project.key });
  }

  const shell: ShellHost = {
    platform,
    jira,
    clock,
    opensAt,
    automation,
    gadgets,
    people: () => peopleOf(jira),
    tour: dataSet.tour,
    ...(dataSet.banner !== undefined && { banner: dataSet.banner }),
    recipes: () => readRecipes(join(options.appFolder, 'recipes')),
    projects: (accountId) => {
      const hidden = jira.users().find((user) => user.accountId === accountId)?.hiddenProjects ?? [];
      return jira
        .projects()
        .filter(({ key }) => !hidden.includes(key))
        .map(({ key, name }) => ({ key, name }));
    },
    outbox: (limit) =>
      jira
        .outbox()
        .slice(-limit)
        .reverse()
        .map(({ at, to, subject, textBody, itemKey }) => ({ at, to, subject, text: textBody, issueKey: itemKey })),
    log: (limit) => entries.slice(0, limit),
    progress: () => progress,
    settledEvents: replay.settledEvents,
    webTriggerUrl: () => (triggerPath === undefined ? undefined : siteUrl + triggerPath),
    startMoving(to) {
      if (progress.phase === 'starting' || progress.phase === 'moving')
        return { refused: 'The host is busy. Wait until it is ready.' };
      show({ phase: 'moving', text: `Moving to ${dayOf(to)}`, share: 0 });
      moveTo(to).catch((error: unknown) => say(`Moving failed: ${String(error)}`));
      return {};
    },
    explain: (of) => explain({ platform, accountId: jira.adminAccountId, siteUrl }, of),
    askApp: (request, take) => askForCommandLine({ platform, accountId: jira.adminAccountId, siteUrl }, request, take),
  };
  const servers = await openShell({
    host: shell,
    port: options.port,
    appPort: options.appPort,
    appFolder: options.appFolder,
    builtFolder: options.shellFolder,
  });

  let ticking: NodeJS.Timeout | undefined;
  let ticks = Promise.resolve();
  return {
    siteOrigin: servers.siteOrigin,
    shell,
    open,
    moveTo,
    startTicking() {
      let busy = false;
      ticking ??= setInterval(() => {
        if (busy || progress.phase !== 'ready') return;
        busy = true;
        ticks = replay
          .catchUp()
          .catch((error: unknown) => note(`What fell due could not run: ${String(error)}`, 'problem'))
          .finally(() => {
            busy = false;
          });
      }, tickMs).unref();
    },
    async close() {
      clearInterval(ticking);
      stopHearing();
      await servers.close();
      await ticks;
      memory.write({ ...(secret !== undefined && { secret }), now: clock.now() });
      await platform.close();
    },
  };
}

/** JQL aliases that the manifest's entity properties declare. */
function searchAliases(manifest: ForgeManifest): Record<string, PropertyAlias> {
  const aliases: Record<string, PropertyAlias> = {};
  for (const module of manifest.modules['jira:entityProperty'] ?? []) {
    for (const value of (module['values'] ?? []) as {
      path: string;
      type: PropertyAlias['type'];
      searchAlias?: string;
    }[]) {
      if (value.searchAlias)
        aliases[value.searchAlias] = { propertyKey: String(module['propertyKey']), path: value.path, type: value.type };
    }
  }
  return aliases;
}

const shownPeople = 12;

/** The admin, the busiest, and everybody whose rights differ. */
function peopleOf(jira: LocalJira): readonly SitePerson[] {
  const users = jira.users();
  const special = users.filter((user) => user.isAdmin || user.administers.length > 0 || user.hiddenProjects.length > 0);
  const chosen = [...new Set([...special, ...users.slice(0, shownPeople)])];
  return chosen.map((user) => {
    const note = noteOn(user);
    return { accountId: user.accountId, displayName: user.displayName, ...(note && { note }) };
  });
}

function noteOn(user: LocalUser): string | undefined {
  if (user.isAdmin) return 'Site admin';
  if (user.hiddenProjects.length > 0) return `May not see ${user.hiddenProjects.join(', ')}`;
  if (user.administers.length > 0) return `Administers ${user.administers.join(', ')}`;
  return undefined;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function readRecipes(folder: string): readonly Recipe[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const json = readFileSync(join(folder, name), 'utf8');
      const { name: title, description } = JSON.parse(json) as { name?: string; description?: string };
      return { name: title ?? name, description: description ?? '', json };
    });
}

interface HostFacts {
  readonly secret?: string;
  readonly now?: number;
}

/** The little the host itself has to remember between runs. */
function openHostMemory(folder: string | undefined): { read(): HostFacts; write(facts: HostFacts): void } {
  const file = folder && join(folder, 'host.json');
  return {
    read: () => (file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as HostFacts) : {}),
    write(facts) {
      if (!folder || !file) return;
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, JSON.stringify(facts), { mode: 0o600 });
    },
  };
}

/** Chosen once, at random. Two hosts that start together agree on the first that was written. */
function readOrMakeSeed(file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) {
    try {
      writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return readFileSync(file, 'utf8').trim();
}

function writeSecret(file: string, secret: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
}
