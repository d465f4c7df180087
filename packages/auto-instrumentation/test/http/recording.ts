import { setImmediate } from 'node:timers/promises';
import { createStore, type Store } from '@meterkit/instruments';
import { type HttpServerOptions, recordHttpServer } from '../../src/http/index.js';
import { shownSeries } from '../shown-series.js';

const stops: (() => void)[] = [];

/** Ends what {@link recording} has started. For `afterEach`. */
export function stopRecording(): void {
  for (const stop of stops.splice(0)) stop();
}

export interface Recording {
  readonly store: Store;
  readonly warnings: readonly string[];
  readonly stop: () => void;
}

/** A server recorder on a store of its own. */
export function recording(options: HttpServerOptions = {}): Recording {
  const store = createStore();
  const warnings: string[] = [];
  const stop = recordHttpServer({ store, warn: (message) => warnings.push(message) }, options);
  stops.push(stop);
  return { store, warnings, stop };
}

const SHORT: readonly [RegExp, string][] = [
  [/http_request_method=/, ''],
  [/http_response_status_code=/, ''],
  [/http_route=/, ''],
  [/url_scheme=/, ''],
  [/network_protocol_version=/, ''],
  [/error_type=/, 'error '],
  [/server_address=/, ''],
  [/server_port=/, ':'],
];

/** The requests of a duration family, each by the values of its labels: `GET 200 /users/:id http 1.1`. */
export function requestsOf(
  store: Store,
  family = 'http.server.request.duration',
): Readonly<Record<string, number>> {
  return read(store, family, (cells) => total(cells.slice(0, -1)));
}

/** The bytes of a body size family, by the values of its labels. */
export function bytesOf(
  store: Store,
  family: 'request' | 'response',
): Readonly<Record<string, number>> {
  return read(store, `http.server.${family}.body.size`, (cells) => cells.at(-1) ?? 0);
}

/** What is active, by method and scheme: nothing when all is at zero. */
export function activeOf(store: Store): Readonly<Record<string, number>> {
  return read(store, 'http.server.active_requests', total);
}

/** Waits until so many requests are recorded in all. */
export async function recorded(
  store: Store,
  count: number,
  family = 'http.server.request.duration',
): Promise<void> {
  const deadline = Date.now() + 4000;
  while (total(Object.values(requestsOf(store, family))) < count) {
    if (Date.now() > deadline)
      throw new Error(`of ${count}: ${JSON.stringify(requestsOf(store, family))}`);
    await setImmediate();
  }
}

function read(
  store: Store,
  family: string,
  value: (cells: readonly number[]) => number,
): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [series, cells] of Object.entries(shownSeries(store))) {
    if (!series.startsWith(`${family}{`)) continue;
    const labels = series.slice(family.length + 1, -1).split(',');
    const words = labels.map((label) =>
      SHORT.reduce((text, [name, short]) => text.replace(name, short), label),
    );
    found[words.join(' ')] = value([cells].flat());
  }
  return found;
}

function total(cells: readonly number[]): number {
  return cells.reduce((sum, cell) => sum + cell, 0);
}
