import type { LabelValues } from './label.js';
import { valueProblem } from './measurement.js';
import { NO_LABELS, type RecordingTarget } from './recording-target.js';

type Observation = readonly [value: number, labels: LabelValues];
type Callback = (result: { observe(value: number, labels?: LabelValues): void }) => unknown;

/** What came of a callback: `timeout` as well when an earlier round of it has not ended yet. */
export type CallbackOutcome = 'ok' | 'error' | 'timeout';

export interface ObservationRound {
  /** Longest time that one callback is waited for. */
  readonly timeoutMs: number;
  failed(instrument: string, outcome: Exclude<CallbackOutcome, 'ok'>, error: unknown): void;
}

/** An instrument read by callbacks: a round of them replaces all of its series at once. */
export class ObservableInstrument {
  readonly #target: RecordingTarget;
  readonly #lowest: number;
  readonly #callbacks = new Set<Callback>();
  readonly #pending = new WeakSet<Callback>();

  constructor(target: RecordingTarget, lowest: number) {
    this.#target = target;
    this.#lowest = lowest;
  }

  observe(callback: Callback): () => void {
    const own: Callback = (result) => callback(result); // the same function may be added twice, and taken away once
    this.#callbacks.add(own);
    return () => void this.#callbacks.delete(own);
  }

  /** Runs the callbacks side by side. Never rejects. */
  async collect(round: ObservationRound): Promise<void> {
    const observed = await Promise.all([...this.#callbacks].map((c) => this.#run(c, round)));
    this.#replace(observed.flat());
  }

  async #run(callback: Callback, round: ObservationRound): Promise<readonly Observation[]> {
    const observations: Observation[] = [];
    const outcome = await this.#outcome(callback, observations, round);
    return outcome === 'ok' ? observations : [];
  }

  async #outcome(
    callback: Callback,
    observations: Observation[],
    round: ObservationRound,
  ): Promise<CallbackOutcome> {
    const { name } = this.#target.table;
    if (this.#pending.has(callback)) {
      round.failed(name, 'timeout', undefined);
      return 'timeout';
    }
    this.#pending.add(callback);
    try {
      const result = callback({ observe: (v, labels) => void observations.push(copy(v, labels)) });
      const running = Promise.resolve(result).finally(() => void this.#pending.delete(callback));
      if (await endsWithin(running, round.timeoutMs)) return 'ok';
      round.failed(name, 'timeout', undefined);
      return 'timeout';
    } catch (error) {
      this.#pending.delete(callback);
      round.failed(name, 'error', error);
      return 'error';
    }
  }

  #replace(observations: readonly Observation[]): void {
    const { table } = this.#target;
    const seen = new Set<number>();
    for (const [value, labels] of observations) {
      if (!this.#target.admits(valueProblem(value, this.#lowest), value)) continue;
      const row = table.resolve(labels);
      const { values } = table.rows.chunk(row);
      const at = table.rows.at(row);
      if (table.type === 'counter' && value < (values[at] as number)) table.restart(row); // rows have cells
      values[at] = value;
      seen.add(row);
    }
    for (let row = 0; row < table.rows.count; row++) if (!seen.has(row)) table.hide(row);
  }
}

/** Labels as they are now: the callback may reuse its object. What cannot be copied is read later, with care. */
function copy(value: number, labels: LabelValues = NO_LABELS): Observation {
  try {
    return [value, { ...labels }];
  } catch {
    return [value, labels];
  }
}

/** False when time runs out first; rejects with what `promise` rejects with. */
async function endsWithin(promise: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  try {
    promise.catch(() => undefined); // one that fails after the timeout is nobody's unhandled rejection
    return await Promise.race([promise.then(() => true), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
