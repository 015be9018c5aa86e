/** Asks one detector of one small world, as its table test does. */
import { CATALOGUE } from '../../src/detect/catalogue';
import { examineProject } from '../../src/detect/examine-project';
import type { Finding, Verdict } from '../../src/model/finding';
import type { World } from '../../src/model/world';

/** The verdict and findings of one detector of the catalogue. */
export function ask(id: string, world: World): Verdict & { readonly findings: readonly Finding[] } {
  const detector = CATALOGUE.filter((one) => one.id === id);
  const { verdicts, findings } = examineProject(world, undefined, detector);
  const [verdict] = verdicts;
  if (!verdict) throw new Error(`No detector is called "${id}". Run npm run sync after adding one.`);
  return { ...verdict, findings };
}

/** The same with its thresholds changed. */
export function withThresholds(id: string, thresholds: Readonly<Record<string, number>>) {
  return { thresholds: { [id]: thresholds } };
}
