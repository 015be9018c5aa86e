import { DAY_MS } from '../../model/instant';
import { defineDetector, doesNotApply } from '../define-detector';
import { commitRow, plural, shortSubject } from '../wording';

export default defineDetector({
  id: 'untraced-change',
  checklistLine: '5.2',
  title: { pass: 'Every change traces to a work item', fail: 'A change traces to no work item' },
  rationale: 'Nobody can say which promise an untraced change serves, or whom to ask before undoing it.',
  remedy:
    'Answer its suggestion or link it to the work item it serves on the Trace page, or add how it begins to “Exempt beginnings of commit messages” in the settings, under “Trace”.',
  clears: 'The commit is linked to a work item, is declared exempt, or leaves the time looked back on.',
  severity: 'low',
  subjects: 'changes',
  needs: [],
  thresholds: {
    lookBackDays: {
      label: 'Time looked back on',
      help: 'Commits older than this are left in peace.',
      unit: 'days',
      default: 90,
      min: 1,
      max: 3650,
    },
  },
  examine: ({ commit, class: traced }, { asOf, thresholds }) => {
    const limit = plural(thresholds.lookBackDays, 'day');
    if (asOf - commit.committedAt > thresholds.lookBackDays * DAY_MS) {
      return doesNotApply({ one: `it is older than ${limit}`, many: `they are older than ${limit}` });
    }
    if (traced === 'exempt') return doesNotApply(EXEMPT);
    if (traced === 'linked') return undefined;
    const subject = shortSubject(commit);
    return {
      message: `Serves no work item that we can name${subject === '' ? '' : `: “${subject}”`}`,
      since: commit.committedAt,
      sinceExact: true,
      evidence: [commitRow(commit)],
    };
  },
});

const EXEMPT = {
  one: 'it is a merge, a bot’s work, a version bump or begins as declared exempt',
  many: 'they are merges, bots’ work, version bumps or begin as declared exempt',
};
