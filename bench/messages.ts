/** Commit messages as teams write them: 160 characters on average, three in five name a work item. */
import { type Chance, seededChance } from './chance';

export const PROJECTS = ['PAY', 'OPS', 'WEB', 'CORE', 'DATA', 'API2', 'DAEMON', 'MOBILE', 'TIMOB', 'ALOY'] as const;
/** Items in each project. */
export const ITEMS_EACH = 5000;

const WORDS =
  'retry payment ledger refund webhook cache token invoice schema export panel search limit queue audit round amounts once fix the when is not set parse'.split(
    ' ',
  );
/** A hyphen before a digit that makes no key: in real histories one message in three has one. */
const LOOKALIKES = ['UTF-8', 'HTTP-2', 'x86-64', 'release-2.1', '2017-11-13', 'part-1'] as const;

export function messagesOf(count: number, seed: number): string[] {
  const chance = seededChance(seed);
  return Array.from({ length: count }, () => messageOf(chance));
}

function messageOf(chance: Chance): string {
  const words = (length: number): string =>
    Array.from({ length }, () => chance.one(chance.happens(0.012) ? LOOKALIKES : WORDS)).join(' ');
  const key = (): string => `${chance.one(PROJECTS)}-${1 + chance.pick(ITEMS_EACH)}`;
  const lines: string[] = [];
  if (chance.happens(0.1)) lines.push(`Merge branch 'feature/${key()}-${chance.one(WORDS)}' into main`);
  else lines.push(chance.happens(0.5) ? `${key()}: ${words(8)}` : words(9));
  lines.push('', words(10), words(chance.pick(9)));
  if (chance.happens(0.1)) lines.push('', `Refs: ${key()}`);
  // Joined in one go: a text put together piece by piece is flattened by whoever reads it first, who would pay for it.
  return lines.join('\n');
}
