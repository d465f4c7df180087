import { defineMeter, type InProgress, runEnding } from '@meterkit/instruments';
import { keptLabels } from '../tracking/kept-labels.js';
import { reasonOf } from '../tracking/reason-of.js';
import { runTimed } from '../tracking/run-timed.js';
import type { AggregationLabels } from './instruments/aggregation-instruments.js';
import type { ProcessedLabels } from './instruments/event-instruments.js';
import type { FillLabels } from './instruments/normalization-instruments.js';
import type { OperatorLabels, PipelineFailureLabels } from './instruments/pipeline-instruments.js';
import type {
  CacheLabels,
  StateBackendLabels,
  StateOperationLabels,
} from './instruments/state-instruments.js';
import type { WindowLabels } from './instruments/window-instruments.js';
import { processorDefinition } from './processor-definition.js';

/**
 * A processor of streams of events, from their arrival to the result of a window. Recording never throws, whatever it is
 * given. What happens to each of a million events a second is recorded through bound instruments, resolved once:
 * `const received = metrics.eventsReceived.bind()`, then `received.add(1)`, or for a batch at a time.
 */
export class ProcessorMetrics extends defineMeter(processorDefinition) {
  recordEventsReceived(count: number): void {
    this.eventsReceived.add(count);
  }

  recordEventProcessed(labels: ProcessedLabels, durationSeconds: number): void {
    this.eventsProcessed.add(1, labels);
    this.processingDuration.record(durationSeconds, labels);
  }

  /**
   * Processes an event and records its result, and of one in 64 the duration. A throw is the result `error`, and an error of
   * the pipeline, by the name of the error. Result and error are those of `fn`; if it returns a promise, processing lasts until
   * that settles.
   */
  trackEvent<R>(fn: () => R): R {
    const timer = this.processingDuration.startTimer({ result: 'success' });
    return runEnding(fn, (ending) => {
      const labels = { result: ending.failed ? 'error' : 'success' } as const;
      this.eventsProcessed.add(1, labels);
      timer.stop(labels);
      if (ending.failed) this.recordPipelineFailed({ error_type: reasonOf(ending.error) });
    });
  }

  /** An error by a word of a small set, not its message: each new one is a new series. */
  recordPipelineFailed(labels: PipelineFailureLabels): void {
    this.pipelineErrors.add(1, labels);
  }

  recordPipelineLag(lagSeconds: number): void {
    this.pipelineLag.set(lagSeconds);
  }

  /** A source was held back. */
  recordBackpressure(): void {
    this.backpressureEvents.add(1);
  }

  /** One more is active, until it is triggered or dropped. */
  recordWindowCreated(labels: WindowLabels): void {
    this.windowsCreated.add(1, labels);
    this.windowsActive.add(1, labels);
  }

  /** A window closed with a result over so many events. */
  recordWindowTriggered(labels: WindowLabels, eventCount: number): void {
    this.windowsTriggered.add(1, labels);
    this.windowsActive.add(-1, labels);
    this.windowSize.record(eventCount, labels);
  }

  /** A window went without a result: a session that was merged into another, a window whose key is gone. */
  recordWindowDropped(labels: WindowLabels): void {
    this.windowsActive.add(-1, labels);
  }

  recordEventLate(): void {
    this.lateEvents.add(1);
  }

  recordEventOutOfOrder(): void {
    this.outOfOrderEvents.add(1);
  }

  /** The watermark moved on, and is now so far behind the clock. */
  recordWatermarkUpdated(lagSeconds: number): void {
    this.watermarkUpdates.add(1);
    this.watermarkLag.set(lagSeconds);
  }

  recordAggregationComputed(labels: AggregationLabels, durationSeconds: number): void {
    this.aggregationsComputed.add(1, labels);
    this.aggregationDuration.record(durationSeconds, labels);
  }

  recordAggregationFailed(labels: AggregationLabels): void {
    this.aggregationErrors.add(1, labels);
  }

  /** Computes an aggregate and records it as computed, of one in 64 with its duration, or as failed. Otherwise as {@link trackEvent}. */
  trackAggregation<R>(labels: AggregationLabels, fn: () => R): R {
    const kept = keptLabels(labels, 'aggregate_type');
    const timer = this.aggregationDuration.startTimer(kept);
    return runEnding(fn, ({ failed }) => {
      if (failed) this.recordAggregationFailed(kept);
      else {
        this.aggregationsComputed.add(1, kept);
        timer.stop();
      }
    });
  }

  recordStateOperation(labels: StateOperationLabels, durationSeconds: number): void {
    this.stateOperations.add(1, labels);
    this.stateOperationDuration.record(durationSeconds, labels);
  }

  /** Counts and times an operation, whether it succeeds or fails. Otherwise as {@link trackEvent}. */
  trackStateOperation<R>(labels: StateOperationLabels, fn: () => R): R {
    const kept = keptLabels(labels, 'operation', 'backend');
    return runTimed(fn, (_ending, durationSeconds) =>
      this.recordStateOperation(kept, durationSeconds),
    );
  }

  recordCacheHit(labels: CacheLabels): void {
    this.cacheHits.add(1, labels);
  }

  recordCacheMissed(labels: CacheLabels): void {
    this.cacheMisses.add(1, labels);
  }

  recordStateSize(bytes: number, labels: StateBackendLabels): void {
    this.stateSize.set(bytes, labels);
  }

  recordStateEvicted(count: number, labels: StateBackendLabels): void {
    this.stateEvictions.add(count, labels);
  }

  /** An event was looked up among those seen before. */
  recordDedupChecked(found: 'unique' | 'duplicate'): void {
    this.dedupEventsChecked.add(1);
    if (found === 'duplicate') this.dedupDuplicatesFound.add(1);
  }

  recordDedupCacheSize(events: number): void {
    this.dedupCacheSize.set(events);
  }

  recordDedupCacheEvicted(count: number): void {
    this.dedupCacheEvictions.add(count);
  }

  recordEventsNormalized(count: number): void {
    this.normalizationEvents.add(count);
  }

  /** One operation filled in so many missing values. */
  recordGapsFilled(count: number, labels: FillLabels): void {
    this.fillOperations.add(1, labels);
    this.gapsFilled.add(count);
  }

  recordOutliersDetected(count: number): void {
    this.outliersDetected.add(count);
  }

  /** An operator runs until `stop()`, or the end of a `using` block. */
  startOperator(): InProgress {
    return this.operatorsActive.startInProgress();
  }

  /** Counts an operator as active and times it for as long as `fn`, or its promise, runs. Otherwise as {@link trackEvent}. */
  trackOperator<R>(labels: OperatorLabels, fn: () => R): R {
    const kept = keptLabels(labels, 'operator');
    const operator = this.startOperator();
    return runTimed(fn, (_ending, durationSeconds) => {
      operator.stop();
      this.operatorDuration.record(durationSeconds, kept);
    });
  }
}
