import { secondsSince } from '../tracking/seconds-since.js';
import type { GrpcStatus } from './grpc-status.js';

type Ended = (code: GrpcStatus, durationSeconds: number) => void;

/** A request that is not yet answered. One that is left at the end of a `using` block without an answer is `UNKNOWN`. */
export class RunningRequest implements Disposable {
  readonly #startMs = performance.now();
  readonly #ended: Ended;
  #durationSeconds: number | undefined;

  /** From now on. `ended` is called once, and must not throw. */
  constructor(ended: Ended) {
    this.#ended = ended;
  }

  /** It is answered now. Returns the seconds that it took; only the first call counts. */
  end(code: GrpcStatus): number {
    if (this.#durationSeconds === undefined) {
      this.#durationSeconds = secondsSince(this.#startMs);
      this.#ended(code, this.#durationSeconds);
    }
    return this.#durationSeconds;
  }

  [Symbol.dispose](): void {
    this.end('UNKNOWN');
  }
}
