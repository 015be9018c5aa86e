/** The whole checklist, asked of a project: how long, how much memory, and how both grow. */
import { examineProject } from '../src/detect/examine-project';
import { factsOf } from '../src/detect/facts';
import type { World } from '../src/model/world';
import { type Ask, type Bench, type Figure, notMeasured } from './figure';
import { ingestRecordedSet } from './recorded-set';
import { largestSet, worldFrom } from './recorded-world';
import { costOf, leastCosts, peakMemory } from './stopwatch';
import { syntheticWorld } from './synthetic-world';

const examine = (world: World): unknown => examineProject(world, factsOf(world));
const SECOND_MS = 1000;
/**
 * How much dearer an item may be among many. A thousand fit into the processor's cache, fifty
 * thousand do not, and every look into a map waits for memory; work that grows with the square
 * would show as 50.
 */
const DEARER_AT_MOST = 2;

export const analysis: Bench = {
  names: ['analysis', 'analysis-first'],
  what: 'the whole checklist of 20 k items with 200 k links and intervals, and 100 k commits',
  measure: async ({ quick }: Ask): Promise<Figure[]> => {
    const { world, intervals } = syntheticWorld(quick ? 2000 : 20_000);
    const first = costOf(() => examine(world));
    const least = leastCosts({ again: () => examine(world) }, quick ? 3 : 5).again;
    const size = `${world.items.size} items, ${intervals} links and intervals, ${world.commits.length} commits`;
    return [
      { name: 'analysis', value: least / SECOND_MS, unit: 's', ratio: null, of: size, budget: 1 },
      {
        name: 'analysis-first',
        value: first / SECOND_MS,
        unit: 's',
        ratio: null,
        of: 'the same, the first time in a process, as in a function just started',
        budget: null,
      },
    ];
  },
};

export const analysisMemory: Bench = {
  names: ['analysis-memory'],
  what: 'most memory of a process that examines it once, Node and the project itself included',
  // What a function of 256 MB starts Node with: twentieths for what is young, nine tenths for the rest.
  nodeFlags: ['--max-semi-space-size=12', '--max-old-space-size=230'],
  measure: async ({ quick }: Ask): Promise<Figure[]> => {
    const { world } = syntheticWorld(quick ? 2000 : 20_000);
    const before = peakMemory();
    examine(world);
    return [
      {
        name: 'analysis-memory',
        value: peakMemory(),
        unit: 'MB',
        ratio: null,
        of: `the whole process; ${before.toFixed(0)} MB before the examination`,
        budget: 256,
      },
    ];
  },
};

export const analysisGrowth: Bench = {
  names: ['analysis-growth'],
  what: 'how the checklist grows from 1 k to 50 k items',
  measure: async ({ quick }: Ask): Promise<Figure[]> => {
    const [few, many] = quick ? [500, 5000] : [1000, 50_000];
    const small = syntheticWorld(few).world;
    const large = syntheticWorld(many).world;
    // Until the code is compiled the small one would look slow, and growth better than it is.
    for (let warming = 0; warming < 10; warming += 1) examine(small);
    const least = leastCosts({ small: () => examine(small), large: () => examine(large) }, 3);
    return [
      {
        name: 'analysis-growth',
        value: least.large / SECOND_MS,
        unit: 's',
        ratio: (least.large / many) * (few / least.small),
        of: `an item among ${few}, ${((1000 * least.small) / few).toFixed(1)} µs, against one among ${many}`,
        budget: DEARER_AT_MOST,
      },
    ];
  },
};

const RECORDED = ['analysis-recorded', 'analysis-recorded-ingest', 'analysis-recorded-memory'] as const;

export const analysisRecorded: Bench = {
  names: RECORDED,
  what: 'the checklist of the largest recorded project, and reading it',
  measure: async (): Promise<Figure[]> => {
    const set = largestSet();
    if (!set)
      return RECORDED.map((name) =>
        notMeasured(name, 's', 'no recorded sets here: set THROUGHLINE_SHARED to the folder of shared data'),
      );
    const read = (): World => {
      const { items, commits } = ingestRecordedSet(set);
      return worldFrom(items, commits);
    };
    const ingest = costOf(read);
    const world = read();
    const least = leastCosts({ again: () => examine(world) }, 5).again;
    const size = `${set.name}: ${world.items.size} items, ${world.commits.length} commits, ${world.links.length} trace links`;
    return [
      { name: 'analysis-recorded', value: least / SECOND_MS, unit: 's', ratio: null, of: size, budget: 1 },
      {
        name: 'analysis-recorded-ingest',
        value: ingest / SECOND_MS,
        unit: 's',
        ratio: null,
        of: 'ingesting and tracing it, the first time',
        budget: null,
      },
      {
        name: 'analysis-recorded-memory',
        value: peakMemory(),
        unit: 'MB',
        ratio: null,
        of: 'the whole process, with the JSON it was read from',
        budget: null,
      },
    ];
  },
};
