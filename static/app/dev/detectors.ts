/** A catalogue of detectors as the settings would describe it; a few of each line. */
import type { SettingsView } from '../src/bridge';

type Detector = SettingsView['detectors'][number];

const detector = (
  line: Detector['line'],
  id: string,
  title: string,
  rationale: string,
  threshold?: readonly [string, string, string, number, number, number],
): Detector => ({
  id,
  line,
  title,
  rationale,
  thresholds: threshold
    ? [
        {
          detector: id,
          name: threshold[0],
          label: threshold[1],
          help: 'Longer than this is flagged.',
          unit: threshold[2],
          default: threshold[3],
          min: threshold[4],
          max: threshold[5],
        },
      ]
    : [],
});

export const DETECTORS: SettingsView['detectors'] = [
  detector(
    1,
    'overdue-promise',
    'The promised date has passed',
    'A date that has passed unnoticed is a promise already broken.',
  ),
  detector(
    1,
    'slipping-promise',
    'The promised date was moved later again',
    'Dates that move once tend to move again.',
    ['moves', 'Moves allowed', 'moves', 1, 0, 10],
  ),
  detector(
    1,
    'scope-growth',
    'The feature grew after it began',
    'Work added after the start is seldom added to the date.',
    ['share', 'Growth allowed', '%', 5, 0, 100],
  ),
  detector(
    2,
    'blocking-wait',
    'Waits longer than agreed',
    'A day of waiting costs as much as a day of work, and nobody sees it.',
    ['days', 'Longest wait', 'working days', 3, 1, 60],
  ),
  detector(2, 'deadlock', 'Items wait for each other in a circle', 'Nothing in a circle can ever move.'),
  detector(2, 'review-wait', 'Waits for review too long', 'Finished work that nobody looks at is inventory.', [
    'days',
    'Longest review',
    'working days',
    2,
    1,
    30,
  ]),
  detector(
    3,
    'idle-member',
    'Somebody has no work while work is ready',
    'People without work are the first to lose touch.',
    ['days', 'Days without work', 'working days', 5, 1, 30],
  ),
  detector(
    4,
    'overloaded-member',
    'Somebody has too much at once',
    'Work in parallel takes longer than work in turn.',
    ['items', 'Items at once', 'items', 3, 1, 20],
  ),
  detector(
    5,
    'orphan-story',
    'A story belongs to no feature',
    'Work under an orphan story is invisible in every feature report.',
  ),
  detector(5, 'untraced-change', 'A commit serves no work item', 'What serves nothing cannot be judged.'),
  detector(6, 'stale-work', 'In progress, but nothing moved', 'Begun and left work is paid for twice.', [
    'days',
    'Days without movement',
    'working days',
    10,
    1,
    200,
  ]),
];

export const LINK_TYPES: SettingsView['linkTypes'] = [
  { name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
  { name: 'Depends', inward: 'is depended on by', outward: 'depends on' },
  { name: 'Relates', inward: 'relates to', outward: 'relates to' },
  { name: 'Cloners', inward: 'is cloned by', outward: 'clones' },
];
