import { table } from '../terminal/table.js';
import type { CatalogFamily, CatalogFile, CatalogLabel } from './catalog-file.js';

/** A line for each family. */
export function catalogTable({ families }: CatalogFile): string {
  const columns = ['FAMILY', 'TYPE', 'UNIT', 'LABELS', 'HELP'].map((title) => ({ title }));
  const rows = families.map((family) => [
    family.name,
    family.type,
    family.unit,
    Object.keys(family.labels).join(', '),
    family.help,
  ]);
  return table(columns, rows);
}

/** A section with a table for each meter. */
export function catalogMarkdown({ families }: CatalogFile): string {
  const names = [...new Set(families.map(({ meter }) => meter))];
  const sections = names.map((meter) =>
    [
      `## ${meter}`,
      '',
      '| Family | Type | Labels | What it is |',
      '|---|---|---|---|',
      ...families.filter((family) => family.meter === meter).map(markdownRow),
      '',
    ].join('\n'),
  );
  return `# Metrics\n\n${sections.join('\n')}`;
}

function markdownRow({
  name,
  type,
  labels,
  help,
  bounds,
  unit,
  renamedFrom,
}: CatalogFamily): string {
  const about = [
    help,
    bounds === undefined ? '' : `Bounds: ${bounds.join(', ')}${unit && ` ${unit}`}.`,
    renamedFrom === undefined ? '' : `Until ${renamedFrom.until} also \`${renamedFrom.name}\`.`,
  ];
  const cells = [
    `\`${name}\``,
    type,
    Object.entries(labels).map(labelText).join('<br>'),
    about.filter(Boolean).join(' '),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function labelText([name, label]: readonly [string, CatalogLabel]): string {
  if ('limit' in label) return `\`${name}\`: any, at most ${label.limit}`;
  return `\`${name}\`: ${label.values.map((value) => `\`${value}\``).join(', ')}`;
}
