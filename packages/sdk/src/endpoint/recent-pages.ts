import type { WrittenPage } from './shared-page.js';

/** Pages that are kept at the same time: 8 MiB at most. */
const LIMIT = 8;

/** A page that is whole. */
export interface RecentPage {
  readonly partial: boolean;
  readonly body: Buffer;
}

/** The bytes of pages that were collected a short while ago, by what was asked for. */
export class RecentPages {
  readonly #maxAgeMs: number;
  readonly #now: () => number;
  readonly #pages = new Map<string, RecentPage & { readonly collectedMs: number }>();

  /** `maxAgeMs` 0: none is kept. */
  constructor(maxAgeMs: number, now = () => performance.now()) {
    this.#maxAgeMs = maxAgeMs;
    this.#now = now;
  }

  /** Undefined when the page is too old, or was never kept. */
  of(asked: string): RecentPage | undefined {
    const page = this.#pages.get(asked);
    return page !== undefined && this.#isRecent(page) ? page : undefined;
  }

  /** Keeps a page that is being collected now, when it is written. One too large to be held is not kept. */
  keep(asked: string, written: Promise<Pick<WrittenPage, 'partial' | 'body'>>): void {
    if (this.#maxAgeMs === 0) return;
    const collectedMs = this.#now();
    written.then(
      ({ partial, body }) => {
        if (body === undefined) return;
        for (const [key, page] of this.#pages) if (!this.#isRecent(page)) this.#pages.delete(key);
        this.#pages.delete(asked);
        if (this.#pages.size >= LIMIT) this.#pages.delete(this.#pages.keys().next().value ?? '');
        this.#pages.set(asked, { partial, collectedMs, body: Buffer.from(body) }); // its memory is not ours
      },
      () => undefined, // there is no page
    );
  }

  #isRecent({ collectedMs }: { readonly collectedMs: number }): boolean {
    return this.#now() - collectedMs < this.#maxAgeMs;
  }
}
