import type { Page, PageFamily, PageProblem, PageWriter } from '@meterkit/exposition';

/** Families that are named. */
const LARGEST = 5;

/** Writes what another writer does, and throws when a page has become larger than it may be: it says which families are to blame. */
export class LimitedWriter implements PageWriter {
  readonly #writer: PageWriter;
  readonly #page: Page;
  readonly #maxBytes: number;
  #length = 0;

  /** `maxBytes` as before compression; 0: no limit. */
  constructor(writer: PageWriter, page: Page, maxBytes: number) {
    this.#writer = writer;
    this.#page = page;
    this.#maxBytes = maxBytes;
  }

  get problems(): readonly PageProblem[] {
    return this.#writer.problems;
  }

  fill(block: Uint8Array): number {
    const length = this.#writer.fill(block);
    this.#length += length;
    if (this.#maxBytes > 0 && this.#length > this.#maxBytes) throw new Error(this.#message());
    return length;
  }

  #message(): string {
    const largest = this.#page.families.toSorted((a, b) => lines(b) - lines(a)).slice(0, LARGEST);
    const named = largest.map((family) => `${family.name} (${lines(family)} lines)`).join(', ');
    return (
      `scrape.maxPageBytes: expected a page of at most ${this.#maxBytes} bytes, got more; ` +
      `its largest families are ${named}; give them fewer labels, exclude them, or raise the limit`
    );
  }
}

/** At most: some rows may be hidden. */
function lines({ columns }: PageFamily): number {
  return columns.rowCount * (columns.bounds === undefined ? 1 : columns.bounds.length + 3);
}
