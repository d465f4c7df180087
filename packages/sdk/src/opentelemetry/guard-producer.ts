import { resourceFromAttributes } from '@opentelemetry/resources';
import type { CollectionResult, MetricProducer } from '@opentelemetry/sdk-metrics';
import { within } from '../within.js';

/** Hears why something is missing from a page. */
export type CollectFailure = (cause: 'error' | 'timeout', error: unknown) => void;

/** A producer's callbacks have the limit for themselves, the rest of its work a little more. */
const MARGIN_MS = 100;

/**
 * A producer that neither throws nor hangs, for upstream's reader loses every other producer's metrics with the first one
 * that does. One that is late is left alone until it has ended: collections do not pile up behind it. What it lacks is told
 * to `failed`, and its resource stays the one that it had.
 */
export function guardProducer(producer: MetricProducer, failed: CollectFailure): MetricProducer {
  let resource = resourceFromAttributes({});
  let isLate = false;
  const nothing = (cause: 'error' | 'timeout', error: unknown): CollectionResult => {
    failed(cause, error);
    return { resourceMetrics: { resource, scopeMetrics: [] }, errors: [] };
  };
  const inTime = (): void => {
    isLate = false;
  };
  return {
    async collect(options) {
      if (isLate) return nothing('timeout', 'its earlier collection has not ended');
      const limitMs = options?.timeoutMillis;
      try {
        const collecting = Promise.resolve(producer.collect(options));
        const result = await (limitMs === undefined
          ? collecting
          : within(collecting, limitMs + MARGIN_MS));
        if (result === undefined) {
          isLate = true;
          collecting.then(inTime, inTime);
          return nothing('timeout', `it has not ended within ${limitMs} ms`);
        }
        for (const error of result.errors) failed(causeOf(error), error);
        resource = result.resourceMetrics.resource;
        return { resourceMetrics: result.resourceMetrics, errors: [] };
      } catch (error) {
        return nothing('error', error);
      }
    },
  };
}

/** Upstream's TimeoutError goes by the name of its class only. */
function causeOf(error: unknown): 'error' | 'timeout' {
  if (!(error instanceof Error)) return 'error';
  return [error.name, error.constructor.name].includes('TimeoutError') ? 'timeout' : 'error';
}
