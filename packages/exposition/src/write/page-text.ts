import type { Page } from '../page.js';
import { pageBytes } from './page-bytes.js';
import type { PageWriterOptions } from './page-writer.js';

/** A whole page as a string, without giving the event loop back: for small pages and for tests. */
export function pageText(page: Page, options: PageWriterOptions): string {
  return Buffer.from(pageBytes(page, options)).toString();
}
