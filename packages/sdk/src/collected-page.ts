import type { Page } from '@meterkit/exposition';

/** A page that is ready to be written. Its numbers are those of the moment of writing. */
export interface CollectedPage {
  readonly page: Page;
  /** A part could not be collected; `meterkit_collect_failures_total` on the page says which. */
  readonly partial: boolean;
  /** To be called when the page is written, or given up: until then its series are not moved. */
  end(): void;
}

/** Collects what a page shows. */
export interface PageSource {
  /**
   * Callbacks are waited for at most `timeoutMs`. Overlapping calls share one collection. Rejects when nothing could be
   * collected.
   */
  collectPage(timeoutMs: number): Promise<CollectedPage>;
}
