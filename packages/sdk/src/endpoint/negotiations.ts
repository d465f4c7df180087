import type { IncomingHttpHeaders } from 'node:http';
import { type Negotiation, negotiate, type PageFormat } from '@meterkit/exposition';
import { encodings } from './compression.js';

/** What a format that is asked for in the URL would be in an `Accept` header. */
const ACCEPT = { openmetrics: 'application/openmetrics-text', text: 'text/plain' };

/** Scrapers that are remembered. More than these are rare, and only slower. */
const LIMIT = 8;

/** What was negotiated with the last scrapers: each says the same at every scrape. */
export class Negotiations {
  readonly #defaultFormat: PageFormat;
  readonly #known = new Map<string, Negotiation>();

  constructor(defaultFormat: PageFormat) {
    this.#defaultFormat = defaultFormat;
  }

  /** The same object for the same headers, while it is remembered. A format that is given overrides `Accept`. */
  of(headers: IncomingHttpHeaders, format?: PageFormat): Negotiation {
    const accept = format === undefined ? headers.accept : ACCEPT[format];
    const encoding = headers['accept-encoding'];
    const key = `${accept}\n${encoding}`; // no header has a line break
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const acceptEncoding = [encoding].flat().join();
    const defaultFormat = this.#defaultFormat;
    const negotiation = negotiate({ accept, acceptEncoding, encodings, defaultFormat });
    if (this.#known.size === LIMIT) this.#known.clear();
    this.#known.set(key, negotiation);
    return negotiation;
  }
}
