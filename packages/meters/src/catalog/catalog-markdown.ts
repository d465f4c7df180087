import { type CatalogLabel, type CatalogRow, catalog } from './catalog.js';

export interface CatalogMarkdownOptions {
  readonly rows?: readonly CatalogRow[];
  readonly behind?: (meter: string) => string;
}

/**
 * The catalogue, or other `rows`, as Markdown: a section for each meter with a table of its families, and `behind` it what else
 * is to be said of the meter. `pageName` says what a family is called on the page.
 */
export function catalogMarkdown(
  pageName: (row: CatalogRow) => string,
  { rows = catalog, behind = () => '' }: CatalogMarkdownOptions = {},
): string {
  const meters = [...new Set(rows.map(({ meter }) => meter))];
  const ofMeter = (name: string) => rows.filter(({ meter }) => meter === name);
  return meters.map((meter) => section(meter, ofMeter(meter), pageName) + behind(meter)).join('\n');
}

function section(
  meter: string,
  rows: readonly CatalogRow[],
  pageName: (row: CatalogRow) => string,
): string {
  return [
    `## ${meter}`,
    '',
    '| Family | Type | Labels | What it is | OpenTelemetry name |',
    '|---|---|---|---|---|',
    ...rows.map((row) =>
      line(
        `\`${pageName(row)}\``,
        row.kind,
        row.labels.map(labelText).join('<br>'),
        row.help + boundsText(row) + renamingText(row, pageName),
        `\`${row.name}\`${row.unit === undefined ? '' : `, unit \`${row.unit}\``}`,
      ),
    ),
    '',
  ].join('\n');
}

function labelText(label: CatalogLabel): string {
  if ('limit' in label) return `\`${label.name}\`: any, at most ${label.limit}`;
  return `\`${label.name}\`: ${label.values.map((value) => `\`${value}\``).join(', ')}`;
}

function boundsText({ bounds, unit }: CatalogRow): string {
  return bounds === undefined ? '' : ` Bounds: ${bounds.join(', ')}${unit ? ` ${unit}` : ''}.`;
}

function renamingText(row: CatalogRow, pageName: (row: CatalogRow) => string): string {
  const { renamedFrom } = row;
  if (renamedFrom === undefined) return '';
  const { name, until, exactName = false } = renamedFrom;
  return ` Until ${until} also \`${pageName({ ...row, name, exactName })}\`.`;
}

function line(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
