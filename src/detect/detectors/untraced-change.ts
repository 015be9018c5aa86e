import { DAY_MS } from '../../model/instant';
import { defineDetector, doesNotApply } from '../define-detector';

export default defineDetector({
  id: 'untraced-change',
  checklistLine: '5.2',
  title: { pass: 'Every change traces to a work item', fail: 'A change traces to no work item' },
  rationale: 'Nobody can say which promise an untraced change serves, or whom to ask before undoing it.',
  remedy: 'Link the commit to the work item it serves, or declare its prefix exempt in the settings.',
  clears: 'The commit is linked to a work item, is declared exempt, or leaves the time looked back on.',
  severity: 'low',
  subjects: 'changes',
  needs: ['trace'],
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
    if (asOf - commit.committedAt > thresholds.lookBackDays * DAY_MS) {
      return doesNotApply(`It is older than ${thresholds.lookBackDays} days.`);
    }
    if (traced === 'exempt')
      return doesNotApply('It is exempt: a merge, a bot’s work, a version bump or a declared prefix.');
    return traced === 'linked' ? undefined : 'Serves no work item that we can name';
  },
});
