/**
 * Text with smart values → its parts. One pass from left to right, so that reading takes time in
 * proportion to the text whatever somebody typed; and what a value turns out to hold is never read
 * as a template again.
 *
 * Accepted: `{{issue.key}}` · `{{ wait.overdue }}` · `{{issue.assignee.displayName|nobody}}`
 * Kept as text: a `{{` that nothing closes (the second answer of `parseTemplate` says where)
 */

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `path` as typed, without blanks around it; `otherwise` stands in for an empty value. */
  | { readonly kind: 'value'; readonly path: string; readonly otherwise: string };

export interface Template {
  readonly parts: readonly TemplatePart[];
  /** Offset of a `{{` without its `}}`. */
  readonly unclosedAt?: number;
}

export function parseTemplate(text: string): Template {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (;;) {
    const open = text.indexOf('{{', from);
    const close = open < 0 ? -1 : text.indexOf('}}', open + 2);
    const end = close < 0 ? text.length : open;
    if (end > from) parts.push({ kind: 'text', text: text.slice(from, end) });
    if (close < 0) return open < 0 ? { parts } : { parts, unclosedAt: open };
    parts.push(valuePart(text.slice(open + 2, close)));
    from = close + 2;
  }
}

function valuePart(inside: string): TemplatePart {
  const bar = inside.indexOf('|');
  return {
    kind: 'value',
    path: (bar < 0 ? inside : inside.slice(0, bar)).trim(),
    otherwise: bar < 0 ? '' : inside.slice(bar + 1).trim(),
  };
}

/** The paths a text asks for, in order, each as often as it stands there. */
export function pathsIn(text: string): string[] {
  return parseTemplate(text).parts.flatMap((part) => (part.kind === 'value' ? [part.path] : []));
}

/** Fills a text; `read` answers '' for a value that is not there, as Jira does. */
export function fillTemplate(text: string, read: (path: string) => string): string {
  return parseTemplate(text)
    .parts.map((part) => (part.kind === 'text' ? part.text : read(part.path) || part.otherwise))
    .join('');
}
