import type { ProcessHistory } from '@meterkit/exposition/history';
import { formatValue } from '@meterkit/exposition/history';
import { paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { fitted, textWidth } from '../terminal/text-width.js';
import { sparkline } from './sparkline.js';
import { nameOf, nowText, quantileTexts, recent, shortNameOf, type TopRow } from './top-rows.js';
import type { TopState } from './top-state.js';

/** What there is to say of the last reading. */
export interface Reading {
  readonly target: string;
  readonly intervalMs: number;
  readonly bytes: number;
  readonly tookMs: number;
  /** Series on the page for which there was no room. */
  readonly leftOut: number;
  /** Why the newest reading gave nothing, and how many in a row did. */
  readonly failure: { readonly message: string; readonly times: number } | undefined;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

const VALUE = 12;
const QUANTILE = 9;
/** An eighth of the window, within these. */
const SPARK = { least: 8, most: 24 };
/** Title, status and titles of columns above the rows, keys below. */
const FRAME_LINES = 4;

/** How many rows there is room for. */
export function roomFor({ rows }: Size): number {
  return Math.max(1, rows - FRAME_LINES);
}

/** The lines of the screen, none wider and not more than fit. */
export function topView(
  rows: readonly TopRow[],
  state: TopState,
  reading: Reading,
  history: ProcessHistory,
  size: Size,
): readonly string[] {
  const shown = rows.slice(state.offset, state.offset + roomFor(size));
  const layout = layoutOf(size.columns);
  const lines = [
    fitted(titleLine(reading), size.columns),
    statusLine(rows.length, state, reading, size.columns),
    paint('bold', cells(['SERIES', 'NOW', 'P50', 'P90', 'P99', 'LATELY'], layout)),
    ...shown.map((row) =>
      cells(
        [
          nameIn(layout.name, row),
          nowText(row),
          ...quantileTexts(row, history),
          layout.spark > 0 ? sparkline(recent(row, history, layout.spark), layout.spark) : '',
        ],
        layout,
      ),
    ),
  ];
  const blank = Math.max(0, size.rows - lines.length - 1);
  return [
    ...lines,
    ...Array(blank).fill(''),
    paint('dim', fitted(keysLine(state), size.columns)),
  ].slice(0, size.rows);
}

interface Layout {
  readonly name: number;
  readonly quantile: number;
  readonly spark: number;
}

/** The name gives way first, then what was lately, then the quantiles. */
function layoutOf(columns: number): Layout {
  const withValue = columns - VALUE - 1;
  const withQuantiles = withValue - 3 * (QUANTILE + 1);
  const spark = Math.min(SPARK.most, Math.max(SPARK.least, Math.floor(columns / 8)));
  const withSpark = withQuantiles - spark - 1;
  if (withSpark >= 24) return { name: withSpark, quantile: QUANTILE, spark };
  if (withQuantiles >= 24) return { name: withQuantiles, quantile: QUANTILE, spark: 0 };
  return { name: Math.max(1, withValue), quantile: 0, spark: 0 };
}

function cells(texts: readonly string[], { name, quantile, spark }: Layout): string {
  const [series = '', now = '', ...others] = texts;
  const quantiles = others.slice(0, 3).map((text) => fitted(text, quantile, 'right'));
  return [
    fitted(series, name),
    fitted(now, VALUE, 'right'),
    ...(quantile > 0 ? quantiles : []),
    ...(spark > 0 ? [fitted(others[3] ?? '', spark)] : []),
  ].join(' ');
}

function nameIn(width: number, row: TopRow): string {
  const name = printable(nameOf(row));
  return textWidth(name) <= width ? name : printable(shortNameOf(row));
}

function titleLine({ target, intervalMs, bytes, tookMs }: Reading): string {
  const page =
    bytes === 0
      ? ''
      : `, ${formatValue(bytes, 'bytes')} in ${formatValue(tookMs / 1000, 'seconds')}`;
  return `meterkit top  ${printable(target)}  every ${intervalMs / 1000} s${page}`;
}

function statusLine(found: number, state: TopState, reading: Reading, columns: number): string {
  const { failure, leftOut } = reading;
  if (failure !== undefined) {
    const times = failure.times > 1 ? ` (${failure.times} times in a row)` : '';
    return paint('red', fitted(printable(`${failure.message}${times}`), columns));
  }
  const parts = [
    `${found} series`,
    state.showsZeros ? '' : 'zeros hidden',
    leftOut > 0 ? `${leftOut} more than fit into memory` : '',
    `by ${state.sorting}`,
    state.isTyping || state.filter !== ''
      ? `filter: ${state.filter}${state.isTyping ? '_' : ''}`
      : '',
    state.isPaused ? 'paused' : '',
  ];
  return fitted(printable(parts.filter(Boolean).join(', ')), columns);
}

function keysLine({ isTyping }: TopState): string {
  return isTyping
    ? 'Enter keeps the filter  Esc clears it'
    : 'q quit  / filter  s sort  z zeros  space pause  ↑↓ PgUp PgDn scroll';
}
