import type { LabelValues } from './label.js';
import { valueProblem } from './measurement.js';
import { MeterDefinitionError } from './meter-definition-error.js';
import { NO_LABELS, type RecordingTarget } from './recording-target.js';
import { showValue } from './show-value.js';

/** Label values are those that the table read when they were reported: the callback may reuse its object. */
type Observation = readonly [value: number, labels: readonly string[]];

type Report = readonly Observation[];

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
  /** Runs that have not ended, perhaps of an earlier round. */
  readonly #pending = new Set<Callback>();

  constructor(target: RecordingTarget, options: ObservableOptions) {
    this.#target = target;
    this.#options = options;
  }

  /** Throws {@link MeterDefinitionError} for what is no function. */
  observe(callback: Callback): () => void {
    if (typeof callback !== 'function')
      throw new MeterDefinitionError([
        `${this.#target.table.name}.observe(): expected a function (result) => result.observe(value, labels), got ${showValue(callback)}`,
      ]);
    const own: Callback = (result) => callback(result); // the same function may be added twice, and taken away once
    this.#callbacks.add(own);
    return () => {
      this.#callbacks.delete(own);
      this.#pending.delete(own);
    };
  }

  /** Runs the callbacks side by side, waits at most so long for each, and says how many failed. Never rejects. */
  async collect(timeoutMs: number): Promise<number> {
    if (this.#target.disabled) return 0;
    const rounds = Array.from(this.#callbacks, (callback) => this.#run(callback, timeoutMs));
    const reports = (await Promise.all(rounds)).filter((report) => report !== undefined);
    this.#replace(reports.flat());
    return rounds.length - reports.length;
  }

  /**
   * What a callback reports; nothing when it fails. One that an earlier round has begun and that still runs is neither begun
   * again nor waited for: a callback that hangs would keep every page waiting. Never rejects.
   */
  async #run(callback: Callback, timeoutMs: number): Promise<Report | undefined> {
    const { table, problems } = this.#target;
    try {
      const begun = this.#pending.has(callback) ? undefined : this.#begin(callback);
      const report = begun instanceof Promise ? await endsWithin(begun, timeoutMs) : begun;
      if (report === undefined) problems.callback(table, 'timeout');
      return report;
    } catch (error) {
      problems.callback(table, 'error', error);
      return undefined;
    }
  }

  /** A promise only where the callback returns one: a timer for each would be most of what a collection costs. */
  #begin(callback: Callback): Report | Promise<Report> {
    const { table, problems } = this.#target;
    const report: Observation[] = [];
    /** A number that is returned and not reported was meant to be; 0 may be that of `size && ...`. */
    const whole = (returned: unknown): Report => {
      if (report.length === 0 && typeof returned === 'number' && returned !== 0)
        problems.returned(table, returned);
      return report;
    };
    const observe = (value: number, labels: LabelValues = NO_LABELS) =>
      void report.push([value, table.read(labels)]);
    const ending = callback({ observe });
    if (!isThenable(ending)) return whole(ending);
    const run = async (): Promise<Report> => whole(await ending);
    this.#pending.add(callback);
    return run().finally(() => void this.#pending.delete(callback));
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

function isThenable(value: unknown): boolean {
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function'; // whatever it is
}

/** Undefined when time runs out first; rejects with what `promise` rejects with, unless that is later. */
async function endsWithin<T>(promise: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, undefined).unref();
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
