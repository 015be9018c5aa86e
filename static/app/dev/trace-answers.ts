/**
 * Made-up answers about commits. Decisions are remembered while the page stands, so that figures
 * and rows follow what one clicks. Scenes: `usual`, `empty` (no repository), `readonly`,
 * `answered` (nothing to review, nothing untraced), `refusing` (every decision is refused).
 */
import type {
  ClassCounts,
  CommitDetailView,
  CommitRowView,
  DecisionView,
  FootprintView,
  ItemRef,
  LedgerEntryView,
  Requests,
  ReviewRowView,
  SuggestionView,
  TraceFilter,
  TraceRequests,
  TraceView,
} from '../src/bridge';
import { USERS } from './members';

const AS_OF = '2017-11-13T09:00:00.000Z';
const REPOSITORIES = ['appcelerator/appc-daemon', 'appcelerator/appc-daemon-plugins', 'appcelerator/gawk'] as const;
const DAY_MS = 86_400_000;

type Seen = ItemRef & { readonly kind: 'seen' };
const seen = (number: number, summary: string, status = 'In Progress', stage: Seen['stage'] = 'in-progress'): Seen => ({
  kind: 'seen',
  key: `DAEMON-${number}`,
  summary,
  type: 'Story',
  status,
  stage,
});
const GOAL = seen(1, 'The daemon replaces the old command line');
const FEATURE = seen(3, 'Plugins run in their own process and survive a crash of the host');
const HERE = seen(17, 'Restart a plugin when its process ends');
const TELEMETRY = seen(31, 'Telemetry keeps what it cannot send and sends it later, in the order in which it happened');
const CONFIG = seen(46, 'Configuration is validated on load', 'To Do', 'to-do');
const JDKS = seen(22, 'Detect JDKs', 'Done', 'done');

const SUBJECTS = [
  'Restart a plugin when its process ends unexpectedly',
  'Keep unsent events in the order in which they happened',
  'Validate the configuration before the first plugin is loaded, and say which file and which line is wrong when it is not what the schema says',
  'Fix flaky test of the telemetry queue',
  'Detect JDKs below Program Files',
  '<img src=x onerror=alert(1)> Escape what plugins print',
  'تحسين السجلات when a plugin starts',
  'Move path helpers',
  'Speed up the snapshot of the file system',
  'Say which port is taken',
  'Do not retry when the server says 410',
  'Wait for the plugin before answering',
];

const shaOf = (index: number) => ((index + 11) * 2_654_435_761).toString(16).padStart(8, '7').repeat(6).slice(0, 40);
const atOf = (index: number) => new Date(Date.parse(AS_OF) - (index * 1.7 + 0.6) * DAY_MS).toISOString();

const suggestion = (item: Seen, probability: number, ...reasons: readonly string[]): SuggestionView => ({
  item,
  probability,
  band: probability >= 0.9 ? 'likely' : 'possible',
  reasons,
});

const SUGGESTIONS: readonly (readonly SuggestionView[])[] = [
  [
    suggestion(
      HERE,
      0.97,
      'Its author is assigned to DAEMON-17, and to nothing else that was in progress.',
      'The words restart, plugin and process stand in both texts.',
      '3 of its 4 files were changed for DAEMON-17 before.',
    ),
    suggestion(
      FEATURE,
      0.52,
      'DAEMON-17 lies under it.',
      'The word plugin stands in both texts.',
      'It was in progress.',
    ),
  ],
  [
    suggestion(
      TELEMETRY,
      0.93,
      'The words unsent, events and order stand in both texts.',
      'Its author wrote 5 commits for DAEMON-31 in that week.',
      'DAEMON-31 was in progress on that day.',
    ),
  ],
  [
    suggestion(
      CONFIG,
      0.91,
      'The words configuration, validate and load stand in both texts.',
      'The branch is called schema-check.',
      'DAEMON-46 was made two days before.',
    ),
    suggestion(
      HERE,
      0.58,
      'Its author is assigned to DAEMON-17.',
      'The word plugin stands in both texts.',
      'One of its files was changed for DAEMON-17.',
    ),
    suggestion(
      TELEMETRY,
      0.5,
      'DAEMON-31 was in progress on that day.',
      'One of its files was changed for DAEMON-31.',
      'The word file stands in both texts.',
    ),
  ],
  [
    suggestion(
      TELEMETRY,
      0.74,
      'The words telemetry and queue stand in both texts.',
      '2 of its 2 files were changed for DAEMON-31.',
      'Its author is not assigned to it.',
    ),
  ],
  [
    suggestion(
      JDKS,
      0.66,
      'The word JDKs stands in both texts.',
      'DAEMON-22 was resolved on the next day.',
      'One of its files was changed for DAEMON-22.',
    ),
  ],
];

/** `repo@sha key` → what was said last. */
const decisions = new Map<string, 'confirm' | 'reject'>();
const pair = (sha: string, key: string) => `${sha} ${key}`;

function suggestionsOf(index: number): readonly SuggestionView[] {
  return (SUGGESTIONS[index % SUGGESTIONS.length] ?? []).filter(
    ({ item }) => !decisions.has(pair(shaOf(index), item.key)),
  );
}

function classAfter(sha: string): DecisionView['class'] {
  const said = [...decisions].filter(([name]) => name.startsWith(`${sha} `)).map(([, decision]) => decision);
  if (said.includes('confirm')) return 'linked';
  const index = Array.from({ length: 200 }, (_, place) => place).find((place) => shaOf(place) === sha) ?? 0;
  return suggestionsOf(index).length > 0 ? 'suggested' : 'untraced';
}

function counts(scene: string): ClassCounts {
  const usual = { linked: 851, suggested: 96, untraced: 124, exempt: 133 };
  if (scene === 'answered') return { linked: 1071, suggested: 0, untraced: 0, exempt: 133 };
  const shas = new Set([...decisions.keys()].map((name) => name.split(' ')[0] ?? ''));
  for (const sha of shas) {
    const now = classAfter(sha);
    usual.suggested -= 1;
    usual[now] += 1;
  }
  return usual;
}

const share = ({ linked, suggested, untraced }: ClassCounts, expectation: number) => ({
  explicit: linked / (linked + suggested + untraced),
  expected: (linked + suggested * expectation) / (linked + suggested + untraced),
});

function weeks(): TraceView['weeks'] {
  const monday = Date.parse('2016-03-07T00:00:00Z');
  return Array.from({ length: 89 }, (_, index) => {
    const busy = index > 38 && index < 42 ? 0 : Math.round(9 + 7 * Math.sin(index / 6) + ((index * 7) % 5));
    const linked = Math.round(busy * Math.min(0.86, 0.34 + index / 140));
    const suggested = Math.round((busy - linked) * 0.45);
    return {
      monday: new Date(monday + index * 7 * DAY_MS).toISOString().slice(0, 10),
      counts: { linked, suggested, untraced: Math.max(0, busy - linked - suggested), exempt: index % 4 },
    };
  });
}

function trace(scene: string, { repo }: TraceFilter): TraceView {
  const now = counts(scene);
  const none = scene === 'empty';
  const parts = [0.62, 0.3, 0.08];
  return {
    projectKey: 'DAEMON',
    asOf: AS_OF,
    counts: none ? undefined : now,
    coverage: none ? { explicit: undefined, expected: undefined } : share(now, 0.78),
    weeks: none ? [] : weeks(),
    repositories: none
      ? []
      : REPOSITORIES.filter((name) => repo === undefined || name === repo).map((name, index) => {
          const part = parts[index] ?? 0;
          const theirs = {
            linked: Math.round(now.linked * part),
            suggested: Math.round(now.suggested * part),
            untraced: Math.round(now.untraced * part),
            exempt: Math.round(now.exempt * part),
          };
          return {
            name,
            counts: theirs,
            coverage: share(theirs, 0.78),
            lastCommitAt: `2017-11-${12 - index}T15:20:00.000Z`,
            lastReceivedAt: AS_OF,
          };
        }),
    teams: none ? [] : ['Platform', 'Telemetry'],
    leftOut: [],
    queue: none ? 0 : now.suggested,
    suggester: {
      version: '2017-11-12',
      labels: 812,
      calibrationError: 0.024,
      bands: [
        { from: 0.5, until: 0.6, suggested: 61, right: 34 },
        { from: 0.6, until: 0.7, suggested: 48, right: 31 },
        { from: 0.7, until: 0.8, suggested: 40, right: 30 },
        { from: 0.8, until: 0.9, suggested: 52, right: 45 },
        { from: 0.9, until: 1, suggested: 118, right: 113 },
      ],
      confirmed: 64,
      rejected: 9,
    },
    canDecide: scene !== 'readonly',
    exemptBy: {
      patterns: [],
      servedProjects: [],
      exemptPrefixes: ['MINOR:', 'HOTFIX:'],
      keptBranches: ['release', 'support/'],
      botAuthors: [],
      mergesExempt: true,
      botsExempt: true,
      versionBumpsExempt: true,
      toolCommitsExempt: true,
    },
    commits: none
      ? { state: 'unknown', text: 'No repository has sent commits yet.' }
      : {
          state: 'partial',
          text: '1,204 commits of 3 repositories since 4 March 2016; older ones were not sent.',
          asOf: '2017-11-12T22:10:00.000Z',
        },
  };
}

function commitRow(index: number, of: CommitRowView['class']): CommitRowView {
  const linked = of === 'linked';
  return {
    repo: REPOSITORIES[index % 3] ?? REPOSITORIES[0],
    sha: shaOf(index),
    at: atOf(index),
    subject: `${linked ? 'DAEMON-17 ' : of === 'exempt' ? 'MINOR: ' : ''}${SUBJECTS[index % SUBJECTS.length]}`,
    links: linked
      ? [
          {
            key: 'DAEMON-17',
            linker: 'message-key',
            evidence: 'DAEMON-17 in the subject',
            quote: 'DAEMON-17 Restart a plugin',
            confidence: 1,
            decided: false,
          },
        ]
      : [],
    class: of,
    reason: of === 'exempt' ? 'its message begins with MINOR:' : undefined,
    filesChanged: (index % 7) + 1,
    hiddenLinks: linked && index % 6 === 5 ? 1 : 0,
    suggestion: of === 'suggested' ? suggestionsOf(index)[0] : undefined,
  };
}

function review(scene: string, cursor: string | undefined): Requests['trace.review']['give'] {
  if (scene === 'answered') return { total: 0, hidden: 0, rows: [], nextCursor: undefined };
  const from = cursor === undefined ? 0 : Number(cursor);
  const rows = Array.from({ length: 10 }, (_, place) => from + place).flatMap((index): ReviewRowView[] => {
    const suggestions = suggestionsOf(index);
    return suggestions.length === 0
      ? []
      : [
          {
            repo: REPOSITORIES[index % 3] ?? REPOSITORIES[0],
            sha: shaOf(index),
            at: atOf(index),
            subject: SUBJECTS[index % SUBJECTS.length] ?? '',
            filesChanged: 7,
            paths: [
              'packages/appc-daemon/src/plugins/external-plugin.js',
              'packages/appc-daemon/src/plugins/plugin-manager.js',
              'packages/appc-daemon/test/fixtures/plugins/crashing/a-rather-long-folder-name/index.js',
              'packages/appc-daemon/test/test-plugins.js',
              'CHANGELOG.md',
            ],
            suggestions,
          },
        ];
  });
  return { total: counts(scene).suggested, hidden: 1, rows, nextCursor: from < 20 ? String(from + 10) : undefined };
}

const entry = (id: string, change: Partial<LedgerEntryView>): LedgerEntryView => ({
  id,
  at: '2017-11-10T15:21:00.000Z',
  repo: REPOSITORIES[0],
  sha: shaOf(0),
  item: HERE,
  act: 'found',
  linker: 'message-key',
  confidence: 1,
  evidence: 'DAEMON-17 in the subject',
  by: { kind: 'linker', version: 'linkers 1' },
  ...change,
});
const LEDGER: readonly LedgerEntryView[] = [
  entry('e4', {
    at: '2017-11-12T09:30:00.000Z',
    act: 'undone',
    linker: 'person',
    item: TELEMETRY,
    evidence: '',
    by: { kind: 'person', accountId: USERS[0]?.accountId ?? '' },
  }),
  entry('e3', {
    at: '2017-11-12T09:29:00.000Z',
    act: 'rejected',
    linker: 'person',
    item: TELEMETRY,
    confidence: 0.74,
    evidence: 'suggested by words and files',
    by: { kind: 'person', accountId: USERS[0]?.accountId ?? '' },
  }),
  entry('e2', {
    at: '2017-11-11T11:00:00.000Z',
    act: 'confirmed',
    linker: 'person',
    item: CONFIG,
    confidence: 0.91,
    evidence: 'suggested by words and branch',
    by: { kind: 'person', accountId: 'unknown-account' },
  }),
  entry('e1', {}),
];

function commitDetail(sha: string, scene: string): CommitDetailView {
  // What the panel names is not among the rows of the page: it is a commit that names its item.
  const index = Array.from({ length: 200 }, (_, place) => place).find((place) => shaOf(place).startsWith(sha)) ?? 1;
  const full = sha.length === 40 ? sha : shaOf(index);
  const said = [...decisions].filter(([name]) => name.startsWith(`${full} `));
  const items = new Map([HERE, FEATURE, TELEMETRY, CONFIG, JDKS].map((item) => [item.key, item]));
  const itemOf = (name: string) => {
    const key = name.slice(41);
    return { ...(items.get(key) ?? seen(0, 'Another work item')), key };
  };
  const confirmed = said.filter(([, decision]) => decision === 'confirm').map(([name]) => itemOf(name));
  const rejected = said.filter(([, decision]) => decision === 'reject').map(([name]) => itemOf(name));
  const found = index % 2 === 1 && !rejected.some(({ key }) => key === HERE.key) ? [HERE] : [];
  return {
    repo: REPOSITORIES[index % 3] ?? REPOSITORIES[0],
    sha: full,
    parents: [shaOf(index + 1)],
    at: atOf(index),
    message: `${SUBJECTS[index % SUBJECTS.length]}\n\nThe host waits until the process has ended by itself, then starts it again with the\nsame arguments. After three times within a minute it gives up and says so.\n\n  * <b>not bold</b>\n  * signed off by nobody`,
    branch: 'DAEMON-17-restart',
    pullRequest: 88,
    paths: Array.from({ length: 12 }, (_, place) => ({
      status: ['M', 'A', 'D', 'R100'][place % 4] ?? 'M',
      path: `packages/appc-daemon/src/plugins/${['external-plugin', 'plugin-manager', 'host', 'scheme'][place % 4]}-${place}.js`,
    })),
    filesChanged: 14,
    added: 212,
    deleted: 41,
    class: confirmed.length + found.length > 0 ? 'linked' : suggestionsOf(index).length > 0 ? 'suggested' : 'untraced',
    reason: undefined,
    links: [
      ...found.map((item) => ({
        key: item.key,
        linker: 'message-key' as const,
        evidence: 'DAEMON-17 in the subject',
        quote: '[DAEMON-17] Restart a plugin',
        confidence: 1,
        decided: false,
        item,
        ancestors: [FEATURE, GOAL],
        via: undefined,
        foundAt: '2017-11-10T15:21:00.000Z',
        canDecide: scene !== 'readonly',
      })),
      ...confirmed.map((item) => ({
        key: item.key,
        linker: 'person' as const,
        evidence: '',
        quote: undefined,
        confidence: 1,
        decided: true,
        item,
        ancestors: [FEATURE, GOAL],
        via: undefined,
        foundAt: AS_OF,
        canDecide: scene !== 'readonly',
      })),
    ],
    hiddenLinks: index % 6 === 5 ? 1 : 0,
    suggestions: found.length > 0 ? [] : suggestionsOf(index),
    rejected,
    canDecide: scene !== 'readonly',
    ledger: [...LEDGER].reverse(),
  };
}

function decide(sha: string, key: string, decision: 'confirm' | 'reject' | undefined): DecisionView {
  if (decision === undefined) decisions.delete(pair(sha, key));
  else decisions.set(pair(sha, key), decision);
  return { repo: REPOSITORIES[0], sha, class: classAfter(sha), links: [], entry: `${sha} ${key}` };
}

function footprint(scene: string): FootprintView {
  const none = scene === 'empty';
  const modules = ['src/plugins', 'src/telemetry', 'src/config', 'test', 'src/util', 'bin', 'docs'];
  return {
    item: FEATURE,
    asOf: AS_OF,
    stage: 'in-progress',
    commits: none ? undefined : 47,
    firstAt: none ? undefined : '2017-06-12T08:00:00.000Z',
    lastAt: none ? undefined : '2017-11-10T15:20:00.000Z',
    repositories: none
      ? []
      : REPOSITORIES.slice(0, 2).map((name, index) => ({
          name,
          commits: index === 0 ? 39 : 8,
          firstAt: '2017-06-12T08:00:00.000Z',
          lastAt: '2017-11-10T15:20:00.000Z',
        })),
    modules: none
      ? []
      : modules.map((path, index) => ({
          repo: REPOSITORIES[index === 4 ? 1 : 0],
          path,
          commits: Math.round(31 / (index + 1)),
          files: 12 - index,
          survivingLines: 820 - 110 * index,
        })),
    moreModules: 3,
    files: none
      ? []
      : Array.from({ length: 12 }, (_, index) => ({
          repo: REPOSITORIES[0],
          path: `packages/appc-daemon/src/plugins/${['external-plugin', 'plugin-manager', 'host', 'scheme'][index % 4]}-${index}.js`,
          commits: 14 - index,
          lastAt: '2017-11-10T15:20:00.000Z',
          survivingLines: 240 - index * 12,
        })),
    moreFiles: 28,
    placesOf: undefined,
    weeks: none
      ? []
      : Array.from({ length: 22 }, (_, index) => {
          const busy = index > 8 && index < 11 ? 0 : (index * 5) % 7;
          return {
            monday: new Date(Date.parse('2017-06-12T00:00:00Z') + index * 7 * DAY_MS).toISOString().slice(0, 10),
            commits: busy,
            files: busy * 3,
            added: busy === 0 ? 0 : 40 + ((busy * 83) % 310),
            deleted: busy === 0 ? 0 : (busy * 37) % 140,
          };
        }),
    commitsWithLines: none ? 0 : 41,
    surviving: none
      ? { state: 'unknown', text: 'No repository has sent its blame yet.' }
      : {
          state: 'known',
          lines: 3120,
          files: 38,
          asOf: '2017-11-12T22:10:00.000Z',
          missing: ['appcelerator/appc-daemon-plugins'],
        },
  };
}

type Answers = { readonly [Name in keyof TraceRequests]: () => TraceRequests[Name]['give'] };

export function traceAnswers(scene: string, payload: never): Answers {
  const take = payload as TraceRequests['trace.commits']['take'] &
    Partial<TraceRequests['trace.decide']['take']> &
    Partial<Pick<TraceRequests['trace.export']['take'], 'of' | 'format'>>;
  const { class: of = 'linked', cursor, sha = '', key = '', decision, format } = take;
  const from = cursor === undefined ? 0 : Number(cursor);
  return {
    'trace.read': () => trace(scene, take),
    'trace.commits': () => ({
      total: counts(scene)[of],
      hidden: of === 'linked' ? 2 : 0,
      commits: counts(scene)[of] === 0 ? [] : Array.from({ length: 20 }, (_, index) => commitRow(from + index, of)),
      nextCursor: from < 60 && counts(scene)[of] > 0 ? String(from + 20) : undefined,
    }),
    'trace.review': () => review(scene, cursor),
    'trace.commit': () => commitDetail(sha, scene),
    'trace.decide': () => decide(sha, key, decision),
    'trace.undo': () => decide(sha, key, undefined),
    'trace.ledger': () => ({
      entries: LEDGER.map((one) => ({ ...one, id: `${one.id}-${from}` })),
      hidden: 1,
      nextCursor: from < 2 ? String(from + 1) : undefined,
    }),
    'trace.export': () => ({
      text: format === 'jsonl' ? '{"key":"DAEMON-17"}\n' : `${from === 0 ? 'repo,sha,key\r\n' : ''}a,b,DAEMON-17\r\n`,
      rows: 500,
      hidden: 3,
      nextCursor: from < 5 ? String(from + 1) : undefined,
    }),
    'trace.footprint': () => footprint(scene),
    'trace.blame': () => ({ commits: [] }),
  };
}
