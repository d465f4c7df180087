import type { FillLabels, WindowLabels } from '@meterkit/meters/processor';
import type { Meters } from './meters.js';

export type FillStrategy = FillLabels['strategy'];
export type WindowType = WindowLabels['window_type'];
type Operator = (typeof operators)[number];

const windowTypes = ['tumbling', 'sliding', 'session'] as const;
// biome-ignore format: one line a list
export const aggregateTypes = ['count', 'sum', 'avg', 'min', 'max', 'percentile', 'stddev'] as const;
const strategies = ['forward_fill', 'backward_fill', 'linear', 'zero', 'mean'] as const;
const operators = ['read', 'process', 'close', 'write', 'store', 'commit'] as const;

/** What the task of a partition records into. */
export type PartitionMetrics = ReturnType<typeof bindMetrics>;

/**
 * Binds, once, what happens to each event, window and batch: a count through a bound handle takes 3 ns, one that has to find
 * its series by labels 40 ns.
 */
export function bindMetrics({ processor, kafka }: Meters, partition: string) {
  const input = { topic: 'readings', partition };
  const output = { topic: 'results', partition };
  kafka.recordPartitionAssigned(input);
  const active = processor.operatorsActive.bind();
  const durations = byName(operators, (operator) => processor.operatorDuration.bind({ operator }));

  /** As `processor.trackOperator(...)`, which finds its series each time. */
  async function operate<R>(operator: Operator, run: () => Promise<R>): Promise<R> {
    active.add(1);
    const timer = durations[operator].startTimer();
    try {
      return await run();
    } finally {
      timer.stop();
      active.add(-1);
    }
  }

  return {
    /** For what is rare. */
    processor,
    received: processor.eventsReceived.bind(),
    succeeded: processor.eventsProcessed.bind({ result: 'success' }),
    failed: processor.eventsProcessed.bind({ result: 'error' }),
    /** Unbound, for only the end of an event knows its result. One timer in 64 is measured. */
    processingDuration: processor.processingDuration,
    poisoned: byName(['bad_json', 'bad_reading'], (error_type) =>
      processor.pipelineErrors.bind({ error_type }),
    ),
    operate,
    pipelineLag: processor.pipelineLag,
    backpressure: processor.backpressureEvents.bind(),
    dedup: {
      checked: processor.dedupEventsChecked.bind(),
      duplicates: processor.dedupDuplicatesFound.bind(),
      evictions: processor.dedupCacheEvictions.bind(),
    },
    watermarkUpdates: processor.watermarkUpdates.bind(),
    outOfOrder: processor.outOfOrderEvents.bind(),
    late: processor.lateEvents.bind(),
    cache: {
      hits: processor.cacheHits.bind({ layer: 'l1' }),
      misses: processor.cacheMisses.bind({ layer: 'l1' }),
    },
    normalized: processor.normalizationEvents.bind(),
    outliers: processor.outliersDetected.bind(),
    gapsFilled: processor.gapsFilled.bind(),
    fills: byName(strategies, (strategy) => processor.fillOperations.bind({ strategy })),
    windows: byName(windowTypes, (window_type) => ({
      created: processor.windowsCreated.bind({ window_type }),
      active: processor.windowsActive.bind({ window_type }),
      triggered: processor.windowsTriggered.bind({ window_type }),
      size: processor.windowSize.bind({ window_type }),
    })),
    aggregates: byName(aggregateTypes, (aggregate_type) => ({
      computed: processor.aggregationsComputed.bind({ aggregate_type }),
      failed: processor.aggregationErrors.bind({ aggregate_type }),
      /** One timer in 64 is measured. */
      duration: processor.aggregationDuration.bind({ aggregate_type }),
    })),
    consumed: kafka.messagesConsumed.bind(input),
    produced: kafka.messagesProduced.bind(output),
    commitErrors: kafka.offsetCommitErrors.bind(input),
  };
}

function byName<K extends string, T>(names: readonly K[], bind: (name: K) => T) {
  return Object.fromEntries(names.map((name) => [name, bind(name)])) as Readonly<Record<K, T>>; // one for each name
}
