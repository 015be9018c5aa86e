import { valueAt } from '../../model/span';
import { defineDetector, doesNotApply } from '../define-detector';

export default defineDetector({
  id: 'carried-over-story',
  checklistLine: '1.5',
  title: { pass: 'No story is carried from sprint to sprint', fail: 'A story is carried from sprint to sprint' },
  rationale: 'A story that no sprint finishes is larger, or less wanted, than anybody says.',
  remedy: 'Split it, say what keeps it from being done, or take it out of the sprint.',
  clears: 'The story is done.',
  severity: 'medium',
  subjects: 'stories',
  needs: [],
  thresholds: {
    sprints: {
      label: 'In which sprint',
      help: 'A story is flagged in the sprint of this number, counting those that have begun.',
      unit: '',
      default: 3,
      min: 2,
      max: 10,
    },
  },
  examine: (story, { calendar, asOf, thresholds }) => {
    const begun = (valueAt(story.sprints, asOf) ?? [])
      .flatMap(({ id, name, startAt }) => (startAt !== undefined && startAt <= asOf ? [{ id, name, startAt }] : []))
      .sort((a, b) => a.startAt - b.startAt || (a.id < b.id ? -1 : 1));
    if (begun.length === 0) return doesNotApply(NEVER_IN_SPRINT);
    const tooMany = begun[thresholds.sprints - 1];
    if (!tooMany) return undefined;
    const joined = story.sprints.find((span) => span.value.some(({ id }) => id === tooMany.id));
    return {
      message: `Is in its sprint number ${begun.length}, after ${begun.length - 1} that did not finish it`,
      since: Math.max(tooMany.startAt, joined?.from ?? 0),
      sinceExact: joined?.exact ?? false,
      evidence: begun.map(({ name, startAt }) => ({
        kind: 'work-item',
        key: story.key,
        text: `was in sprint "${name}" (${calendar.dayOf(startAt)})`,
        at: startAt,
        exact: true,
        unknown: false,
      })),
    };
  },
});

const NEVER_IN_SPRINT = {
  one: 'it has been in no sprint that has begun',
  many: 'they have been in no sprint that has begun',
};
