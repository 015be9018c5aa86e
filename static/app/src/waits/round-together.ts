/**
 * Rounds parts so that the rounded parts add up to the rounded whole: whoever adds the figures on
 * the screen gets the sum on the screen. Whole numbers from 10 on, tenths below.
 */
export function roundTogether(parts: readonly number[]): { readonly parts: readonly number[]; readonly whole: number } {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  const scale = whole < 9.95 ? 10 : 1;
  const floors = parts.map((part) => Math.floor(part * scale));
  const missing = Math.round(whole * scale) - floors.reduce((sum, part) => sum + part, 0);
  // The largest remainders are rounded up, the others down.
  const raised = new Set(
    parts
      .map((part, index) => ({ index, remainder: part * scale - Math.floor(part * scale) }))
      .sort((a, b) => b.remainder - a.remainder)
      .slice(0, missing)
      .map(({ index }) => index),
  );
  return {
    parts: floors.map((part, index) => (part + (raised.has(index) ? 1 : 0)) / scale),
    whole: Math.round(whole * scale) / scale,
  };
}
