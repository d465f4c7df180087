import { counted } from '../terminal/counted.js';
import { paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import type { QueriesReport } from './check-queries.js';

/** The report for people. */
export function queriesText({ files, expressions, findings }: QueriesReport): string {
  const lines = findings.map(
    ({ file, message }) => `${paint('yellow', printable(file))}  ${printable(message)}\n`,
  );
  const sum = paint(
    findings.length > 0 ? 'red' : 'green',
    counted(findings.length, 'finding', 'findings'),
  );
  return [
    ...lines,
    findings.length > 0 ? '\n' : '',
    `${counted(files, 'file', 'files')}, ${counted(expressions, 'expression', 'expressions')}, ${sum}\n`,
  ].join('');
}
