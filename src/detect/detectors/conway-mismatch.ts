import { COORDINATION_DAYS, type Coordination, type TeamPair } from '../../model/coordination';
import type { Evidence } from '../../model/finding';
import { cannotTell, defineDetector } from '../define-detector';
import { aboutTooFew } from '../too-few';
import { commitRow, plural } from '../wording';

/**
 * Of teams, never of people. Need: commits that change modules of both, a module being the team's whose
 * members make most of its commits. Talk: work items that both work on, or that are linked. See
 * `model/coordination`. Talk outside Jira is not seen, so the finding asks rather than judges.
 */
export default defineDetector({
  id: 'conway-mismatch',
  checklistLine: '5.6',
  title: {
    pass: 'Teams whose code changes together talk to each other',
    fail: 'The code of two teams changes together and no work item joins them',
  },
  rationale: 'Where code hangs together and its teams do not talk, each breaks what the other relies on.',
  remedy: 'Link the work items through which they change each other’s code, or let one team own both modules.',
  clears: 'Both teams work on an item, items of theirs are linked, or their code changes together less often.',
  severity: 'medium',
  subjects: 'teamPairs',
  needs: ['coordination'],
  thresholds: {
    leastCommits: {
      label: 'Commits that change both',
      help: `Two teams are compared when at least this many commits of the last ${COORDINATION_DAYS} days changed modules of both.`,
      unit: 'commits',
      default: 10,
      min: 2,
      max: 1000,
    },
    sharePercent: {
      label: 'Share of what crosses teams',
      help: 'Two teams are compared when at least this share of all commits that cross teams is theirs.',
      unit: 'percent',
      default: 10,
      min: 0,
      max: 100,
    },
    leastItems: {
      label: 'Work items that join them',
      help: 'Flagged when fewer work items than this are shared by the two teams or linked between them.',
      unit: 'work items',
      default: 1,
      min: 1,
      max: 100,
    },
  },
  examine: (pair, { coordination, thresholds }) => {
    const unseen = whyUnseen(coordination);
    if (unseen !== undefined) return cannotTell(unseen);
    if (!pair.isLargeEnough) return aboutTooFew({ told: false, of: 'members', minimum: coordination.minimumGroup });
    const { need, talk } = pair;
    const tipping = need.commits[thresholds.leastCommits - 1];
    if (!tipping || need.commits.length * 100 < thresholds.sharePercent * coordination.needs) return undefined;
    if (talk.shared + talk.linked >= thresholds.leastItems) return undefined;
    if (pair.seenShare < SEEN_SHARE) return cannotTell(ITEMS_UNSEEN);
    return {
      message: messageOf(pair),
      since: tipping.committedAt,
      sinceExact: false,
      evidence: evidenceOf(pair, coordination),
      nextStep: nextStepFor(pair),
    };
  },
});

/** With more commits unplaced than this, ownership of modules would be guessed. */
const UNPLACED_LIMIT = 0.2;
/** When fewer commits of a team serve items that were looked at, what it shares with others may be out of sight. */
const SEEN_SHARE = 0.5;
const COMMIT_ROWS = 10;
const MODULE_ROWS = 3;

const ITEMS_UNSEEN = {
  one: 'most commits of one of its teams serve no work item that has been looked at',
  many: 'most commits of one of their teams serve no work item that has been looked at',
};

function whyUnseen({ commits, commitsWithoutMember, commitsWithoutModules }: Coordination): string | undefined {
  if (commitsWithoutMember > commits * UNPLACED_LIMIT)
    return `authors of recent commits are not joined to Jira accounts (${commitsWithoutMember} of ${plural(commits, 'commit')})`;
  if (commitsWithoutModules > commits * UNPLACED_LIMIT)
    return `the folders that recent commits touch are not known (${commitsWithoutModules} of ${plural(commits, 'commit')}); throughline push sends them`;
  return undefined;
}

function messageOf({ need, talk }: TeamPair): string {
  const items = talk.shared + talk.linked;
  return `${plural(need.commits.length, 'commit')} of the last ${COORDINATION_DAYS} days changed code of both, and ${items === 0 ? 'no work item joins' : `only ${plural(items, 'work item')} ${items === 1 ? 'joins' : 'join'}`} the two`;
}

function evidenceOf({ teams, need, talk }: TeamPair, coordination: Coordination): Evidence[] {
  const { needs, pairsInNeed, pairsThatTalk } = coordination;
  const count = need.commits.length;
  return [
    {
      kind: 'figure',
      text: `${count} of ${plural(needs, 'crossing')} of commits between two teams ${count === 1 ? 'was' : 'were'} between these`,
      value: count,
      unit: count === 1 ? 'commit' : 'commits',
    },
    ...need.modules.slice(0, MODULE_ROWS).map(
      ({ repo, modules: [first, second], commits }): Evidence => ({
        kind: 'figure',
        text: `${first} (${teams[0]}) and ${second} (${teams[1]}) changed together in ${repo}`,
        value: commits,
        unit: commits === 1 ? 'commit' : 'commits',
      }),
    ),
    {
      kind: 'figure',
      text: `${plural(talk.shared, 'work item')} shared and ${talk.linked} linked between them`,
      value: talk.shared + talk.linked,
      unit: 'work items',
    },
    {
      kind: 'figure',
      text: `${pairsThatTalk} of ${plural(pairsInNeed, 'pair')} of teams whose code changes together talk at all`,
      value: Math.floor((pairsThatTalk / pairsInNeed) * 100),
      unit: 'percent',
    },
    ...need.commits
      .slice(-COMMIT_ROWS)
      .reverse()
      .map((commit) => commitRow(commit)),
  ];
}

function nextStepFor({ teams, need }: TeamPair): string {
  const [first] = need.modules;
  const what = first ? `${first.modules[0]} and ${first.modules[1]}` : 'both';
  return `Ask ${teams[0]} and ${teams[1]} how they agree on changes of ${what}; link the work items, or let one team own both.`;
}
