/** Atlassian's document format: what REST v3 speaks for descriptions and comments. */
import { isRecord, recordsIn } from './item';

interface AdfDocument {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly unknown[];
}

/** Plain text as the smallest document that says it: a paragraph for each block of lines. */
function documentFrom(text: string): AdfDocument {
  const paragraphs = text.split(/\r?\n{2,}/).filter((block) => block.trim() !== '');
  return { type: 'doc', version: 1, content: paragraphs.map(paragraph) };
}

function paragraph(block: string): unknown {
  const content = block
    .split(/\r?\n/)
    .flatMap((line, index) => [
      ...(index > 0 ? [{ type: 'hardBreak' }] : []),
      ...(line === '' ? [] : [{ type: 'text', text: line }]),
    ]);
  return { type: 'paragraph', content };
}

export function isDocument(value: unknown): value is AdfDocument {
  return isRecord(value) && value['type'] === 'doc' && value['version'] === 1 && Array.isArray(value['content']);
}

/** What v3 answers for a stored body: documents as they are, text as a document, nothing as null. */
export function asDocument(value: unknown): AdfDocument | null {
  if (isDocument(value)) return value;
  return typeof value === 'string' && value !== '' ? documentFrom(value) : null;
}

/** The words of a document, blocks on lines of their own; text stays as it is. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return isDocument(value) ? recordsIn(value.content).map(textOfNode).join('\n') : '';
}

function textOfNode(node: Readonly<Record<string, unknown>>): string {
  if (typeof node['text'] === 'string') return node['text'];
  if (node['type'] === 'hardBreak') return '\n';
  if (isRecord(node['attrs']) && typeof node['attrs']['text'] === 'string') return node['attrs']['text'];
  return recordsIn(node['content']).map(textOfNode).join('');
}
