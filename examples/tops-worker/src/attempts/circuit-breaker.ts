import { EventEmitter, once } from 'node:events';
import type { CircuitBreakerState } from '@meterkit/meters/worker';

export interface CircuitBreakerOptions {
  /** How many in a row open it. */
  readonly failures: number;
  /** How long it then stays open. */
  readonly cooldownMs: number;
  /** Whether an error says that the other side is out of reach, or not, or (undefined) neither. */
  readonly isFailure: (error: unknown) => boolean | undefined;
  readonly onChange: (state: CircuitBreakerState) => void;
}

/**
 * Lets calls run while the other side can be reached. After failures in a row it is open and holds all calls; after the
 * cooldown it is half open and lets one run at a time, until one says whether it closes or opens again.
 */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  readonly #wakeUps = new EventEmitter().setMaxListeners(0);
  #state: CircuitBreakerState = 'closed';
  #failuresInRow = 0;
  #probing = false;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
  }

  /** Runs `fn` when it may. Rejects with an `AbortError` if `signal` aborts before that. */
  async run<R>(fn: () => Promise<R>, signal?: AbortSignal): Promise<R> {
    while (this.#state === 'open' || this.#probing) {
      await once(this.#wakeUps, 'wake-up', signal && { signal });
    }
    const probes = this.#state === 'half_open';
    if (probes) this.#probing = true;
    try {
      const result = await fn();
      this.#record(false);
      return result;
    } catch (error) {
      this.#record(this.#options.isFailure(error));
      throw error;
    } finally {
      if (probes) {
        this.#probing = false;
        this.#wakeUps.emit('wake-up');
      }
    }
  }

  #record(failed: boolean | undefined): void {
    if (failed === undefined) return;
    this.#failuresInRow = failed ? this.#failuresInRow + 1 : 0;
    if (this.#state === 'open') return; // begun before it opened: the cooldown goes on
    if (!failed) this.#become('closed');
    else if (this.#state === 'half_open' || this.#failuresInRow >= this.#options.failures) {
      this.#become('open');
      setTimeout(() => this.#become('half_open'), this.#options.cooldownMs).unref();
    }
  }

  #become(state: CircuitBreakerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onChange(state);
    this.#wakeUps.emit('wake-up');
  }
}
