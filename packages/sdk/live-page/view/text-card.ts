import { type FamilyHistory, formatValue, type SeriesHistory } from '@meterkit/exposition/history';
import { cardFrame } from './card-frame.js';
import { element } from './element.js';

const LIMIT = 20;

/** A family that says something and does not move: its labels as text, or a moment. */
export class TextCard {
  readonly root: HTMLElement;
  readonly family: FamilyHistory;
  readonly #facts = element('dl');
  #shown = '';

  constructor(family: FamilyHistory) {
    this.family = family;
    this.root = cardFrame(family);
    this.root.append(this.#facts);
  }

  set series(series: readonly SeriesHistory[]) {
    const { unit } = this.family;
    const present = series.filter(({ now }) => !Number.isNaN(now));
    const facts = present
      .slice(0, LIMIT)
      .flatMap(({ pairs, now }) => [
        ...pairs,
        ...(unit === 'timestamp' ? [['at', formatValue(now, unit)] as const] : []),
      ]);
    const wanted = JSON.stringify(facts);
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    this.#facts.replaceChildren(
      ...facts.map(([name, value]) =>
        element('div', {}, element('dt', {}, name), element('dd', {}, value)),
      ),
    );
  }
}
