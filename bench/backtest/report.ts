/** What a backtest says: as text for people, as JSON for programs. Every figure comes from the replay. */
import type { Backtest, DaysBacktest, DetectorBacktest } from '../../src/detect/backtest/backtest-project';
import { SOON_DAYS } from '../../src/detect/backtest/predictions';
import { PACE_SHAPE } from '../../src/forecast/throughput';
import { formatDay } from '../../src/model/instant';

export interface NamedBacktest extends Backtest {
  /** Name of the folder. */
  readonly set: string;
}

/** `undefined` becomes null: nothing could be known. Shares 0..1, days as days. */
export function asJson(backtest: NamedBacktest) {
  const { set, from, to, weeks, items, itemsWithHistory, detectors, features, flow, promises, stories } = backtest;
  const days = usedForDays(backtest);
  return {
    set,
    from: formatDay(from),
    to: formatDay(to),
    weeks,
    items,
    itemsWithHistory,
    detectors: detectors.map(
      ({ id, n, alerts, precision, recall, leadDaysMedian, alertsPerWeek, baseRate, naivePrecision }) => ({
        id,
        n,
        alerts,
        precision: precision ?? null,
        recall: recall ?? null,
        leadDaysMedian: leadDaysMedian ?? null,
        alertsPerWeek,
        baseRate: baseRate ?? null,
        naivePrecision: naivePrecision ?? null,
      }),
    ),
    forecast: {
      n: days.n,
      p50: days.p50 ?? null,
      p85: days.p85 ?? null,
      of: features.n > 0 ? 'features' : 'the next 5, 10, 20 and 40 stories',
      promises: promises.n,
      brier: promises.brier ?? null,
      brierBaseRate: promises.brierBaseRate ?? null,
      reliability: promises.reliability,
    },
    paceVariation: backtest.paceVariation ?? null,
    features: orNull(features),
    flow: orNull(flow),
    stories: { ...orNull(stories), told: stories.told ?? null },
    waiting: {
      waits: timesOrNull(backtest.waiting.waits),
      others: timesOrNull(backtest.waiting.others),
    },
  };
}

/** Features are what is forecast; a project without any is judged by its flow. */
function usedForDays({ features, flow }: Backtest): DaysBacktest {
  return features.n > 0 ? features : flow;
}

function orNull({ n, cases, p50, p85 }: DaysBacktest) {
  return { n, cases, p50: p50 ?? null, p85: p85 ?? null };
}

function timesOrNull({ n, doneShare, medianDays }: Backtest['waiting']['waits']) {
  return { n, doneShare: doneShare ?? null, medianDays: medianDays ?? null };
}

export function asText(backtest: NamedBacktest): string {
  const { set, from, to, weeks, items, itemsWithHistory } = backtest;
  return [
    `${set}: ${weeks} weeks from ${formatDay(from)} to ${formatDay(to)}; ${itemsWithHistory} of ${items} items have a full history`,
    '',
    ...detectorLines(backtest),
    '',
    ...forecastLines(backtest),
    '',
  ].join('\n');
}

/** A Markdown table, or why there is none. */
export function detectorLines({ detectors, items, itemsWithHistory }: Backtest): string[] {
  if (detectors.length === 0)
    return [
      `Detectors cannot be replayed: ${itemsWithHistory} of ${items} items have a full history, and without one nobody can tell what was known when.`,
    ];
  return [
    '| detector | cases | alerts | precision | recall | days ahead | alerts a week | base rate | simple rule |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...detectors.map(detectorLine),
    '',
    ...detectors.map(({ id, foretells, naive }) => `- \`${id}\` foretells that ${foretells}. Simple rule: ${naive}.`),
  ];
}

function detectorLine(one: DetectorBacktest): string {
  const { id, n, alerts, precision, recall, leadDaysMedian, alertsPerWeek, baseRate, naivePrecision } = one;
  const lead = leadDaysMedian === undefined ? '-' : leadDaysMedian.toFixed(0);
  return `| \`${id}\` | ${n} | ${alerts} | ${share(precision)} | ${share(recall)} | ${lead} | ${alertsPerWeek.toFixed(1)} | ${share(baseRate)} | ${share(naivePrecision)} |`;
}

export function forecastLines(backtest: Backtest): string[] {
  const { features, flow, promises, stories, waiting } = backtest;
  return [
    '| days told for | forecasts | about | done by the even day | done by the 85 % day |',
    '| --- | --- | --- | --- | --- |',
    `| features | ${features.n} | ${features.cases} features | ${share(features.p50)} | ${share(features.p85)} |`,
    `| the next 5, 10, 20 and 40 stories | ${flow.n} | ${flow.cases} weeks | ${share(flow.p50)} | ${share(flow.p85)} |`,
    `| single promised stories | ${stories.n} | ${stories.cases} stories | ${share(stories.p50)} | ${share(stories.p85)} |`,
    '',
    ...whyOff(backtest),
    ...(promises.n === 0
      ? ['No chance of keeping a promised day could be judged: no promised day with a history has passed.']
      : [
          `Chances of keeping a promised day: ${promises.n} told, Brier score ${share(promises.brier)}; always telling the share that was kept in the end would have scored ${share(promises.brierBaseRate)}.`,
          '',
          '| chance told | came true | forecasts |',
          '| --- | --- | --- |',
          ...promises.reliability.map(
            ([predicted, observed, n]) => `| ${share(predicted)} | ${share(observed)} | ${n} |`,
          ),
        ]),
    '',
    `Time until open stories were done, looked at every ${SOON_DAYS / 7} weeks. Waiting ones: ${timeToDone(waiting.waits)}. Others: ${timeToDone(waiting.others)}.`,
  ];
}

/** The 85 % day should come true in 80 to 90 of 100 cases; where it does not, what may have kept it from that. */
function whyOff({ features, flow, stories, paceVariation }: Backtest): string[] {
  const off = [
    ['features', features],
    ['the next stories', flow],
    ['single stories', stories],
  ] as const;
  const told = off.flatMap(([what, { n, cases, p85 }]) => {
    if (n === 0 || p85 === undefined || (p85 >= 0.8 && p85 <= 0.9)) return [];
    const reasons = [
      ...(cases < FEW_CASES ? [`they are about ${cases} cases only, told week after week`] : []),
      ...(what !== 'single stories' && paceVariation !== undefined && paceVariation > ASSUMED_VARIATION
        ? [
            `the pace of a quarter differed from the one before by ${share(paceVariation)}, and forecasts assume ${share(ASSUMED_VARIATION)}`,
          ]
        : []),
      ...(what === 'single stories' && stories.told !== undefined
        ? [`only ${share(stories.told)} of the stories were given a day at all, the likeliest ones`]
        : []),
    ];
    return [
      `The 85 % days of ${what} lie outside 0.80 to 0.90: ${reasons.length > 0 ? reasons.join('; ') : 'no reason is known'}.`,
    ];
  });
  return told.length > 0 ? [...told, ''] : [];
}

/** Fewer cases than this, and a few of them move the share by more than it may be off. */
const FEW_CASES = 100;
const ASSUMED_VARIATION = 1 / Math.sqrt(PACE_SHAPE);

function timeToDone({ n, doneShare, medianDays }: Backtest['waiting']['waits']): string {
  if (medianDays === undefined) return 'none seen';
  return `${share(doneShare)} of ${n} are done to this day, in the median ${medianDays.toFixed(0)} days later`;
}

function share(value: number | undefined): string {
  return value === undefined ? '-' : value.toFixed(3);
}
