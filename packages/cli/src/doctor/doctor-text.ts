import { formatValue } from '@meterkit/exposition/history';
import { counted } from '../terminal/counted.js';
import { paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { type Column, table } from '../terminal/table.js';
import type { DoctorFinding, DoctorReport } from './doctor-report.js';

const SHOWN = 10;

/** The report for people: the most expensive first, then what is to be done. */
export function doctorText(report: DoctorReport): string {
  const { target, families, labels, findings } = report;
  const problems = findings.filter(({ severity }) => severity === 'problem').length;
  const isReadKnown = families.some(({ isRead }) => isRead !== undefined);
  const familyColumns = [
    left('FAMILY'),
    left('TYPE'),
    right('SERIES'),
    right('BYTES'),
    ...(isReadKnown ? [left('READ')] : []),
  ];
  const familyRows = families
    .slice(0, SHOWN)
    .map(({ family, type, series, bytes, isRead }) => [
      family,
      type,
      String(series),
      formatValue(bytes, 'bytes'),
      isRead === undefined ? '' : isRead ? 'yes' : 'no',
    ]);
  const labelRows = labels
    .slice(0, SHOWN)
    .map(({ label, values, series, bytes, mostIn, mostValues }) => [
      label,
      String(values),
      String(series),
      formatValue(bytes, 'bytes'),
      `${mostIn} (${mostValues})`,
    ]);
  return [
    `${printable(target)}\n\n`,
    ...pageLines(report),
    `\n${table(familyColumns, familyRows)}`,
    rest(families.length, 'families'),
    `\n${table([left('LABEL'), right('VALUES'), right('SERIES'), right('BYTES'), left('MOST IN')], labelRows)}`,
    rest(labels.length, 'labels'),
    findings.length > 0 ? '\n' : '',
    ...findingLines(findings),
    `\n${counted(problems, 'problem', 'problems')}, ${counted(findings.length - problems, 'piece', 'pieces')} of advice\n`,
  ].join('');
}

function pageLines({ page, families, trend }: DoctorReport): readonly string[] {
  const { bytes, sentBytes, contentEncoding, slowestMs, contentType, escaping, vary } = page;
  const sent =
    contentEncoding === '' ? '' : `, ${formatValue(sentBytes, 'bytes')} as ${contentEncoding}`;
  const change = trend.after - trend.before;
  const lines: readonly (readonly [string, string])[] = [
    [
      'size',
      `${formatValue(bytes, 'bytes')}${sent}, ${counted(families.length, 'family', 'families')}, ${trend.before} series`,
    ],
    ['time', `${formatValue(slowestMs / 1000, 'seconds')} for the slowest of three scrapes`],
    ['trend', `${change < 0 ? '' : '+'}${change} series in ${trend.seconds} s`],
    ['format', contentType],
    ['escaping', escaping || 'not said'],
    ['vary', vary || 'none'],
  ];
  return lines.map(([name, text]) => `${name.padEnd(9)} ${printable(text)}\n`);
}

function findingLines(findings: readonly DoctorFinding[]): readonly string[] {
  const width = Math.max(...findings.map(({ rule }) => rule.length));
  return findings.map(({ severity, rule, message }) => {
    const word = paint(severity === 'problem' ? 'red' : 'yellow', severity.padEnd(7));
    return `${word}  ${rule.padEnd(width)}  ${printable(message)}\n`;
  });
}

function rest(count: number, what: string): string {
  return count > SHOWN ? `and ${count - SHOWN} more ${what}; --json has all\n` : '';
}

function left(title: string): Column {
  return { title };
}

function right(title: string): Column {
  return { title, align: 'right' };
}
