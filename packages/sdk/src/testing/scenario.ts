import { type Duration, durationMs } from '@meterkit/instruments/testing';
import { checkOptions } from './check-options.js';
import { type PageSource, parsePage, readPage } from './read-page.js';

export interface ScenarioOptions {
  /** Time between two scrapes, and between two evaluations of the rules. Default `'1m'`. */
  readonly interval?: Duration;
  /** Labels that Prometheus gives to what it scrapes. Job is `test` and instance `localhost:9464` unless said. */
  readonly target?: Readonly<Record<string, string>>;
  /** Moves the time of what is scraped, such as `jest.advanceTimersByTimeAsync`. Default: `advance` of a test store. */
  readonly advance?: (ms: number) => unknown;
}

/** What can be scraped again and again. */
export type ScenarioSource = Exclude<PageSource, Response>;

/** Undefined where a scrape did not find the series. */
export type SeriesValues = readonly (number | undefined)[];

/** What Prometheus would have scraped, in time that passes only when it is told to. */
export class Scenario {
  readonly intervalMs: number;
  readonly #source: ScenarioSource;
  readonly #target: Readonly<Record<string, string>>;
  readonly #move: (ms: number) => unknown;
  readonly #series = new Map<string, (number | undefined)[]>();
  #scrapes = 0;

  constructor(source: ScenarioSource, options: ScenarioOptions) {
    checkOptions('startScenario', options, ['interval', 'target', 'advance']);
    const { interval = '1m', target, advance } = options;
    this.intervalMs = durationMs(interval);
    if (this.intervalMs === 0) throw new Error('interval: expected more than 0');
    this.#source = source;
    this.#target = { job: 'test', instance: 'localhost:9464', ...target };
    this.#move = advance ?? clockOf(source);
  }

  /** Time between the first scrape and the last. */
  get elapsedMs(): number {
    return (this.#scrapes - 1) * this.intervalMs;
  }

  /** By name and labels as Prometheus has them, a value for each scrape. */
  get series(): ReadonlyMap<string, SeriesValues> {
    return this.#series;
  }

  /**
   * Lets time pass, a multiple of the interval, with a scrape at the end of each. `record` runs at the beginning of each: for what
   * goes on happening. Rejects when the page cannot be parsed.
   */
  async advance(duration: Duration, record?: () => unknown): Promise<void> {
    const intervals = durationMs(duration) / this.intervalMs;
    if (!Number.isInteger(intervals))
      throw new Error(
        `a step of a scenario: expected a multiple of its interval of ${this.intervalMs} ms, got ${duration}`,
      );
    for (let i = 0; i < intervals; i++) {
      await record?.();
      await this.#move(this.intervalMs);
      await this.scrape();
    }
  }

  /** Takes the page as it is now, as the next scrape. */
  async scrape(): Promise<void> {
    const families = parsePage(await readPage(this.#source));
    this.#add('up', new Map(), 1);
    for (const { name, labels, value } of families.flatMap(({ samples }) => samples))
      this.#add(name, labels, value);
    this.#scrapes++;
    for (const values of this.#series.values()) values.length = this.#scrapes;
  }

  #add(name: string, labels: ReadonlyMap<string, string>, value: number): void {
    const key = name + labelsText(labels, this.#target);
    const values = this.#series.get(key) ?? [];
    values[this.#scrapes] = value;
    this.#series.set(key, values);
  }
}

/**
 * Begins a scenario with its first scrape, at time 0: what is recorded from then on is seen to grow. Of a store made by
 * `createTestStore()` the clock moves with it.
 */
export async function startScenario(
  source: ScenarioSource,
  options: ScenarioOptions = {},
): Promise<Scenario> {
  const scenario = new Scenario(source, options);
  await scenario.scrape();
  return scenario;
}

function clockOf(source: ScenarioSource): (ms: number) => unknown {
  if (typeof source !== 'object' || !('advance' in source)) return () => undefined;
  const { advance } = source;
  return typeof advance === 'function' ? (ms) => advance.call(source, ms) : () => undefined;
}

/** A label that the target has, too, is `exported_` (Prometheus, `honor_labels: false`). */
function labelsText(
  labels: ReadonlyMap<string, string>,
  target: Readonly<Record<string, string>>,
): string {
  const own = Array.from(labels, ([name, value]) => [
    name in target ? `exported_${name}` : name,
    value,
  ]);
  const all = [...own, ...Object.entries(target)].filter(([, value]) => value !== '');
  return `{${all.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}}`;
}
