import { CONTESTANTS, missed } from './row.mjs';

const COLUMNS = ['Meterkit', 'prom-client', '@prometheus-io/client', 'OpenTelemetry'];

export function tableHead() {
  const head = ['what', ...COLUMNS, 'to prom-client', 'to OpenTelemetry', 'p25-p75', 'goal'];
  return `${line(head)}\n${line(head.map((_, i) => (i === 0 ? '---' : '--:')))}`;
}

/** A line of Markdown. */
export function tableLine(row) {
  const [low, high] = row.spread.meterkit.map(figure);
  return line([
    `${row.name}, ${row.unit}`,
    ...CONTESTANTS.map((name) => figure(row[name])),
    ratio(row.ratioToPromClient),
    ratio(row.ratioToOpenTelemetry),
    low === high ? '' : `${low}-${high}`,
    verdict(row),
  ]);
}

function verdict(row) {
  if (Object.keys(row.goal).length === 0) return '';
  const misses = missed(row);
  return misses.length === 0 ? 'met' : `missed: ${misses.join(', ')}`;
}

function ratio(value) {
  return value === null ? '' : `${figure(value)}x`;
}

/** Three digits, for more are noise. */
function figure(value) {
  if (value === null) return '';
  if (value >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

function line(cells) {
  return `| ${cells.join(' | ')} |`;
}
