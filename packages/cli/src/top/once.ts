import { ProcessHistory } from '@meterkit/exposition/history';
import type { Target } from '../target/target.js';
import { print, printError, printJson } from '../terminal/print.js';
import { printable } from '../terminal/printable.js';
import { table } from '../terminal/table.js';
import { readTargetPage } from './read-target-page.js';
import {
  nameOf,
  quantilesOf,
  quantileTexts,
  type RowChoice,
  topRows,
  totalText,
} from './top-rows.js';

/** Reads the page once and prints what it says: totals, and quantiles of all that was ever observed. */
export async function once(target: Target, choice: RowChoice, isJson: boolean): Promise<void> {
  const history = new ProcessHistory();
  const { page } = await readTargetPage(target);
  history.take(page, Date.now(), 0);
  const rows = topRows(history, choice);
  if (isJson) {
    const series = rows.map((row) => {
      const [p50, p90, p99] = quantilesOf(row, history);
      const { kind, unit } = row.family;
      return { series: nameOf(row), kind, unit, value: row.series.last, p50, p90, p99 };
    });
    printJson({ version: 1, target: target.shown, leftOut: history.leftOut, series });
    return;
  }
  if (history.leftOut > 0)
    printError(
      `warning ${target.shown}: ${history.leftOut} series left out, more than fit into memory`,
    );
  if (rows.length === 0) {
    const zeros = choice.showsZeros ? '' : '; --all shows those at zero, too';
    const what = choice.filter === '' ? 'no series to show' : `no series match "${choice.filter}"`;
    print(`${printable(what)}${zeros}\n`);
    return;
  }
  const columns = [
    { title: 'SERIES' },
    ...['VALUE', 'P50', 'P90', 'P99'].map((title) => ({ title, align: 'right' as const })),
  ];
  print(
    table(
      columns,
      rows.map((row) => [nameOf(row), totalText(row), ...quantileTexts(row, history)]),
    ),
  );
}
