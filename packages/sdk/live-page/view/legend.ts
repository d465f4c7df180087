import { element, setText } from './element.js';

export interface LegendRow {
  readonly name: string;
  /** Of its line; undefined for a series that is listed and not drawn. */
  readonly colour: string | undefined;
}

/** What the lines are, with a value each. */
export class Legend {
  readonly root = element('ul', { class: 'legend' });
  #rows = '';
  #values: readonly Element[] = [];

  show(rows: readonly LegendRow[], values: readonly string[]): void {
    const wanted = JSON.stringify(rows);
    if (wanted !== this.#rows) {
      this.#rows = wanted;
      this.#values = rows.map(() => element('span', { class: 'value' }));
      this.root.replaceChildren(...rows.map((row, i) => listed(row, this.#values[i])));
    }
    for (const [i, value] of values.entries()) {
      const target = this.#values[i];
      if (target !== undefined) setText(target, value);
    }
  }
}

function listed({ name, colour }: LegendRow, value: Element | undefined): Element {
  const mark = element('i', { 'aria-hidden': 'true' });
  if (colour !== undefined) mark.style.background = colour;
  return element(
    'li',
    {},
    mark,
    element('span', { class: 'name', title: name }, name),
    value ?? '',
  );
}
