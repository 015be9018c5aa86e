/**
 * Text that every store gives back as it took it. Half a surrogate pair is no character, and databases
 * turn it into a question mark or refuse the row; NUL ends the text in some of them. Both become U+FFFD,
 * the sign for what could not be read.
 */
const UNSTORABLE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|\0/g;

export function storableText(text: string): string {
  return text.replace(UNSTORABLE, '\uFFFD');
}
