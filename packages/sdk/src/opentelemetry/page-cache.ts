import {
  type AssembleOptions,
  assemblePage,
  type FamilyColumns,
  type Page,
} from '@meterkit/exposition';

interface Assembled {
  readonly streams: readonly FamilyColumns[];
  readonly page: Page;
}

/**
 * Assembles pages, and gives the one that it has while the streams are those of the last time: nearly always, for families are
 * made at the start. A page with merged series is a copy of how they were, and is not kept.
 */
export class PageCache {
  readonly #options: AssembleOptions;
  readonly #assembled = new Map<AssembleOptions['escaping'], Assembled>();

  constructor(options: AssembleOptions) {
    this.#options = options;
  }

  page(streams: readonly FamilyColumns[], escaping: AssembleOptions['escaping']): Page {
    const known = this.#assembled.get(escaping);
    if (known !== undefined && isEqual(known.streams, streams)) return known.page;
    const page = assemblePage(streams, { ...this.#options, escaping });
    const asTheyAre = new Set(streams);
    if (page.families.every(({ columns }) => asTheyAre.has(columns)))
      this.#assembled.set(escaping, { streams, page });
    else this.#assembled.delete(escaping);
    return page;
  }
}

function isEqual<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
