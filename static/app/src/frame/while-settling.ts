/** What a person changed comes through a queue: ask at once, and again until it has surely followed. */
const MOMENTS_MS = [0, 1_500, 4_000, 9_000];

export function askWhileSettling(again: () => Promise<void>): void {
  for (const moment of MOMENTS_MS) setTimeout(() => void again(), moment);
}
