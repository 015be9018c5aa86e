/**
 * A short fingerprint of a text: it tells changed from unchanged and names what must not be spelt
 * out. It is no lock: who can guess the text can check the guess.
 */

/**
 * 53 bits in base 36 (cyrb53, a public-domain mixing function): two texts share one with odds of
 * 1 in 9 × 10¹⁵. Stable: ids in storage hang on it.
 */
export function digestText(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
