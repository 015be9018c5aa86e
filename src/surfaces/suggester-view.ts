/** How far the suggestions can be trusted here, measured on links of this site that the fit had not seen. */
import { formatDay } from '../model/instant';
import type { RepositoryName } from '../model/commit';
import type { ModelQuality } from '../model/suggestion';
import type { Outside } from '../ports/outside';
import type { SuggesterView } from './contract';

/** Each repository has its own fit; their figures are put together. */
export async function suggesterView(
  { facts }: Pick<Outside, 'facts'>,
  repositories: readonly RepositoryName[],
): Promise<SuggesterView> {
  const found = await Promise.all(repositories.map((repo) => facts.readSuggester(repo)));
  const suggesters = found.filter((one) => one !== undefined);
  const fitted = suggesters.filter(({ model }) => model.quality !== undefined);
  const qualities = fitted.flatMap(({ model }) => model.quality ?? []);
  const measuredOn = qualities.reduce((sum, quality) => sum + quality.measuredOn, 0);
  const error = qualities.reduce((sum, quality) => sum + quality.calibrationError * quality.measuredOn, 0);
  return {
    version: fitted.length === 0 ? 'shipped' : formatDay(Math.max(...fitted.map(({ fittedAt }) => fittedAt))),
    labels: suggesters.reduce((sum, { model }) => sum + model.labels, 0),
    calibrationError: measuredOn === 0 ? undefined : error / measuredOn,
    bands: bandsOf(qualities),
    ...(await facts.countDecisions(repositories)),
  };
}

function bandsOf(qualities: readonly ModelQuality[]): SuggesterView['bands'] {
  const sums = new Map<number, { suggested: number; right: number }>();
  for (const { bands } of qualities) {
    for (const { from, given, right } of bands) {
      const sum = sums.get(from) ?? { suggested: 0, right: 0 };
      sums.set(from, { suggested: sum.suggested + given, right: sum.right + right });
    }
  }
  const edges = [...sums.keys()].sort((a, b) => b - a);
  return edges.map((from, index) => ({
    from,
    until: edges[index - 1] ?? 1,
    suggested: sums.get(from)?.suggested ?? 0,
    right: sums.get(from)?.right ?? 0,
  }));
}
