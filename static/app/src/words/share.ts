/** Shares in whole percent, and never 0% or 100% unless it is exactly that. */
export function writeShare(part: number, whole: number): string {
  return whole === 0 ? '0%' : writePercent(part / whole);
}

/** `0.714` → `71%` */
export function writePercent(share: number): string {
  const percent = 100 * share;
  if (percent > 0 && percent < 1) return '<1%';
  if (percent > 99 && percent < 100) return '>99%';
  return `${Math.round(percent)}%`;
}
