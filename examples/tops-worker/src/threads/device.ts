import type { EventLoopUtilization } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import type { Solution } from '../proof/proof-of-work.js';
import type { SearchAnswer, SearchRequest } from './messages.js';

/** A search thread, from this side. It solves one challenge at a time. */
export class Device {
  readonly #thread: Worker;
  #settle: ((answer: SearchAnswer | undefined) => void) | undefined;
  #isLost = false;
  #heapBytes = 0;
  #lastReading: EventLoopUtilization | undefined;

  /** `file` is the built search-thread.js. */
  constructor(file: URL | string) {
    this.#thread = new Worker(file)
      .on('message', (answer: SearchAnswer) => this.#end(answer))
      .on('error', () => {}) // it exits, too
      .on('exit', () => {
        this.#isLost = true;
        this.#end(undefined);
      });
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** As of the last solution. */
  get heapBytes(): number {
    return this.#heapBytes;
  }

  /** Undefined when the thread was lost before it had found any. */
  async solve(request: SearchRequest): Promise<Solution | undefined> {
    if (this.#isLost) return undefined;
    const answer = await new Promise<SearchAnswer | undefined>((resolve) => {
      this.#settle = resolve;
      this.#thread.postMessage(request);
    });
    this.#heapBytes = answer?.heapBytes ?? 0;
    return answer?.solution;
  }

  /** Ends the thread, in whatever it does. */
  async kill(): Promise<void> {
    await this.#thread.terminate();
  }

  /** How long it was busy and idle since it was last asked, in milliseconds. */
  readBusyTime(): Pick<EventLoopUtilization, 'active' | 'idle'> {
    const reading = this.#thread.performance.eventLoopUtilization();
    const last = this.#lastReading ?? { active: 0, idle: 0 };
    this.#lastReading = reading;
    return { active: reading.active - last.active, idle: reading.idle - last.idle };
  }

  #end(answer: SearchAnswer | undefined): void {
    this.#settle?.(answer);
    this.#settle = undefined;
  }
}
