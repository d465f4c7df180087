import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { negotiate } from '@meterkit/exposition';
import type { Configuration } from '../configuration/configuration.js';
import { escapeHtml } from './escape-html.js';
import type { EndpointRequest, EndpointResponse } from './exchange.js';

const compress = promisify(gzip);

/** A request by the live page: people have seen these values, no scraper has. */
export function isLivePage(request: EndpointRequest): boolean {
  return request.headers['meterkit-live'] !== undefined;
}

interface Document {
  readonly body: Buffer;
  readonly gzipped: Buffer;
  readonly policy: string;
}

/** The page for people, which shows the metrics of this process live. It is made at its first request, and kept. */
export class LivePage {
  readonly #serviceName: string;
  readonly #paths: Configuration['scrape'];
  #document: Promise<Document> | undefined;

  constructor(serviceName: string, paths: Configuration['scrape']) {
    this.#serviceName = serviceName;
    this.#paths = paths;
  }

  async answer(request: EndpointRequest, response: EndpointResponse): Promise<void> {
    this.#document ??= this.#make();
    const { body, gzipped, policy } = await this.#document;
    const acceptEncoding = [request.headers['accept-encoding']].flat().join();
    const isGzip = negotiate({ acceptEncoding }).contentEncoding === 'gzip';
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': (isGzip ? gzipped : body).length,
      ...(isGzip ? { 'content-encoding': 'gzip' } : {}),
      'cache-control': 'no-store',
      vary: 'Accept-Encoding',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    response.end(isGzip ? gzipped : body);
  }

  async #make(): Promise<Document> {
    const { metricsPath, healthPath, readyPath } = this.#paths;
    const { document } = await import('./live-page-document.evaluated.js');
    const values = new Map([
      ['name', this.#serviceName],
      ['metrics', relative(metricsPath)],
      ['health', relative(healthPath)],
      ['ready', relative(readyPath)],
    ]);
    const html = document.html.replace(/\{\{(\w+)\}\}/g, (placeholder, key: string) =>
      escapeHtml(values.get(key) ?? placeholder),
    );
    const body = Buffer.from(html);
    return { body, gzipped: await compress(body, { level: 9 }), policy: policyOf(document) };
  }
}

/** Relative to `/`, so that the page works also where a proxy puts the endpoint under a path. */
function relative(path: string): string {
  return `.${path}`;
}

/** Nothing but what is in the document, and requests to where it came from. */
function policyOf(hashes: { readonly scriptHash: string; readonly styleHash: string }): string {
  return [
    "default-src 'none'",
    `script-src '${hashes.scriptHash}'`,
    `style-src '${hashes.styleHash}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}
