import {
  createPageWriter,
  type Negotiation,
  type Page,
  type PageSink,
  type PageWriter,
  writePage,
} from '@meterkit/exposition';
import type { CollectedPage } from '../collected-page.js';
import { compressed } from './compression.js';
import { HeldPage } from './held-page.js';
import { LimitedWriter } from './limited-writer.js';

export interface SharedPageOptions extends Pick<Negotiation, 'format' | 'contentEncoding'> {
  readonly created: boolean;
  /** Before compression; 0: no limit. */
  readonly maxBytes: number;
}

/** How a page was written. */
export interface WrittenPage extends Pick<CollectedPage, 'beganMs' | 'partial'> {
  /** The whole page as it is sent; undefined when it is too large to be held, and each scrape has to stream it. */
  readonly body: Buffer | undefined;
}

/**
 * A page for all scrapes that asked for the same before its writing began: while it can be held it is written and compressed
 * once. It knows nothing of them but how many they are, so that none can harm another.
 */
export class SharedPage {
  readonly written: Promise<WrittenPage>;
  readonly #options: SharedPageOptions;
  readonly #collecting: Promise<CollectedPage>;
  #end: () => void = () => undefined;
  #held: HeldPage | undefined;
  #scrapes = 0;
  #isUnread = true;

  constructor(collecting: Promise<CollectedPage>, options: SharedPageOptions) {
    this.#options = options;
    this.#collecting = collecting;
    this.written = this.#write();
  }

  /** For one scrape more, which has to `leave()` after `written` is settled. */
  join(): this {
    this.#scrapes++;
    return this;
  }

  /** The page ends with its last scrape. Its memory is used again when the system has taken all of every answer (`isSent`). */
  leave({ isSent }: { readonly isSent: boolean }): void {
    this.#isUnread &&= isSent;
    if (--this.#scrapes > 0) return;
    this.#end();
    if (this.#isUnread) this.#held?.release();
  }

  /** Writes a page without a body, for each scrape in a pass of its own: the first goes on where the memory has ended. */
  async stream(sink: PageSink): Promise<void> {
    const { page, report } = await this.#collecting;
    const begun = this.#held;
    this.#held = undefined;
    const writer = begun ?? this.#writer(page);
    await writePage(writer, sink);
    begun?.release();
    report(writer.problems);
  }

  async #write(): Promise<WrittenPage> {
    const { page, beganMs, partial, report, end } = await this.#collecting;
    this.#end = end;
    const held = new HeldPage(this.#writer(page));
    this.#held = held;
    if (!(await held.hold())) return { beganMs, partial, body: undefined };
    report(held.problems);
    const { bytes } = held;
    const body = await compressed(bytes, this.#options.contentEncoding);
    return { beganMs, partial, body };
  }

  #writer(page: Page): PageWriter {
    return new LimitedWriter(createPageWriter(page, this.#options), page, this.#options.maxBytes);
  }
}
