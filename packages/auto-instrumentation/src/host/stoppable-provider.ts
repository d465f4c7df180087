import type { BatchObservableCallback, Meter, MeterProvider, Observable } from '@opentelemetry/api';
import type { StopRecording } from '../recorder.js';

/** A provider whose meters remember what observes them: `HostMetrics` can be started, but not stopped. */
export function stoppableProvider(meterProvider: MeterProvider): {
  readonly provider: MeterProvider;
  readonly stop: StopRecording;
} {
  const removals: StopRecording[] = [];
  const provider: MeterProvider = {
    getMeter: (...scope) => remembering(meterProvider.getMeter(...scope), removals),
  };
  return {
    provider,
    stop: () => {
      for (const remove of removals.splice(0)) remove();
    },
  };
}

function remembering(meter: Meter, removals: StopRecording[]): Meter {
  const addBatchObservableCallback = (
    callback: BatchObservableCallback,
    observables: Observable[],
  ) => {
    meter.addBatchObservableCallback(callback, observables);
    removals.push(() => meter.removeBatchObservableCallback(callback, observables));
  };
  return Object.create(meter, {
    addBatchObservableCallback: { value: addBatchObservableCallback },
  });
}
