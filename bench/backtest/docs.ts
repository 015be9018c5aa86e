/** docs/backtest.md: the text around the figures; the figures come from the replays. */
import { DRAWS } from '../../src/forecast/burn-down';
import { LEAST_FINISHED } from '../../src/forecast/time-left';
import { PACE_SHAPE, PACE_WEEKS } from '../../src/forecast/throughput';
import { formatDay } from '../../src/model/instant';
import { type NamedBacktest, detectorLines, forecastLines } from './report';

export function writeBacktestDocs(backtests: readonly NamedBacktest[]): string {
  return `# How far the checklist and its forecasts can be trusted

Written by \`npm run backtest -- --docs\` from recorded public projects. They are not part of this repository: the command needs them beside it. \`npm run backtest -- --data <folder>\` tells the same of any project.

## How it is measured

The project's past is lived through again, Monday by Monday. Each week is seen through a cut of all histories at that instant, so nothing can know what came after: a property test holds that examining the cut gives what examining that day would have given. How it ended is read from the whole.

- **Precision** is the share of first alerts that were right, **recall** the share of what went wrong that was flagged before, **days ahead** the median from a right alert to the day it went wrong. **Base rate** is the precision of flagging everything. The **simple rule** is set to raise at least as many alerts, so that its precision compares.
- \`promise-at-risk\` counts findings below even chances: they foretell that the day will be missed. \`promise-at-risk:any\` counts every finding, below the usual 85 %.
- **Done by the 85 % day** should be 0.80 to 0.90. Only days that have come are counted.
- **Brier score**: mean squared error of the chances; lower is better. The comparison knows how many promises were kept in the end, which nobody could at the time.

Forecasts of features and of the next stories are ${DRAWS.toLocaleString('en')} draws of the project's own last ${PACE_WEEKS} working weeks, each draw with a pace of its own (gamma, coefficient of variation 1/√${PACE_SHAPE}). Chances of single stories are the record of stories like them over the last year, and none are told below ${LEAST_FINISHED} finished stories. Three constants were chosen while looking at these sets: the spread of the pace, how much a small group of stories leans on a larger one, and the year looked back on. The figures are those of a rehearsal; a project nobody here has seen may do worse.

What Jira does not record cannot be replayed: the day of a version is the one it has today, and in these sets a version's day was mostly set when it was released.

${backtests.map(section).join('\n')}`;
}

function section(backtest: NamedBacktest): string {
  const { set, from, to, weeks, items, itemsWithHistory } = backtest;
  return `## ${set}

${weeks} weeks from ${formatDay(from)} to ${formatDay(to)}; ${itemsWithHistory} of ${items} items have a full history.

${detectorLines(backtest).join('\n')}

${forecastLines(backtest).join('\n')}
`;
}
