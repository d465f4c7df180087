import type { EscapingScheme, Page, PageProblem } from '@meterkit/exposition';

/** A page that is ready to be written. Its numbers are those of the moment of writing. */
export interface CollectedPage {
  readonly page: Page;
  /** When its collection began, by `performance.now()`: what was recorded before is on it. */
  readonly beganMs: number;
  /** A part could not be collected; `meterkit_collect_failures_total` on the page says which. */
  readonly partial: boolean;
  /** To be called with what the writer has left out. */
  report(problems: readonly PageProblem[]): void;
  /** To be called when the page is written, or given up: until then its series are not moved. */
  end(): void;
}

export interface CollectPageOptions {
  /** Longest time that a callback is waited for. */
  readonly timeoutMs: number;
  /** How names are written that not every scraper can read; `underscores` unless said. */
  readonly escaping?: EscapingScheme;
}

/** Collects what a page shows. */
export interface PageSource {
  /** Overlapping calls share a collection that ends in time for each. Rejects when nothing could be collected. */
  collectPage(options: CollectPageOptions): Promise<CollectedPage>;
}
