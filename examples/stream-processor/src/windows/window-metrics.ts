import type { Meters } from '../meters.js';
import type { WindowCounts, WindowType } from './key-state.js';

const types: readonly WindowType[] = ['tumbling', 'sliding', 'session'];

/** Counts windows that come and go. */
export class WindowMetrics {
  readonly #metrics: Meters['processor'];

  constructor({ processor }: Meters) {
    this.#metrics = processor;
  }

  opened(window_type: WindowType, count: number): void {
    for (let i = 0; i < count; i++) this.#metrics.recordWindowCreated({ window_type });
  }

  closed(window_type: WindowType, eventCount: number): void {
    this.#metrics.recordWindowTriggered({ window_type }, eventCount);
  }

  /** They are open since before this process. */
  restored(open: WindowCounts): void {
    for (const window_type of types)
      this.#metrics.windowsActive.add(open[window_type], { window_type });
  }

  /** The backend gave up the state that they were in. */
  lost(open: WindowCounts): void {
    for (const window_type of types)
      for (let i = 0; i < open[window_type]; i++)
        this.#metrics.recordWindowDropped({ window_type });
  }
}
