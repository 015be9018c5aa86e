/**
 * Made-up answers for every request, in the contract's own types. Scenes: `usual`, `empty`,
 * `reading`, `refused`, `outage`, `loading`, `none` (no property), `big` (a crowded graph),
 * `feature`, `edit`, `errors`, `site` (its settings), and those of trace-answers.ts.
 */
import type {
  Answer,
  FindingView,
  HealthView,
  ItemProperty,
  ItemRef,
  ItemView,
  RequestName,
  Requests,
  WaitsView,
} from '../src/bridge';
import { DETECTORS, LINK_TYPES } from './detectors';
import { traceAnswers } from './trace-answers';
import { USERS, decided, membersView } from './members';

const AS_OF = '2017-11-13T09:00:00.000Z';

const seen = (
  number: number,
  summary: string,
  status = 'In Progress',
  stage: 'to-do' | 'in-progress' | 'done' = 'in-progress',
): ItemRef => ({
  kind: 'seen',
  key: `DAEMON-${number}`,
  summary,
  type: 'Story',
  status,
  stage,
});
const FEATURE = seen(3, 'Plugins run in their own process and survive a crash of the host');
const HERE = seen(17, 'Restart a plugin when its process ends');
const BLOCKER = seen(9, 'Describe how plugins say that they are ready', 'To Do', 'to-do');
const DONE = seen(12, 'Log what a plugin writes', 'Done', 'done');
const OUTSIDE: ItemRef = { kind: 'unknown', key: 'TIMOB-24331' };
const HIDDEN: ItemRef = { kind: 'hidden' };

const commit = (sha: string, at: string, linker: ItemProperty['commits'][number]['linker'], evidence: string) => ({
  repo: 'appcelerator/appc-daemon',
  sha: sha.repeat(40).slice(0, 40),
  at,
  linker,
  evidence,
});
const COMMITS = [
  commit('4f9c2ab', '2017-11-10T15:20:00.000Z', 'message-key', 'DAEMON-17 in the subject'),
  commit('b81d7e0', '2017-11-08T10:02:00.000Z', 'branch-name', 'branch DAEMON-17-restart'),
  commit('09aa31c', '2017-11-02T08:41:00.000Z', 'merge-parent', 'came in with the merge of DAEMON-17-restart'),
  commit('77d0f13', '2017-10-30T17:15:00.000Z', 'pull-request', 'pull request 88 names DAEMON-17'),
];

const PROPERTY: ItemProperty = {
  v: 1,
  asOf: AS_OF,
  feature: '20003',
  level: 'story',
  waitingSince: '2017-10-26T12:00:00.000Z',
  waitingExact: false,
  waitsOn: [
    { id: '20009', since: '2017-10-26T12:00:00.000Z', exact: false },
    { id: '29999', since: '2017-11-01T12:00:00.000Z', exact: true },
  ],
  unknownBlockers: 1,
  waitedForBy: [{ id: '20012', since: '2017-11-06T12:00:00.000Z', exact: true }],
  findingIds: ['blocking-wait', 'overdue-promise'],
  findings: [
    {
      id: 'blocking-wait',
      title: 'Waits longer than agreed',
      since: '2017-10-26T12:00:00.000Z',
      exact: false,
      severity: 'high',
    },
    {
      id: 'overdue-promise',
      title: 'The due date has passed',
      since: '2017-11-06T00:00:00.000Z',
      exact: true,
      severity: 'medium',
    },
  ],
  commits: COMMITS,
  commitCount: 14,
};

function propertyFor(scene: string): ItemProperty | undefined {
  if (scene === 'none' || scene === 'refused') return undefined;
  if (scene === 'empty') {
    const { feature: _feature, waitingSince: _since, waitingExact: _exact, commitCount: _count, ...rest } = PROPERTY;
    return { ...rest, waitsOn: [], waitedForBy: [], unknownBlockers: 0, findings: [], findingIds: [], commits: [] };
  }
  if (scene === 'feature') {
    const { feature: _feature, ...rest } = PROPERTY;
    return { ...rest, level: 'feature', stories: { total: 9, done: 4 } };
  }
  return PROPERTY;
}

const finding = (index: number, about: FindingView['subject'], change: Partial<FindingView> = {}): FindingView => ({
  id: `blocking-wait/work-item:DAEMON-${index}`,
  detector: 'blocking-wait',
  title: 'Waits longer than agreed',
  line: 2,
  severity: 'high',
  subject: about,
  message: 'Waits on DAEMON-9 for 12 working days; the limit is 3.',
  since: { at: '2017-10-26T12:00:00.000Z', exact: false },
  evidence: [
    {
      kind: 'work-item',
      item: BLOCKER,
      text: 'is blocked by this, To Do since it was made',
      at: '2017-09-04T08:00:00.000Z',
      exact: false,
      unknown: false,
    },
    { kind: 'work-item', item: OUTSIDE, text: 'is blocked by this', exact: true, unknown: true },
    {
      kind: 'commit',
      commit: { repo: COMMITS[0]!.repo, sha: COMMITS[0]!.sha },
      text: 'the newest commit that serves it',
      at: '2017-11-10T15:20:00.000Z',
      exact: true,
      unknown: false,
    },
    { kind: 'figure', text: '2 items wait behind it, 3 people are assigned to them', exact: true, unknown: false },
  ],
  nextStep: 'Ask for somebody to take DAEMON-9; nobody is assigned to it.',
  clearedBy: 'DAEMON-9 is resolved, or the link is removed.',
  thresholds: [{ label: 'Longest wait', value: 3, unit: 'working days' }],
  personDays: 24.5,
  ...change,
});

const FINDINGS: readonly FindingView[] = [
  finding(17, HERE),
  finding(
    12,
    seen(31, 'Telemetry keeps what it cannot send and sends it later, in the order in which it happened', 'In Review'),
    { personDays: 11, message: 'Waits on DAEMON-9, through DAEMON-17, for 5 working days; the limit is 3.' },
  ),
  finding(
    40,
    { kind: 'text', text: 'The team of DAEMON' },
    {
      detector: 'idle-member',
      title: 'Somebody has no work',
      line: 3,
      severity: 'low',
      message: '2 of 7 members had no open work for 5 working days while 11 items were ready.',
      since: { at: '2017-11-06T00:00:00.000Z', exact: true },
    },
  ),
  finding(41, HIDDEN, { severity: 'medium' }),
  finding(42, seen(22, 'Detect JDKs'), {
    severity: 'medium',
    detector: 'overdue-promise',
    title: 'The due date has passed',
    line: 1,
    message: 'Was due on 6 November and is not done.',
  }),
].map((one, index) => ({ ...one, id: `${one.id}#${index}` }));

const COVERAGE: HealthView['coverage'] = {
  workItems: { state: 'complete', text: 'All 214 work items of DAEMON were read.', asOf: AS_OF },
  commits: {
    state: 'partial',
    text: '1,204 commits of 1 repository since 4 March 2016; older ones were not sent.',
    asOf: '2017-11-12T22:10:00.000Z',
  },
  trace: { commits: 1204, linked: 851, exempt: 133, untraced: 124, expectedLinked: 925.9 },
};
const NO_COMMITS: HealthView['coverage'] = {
  workItems: COVERAGE.workItems,
  commits: { state: 'unknown', text: 'No repository has sent commits yet.' },
};

function health(scene: string): HealthView {
  const fresh = scene === 'empty';
  const lines: HealthView['lines'] = [
    line(
      1,
      'Promises',
      'Never fail to achieve promised goals',
      'at-risk',
      '1 of 7 promised features is overdue; 2 were moved later.',
      3,
    ),
    line(
      2,
      'Waiting',
      'Never fail a deadline because of waiting on others',
      'failing',
      '6 items wait longer than 3 working days, at 74 person-days; one deadlock.',
      6,
    ),
    line(
      3,
      'Everyone used',
      "Never fail to use all the team's members",
      'at-risk',
      '2 of 7 members had no open work for 5 working days.',
      1,
    ),
    line(
      4,
      'No exhaustion',
      'Never fail to stay productive because of exhaustion',
      'unknown',
      'Commits of fewer than 12 weeks are known.',
      0,
    ),
    line(
      5,
      'Alignment',
      'Never fail because of misalignment',
      'failing',
      '255 of 1,204 commits serve no feature; 4 items are Done with open children.',
      41,
    ),
    line(
      6,
      'Past work',
      'Never fail because of past work no longer relevant, or never finished',
      'holding',
      'Looked at 214 items; nothing is left over.',
      0,
    ),
  ];
  return {
    projectKey: 'DAEMON',
    asOf: fresh || scene === 'first' ? undefined : AS_OF,
    lines,
    topRisks: FINDINGS.slice(0, 3),
    coverage: fresh ? NO_COMMITS : COVERAGE,
    counts: { features: 7, stories: 183, commits: fresh ? undefined : 1204 },
    progress:
      scene === 'reading' || scene === 'first'
        ? { text: 'Reading work items of DAEMON', done: 120, total: 214 }
        : undefined,
  };
}

function line(
  id: HealthView['lines'][number]['id'],
  title: string,
  sentence: string,
  outcome: HealthView['lines'][number]['outcome'],
  reason: string,
  flagged: number,
): HealthView['lines'][number] {
  const detectors = DETECTORS.filter((detector) => detector.line === id).map((detector, index) => {
    const unknown = outcome === 'unknown';
    const isFlagged = !unknown && flagged > 0 && index === 0;
    return {
      id: detector.id,
      title: detector.title,
      outcome: unknown
        ? ('unknown' as const)
        : isFlagged
          ? ('flagged' as const)
          : index === 2
            ? ('not-applicable' as const)
            : ('clear' as const),
      looked: unknown ? 0 : 183,
      flagged: isFlagged ? flagged : 0,
      waived: isFlagged ? 1 : 0,
      unknown: isFlagged ? 4 : 0,
      reason: unknown
        ? 'Needs 12 weeks of commits; 6 are known.'
        : index === 2
          ? 'No item has what this looks at.'
          : undefined,
      severity: 'high' as const,
      rationale: detector.rationale,
      thresholds: detector.thresholds.map(({ label, default: value, unit }) => ({ label, value, unit })),
    };
  });
  return { id, title, sentence, outcome, reason, flagged, detectors };
}

function waits(scene: string): WaitsView {
  if (scene === 'empty')
    return {
      asOf: AS_OF,
      total: 0,
      waits: [],
      hidden: 0,
      totalPersonDays: 0,
      roots: [],
      rest: undefined,
      deadlocks: [],
      edges: [],
      coverage: NO_COMMITS,
    };
  const waiters = [
    HERE,
    seen(31, 'Telemetry keeps what it cannot send and sends it later'),
    seen(44, 'Plugins announce what they serve'),
    seen(45, 'The command line starts the daemon', 'Blocked'),
    seen(46, 'Configuration is validated on load', 'To Do', 'to-do'),
    seen(47, 'Paths are resolved on Windows'),
  ];
  const many =
    scene === 'big' ? Array.from({ length: 90 }, (_, index) => seen(100 + index, `Made-up item number ${index}`)) : [];
  return {
    asOf: AS_OF,
    total: waiters.length + many.length + 2,
    hidden: 2,
    totalPersonDays: 74,
    waits: [...waiters, ...many].map((waiter, index) => ({
      waiter,
      since: { at: `2017-10-${String(10 + (index % 20)).padStart(2, '0')}T12:00:00.000Z`, exact: index % 2 === 0 },
      workingDays: 24 - (index % 20),
      causes: [
        {
          item: index === 2 ? OUTSIDE : BLOCKER,
          text: 'is blocked by',
          since: { at: AS_OF, exact: true },
          unknown: index === 2,
        },
        ...(index === 3
          ? [{ text: 'stands in status Blocked', since: { at: AS_OF, exact: true }, unknown: false }]
          : []),
      ],
      roots: index === 2 ? [HIDDEN] : [BLOCKER],
      moreRoots: index === 3 ? 4 : 0,
      personDays: 20.4 / (index + 1),
    })),
    roots: [
      { item: BLOCKER, personDays: 41.5, waiting: 4 },
      { item: seen(52, 'Decide which Node versions are supported', 'To Do', 'to-do'), personDays: 18, waiting: 2 },
      { item: HIDDEN, personDays: 6, waiting: 1 },
      { item: HIDDEN, personDays: 3, waiting: 1 },
      { item: OUTSIDE, personDays: 5.5, waiting: 1 },
    ],
    rest: scene === 'big' ? { roots: 12, personDays: 7.5 } : undefined,
    deadlocks: [
      {
        id: 'deadlock/cycle:216a5t32l4m',
        items: [
          seen(45, 'The command line starts the daemon', 'Blocked'),
          seen(46, 'Configuration is validated on load', 'To Do', 'to-do'),
        ],
        cut: 'DAEMON-46 can be finished without DAEMON-45: remove the link “is blocked by” on DAEMON-46, made last, on 20 October 2017.',
        since: { at: '2017-10-20T12:00:00.000Z', exact: true },
      },
    ],
    edges: [
      { from: 'DAEMON-17', to: 'DAEMON-9', unknown: false },
      { from: 'DAEMON-31', to: 'DAEMON-17', unknown: false },
      { from: 'DAEMON-44', to: 'TIMOB-24331', unknown: true },
      { from: 'DAEMON-44', to: 'DAEMON-17', unknown: false },
      { from: 'DAEMON-45', to: 'DAEMON-46', unknown: false },
      { from: 'DAEMON-46', to: 'DAEMON-45', unknown: false },
      { from: 'DAEMON-47', to: 'DAEMON-52', unknown: false },
      ...many.map((_, index) => ({
        from: `DAEMON-${100 + index}`,
        to: index < 5 ? 'DAEMON-52' : `DAEMON-${100 + Math.floor(index / 3)}`,
        unknown: false,
      })),
    ],
    coverage: COVERAGE,
  };
}

const WAITS = waits('usual');
const ITEM: ItemView = {
  asOf: AS_OF,
  item: HERE,
  level: 'story',
  ancestors: [FEATURE, seen(1, 'The daemon replaces the old command line')],
  children: [
    { item: DONE, commitCount: 3 },
    { item: HIDDEN, commitCount: 1 },
  ],
  canDecide: true,
  commits: COMMITS.map(({ linker, evidence, ...rest }, index) => ({
    ...rest,
    subject:
      index === 1
        ? '<img src=x onerror=alert(1)> Restart after a crash, but not after a stop'
        : 'DAEMON-17 Restart a plugin when its process ends unexpectedly',
    links: [
      {
        key: 'DAEMON-17',
        linker,
        evidence,
        quote: linker === 'message-key' ? '[DAEMON-17] Restart a plugin' : undefined,
        confidence: 1,
        decided: false,
      },
    ],
  })),
  commitCount: 14,
  wait: WAITS.waits[0],
  waitedForBy: WAITS.waits.slice(1, 2),
  findings: FINDINGS.slice(0, 1),
  coverage: COVERAGE,
};

function itemFor(scene: string): ItemView {
  return scene === 'feature' ? { ...ITEM, item: FEATURE, level: 'feature', ancestors: [ITEM.ancestors[1]!] } : ITEM;
}

const SETTINGS: Requests['settings.read']['give'] = {
  scope: 'project',
  settings: {
    calendar: { timeZone: 'Europe/Berlin', workingWeekdays: [1, 2, 3, 4, 5], holidays: ['2017-12-25', '2017-12-26'] },
    waiting: {
      linkPhrases: ['is blocked by', 'depends on', 'waits for'],
      statuses: ['Blocked', 'On Hold'],
      flagCounts: true,
      priorities: ['Highest', 'High', 'Medium', 'Low', 'Lowest'],
    },
    trace: {
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
    people: {
      minimumGroup: 5,
      namesForAdministrators: false,
      teams: [
        { name: 'Platform', members: USERS.slice(0, 6).map(({ accountId }) => accountId) },
        { name: 'Command line', members: USERS.slice(6).map(({ accountId }) => accountId) },
      ],
    },
    goals: { features: ['DAEMON-17'], fixVersions: [], labels: [] },
    thresholds: { 'blocking-wait': { days: 5 } },
    disabledDetectors: ['review-wait'],
  },
  change: {
    calendar: { holidays: ['2017-12-25', '2017-12-26'] },
    goals: { features: ['DAEMON-17'], fixVersions: [], labels: [] },
    thresholds: { 'blocking-wait': { days: 5 } },
    disabledDetectors: ['review-wait'],
  },
  detectors: DETECTORS,
  linkTypes: LINK_TYPES,
  canEdit: true,
  waivers: [
    {
      finding: 'overdue-promise/work-item:DAEMON-22',
      text: 'The due date has passed: DAEMON-22',
      reason: 'The customer agreed to December.',
      by: 'dev',
      until: '2017-12-20T23:59:59.000Z',
      kind: 'accepted',
    },
  ],
};

const ADMIN: Requests['admin.read']['give'] = {
  asOf: AS_OF,
  webTriggerUrl: 'https://b7a3.hello.atlassian-dev.net/x1/public/9c41d7f2-throughline-git-events',
  secret: { exists: true, createdAt: '2017-09-01T08:00:00.000Z' },
  repositories: [
    {
      name: 'appcelerator/appc-daemon',
      commits: 1204,
      lastReceivedAt: AS_OF,
      lastCommitAt: '2017-11-10T15:20:00.000Z',
    },
  ],
  projects: [
    { key: 'DAEMON', name: 'Appc Daemon', ingested: true, items: 214, asOf: AS_OF },
    { key: 'TIMOB', name: 'Titanium SDK', ingested: false, items: 0, asOf: undefined },
  ],
  progress: undefined,
  unknownKeys: [
    { key: 'TIMOB-24331', commits: 7 },
    { key: 'CLI-1201', commits: 2 },
  ],
  schemaVersion: '1',
};

const LOG: Requests['admin.log']['give'] = {
  entries: [
    {
      at: AS_OF,
      source: 'github',
      outcome: 'accepted',
      text: 'Push to appcelerator/appc-daemon, branch master',
      counts: { commits: 3, files: 12 },
      rejected: [],
    },
    {
      at: '2017-11-12T22:10:00.000Z',
      source: 'push',
      outcome: 'partly',
      text: 'Batch 4 of 9 of appcelerator/appc-daemon',
      counts: { commits: 498 },
      rejected: [
        { what: '0123abc', why: 'The commit date 0000-00-00 is no date.' },
        { what: 'fffffff', why: 'The parent list is not a list.' },
      ],
    },
    {
      at: '2017-11-12T21:00:00.000Z',
      source: 'gitlab',
      outcome: 'refused',
      text: 'The signature was missing.',
      counts: {},
      rejected: [],
    },
  ],
  nextCursor: 'more',
};

/** Every request the screens can make; a new one fails to compile until it is answered here. */
function values(scene: string, payload: never): { readonly [Name in RequestName]: () => Requests[Name]['give'] } {
  const { detector, line: lineId, waived } = payload as { detector?: string; line?: number; waived?: boolean };
  const rows = FINDINGS.filter(
    (one) => (detector === undefined || one.detector === detector) && (lineId === undefined || one.line === lineId),
  );
  return {
    ...traceAnswers(scene, payload),
    'item.read': () => itemFor(scene),
    'health.read': () => health(scene),
    'findings.list': () => ({
      asOf: AS_OF,
      total: waived ? 0 : rows.length + 40,
      hidden: 2,
      findings: waived ? [] : rows,
      canWaive: true,
      nextCursor: waived ? undefined : 'next',
    }),
    'waits.read': () => waits(scene),
    'finding.waive': () => ({ id: 'waived' }),
    'finding.unwaive': () => ({ id: 'waived' }),
    'settings.read': () => ({
      ...SETTINGS,
      scope: scene === 'site' ? 'site' : 'project',
      canEdit: scene !== 'readonly',
    }),
    'settings.save': () => SETTINGS,
    'admin.read': () =>
      scene === 'empty'
        ? { ...ADMIN, secret: { exists: false, createdAt: undefined }, repositories: [], unknownKeys: [] }
        : ADMIN,
    'admin.log': () => LOG,
    'admin.rotateSecret': () => ({ secret: 'c8f1d0a57b9e43f2a6d1c0b9e8f7a6d5' }),
    'admin.backfill': () => ({ started: true }),
    'own.read': () => ({ asOf: AS_OF, projectKey: 'DAEMON', load: [], hours: [], rest: undefined }),
    'members.read': () => membersView(scene, payload),
    'members.decide': () => decided(payload),
    'explain.read': () => ({ text: 'DAEMON-17' }),
    'admin.erase': () => ({ erased: true }),
  };
}

export function answerTo(name: string, payload: unknown, scene: string): Answer<RequestName> {
  if (scene === 'refused')
    return {
      ok: false,
      reason: 'no-permission',
      message: 'You may not browse this project. Ask its administrator for access.',
    };
  if (scene === 'none')
    return {
      ok: false,
      reason: 'not-ready',
      message:
        'Throughline has not read this work item yet. A project administrator can start reading on the project page.',
    };
  if (scene === 'refusing' && (name === 'trace.decide' || name === 'trace.undo'))
    return {
      ok: false,
      reason: 'no-permission',
      message: 'You may not edit this work item. Ask its project administrator.',
    };
  const answers: { readonly [Name in RequestName]?: () => Requests[Name]['give'] } = values(scene, payload as never);
  const value = answers[name as RequestName]?.();
  if (value === undefined) throw new Error(`Nobody has made up an answer to ${name}.`);
  return { ok: true, value };
}

export function jiraAnswerTo(path: string, body: string | undefined, scene: string): { status: number; body: unknown } {
  if (path.includes('/properties/')) {
    const value = propertyFor(scene);
    return value
      ? { status: 200, body: { key: 'throughline', value } }
      : { status: 404, body: { errorMessages: ['no such property'] } };
  }
  if (path.includes('/bulkfetch')) {
    const { issueIdsOrKeys } = JSON.parse(body ?? '{}') as { issueIdsOrKeys: string[] };
    const all: Record<string, ItemRef> = { '20003': FEATURE, '20009': BLOCKER, '20012': DONE };
    const categories = { 'to-do': 'new', 'in-progress': 'indeterminate', done: 'done' };
    return {
      status: 200,
      body: {
        issues: issueIdsOrKeys.flatMap((id) => {
          const item = all[id];
          return item?.kind === 'seen'
            ? [
                {
                  id,
                  key: item.key,
                  fields: {
                    summary: item.summary,
                    issuetype: { name: item.type },
                    status: { name: item.status, statusCategory: { key: categories[item.stage] } },
                  },
                },
              ]
            : [];
        }),
      },
    };
  }
  if (path.includes('/user/bulk'))
    return {
      status: 200,
      body: { values: USERS.filter(({ accountId }) => path.includes(encodeURIComponent(accountId))) },
    };
  if (path.includes('/user/search')) {
    const query = new URLSearchParams(path.split('?')[1]).get('query')?.toLowerCase() ?? '';
    return { status: 200, body: USERS.filter(({ displayName }) => displayName.toLowerCase().includes(query)) };
  }
  if (path.includes('/project/search'))
    return {
      status: 200,
      body: {
        values: [
          { key: 'DAEMON', name: 'Appc Daemon' },
          { key: 'TIMOB', name: 'Titanium SDK' },
        ],
        isLast: true,
      },
    };
  if (path.endsWith('/status'))
    return {
      status: 200,
      body: ['To Do', 'In Progress', 'Blocked', 'On Hold', 'In Review'].map((name) => ({
        name,
        statusCategory: { key: 'indeterminate' },
      })),
    };
  return { status: 404, body: {} };
}
