import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { defaultStore } from '@meterkit/instruments';
import { recordOnce } from '../../record-once.js';
import type { RecorderContext, StopRecording } from '../../recorder.js';
import { quietly } from '../quietly.js';
import { ClientSeries } from './client-series.js';
import { HttpClientMetrics } from './http-client-metrics.js';
import { NodeRequests } from './node-requests.js';
import { UndiciRequests } from './undici-requests.js';

export interface HttpClientOptions {
  /** How many different hosts, each with its port, are kept; further ones are `_OTHER`. Default 100. */
  readonly hostLimit?: number;
}

const DEFAULT_HOST_LIMIT = 100;

/**
 * Records every request that this process makes with `node:http`, `node:https`, undici and `fetch`. An error is recorded under
 * its code, `ECONNREFUSED`; an answer from 400 on under its status. Recording never throws into the application.
 */
export function recordHttpClient(
  context: RecorderContext = {},
  options: HttpClientOptions = {},
): StopRecording {
  const { store = defaultStore(), warn } = context;
  const start = (): StopRecording => {
    const metrics = new HttpClientMetrics({ store });
    const limit = options.hostLimit ?? DEFAULT_HOST_LIMIT;
    return recordChannels(new ClientSeries(metrics, limit, warn));
  };
  const name = 'http.client';
  return recordOnce(name, store, start, () =>
    warn?.(`${name}: recorded into this store already; the options of the first recorder hold`),
  );
}

function recordChannels(series: ClientSeries): StopRecording {
  const recorders = [new NodeRequests(series), new UndiciRequests(series)];
  const handlers = recorders.flatMap(({ channels }) =>
    Object.entries(channels).map(([name, handler]) => [name, quietly(handler)] as const),
  );
  for (const [name, handler] of handlers) subscribe(name, handler);
  return () => {
    for (const [name, handler] of handlers) unsubscribe(name, handler);
    for (const recorder of recorders) recorder.stop();
  };
}
