/** Trace views with visible defaults, for the tests of screens. */
import type {
  CommitDetailView,
  CommitRowView,
  DecisionView,
  ItemRef,
  ProofView,
  ReviewRowView,
  SuggestionView,
  TraceView,
} from '../../static/app/src/bridge';

export const AS_OF = '2017-11-13T09:00:00.000Z';
export const REPO = 'appc-daemon';

export const seen = (number: number): ItemRef & { readonly kind: 'seen' } => ({
  kind: 'seen',
  key: `DAEMON-${number}`,
  summary: 'Work',
  type: 'Story',
  status: 'To Do',
  stage: 'to-do',
});

export const shaOf = (number: number): string => String(number).padStart(40, 'a');

export function traceOf(change: Partial<TraceView> = {}): TraceView {
  return {
    projectKey: 'DAEMON',
    asOf: AS_OF,
    counts: { linked: 710, suggested: 80, untraced: 210, exempt: 50 },
    coverage: { explicit: 0.71, expected: 0.77 },
    weeks: [],
    repositories: [],
    teams: [],
    leftOut: [],
    queue: 0,
    suggester: { version: 'shipped', labels: 0, calibrationError: undefined, bands: [], confirmed: 0, rejected: 0 },
    canDecide: true,
    exemptBy: {
      patterns: [],
      servedProjects: [],
      exemptPrefixes: ['MINOR:'],
      keptBranches: ['release', 'support/'],
      botAuthors: [],
      mergesExempt: true,
      botsExempt: true,
      versionBumpsExempt: true,
      toolCommitsExempt: true,
    },
    commits: { state: 'complete', text: 'All commits of 1 repository.' },
    ...change,
  };
}

export function suggestionOf(number: number, probability: number): SuggestionView {
  return {
    item: seen(number),
    probability,
    band: probability >= 0.9 ? 'likely' : 'possible',
    reasons: [`It names what DAEMON-${number} is about.`],
  };
}

export function reviewRowOf(number: number, ...suggestions: readonly SuggestionView[]): ReviewRowView {
  return {
    repo: REPO,
    sha: shaOf(number),
    at: AS_OF,
    subject: `Commit ${number}`,
    filesChanged: 1,
    paths: ['src/main.ts'],
    suggestions,
  };
}

export function commitRowOf(number: number, change: Partial<CommitRowView> = {}): CommitRowView {
  return {
    repo: REPO,
    sha: shaOf(number),
    at: AS_OF,
    subject: `Commit ${number}`,
    links: [],
    class: 'untraced',
    reason: undefined,
    filesChanged: 2,
    hiddenLinks: 0,
    suggestion: undefined,
    ...change,
  };
}

export function proofOf(number: number, change: Partial<ProofView> = {}): ProofView {
  return {
    key: `DAEMON-${number}`,
    linker: 'message-key',
    evidence: `DAEMON-${number} in the subject`,
    quote: undefined,
    confidence: 1,
    decided: false,
    item: seen(number),
    ancestors: [seen(3)],
    via: undefined,
    foundAt: AS_OF,
    canDecide: true,
    ...change,
  };
}

export function commitOf(change: Partial<CommitDetailView> = {}): CommitDetailView {
  return {
    repo: REPO,
    sha: shaOf(1),
    parents: [shaOf(2)],
    at: AS_OF,
    message: 'Restart a plugin\n\n<b>not bold</b>',
    branch: undefined,
    pullRequest: undefined,
    paths: [{ status: 'M', path: 'src/main.ts' }],
    filesChanged: 1,
    added: undefined,
    deleted: undefined,
    class: 'linked',
    reason: undefined,
    links: [proofOf(17)],
    hiddenLinks: 0,
    suggestions: [],
    rejected: [],
    canDecide: true,
    ledger: [],
    ...change,
  };
}

export function decisionOf(number: number, to: DecisionView['class']): DecisionView {
  return { repo: REPO, sha: shaOf(number), class: to, links: [], entry: 'e1' };
}
