/** Figures as a table for people: one a line, columns as wide as they need to be. */
import { type Figure, standingOf } from './figure';

const HEADINGS = ['name', 'value', 'unit', 'ratio', 'budget', '', 'of what'] as const;
/** Numbers are read by their last digit. */
const TO_THE_RIGHT: ReadonlySet<number> = new Set([1, 3, 4]);

export function renderTable(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        TO_THE_RIGHT.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

function cellsOf(figure: Figure): string[] {
  const { name, value, unit, ratio, budget, of } = figure;
  return [name, shown(value), unit, shown(ratio), shown(budget), standingOf(figure), of];
}

function shown(number: number | null): string {
  if (number === null) return '-';
  return Math.abs(number) >= 100 ? number.toFixed(0) : number.toPrecision(3).replace(/\.?0+$/, '');
}
