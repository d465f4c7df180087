import type { StopRecording } from '../recorder.js';
import { loopActivity } from './loop-activity.js';
import { sampleLoop } from './loop-sampler.js';
import { LoopWindow } from './loop-window.js';
import { percentile } from './percentile.js';

/** The delay of the event loop, watched without recording it. */
export interface LoopDelayWatch {
  /** The 99th percentile in seconds: of the last full ten seconds, or since the start before there were any. 0 at first. */
  p99Seconds(): number;
  readonly stop: StopRecording;
}

/** Begins to watch. Keeps no process alive. */
export function watchLoopDelay(): LoopDelayWatch {
  const window = new LoopWindow(loopActivity());
  return {
    p99Seconds: () => percentile(window.summary(loopActivity()).delays, 0.99) ?? 0,
    stop: sampleLoop((sample) => window.add(sample)),
  };
}
