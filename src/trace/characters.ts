/** What kinds of characters meet at the borders of keys, by their UTF-16 codes; NaN is none of them. */

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** What project keys are made of. */
export function isKeyCode(code: number): boolean {
  return (code >= 65 && code <= 90) || isDigit(code) || code === 95;
}

/** The same in either case. */
export function isWordCode(code: number): boolean {
  return isKeyCode(code) || (code >= 97 && code <= 122);
}

/** Letters of scripts that put spaces between words; Chinese or Japanese may touch a key. */
export function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || (code >= 0xc0 && code <= 0x52f);
}
