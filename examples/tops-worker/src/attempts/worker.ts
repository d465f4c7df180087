import { randomBytes } from 'node:crypto';
import type { AttemptErrorKind, AttemptMetrics } from '@meterkit/meters/worker';
import type { Solution } from '../proof/proof-of-work.js';
import { type SigningKey, signingKey } from '../proof/signing-key.js';
import type { Submission } from '../proof/submission.js';
import type { Device } from '../threads/device.js';
import type { DevicePool } from '../threads/device-pool.js';
import { AttemptError } from './attempt-error.js';
import { CircuitBreaker, type CircuitBreakerOptions } from './circuit-breaker.js';
import { type Faults, faultOf } from './faults.js';
import { submit } from './submit.js';

export interface WorkerOptions {
  readonly devices: DevicePool;
  readonly key: SigningKey;
  readonly aggregatorUrl: string;
  readonly difficultyBits: number;
  /** How many to make; 0 for no end. */
  readonly attempts: number;
  /** How many to have under way; more than there are devices, so that none waits for the network. */
  readonly concurrency: number;
  readonly breaker: Omit<CircuitBreakerOptions, 'isFailure'>;
  readonly faults: Faults;
}

/** Makes attempts: finds a proof of work for a challenge, signs it and submits it. */
export class Worker {
  readonly #metrics: AttemptMetrics;
  readonly #options: WorkerOptions;
  readonly #breaker: CircuitBreaker;
  #begun = 0;

  constructor(metrics: AttemptMetrics, options: WorkerOptions) {
    this.#metrics = metrics;
    this.#options = options;
    this.#breaker = new CircuitBreaker({ ...options.breaker, isFailure: isUnreachable });
  }

  /** Resolves when all attempts have ended: the wanted number, or those under way when `signal` aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const lanes = Array.from({ length: this.#options.concurrency }, () => this.#lane(signal));
    await Promise.all(lanes);
  }

  async #lane(signal: AbortSignal): Promise<void> {
    const { attempts } = this.#options;
    while (!signal.aborted && (attempts === 0 || this.#begun < attempts)) {
      const attempt = ++this.#begun;
      try {
        await this.#breaker.run(() => this.#attempt(attempt), signal);
      } catch (error) {
        if (!(error instanceof AttemptError) && !signal.aborted) throw error; // a mistake in here
      }
    }
  }

  /** The time in the queue for a device is not the attempt's. */
  async #attempt(attempt: number): Promise<void> {
    const device = await this.#options.devices.take();
    const fault = faultOf(attempt, this.#options.faults);
    await this.#metrics.track(
      async () => {
        const submission = await this.#prove(device, fault);
        await submit(this.#options.aggregatorUrl, submission, (latencyMs) =>
          this.#metrics.networkLatency.record(latencyMs),
        );
      },
      { errorKind: (error) => (error instanceof AttemptError ? error.kind : undefined) },
    );
  }

  async #prove(device: Device, fault: AttemptErrorKind | undefined): Promise<Submission> {
    const { key } = this.#options;
    const challenge = randomBytes(32);
    const solution = await this.#solve(device, challenge, fault);
    const signer = fault === 'signature' ? signingKey(randomBytes(32).toString('hex')) : key;
    return {
      challenge: challenge.toString('hex'),
      nonce: solution.nonce + (fault === 'validation' ? 1 : 0),
      hash: Buffer.from(solution.hash).toString('hex'),
      publicKey: key.publicKeyHex,
      signature: signer.sign(solution.hash),
    };
  }

  /** Gives the device back as soon as it is done: the next attempt searches while this one is submitted. */
  async #solve(
    device: Device,
    challenge: Uint8Array,
    fault: AttemptErrorKind | undefined,
  ): Promise<Solution> {
    const { devices, difficultyBits } = this.#options;
    if (fault === 'gpu') await device.kill();
    const solution = await device.solve({ challenge, difficultyBits });
    devices.giveBack(device);
    if (solution === undefined) throw new AttemptError('gpu', 'the search thread was lost');
    return solution;
  }
}

/** What fails before the network is asked says nothing of it. */
function isUnreachable(error: unknown): boolean | undefined {
  if (!(error instanceof AttemptError) || error.kind === 'gpu') return undefined;
  return error.kind === 'network';
}
