/**
 * The plain words of a work item's description: text as it is, Atlassian's document format without
 * its marks. People it mentions are left out. One pass, however deep the document is nested.
 */

/** Empty where there is no description. */
export function descriptionOf(issue: unknown): string {
  const description = (issue as { fields?: { description?: unknown } }).fields?.description;
  if (typeof description === 'string') return description;
  const words: string[] = [];
  const left: unknown[] = [description];
  while (left.length > 0) {
    const node = left.pop();
    if (typeof node !== 'object' || node === null) continue;
    const { type, text, content } = node as { type?: unknown; text?: unknown; content?: unknown };
    if (type === 'mention') continue;
    if (typeof text === 'string') words.push(text);
    // Last first, so that the first is taken next.
    if (Array.isArray(content)) for (let at = content.length - 1; at >= 0; at -= 1) left.push(content[at]);
  }
  return words.join(' ');
}
