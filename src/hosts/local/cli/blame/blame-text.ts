/** What `throughline blame` prints. Texts of others are shown without control characters: a terminal would obey them. */
import type { TraceClass } from '../../../../model/link';
import { counted } from '../counted';
import { authorDay } from './author-day';
import type { BlamedLine } from './lines';
import type { BlameSummary, KnownLink, Named } from './summary';

const SUMMARY_LENGTH = 50;
const HEADINGS = ['feature', 'lines', 'share', 'stories', 'first', 'last'] as const;

export function fileText(place: string, summary: BlameSummary): string {
  const { lines, features, withoutFeature, hidden, untraced, exempt, unknown } = summary;
  const rows: (readonly string[])[] = [
    HEADINGS,
    ...features.map((feature) => [
      nameText(feature),
      String(feature.lines),
      shareText(feature.share),
      String(feature.stories.length),
      feature.firstOn,
      feature.lastOn,
    ]),
    ...(
      [
        [withoutFeature.lines, `no feature (${keysText(withoutFeature.stories)})`],
        [hidden, 'items you cannot see'],
        [untraced, 'untraced'],
        [exempt, 'exempt: merges, bots and the like'],
        [unknown, 'unknown: commits that were never sent'],
      ] as const
    )
      .filter(([count]) => count > 0)
      .map(([count, what]) => [what, String(count), shareText(count / lines), '', '', '']),
  ];
  return [
    `${place}: ${counted(lines, 'line')} by ${counted(summary.commits, 'commit')}`,
    '',
    ...tableLines(rows),
    ...(summary.overlaps ? ['', 'Lines of a commit that serves several features count for each of them.'] : []),
    ...(unknown > 0 ? ['', 'Send the commits that are missing with throughline push.'] : []),
  ].join('\n');
}

/** Lines that follow each other and have the same commit stand together. */
export function linesText(path: string, lines: readonly BlamedLine[]): string {
  const blocks: BlamedLine[][] = [];
  for (const line of lines) {
    const block = blocks.at(-1);
    if (block?.[0]?.sha === line.sha) block.push(line);
    else blocks.push([line]);
  }
  return blocks.map((block) => blockText(path, block)).join('\n\n');
}

function blockText(path: string, block: readonly BlamedLine[]): string {
  const [first] = block;
  if (!first) return '';
  const last = block.at(-1) ?? first;
  const range = first.line === last.line ? String(first.line) : `${first.line}-${last.line}`;
  return [
    `${plain(path)}:${range}  commit ${first.sha.slice(0, 12)} of ${authorDay(first.authoredAt)}`,
    ...block.map(({ text }) => `  | ${plain(text)}`),
    ...servingLines(first).map((line) => `  ${line}`),
  ].join('\n');
}

const UNLINKED: Readonly<Record<TraceClass, string>> = {
  linked: 'It serves an item.',
  suggested: 'It is untraced; Throughline has a suggestion for it on the trace page.',
  exempt: 'It is exempt: it need not serve a feature.',
  untraced: 'It is untraced: no work item is known that it serves.',
};

function servingLines({ commit }: BlamedLine): string[] {
  if (!commit?.known) return ['Unknown: Throughline was never told of this commit. Send it with throughline push.'];
  const byKey = new Map<string, KnownLink[]>();
  for (const link of commit.links) byKey.set(link.key, [...(byKey.get(link.key) ?? []), link]);
  const lines = [...byKey.values()].flatMap((links) => {
    const [link] = links;
    if (!link) return [];
    const upwards = [link, ...link.ancestors];
    const found = links.map(({ evidence, linker }) => `${plain(evidence)} (${linker})`).join('; ');
    return [
      ...upwards.map((item, level) => `${'  '.repeat(level)}${level === 0 ? 'serves ' : '→ '}${stepText(item)}`),
      `  proof: ${found}`,
      ...(upwards.some(({ isFeature }) => isFeature) ? [] : ['  no feature is known above it']),
    ];
  });
  if (commit.hiddenLinks > 0) lines.push(`serves ${counted(commit.hiddenLinks, 'item')} you cannot see`);
  return lines.length > 0 ? lines : [UNLINKED[commit.class ?? 'untraced']];
}

function stepText(item: Named & { readonly isFeature: boolean }): string {
  return `${nameText(item)}${item.isFeature ? ' (feature)' : ''}`;
}

function nameText({ key, summary }: Named): string {
  const text = plain(summary);
  return `${plain(key)} ${text.length > SUMMARY_LENGTH ? `${text.slice(0, SUMMARY_LENGTH - 1)}…` : text}`.trimEnd();
}

function keysText(items: readonly Named[]): string {
  const keys = items.slice(0, 3).map(({ key }) => key);
  return [...keys, ...(items.length > 3 ? [`${items.length - 3} more`] : [])].join(', ');
}

function shareText(share: number): string {
  const percent = share * 100;
  return percent > 0 && percent < 1 ? '< 1 %' : `${Math.round(percent)} %`;
}

/** The first column to the left, the others to the right. */
function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  );
}

/** Tabs become spaces; what else a terminal would act on becomes a mark. */
function plain(text: string): string {
  return text
    .replaceAll('\t', '    ')
    .replace(/\r$/, '')
    .replace(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
