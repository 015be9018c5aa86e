/** docs/detectors.md: what each detector asks, why, and with which numbers. */
export function writeDetectorDocs(detectors) {
  return [
    '<!-- Written by `npm run sync` from src/detect/detectors. Do not edit. -->',
    '# Detectors',
    '',
    'Each detector answers one sentence of the [checklist](checklist.md). What the outcomes mean for a line is decided in [0002](decisions/0002-line-verdicts.md).',
    '',
    '| sentence | detector | severity | flags when |',
    '| --- | --- | --- | --- |',
    ...detectors.map(
      ({ id, checklistLine, severity, title }) =>
        `| ${checklistLine} | [${id}](#${id}) | ${severity} | ${title.fail} |`,
    ),
    '',
    ...detectors.flatMap(sectionOf),
  ].join('\n');
}

function sectionOf(detector) {
  const { id, checklistLine, title, severity, rationale, remedy, clears, subjects, requires, helps, thresholds } =
    detector;
  return [
    `## ${id}`,
    '',
    `Sentence ${checklistLine} · severity ${severity} · looks at ${SUBJECT_WORDS[subjects]}`,
    '',
    `- **In order:** ${title.pass}.`,
    `- **Flagged:** ${title.fail}.`,
    `- **Why:** ${rationale}`,
    `- **What to do:** ${remedy}`,
    `- **What clears it:** ${clears}`,
    `- **Needs:** ${sourcesOf(requires, helps)}`,
    '',
    ...thresholdsOf(thresholds),
  ];
}

const SUBJECT_WORDS = {
  stories: 'open stories',
  features: 'open features',
  workItems: 'open work items',
  allWorkItems: 'work items, open and closed',
  cancelledItems: 'work items that were cancelled',
  revertedWork: 'work items of which a change was reverted',
  changes: 'commits',
  scopes: 'open features with work below them, and versions with a day ahead',
  sprints: 'sprints that run or have a day to begin on',
  waits: 'open work items that wait',
  cycles: 'circles of waiting work items',
  team: 'the team as a whole',
  teamPairs: 'every two named teams',
};

const SOURCE_WORDS = { workItems: 'work items', commits: 'commits' };

function sourcesOf(requires, helps) {
  const needed = `${requires.map((name) => SOURCE_WORDS[name]).join(' and ')}; without them it says unknown.`;
  if (helps.length === 0) return needed;
  return `${needed} Sees more with ${helps.map((name) => SOURCE_WORDS[name]).join(' and ')}, and says so when they are missing.`;
}

function thresholdsOf(thresholds) {
  const rows = Object.entries(thresholds);
  if (rows.length === 0) return ['No thresholds.', ''];
  return [
    '| threshold | default | range | meaning |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ([name, { label, help, unit, default: usual, min, max }]) =>
        `| \`${name}\` (${label}) | ${amount(usual, unit)} | ${min} to ${max} | ${help} |`,
    ),
    '',
  ];
}

/** `1 working day`, `3 working days`, `25 percent`, `3` where there is no unit. */
function amount(number, unit) {
  return `${number} ${number === 1 ? unit.replace(/s$/, '') : unit}`.trim();
}
