import { resourceFromAttributes } from '@opentelemetry/resources';
import type { CollectionResult, MetricProducer } from '@opentelemetry/sdk-metrics';

/** Why something is missing from a page. */
export type CollectFailure = (
  collector: string,
  cause: 'error' | 'timeout',
  error: unknown,
) => void;

/**
 * A producer that neither throws nor hangs, for upstream's reader loses every other producer's metrics with the first one
 * that does. What it reports as failed is an Error, for a callback that throws `null` loses upstream the whole page, too.
 */
export function guardProducer(
  producer: MetricProducer,
  collector: string,
  failed: CollectFailure,
): MetricProducer {
  return {
    async collect(options) {
      const limitMs = options?.timeoutMillis;
      try {
        const collecting = Promise.resolve(producer.collect(options));
        // its callbacks have the limit for themselves, the rest of its work a little more
        const result = await within(collecting, limitMs === undefined ? undefined : limitMs + 100);
        if (result === undefined) return nothing(failed, collector, 'timeout', undefined);
        for (const error of result.errors) failed(collector, cause(error), error);
        return { ...result, errors: [] };
      } catch (error) {
        return nothing(failed, collector, 'error', error);
      }
    },
  };
}

function cause(error: unknown): 'error' | 'timeout' {
  return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'error';
}

function nothing(
  failed: CollectFailure,
  collector: string,
  why: 'error' | 'timeout',
  error: unknown,
): CollectionResult {
  failed(collector, why, error);
  return {
    resourceMetrics: { resource: resourceFromAttributes({}), scopeMetrics: [] },
    errors: [],
  };
}

/** `undefined` when time runs out first. */
async function within<T>(promise: Promise<T>, limitMs: number | undefined): Promise<T | undefined> {
  if (limitMs === undefined) return promise;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limitMs, undefined);
  });
  promise.catch(() => undefined); // one that fails after the timeout is nobody's unhandled rejection
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
