import type { ReactNode } from 'react';

interface AdfNode {
  readonly type: string;
  readonly text?: string;
  readonly content?: readonly AdfNode[];
  readonly attrs?: Readonly<Record<string, unknown>>;
}

/** A document of Atlassian's editor as plain text with its paragraphs and lists; never as HTML. */
export function AdfText({ document }: { readonly document: unknown }) {
  if (typeof document === 'string') return <p>{document}</p>;
  if (!isNode(document)) return null;
  return <>{(document.content ?? []).map(block)}</>;
}

function block(node: AdfNode, index: number): ReactNode {
  const inside = () => (node.content ?? []).map(block);
  switch (node.type) {
    case 'paragraph':
      return <p key={index}>{(node.content ?? []).map(inline)}</p>;
    case 'heading':
      return <h3 key={index}>{(node.content ?? []).map(inline)}</h3>;
    case 'bulletList':
      return <ul key={index}>{inside()}</ul>;
    case 'orderedList':
      return <ol key={index}>{inside()}</ol>;
    case 'listItem':
      return <li key={index}>{inside()}</li>;
    case 'codeBlock':
      return <pre key={index}>{(node.content ?? []).map(inline)}</pre>;
    case 'blockquote':
      return <blockquote key={index}>{inside()}</blockquote>;
    case 'rule':
      return <hr key={index} />;
    default:
      return node.content ? <div key={index}>{inside()}</div> : inline(node, index);
  }
}

function inline(node: AdfNode, index: number): ReactNode {
  if (node.type === 'hardBreak') return <br key={index} />;
  const shown = node.text ?? node.attrs?.['text'] ?? node.attrs?.['url'] ?? '';
  return node.content ? <span key={index}>{node.content.map(inline)}</span> : String(shown);
}

function isNode(value: unknown): value is AdfNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** The document of one paragraph per line. */
export function adfOf(text: string): unknown {
  const paragraphs = text
    .split('\n')
    .map((line) => ({ type: 'paragraph', content: line ? [{ type: 'text', text: line }] : [] }));
  return { type: 'doc', version: 1, content: paragraphs };
}
