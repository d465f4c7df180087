import { paint, type Style } from './paint.js';
import { printable } from './printable.js';
import { fitted, textWidth } from './text-width.js';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  readonly style?: (cell: string) => Style | undefined;
}

const GAP = '  ';

/** Rows under titles, each column as wide as it has to be. Ends with a line feed; empty without rows. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => row.map((cell) => printable(cell)));
  const widths = columns.map(({ title }, i) =>
    cells.reduce((width, row) => Math.max(width, textWidth(row[i] ?? '')), textWidth(title)),
  );
  const line = (
    row: readonly string[],
    styleOf: (column: Column, cell: string) => Style | undefined,
  ) =>
    columns
      .map((column, i) => {
        const cell = fitted(row[i] ?? '', widths[i] ?? 0, column.align);
        const style = styleOf(column, row[i] ?? '');
        return style === undefined ? cell : paint(style, cell);
      })
      .join(GAP)
      .trimEnd();
  const titles = columns.map(({ title }) => title);
  return [
    line(titles, () => 'bold'),
    ...cells.map((row) => line(row, ({ style }, cell) => style?.(cell))),
  ]
    .map((text) => `${text}\n`)
    .join('');
}
