import { formatValue } from '@meterkit/exposition/history';
import { counted } from '../terminal/counted.js';
import { paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { table } from '../terminal/table.js';
import type { CheckFinding, CheckReport, FormatReport } from './check-report.js';

/** The report for people. */
export function reportText(report: CheckReport): string {
  const { target, formats, families, series, findings } = report;
  const columns = [
    { title: 'FORMAT' },
    {
      title: 'STATE',
      style: (state: string) => (state === 'ok' ? 'green' : state === 'invalid' ? 'red' : 'dim'),
    } as const,
    { title: 'SIZE', align: 'right' } as const,
    { title: 'CONTENT TYPE' },
  ];
  return [
    `${printable(target)}\n\n`,
    table(columns, formats.map(rowOf)),
    findings.length > 0 ? '\n' : '',
    ...findings.map(findingLine),
    `\n${counted(families, 'family', 'families')}, ${series} series, ${paint(findings.length > 0 ? 'red' : 'green', counted(findings.length, 'finding', 'findings'))}\n`,
  ].join('');
}

function rowOf({ format, state, bytes, contentType }: FormatReport): readonly string[] {
  const words = {
    ok: 'ok',
    invalid: 'invalid',
    'not read': 'not read',
    other: 'not spoken',
  } as const;
  return [format, words[state], formatValue(bytes, 'bytes'), contentType];
}

function findingLine({ rule, message }: CheckFinding): string {
  return `${paint('yellow', rule)}  ${printable(message)}\n`;
}
