import type { Observable } from '@meterkit/instruments';
import type { StopRecording } from '../recorder.js';
import type { DelayMetrics } from './delay-metrics.js';
import { loopActivity } from './loop-activity.js';
import { sampleLoop } from './loop-sampler.js';
import { LoopWindow } from './loop-window.js';
import { percentile } from './percentile.js';
import type { RuntimeMetrics } from './runtime-metrics.js';

/** Records delay and utilisation of the event loop; the gauges of its delay where they are given. */
export function recordLoop(metrics: RuntimeMetrics, gauges?: DelayMetrics): StopRecording {
  const window = new LoopWindow(loopActivity());
  const delay = metrics.loopDelay.bind();
  const stops = [
    sampleLoop((sample) => {
      delay.record(sample.delaySeconds);
      window.add(sample);
    }),
    metrics.loopUtilization.observe((result) =>
      result.observe(window.summary(loopActivity()).utilization),
    ),
    metrics.loopTime.observe((result) => {
      const { activeMs, idleMs } = loopActivity();
      result.observe(activeMs / 1000, { 'nodejs.eventloop.state': 'active' });
      result.observe(idleMs / 1000, { 'nodejs.eventloop.state': 'idle' });
    }),
    ...(gauges === undefined ? [] : observeDelays(gauges, window)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function observeDelays(gauges: DelayMetrics, window: LoopWindow): readonly StopRecording[] {
  const observe = (
    gauge: Observable<Record<never, never>>,
    of: (delays: readonly number[]) => number | undefined,
  ) =>
    gauge.observe((result) => {
      const value = of(window.summary(loopActivity()).delays);
      if (value !== undefined) result.observe(value); // nothing was sampled yet
    });
  return [
    observe(gauges.min, (delays) => delays[0]),
    observe(gauges.max, (delays) => delays.at(-1)),
    observe(gauges.mean, mean),
    observe(gauges.p50, (delays) => percentile(delays, 0.5)),
    observe(gauges.p90, (delays) => percentile(delays, 0.9)),
    observe(gauges.p99, (delays) => percentile(delays, 0.99)),
  ];
}

function mean(delays: readonly number[]): number | undefined {
  if (delays.length === 0) return undefined;
  return delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
}
