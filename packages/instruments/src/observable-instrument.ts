import type { LabelValues } from './label.js';
import { valueProblem } from './measurement.js';
import { NO_LABELS, type RecordingTarget } from './recording-target.js';

/** Label values are those that the table read when they were reported: the callback may reuse its object. */
type Observation = readonly [value: number, labels: readonly string[]];

type Callback = (result: { observe(value: number, labels?: LabelValues): void }) => unknown;

export interface ObservableOptions {
  readonly lowest: number;
  /** Different label sets that share a row are added up; otherwise the last one stays. */
  readonly additive: boolean;
}

/** An instrument read by callbacks: a round of them replaces all of its series at once. */
export class ObservableInstrument {
  readonly #target: RecordingTarget;
  readonly #options: ObservableOptions;
  readonly #callbacks = new Set<Callback>();
  readonly #pending = new WeakSet<Callback>();

  constructor(target: RecordingTarget, options: ObservableOptions) {
    this.#target = target;
    this.#options = options;
  }

  observe(callback: Callback): () => void {
    const own: Callback = (result) => callback(result); // the same function may be added twice, and taken away once
    this.#callbacks.add(own);
    return () => void this.#callbacks.delete(own);
  }

  /** Runs the callbacks side by side and waits at most so long for each. Never rejects. */
  async collect(timeoutMs: number): Promise<void> {
    const rounds = Array.from(this.#callbacks, (callback) => this.#run(callback, timeoutMs));
    this.#replace((await Promise.all(rounds)).flat());
  }

  /** What a callback reports; nothing when it fails. Never rejects. */
  async #run(callback: Callback, timeoutMs: number): Promise<readonly Observation[]> {
    const { table, problems } = this.#target;
    const observations: Observation[] = [];
    try {
      if (await this.#ends(callback, observations, timeoutMs)) return observations;
      problems.callback(table, 'timeout');
    } catch (error) {
      problems.callback(table, 'error', error);
    }
    return [];
  }

  /** False when the callback does not end in time, or has not ended since an earlier round: then it is not run again. */
  async #ends(callback: Callback, into: Observation[], timeoutMs: number): Promise<boolean> {
    if (this.#pending.has(callback)) return false;
    this.#pending.add(callback);
    const { table } = this.#target;
    const observe = (value: number, labels: LabelValues = NO_LABELS) =>
      void into.push([value, table.read(labels)]);
    const running = (async () => callback({ observe }))();
    return endsWithin(
      running.finally(() => void this.#pending.delete(callback)),
      timeoutMs,
    );
  }

  /** What was reported is on the page, nothing else. */
  #replace(observations: readonly Observation[]): void {
    const { table } = this.#target;
    const last = [...this.#lastOfEach(observations)];
    const kept = new Set(last.map(([, labels]) => table.find(labels)));
    for (let row = 0; row < table.rows.count; row++) if (!kept.has(row)) table.hide(row); // first, to make room
    const values = new Map<number, number>();
    for (const [value, labels] of last) {
      const row = table.rowOf(labels);
      values.set(row, value + (this.#options.additive ? (values.get(row) ?? 0) : 0));
    }
    for (const [row, value] of values) this.#write(row, value);
  }

  /** The valid observations, of each label set the last. */
  #lastOfEach(observations: readonly Observation[]): Iterable<Observation> {
    const { lowest } = this.#options;
    const valid = observations.filter(([value]) =>
      this.#target.admits(valueProblem(value, lowest), value),
    );
    return new Map(
      valid.map((observation) => [JSON.stringify(observation[1]), observation]),
    ).values();
  }

  #write(row: number, value: number): void {
    const { table } = this.#target;
    const { values } = table.rows.chunk(row);
    const at = table.rows.at(row);
    if (table.type === 'counter' && value < (values[at] as number)) table.restart(row); // rows have cells
    values[at] = value;
  }
}

/** False when time runs out first; rejects with what `promise` rejects with, unless that is later. */
async function endsWithin(promise: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false).unref();
  });
  try {
    return await Promise.race([promise.then(() => true), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
