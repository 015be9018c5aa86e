/** docs/trace-accuracy.md from the reports of the sets: the figures, and what they fall short of by how much. */
import { BASELINE_NAMES, type TraceReport, shown } from './report';
import { type SuggestionFigures, wasRefitted } from './suggestions';

/** What we hold ourselves to. `least`: not below it; else not above it. */
const GOALS = [
  { name: 'Hit@1', of: 'hit1', goal: 0.68, least: true },
  { name: 'Hit@5', of: 'hit5', goal: 0.87, least: true },
  { name: 'MRR', of: 'mrr', goal: 0.76, least: true },
  { name: 'coverage at precision .95', of: 'coverageAtP95', goal: 0.3, least: true },
  { name: 'coverage at precision .90', of: 'coverageAtP90', goal: 0.5, least: true },
  { name: 'calibration error', of: 'ece', goal: 0.05, least: false },
  { name: 'never keyed, pre-ticked', of: 'preTickedNeverKeyed', goal: 0.02, least: false },
] as const;

/** What helps to read those. */
const BESIDE = [
  { name: 'calibration error by chance', of: 'eceByChance' },
  { name: 'pre-ticked', of: 'preTicked' },
  { name: 'of those right', of: 'preTickedRight' },
] as const;

export function writeAccuracyDocs(reports: readonly TraceReport[]): string {
  return [
    '# How true the trace is',
    '',
    'Written by `npm run eval:trace -- --docs` from recorded public projects. They are not part of this repository: the command needs them beside it. `npm run eval:trace -- --data <folder>` tells the same of any project.',
    '',
    '## Explicit links',
    '',
    'Against links that people posted on the work item (pull requests, commits, builds), whatever the message says. Recall is over the pairs that some key proves: in the message of the commit, of a merge that brought it in, of its pull request, or of a commit it reverts or repeats. Pairs whose commit names only another item were mostly posted on a related one; they are counted apart. A link is right when people posted it or the commit itself names the item; "people only" counts the first alone. A commit may serve an item nobody posted it on, so the truth lies between the two.',
    '',
    'The linkers were mended on these very sets, so the figures are those of a rehearsal: a project that nobody here has seen may do worse.',
    '',
    table(
      ['set', 'pairs', 'recall', 'precision', 'people only', 'names another item only', 'proven by no key'],
      reports.map(({ set, explicit }) => [
        set,
        `${explicit.pairs}`,
        shown(explicit.recall),
        shown(explicit.precision),
        shown(explicit.strictPrecision),
        `${explicit.relatedOnly}`,
        shown(explicit.unproven),
      ]),
    ),
    '',
    'Shares of all commits. A suggestion is counted from a probability of .5, with a model refitted on all the links there are today.',
    '',
    table(
      ['set', 'linked', 'suggested', 'exempt', 'untraced'],
      reports.map(({ set, classes }) => [
        set,
        shown(classes.linked),
        shown(classes.suggested),
        shown(classes.exempt),
        shown(classes.untraced),
      ]),
    ),
    '',
    '## Suggestions',
    '',
    'How they are judged: of the commits whose message names an item of the set, the later half, in the order of time. Every key is hidden, with all it is written into, in messages and in paths. Every item of the set that existed is a candidate. Nothing later than the commit is used but the text of items, and the last resolution of an item where the set has no history: an item resolved for good before the commit counts as done.',
    '',
    'The weights that ship are trained on these sets, so each set is judged here by weights trained on **the others only**. "Refitted" is what a site has: six times through the later half these weights are refitted on the links made before. "As shipped" is without any refit, as on the first day.',
    '',
    '### Refitted',
    '',
    figuresTable(reports.map(({ set, suggestions }) => [set, suggestions.refitted])),
    '',
    '### As shipped',
    '',
    'On the first day no link of the site has been seen, so little is pre-ticked: a chance has to be above what the commits that name nothing reach in every set the weights were trained on, but for one in a hundred.',
    '',
    figuresTable(reports.map(({ set, suggestions }) => [set, suggestions.zeroShot])),
    '',
    'From a hundred such commits of its own on, a site is held back by those instead, also before it has links. With those from before the half:',
    '',
    table(
      ['set', 'never keyed, pre-ticked', 'pre-ticked', 'of those right'],
      reports.map(({ set, suggestions: { firstDay } }) => [
        set,
        shown(firstDay.preTickedNeverKeyed),
        shown(firstDay.preTicked),
        shown(firstDay.preTickedRight),
      ]),
    ),
    '',
    '### Where the message does not say the title',
    '',
    'Without the commits whose message has nine tenths of the words of the title, which any text search finds.',
    '',
    table(
      ['set', 'commits', 'Hit@1', 'Hit@5'],
      reports.map(({ set, suggestions: { hard } }) => [set, `${hard.commits}`, shown(hard.hit1), shown(hard.hit5)]),
    ),
    '',
    '### Without a model',
    '',
    'On the same commits, Hit@1 / Hit@5 / MRR. The key is hidden from everybody, so looking for one finds nothing: anything above 0 there would be a leak.',
    '',
    table(
      ['set', ...Object.values(BASELINE_NAMES)],
      reports.map(({ set, suggestions: { baselines } }) => [
        set,
        ...Object.keys(BASELINE_NAMES).map((name) => {
          const ranking = baselines[name];
          return `${shown(ranking?.hit1)} / ${shown(ranking?.hit5)} / ${shown(ranking?.mrr)}`;
        }),
      ]),
    ),
    '',
    '## What falls short',
    '',
    ...reports.flatMap(shortfalls),
    '',
    '## How to read it',
    '',
    '- A commit that names its item is not like one that does not: who writes keys may also write better messages. These figures say how well a key is guessed that somebody wrote.',
    '- "Never keyed" are commits that no explicit linker placed. Some of them do serve the item suggested, so the share that would be pre-ticked is the most that can be wrong, not the part that is.',
    '- The calibration error is the mean distance, in ten bands, of what was said from what came true. Of few commits it is above zero even where every probability is true; "by chance" says by how much, about. What is above that is an error of ours; what is below cannot be told from none.',
    '- It is measured on commits that name an item. Commits that name none weigh a little in the weights, and hold back what is pre-ticked: no more than about one in fifty of them may be. They do not press the probability itself down: a suggestion may say .97 and still not be ticked. For a commit that names nothing the probability holds as far as it is like those that do.',
    '- The features, how strongly weights are held, how often and on what the model is refitted and what may be pre-ticked were chosen while these same figures were looked at. The weights have not seen the set they are judged on, but these choices have: the figures flatter a little, and a project that none of this was chosen on is the better test.',
    '- The sets are few: three come from the same makers. A set of 41 commits says little by itself.',
    '',
  ].join('\n');
}

function figuresTable(rows: readonly (readonly [set: string, figures: SuggestionFigures])[]): string {
  return table(
    ['set', 'commits', ...GOALS.map(({ name }) => name), ...BESIDE.map(({ name }) => name)],
    [
      [
        '*goal*',
        '',
        ...GOALS.map(({ goal, least }) => `${least ? '≥' : '≤'} ${goal.toFixed(2)}`),
        ...BESIDE.map(() => ''),
      ],
      ...rows.map(([set, figures]) => [
        set,
        `${figures.commits}`,
        ...[...GOALS, ...BESIDE].map(({ of }) => shown(figures[of])),
      ]),
    ],
  );
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heading, heading.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function shortfalls(report: TraceReport): string[] {
  const { set, suggestions } = report;
  const { refitted } = suggestions;
  const missed = GOALS.filter(({ of, goal, least }) => {
    const figure = refitted[of];
    return figure !== null && (least ? figure < goal : figure > goal);
  });
  if (missed.length === 0) return [`- **${set}** (${refitted.commits} commits): nothing.`];
  return missed.map(({ name, of, goal }) => {
    const by = Math.abs((refitted[of] ?? 0) - goal).toFixed(3);
    return `- **${set}** (${refitted.commits} commits): ${name} by ${by}. ${whyMissed(of, report)}`;
  });
}

/** Sentences made of what was measured. */
function whyMissed(of: (typeof GOALS)[number]['of'], { suggestions }: TraceReport): string {
  const { refitted, details } = suggestions;
  if (of === 'ece') {
    const ece = refitted.ece ?? 0;
    const chance = refitted.eceByChance ?? 0;
    if (ece <= chance)
      return `So few commits would show about ${shown(chance)} by chance alone, were every probability true: this set cannot tell whether there is any error.`;
    const mean = details.meanProbability ?? 0;
    const hit = refitted.hit1 ?? 0;
    return `So few commits would show about ${shown(chance)} by chance alone, were every probability true. It says too ${mean < hit ? 'little' : 'much'}: ${shown(mean)} on average where ${shown(hit)} came true. Likely cause, not measured apart: the probabilities are set by earlier links than those judged.`;
  }
  if (of === 'preTickedNeverKeyed')
    return `${details.neverKeyedPreTicked} of ${details.neverKeyed} commits; ${details.neverKeyedSayTitle} of them say nine tenths of the title of an item, and probably serve it.`;
  const refit = wasRefitted(suggestions)
    ? `There were ${details.labelsAtHalf} links to refit on at the half.`
    : `With ${details.labelsAtHalf} links at the half there was nothing to refit on yet.`;
  return `The right item is a candidate for ${shown(details.candidateRecall)} of the commits. ${refit}`;
}
