import {
  type FamilyHistory,
  formatRate,
  formatValue,
  type HistogramSeries,
  quantileText,
  type SeriesHistory,
  type Timeline,
} from '@meterkit/exposition/history';
import { cardFrame } from './card-frame.js';
import { LINE_COLOURS, lineColour } from './colours.js';
import { type Drawing, drawHistograms, drawNumbers, headline } from './drawing.js';
import { element, setText } from './element.js';
import { HeatStrip } from './heat-strip.js';
import { Legend, type LegendRow } from './legend.js';
import { Plot } from './plot.js';
import { SeriesChoice } from './series-choice.js';

const SMALL = { lines: 5, listed: 0 };
const LARGE = { lines: LINE_COLOURS, listed: 42 };

/** A family as a plot with its legend. It is drawn only while it is in view. */
export class FamilyCard {
  readonly root: HTMLElement;
  readonly family: FamilyHistory;
  readonly #timeline: Timeline;
  readonly #now = element('span', { class: 'now' });
  readonly #plotHost = element('div', { class: 'plot', role: 'img' });
  readonly #legend = new Legend();
  readonly #more = element('p', { class: 'more' });
  readonly #enlarge = element('button', { class: 'enlarge', 'aria-expanded': 'false' });
  readonly #heat: HeatStrip | undefined;
  readonly #choice: SeriesChoice | undefined;
  #series: readonly SeriesHistory[] = [];
  #plot: Plot | undefined;
  #isInView = false;
  #isLarge = false;
  #drawing: Drawing | undefined;
  #pointed: number | undefined;

  constructor(family: FamilyHistory, timeline: Timeline) {
    this.family = family;
    this.#timeline = timeline;
    this.root = cardFrame(family, this.#now, this.#enlarge);
    this.root.append(this.#plotHost);
    this.#plotHost.setAttribute('aria-label', `${family.name} over time`);
    this.#enlarge.setAttribute('aria-label', `Enlarge ${family.name}`);
    this.#enlarge.addEventListener('click', () => this.#setLarge(!this.#isLarge));
    if (family.kind === 'histogram') {
      this.#heat = new HeatStrip();
      this.#heat.canvas.setAttribute('aria-hidden', 'true');
      this.#choice = new SeriesChoice(family.name, () => this.draw());
      this.root.append(this.#heat.canvas);
    }
    this.root.append(this.#legend.root, this.#more);
    if (this.#choice !== undefined) this.root.append(this.#choice.root);
  }

  set isInView(isInView: boolean) {
    this.#isInView = isInView;
    if (isInView) this.draw();
    else this.forget();
  }

  /** The series to be shown: those that the search found. */
  set series(series: readonly SeriesHistory[]) {
    this.#series = series;
    this.draw();
  }

  /** Drops what is drawn; the next drawing begins anew, in the colours of then. */
  forget(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  draw(): void {
    if (!this.#isInView) return;
    const { slots } = this.#timeline;
    const times = slots.map((slot) => this.#timeline.timeOf(slot));
    const shown = this.#choice?.of(this.#series) ?? this.#series;
    const size = this.#isLarge ? LARGE : SMALL;
    const drawing =
      this.#heat === undefined
        ? drawNumbers(shown, this.#timeline, size)
        : drawHistograms(shown as readonly HistogramSeries[], this.#timeline); // a heat strip is a histogram's
    this.#drawing = drawing;
    this.#plot ??= this.#newPlot();
    this.#plot.draw(
      times,
      drawing.lines.map(({ values }, i) => ({ colour: lineColour(i), values })),
    );
    if (drawing.heat !== undefined)
      this.#heat?.draw({
        times,
        ...drawing.heat,
        format: (bound) => formatValue(bound, this.family.unit),
      });
    this.#showNow(shown);
    this.#showLegend();
    this.#showMore(shown);
  }

  #newPlot(): Plot {
    return new Plot(this.#plotHost, {
      unit: this.family.unit,
      format: (value) => this.#format(value),
      pointed: (index) => {
        this.#pointed = index;
        this.#showLegend();
      },
    });
  }

  #setLarge(isLarge: boolean): void {
    this.#isLarge = isLarge;
    this.root.classList.toggle('large', isLarge);
    this.#enlarge.setAttribute('aria-expanded', String(isLarge));
    this.#plot?.destroy();
    this.#plot = undefined;
    this.draw();
  }

  #showNow(series: readonly SeriesHistory[]): void {
    const now = headline(this.family, series);
    const { kind, unit } = this.family;
    let text = series.length === 0 ? 'no series' : `${series.length} series`;
    if (now !== undefined) text = kind === 'histogram' ? formatRate(now, '') : this.#format(now);
    if (!this.family.isPresent) text = 'not on the page';
    setText(this.#now, text);
    this.#plotHost.setAttribute(
      'aria-label',
      `${this.family.name} over time${unit && `, ${unit}`}; now ${text}`,
    );
  }

  /** The newest values, or those of the reading that the pointer is at. */
  #showLegend(): void {
    if (this.#drawing === undefined) return;
    const { lines, listed, heat } = this.#drawing;
    if (lines.length === 1 && lines[0]?.name === '') {
      this.#legend.show([], []); // the headline says it
      return;
    }
    const rows: LegendRow[] = [
      ...lines.map(({ name }, i) => ({ name, colour: lineColour(i) })),
      ...listed.map(({ name }) => ({ name, colour: undefined })),
    ];
    const at = this.#pointed ?? -1;
    const values = [
      ...lines.map((line) => line.values.at(at) ?? Number.NaN),
      ...listed.map(({ now }) => now),
    ];
    const format = (value: number) => this.#format(value);
    this.#legend.show(
      rows,
      values.map((value) => (heat ? quantileText(value, heat.bounds, format) : format(value))),
    );
  }

  #showMore(series: readonly SeriesHistory[]): void {
    const { lines = [], listed = [] } = this.#drawing ?? {};
    const left = this.#heat === undefined ? series.length - lines.length - listed.length : 0;
    const texts = [
      left > 0 ? `and ${left.toLocaleString('en')} more series` : '',
      this.family.leftOut > 0
        ? `${this.family.leftOut.toLocaleString('en')} series are too many to keep`
        : '',
    ];
    setText(this.#more, texts.filter(Boolean).join('; '));
  }

  #format(value: number): string {
    const { kind, unit } = this.family;
    return kind === 'counter' ? formatRate(value, unit) : formatValue(value, unit);
  }
}
