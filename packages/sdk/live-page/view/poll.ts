import { type MetricsPage, readPage } from '@meterkit/exposition/history';

/** Why a reading gave nothing. */
export type Failure =
  | { readonly kind: 'cut' }
  | { readonly kind: 'unauthorised' }
  | { readonly kind: 'refused'; readonly status: number; readonly text: string }
  | { readonly kind: 'gone' };

/** How a reading went. */
export type Outcome =
  | { readonly kind: 'page'; readonly page: MetricsPage; readonly timeMs: number }
  | Failure;

/** Says to the endpoint that no scraper has seen these values: a shutdown goes on waiting for one. */
const HEADERS = {
  accept: 'application/openmetrics-text;version=1.0.0',
  'meterkit-live': '1',
};

const TIMEOUT_MS = 10_000;

/** Reads the metrics once. Never rejects. */
export async function poll(url: string): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      headers: HEADERS,
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const timeMs = performance.timeOrigin + performance.now(); // the system's clock may jump
    const text = await response.text();
    if (response.status === 401) return { kind: 'unauthorised' };
    if (!response.ok)
      return { kind: 'refused', status: response.status, text: text.trim().slice(0, 200) };
    const page = readPage(text);
    return page.isWhole ? { kind: 'page', page, timeMs } : { kind: 'cut' };
  } catch {
    return { kind: 'gone' };
  }
}
