/**
 * What the lines of a file serve. Lines by commit go in, with what the app says of each commit; out
 * come lines by feature, and what belongs to none.
 */
import type { BlameView } from '../../../../surfaces/contract';
import type { CommitLines } from '../git/blame-file';
import { authorDay } from './author-day';

export type KnownCommit = BlameView['commits'][number];
export type KnownLink = KnownCommit['links'][number];

export interface Named {
  readonly key: string;
  readonly summary: string;
}

export interface FeatureLines extends Named {
  readonly lines: number;
  /** Of all lines, 0 to 1. Lines whose commit serves several features count for each. */
  readonly share: number;
  /** Items its commits are linked to: stories, subtasks, or the feature itself. */
  readonly stories: readonly Named[];
  /** Days by the clocks of the authors. */
  readonly firstOn: string;
  readonly lastOn: string;
}

export interface BlameSummary {
  readonly lines: number;
  readonly commits: number;
  /** Most lines first. */
  readonly features: readonly FeatureLines[];
  /** Lines that serve an item above which no feature is in sight, and these items. */
  readonly withoutFeature: { readonly lines: number; readonly stories: readonly Named[] };
  /** Lines of commits that serve only items that may not be named. */
  readonly hidden: number;
  readonly untraced: number;
  readonly exempt: number;
  /** Lines of commits that Throughline was never told of. */
  readonly unknown: number;
  /** Whether lines count for several features, so that the shares add up to more than all. */
  readonly overlaps: boolean;
}

export function summarise(
  byCommit: ReadonlyMap<string, CommitLines>,
  known: ReadonlyMap<string, KnownCommit>,
): BlameSummary {
  const features = new Map<string, Named & { lines: number; stories: Map<string, Named>; days: string[] }>();
  const loose = new Map<string, Named>();
  const without = { features: 0, hidden: 0, untraced: 0, exempt: 0, unknown: 0 };
  let total = 0;
  let overlaps = false;
  for (const [sha, { lines, authoredAt }] of byCommit) {
    total += lines;
    const commit = known.get(sha);
    if (!commit?.known) without.unknown += lines;
    else if (commit.links.length === 0) {
      if (commit.hiddenLinks > 0) without.hidden += lines;
      else if (commit.class === 'exempt') without.exempt += lines;
      else without.untraced += lines;
    } else {
      const served = new Map<string, Named>();
      for (const link of commit.links) {
        const feature = featureOf(link);
        if (!feature) {
          loose.set(link.key, nameOf(link));
          continue;
        }
        served.set(feature.key, feature);
        const entry = features.get(feature.key) ?? { ...feature, lines: 0, stories: new Map(), days: [] };
        entry.stories.set(link.key, nameOf(link));
        features.set(feature.key, entry);
      }
      for (const key of served.keys()) {
        const entry = features.get(key);
        if (!entry) continue;
        entry.lines += lines;
        entry.days.push(authorDay(authoredAt));
      }
      if (served.size === 0) without.features += lines;
      overlaps ||= served.size > 1;
    }
  }
  return {
    lines: total,
    commits: byCommit.size,
    features: [...features.values()]
      .map(({ stories, days, ...feature }) => ({
        ...feature,
        share: feature.lines / total,
        stories: [...stories.values()],
        firstOn: days.reduce((a, b) => (a < b ? a : b)),
        lastOn: days.reduce((a, b) => (a > b ? a : b)),
      }))
      .sort((a, b) => b.lines - a.lines || (a.key < b.key ? -1 : 1)),
    withoutFeature: { lines: without.features, stories: without.features === 0 ? [] : [...loose.values()] },
    hidden: without.hidden,
    untraced: without.untraced,
    exempt: without.exempt,
    unknown: without.unknown,
    overlaps,
  };
}

/** The item itself when it is a feature, else the nearest above it. */
function featureOf({ key, summary, isFeature, ancestors }: KnownLink): Named | undefined {
  const feature = isFeature ? { key, summary } : ancestors.find((ancestor) => ancestor.isFeature);
  return feature && nameOf(feature);
}

function nameOf({ key, summary }: Named): Named {
  return { key, summary };
}
