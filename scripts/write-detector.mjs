/** The first text of a detector and of its test. */

const VERBS = ['is', 'has', 'check', 'find', 'detect', 'flag', 'ensure', 'require', 'avoid', 'prevent'];

/**
 * One sentence on what is wrong with an id; undefined when nothing is.
 *
 * Accepted: untraced-change · change-after-close · silent-feature
 * Refused:  TangledChange · tangled_change · no-orphans · check-waits · change
 */
export function whyBadId(id) {
  if (id === '') return 'Name the detector: npm run new:detector -- tangled-change';
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id) || id.length > 40) {
    return `"${id}" is not an id. Use two or more lower-case words joined by hyphens, 40 characters at most: tangled-change`;
  }
  const [first] = id.split('-');
  if (first === 'no' || first === 'not')
    return `"${id}" names the good state. Name the failing one, without "${first}-".`;
  if (VERBS.includes(first)) return `"${id}" begins with a verb. Name the failing state as a noun: tangled-change`;
  return undefined;
}

/** `planned` is the sentence of docs/checklist.md that already names the id, if one does. */
export function writeDetector(id, planned) {
  const words = id.replaceAll('-', ' ');
  const pass = quote(planned?.sentence ?? `No ${words}`);
  return `import { defineDetector } from '../define-detector';

export default defineDetector({
  id: '${id}',
  checklistLine: '${planned?.number ?? '6.9'}',
  title: { pass: ${pass}, fail: 'There is a ${words}' },
  rationale: 'Say in one sentence what it costs when nobody notices.',
  remedy: 'Say in one sentence what to do.',
  clears: 'Say in one sentence what ends a finding.',
  severity: 'low',
  subjects: 'stories',
  needs: [],
  thresholds: {
    graceDays: { label: 'Grace', help: 'Flagged after this long.', unit: 'working days', default: 5, min: 0, max: 60 },
  },
  examine: (story, { calendar, asOf, thresholds }) => {
    const age = calendar.workingDaysBetween(story.createdAt, asOf);
    return age <= thresholds.graceDays ? undefined : 'Say in one sentence what is wrong with this subject';
  },
});
`;
}

export function writeDetectorTest(id) {
  return `import { workItemOf, worldOf } from '../builders/worlds';
import { ask, withThresholds } from './detectors-under-test';

// Five working days after Monday, day 1, is Monday, day 8.
test.each\`
  why                              | created | asOf     | graceDays | outcome
  \${'last moment inside the limit'} | \${1}    | \${8}     | \${5}      | \${'clear'}
  \${'first moment after it'}        | \${1}    | \${8.001} | \${5}      | \${'flagged'}
\`('$why: $outcome', ({ created, asOf, graceDays, outcome }) => {
  const world = worldOf({ asOf, items: [workItemOf({ key: 'PAY-1', created })], settings: withThresholds('${id}', { graceDays }) });
  expect(ask('${id}', world).outcome).toBe(outcome);
});
`;
}

function quote(text) {
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
}
