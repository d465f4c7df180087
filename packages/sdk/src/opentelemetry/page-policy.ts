import { type FamilyColumns, familyName, typeSuffix } from '@meterkit/exposition';
import type { Configuration } from '../configuration/configuration.js';
import { NameTable, nameList } from '../name-table.js';
import { withoutLabels } from './without-labels.js';

export type PagePolicyOptions = Pick<Configuration, 'page' | 'instruments'>;

/** What is configured of a page by the names of instruments, of whoever they are: which are on it, their names, their labels. */
export class PagePolicy {
  readonly #decides: (columns: FamilyColumns) => boolean;
  /** What was decided: the names of a family are converted once, not at each page. */
  readonly #onPage = new WeakMap<FamilyColumns, boolean>();
  readonly #names: NameTable<string>;
  readonly #droppedLabels: NameTable<readonly string[]>;
  /** So that a family is the same one on each page. */
  readonly #renamed = new WeakMap<FamilyColumns, FamilyColumns>();

  constructor({ page, instruments }: PagePolicyOptions) {
    const isIncluded = page.include.length === 0 ? () => true : nameList(page.include);
    const isExcluded = nameList(page.exclude);
    this.#decides = (columns) => {
      const names = pageNames(columns, page.translation);
      if (columns.type === 'info') return !names.some(isExcluded); // the target: what a page is about, not what is on it
      return names.some(isIncluded) && !names.some(isExcluded);
    };
    this.#names = new NameTable(instruments.rename);
    this.#droppedLabels = new NameTable(instruments.dropLabels);
  }

  /** The streams as they are to be on the page. Rows with a dropped label are copied: what is read is of this moment. */
  apply(streams: readonly FamilyColumns[]): readonly FamilyColumns[] {
    const onPage = streams.filter((columns) => this.#isOnPage(columns));
    return onPage.map((columns) => {
      const dropped = this.#droppedLabels.of(columns.name) ?? [];
      const hasDropped = columns.labels.some(({ name }) => dropped.includes(name));
      return this.#rename(hasDropped ? withoutLabels(columns, dropped) : columns);
    });
  }

  #isOnPage(columns: FamilyColumns): boolean {
    const known = this.#onPage.get(columns) ?? this.#decides(columns);
    this.#onPage.set(columns, known);
    return known;
  }

  #rename(columns: FamilyColumns): FamilyColumns {
    const name = this.#names.of(columns.name);
    if (name === undefined) return columns;
    const known = this.#renamed.get(columns) ?? renamed(columns, name);
    this.#renamed.set(columns, known);
    return known;
  }
}

/** By which a family is included and excluded: as declared, and as on the page. */
export function pageNames(
  columns: FamilyColumns,
  translation: Configuration['page']['translation'],
): readonly string[] {
  const { name } = familyName(columns, translation);
  return [columns.name, name, name + typeSuffix(columns.type)];
}

/** The same columns, live as they are. A proxy, for an object would have to repeat each of them. */
function renamed(columns: FamilyColumns, name: string): FamilyColumns {
  return new Proxy(columns, {
    get: (target, key) => (key === 'name' ? name : Reflect.get(target, key)),
  });
}
