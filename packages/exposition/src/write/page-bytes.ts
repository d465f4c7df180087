import type { Page } from '../page.js';
import { createPageWriter, type PageWriterOptions } from './page-writer.js';

const BLOCK_LENGTH = 65_536;

/** A whole page at once, without giving the event loop back: for small pages and for tests. */
export function pageBytes(page: Page, options: PageWriterOptions): Uint8Array {
  const writer = createPageWriter(page, options);
  const blocks: Uint8Array[] = [];
  for (;;) {
    const block = new Uint8Array(BLOCK_LENGTH);
    const length = writer.fill(block);
    if (length === 0) return Buffer.concat(blocks);
    blocks.push(block.subarray(0, length));
  }
}
