import type { BoundCounter } from '@meterkit/instruments';
import type { MeterProvider } from '@opentelemetry/api';
import type { ChurnMetrics } from './churn-metrics.js';

/** Series that stay: of all callers, of those with a histogram, of those that are polled. */
const CALLERS = 2900;
const TIMED = 100;
const POLLED = 100;
/** Series that come and go; about half of them are there at a time. */
const JOBS = 16_000;
const SIZES = 500;
const LEVELS = 2000;
/** Every so many are recorded by a bound instrument. */
const BOUND = 8;
const OBSERVERS = 4;
/** Of recording, in each turn of the event loop. */
const ROUNDS = 30;

/** Records, binds, removes and observes at random between all else that the process does. */
export class Churn {
  readonly #metrics: ChurnMetrics;
  readonly #recordSteadily: (caller: number) => void;
  readonly #bound = new Map<number, BoundCounter>();
  readonly #observers: (() => void)[] = [];
  #steps = 0;
  #polls = 0;
  #running = true;

  /** Everything that stays is there when this returns. */
  constructor(metrics: ChurnMetrics, meterProvider: MeterProvider) {
    this.#metrics = metrics;
    const foreign = meterProvider.getMeter('foreign').createCounter('steady.foreign');
    this.#recordSteadily = (caller) => {
      metrics.calls.add(1, { id: callerOf(caller), kind: caller % 2 === 0 ? 'a' : 'b' });
      metrics.durations.record(below(14), { id: callerOf(caller % TIMED) });
      foreign.add(1, { id: callerOf(caller % TIMED) });
    };
    for (let i = 0; i < CALLERS; i++) this.#recordSteadily(i);
    for (let i = 0; i < JOBS; i += 2) this.#toggleJob(i);
    for (let i = 0; i < LEVELS; i += 2) this.#changeLevel(i);
    for (let i = 0; i < SIZES; i++) this.#changeSize(i);
    metrics.polls.observe((result) => {
      this.#polls++;
      for (let i = 0; i < POLLED; i++) result.observe(this.#polls, { id: callerOf(i) });
    });
    this.#step();
  }

  stop(): void {
    this.#running = false;
  }

  readonly #step = (): void => {
    if (!this.#running) return;
    this.#steps++;
    this.#metrics.first.set(this.#steps);
    this.#metrics.last.set(this.#steps);
    for (let i = 0; i < ROUNDS; i++) {
      this.#recordSteadily(below(CALLERS));
      for (let j = 0; j < 10; j++) this.#toggleJob(below(JOBS));
      this.#changeLevel(below(LEVELS));
      this.#changeSize(below(SIZES));
    }
    if (this.#steps % 10 === 0) this.#changeObservers();
    setImmediate(this.#step);
  };

  /** Adds what is not there and removes what is. The rows of all but the bound ones serve one label set after the other. */
  #toggleJob(i: number): void {
    const { jobs } = this.#metrics;
    const { n, labels } = multiple(i);
    if (jobs.remove(labels)) {
      if (below(2) === 0) this.#bound.delete(n); // whoever held it has gone
    } else if (i % BOUND === 0) {
      const job = this.#bound.get(n) ?? jobs.bind(labels);
      this.#bound.set(n, job);
      job.add(n);
    } else jobs.add(n, labels);
  }

  #changeSize(i: number): void {
    const { n, labels } = multiple(i);
    const { sizes } = this.#metrics;
    if (below(4) === 0) sizes.remove(labels);
    else if (i % BOUND === 0) sizes.bind(labels).record(n);
    else sizes.record(n, labels);
  }

  #changeLevel(i: number): void {
    const { n, labels } = multiple(i);
    const { levels } = this.#metrics;
    if (!levels.remove(labels)) levels.set(n * below(5), labels);
  }

  /** A new one comes, the oldest goes. Every other one takes a while. */
  #changeObservers(): void {
    if (this.#observers.length === OBSERVERS) this.#observers.shift()?.();
    const from = below(LEVELS);
    const remove = this.#metrics.readings.observe(async (result) => {
      if (from % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
      for (let i = from; i < from + POLLED; i++) {
        const { n, labels } = multiple(i);
        result.observe(n * below(5), labels);
      }
    });
    this.#observers.push(remove);
  }
}

/** What is counted for one is hardly ever a multiple of another. */
function multiple(i: number): { readonly n: number; readonly labels: { readonly n: string } } {
  const n = 10_007 + i;
  return { n, labels: { n: String(n) } };
}

function callerOf(i: number): string {
  return `a-caller-with-a-rather-long-name-${i}`;
}

function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}
