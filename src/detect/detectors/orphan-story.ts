import { valueAt } from '../../model/span';
import { defineDetector } from '../define-detector';

export default defineDetector({
  id: 'orphan-story',
  checklistLine: '5.1',
  title: { pass: 'Every open story belongs to a feature', fail: 'A story belongs to no feature' },
  rationale: 'Work under an orphan story is invisible in every feature report.',
  remedy: 'Give the story a parent feature, or close it if nobody needs it.',
  clears: 'The story has a parent, or is done.',
  severity: 'low',
  subjects: 'stories',
  needs: [],
  thresholds: {},
  // A story's parent is always a feature in Jira, so one that was not ingested still counts.
  examine: (story, { asOf }) => (valueAt(story.parent, asOf) !== undefined ? undefined : 'Has no parent feature'),
});
