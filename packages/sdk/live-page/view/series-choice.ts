import { type SeriesHistory, topSeries } from '@meterkit/exposition/history';
import { seriesName } from './drawing.js';
import { element } from './element.js';

const LIMIT = 50;

/** Which series of a histogram its plot is of: all as one, or one of the busiest. Hidden while there is one only. */
export class SeriesChoice {
  readonly root: HTMLSelectElement;
  #offered = '';

  constructor(family: string, changed: () => void) {
    this.root = element('select', { 'aria-label': `Series of ${family}` });
    this.root.hidden = true;
    this.root.addEventListener('change', changed);
  }

  /** The chosen ones of these. */
  of(series: readonly SeriesHistory[]): readonly SeriesHistory[] {
    this.#offer(series);
    const chosen = series.find(({ labels }) => labels === this.root.value);
    return chosen === undefined || series.length === 1 ? series : [chosen];
  }

  /** The list stays as it is while the number of series does: it must not change under the pointer. */
  #offer(series: readonly SeriesHistory[]): void {
    const offered = `${series.length} ${series[0]?.labels} ${series.at(-1)?.labels}`;
    if (offered === this.#offered) return;
    this.#offered = offered;
    const { value } = this.root;
    const all = element('option', { value: '*' }, `All ${series.length} series`);
    const busiest = topSeries(series, LIMIT).map((one) =>
      element('option', { value: one.labels }, seriesName(one) || 'without labels'),
    );
    this.root.replaceChildren(all, ...busiest);
    this.root.value = series.some(({ labels }) => labels === value) ? value : '*';
    if (this.root.selectedIndex < 0) this.root.value = '*';
    this.root.hidden = series.length < 2;
  }
}
