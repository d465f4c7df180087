export interface SensorOptions {
  readonly seed: number;
  readonly sensors: number;
  readonly partitions: number;
  readonly startMs: number;
}

/** The lines of a second, by partition. */
export type Second = readonly (readonly string[])[];

type Counted = 'gaps' | 'outliers' | 'duplicates' | 'poisoned' | 'late';

/** What happens to a reading. */
interface Fate {
  /** It is the first of all whose `below` is above a number from 0 to 1. */
  readonly below: number;
  readonly counted?: Counted;
  readonly value?: (usual: number) => number | null;
  readonly spoil?: (line: string) => string;
  readonly delaySeconds?: number;
  /** It comes once more, so many seconds later. */
  readonly againSeconds?: number;
}

const FATES: readonly Fate[] = [
  { below: 0.00025, counted: 'poisoned', spoil: (line) => line.slice(0, -20) },
  { below: 0.0005, counted: 'poisoned', spoil: (line) => line.replace(/[^:]*$/, '"NaN"}') },
  { below: 0.001, counted: 'late', delaySeconds: 120 }, // its window has closed by then
  { below: 0.003, counted: 'outliers', value: (usual) => usual + 500 },
  { below: 0.013, counted: 'gaps', value: () => null },
  { below: 0.023, counted: 'duplicates', againSeconds: 2 },
];
const ORDINARY: Fate = { below: 1 };

const KINDS = ['temperature', 'pressure', 'humidity', 'wind', 'rain'];
/** Each sensor rests for 90 of 390 seconds: sessions end. */
const [ACTIVE_SECONDS, CYCLE_SECONDS] = [300, 390];

/** A reading a second of each sensor, by a seed: out of order by up to 4 seconds, with gaps, outliers, duplicates, and worse. */
export class SensorReadings {
  /** What was made so far, good and bad. */
  readonly made: Record<Counted | 'lines' | 'readings', number> = {
    ...{ lines: 0, readings: 0, gaps: 0, outliers: 0, duplicates: 0, poisoned: 0, late: 0 },
  };
  readonly #options: SensorOptions;
  readonly #random: () => number;
  /** What has yet to come, by the second in which it does. */
  readonly #coming = new Map<number, string[][]>();
  #second = 0;

  constructor(options: SensorOptions) {
    this.#options = options;
    this.#random = randomNumbers(options.seed);
  }

  /** The lines of the next second. */
  next(): Second {
    const second = this.#second++;
    for (let sensor = 0; sensor < this.#options.sensors; sensor++)
      if ((second + sensor * 7) % CYCLE_SECONDS < ACTIVE_SECONDS) this.#read(sensor, second);
    return this.#arrive(second);
  }

  /** What is still on its way. */
  rest(): readonly Second[] {
    const seconds = [...this.#coming.keys()].sort((a, b) => a - b);
    return seconds.map((second) => this.#arrive(second));
  }

  #read(sensor: number, second: number): void {
    const { startMs, sensors } = this.#options;
    const id = `${sensor}-${second}`;
    const key = `${KINDS[sensor % KINDS.length]}-${sensor}`;
    const at = startMs + second * 1000 + Math.floor((sensor * 1000) / sensors);
    const usual = 20 + (sensor % 10) + 5 * Math.sin(second / 600) + this.#random();
    const chance = this.#random();
    const fate = FATES.find(({ below }) => chance < below) ?? ORDINARY;
    const { counted, value = () => usual, spoil = (line) => line, againSeconds } = fate;
    const disorderSeconds = this.#random() < 0.1 ? 1 + Math.floor(this.#random() * 4) : 0;
    const arrival = second + disorderSeconds + (fate.delaySeconds ?? 0);
    const line = spoil(JSON.stringify({ id, key, at, value: value(usual) }));
    this.made.readings++;
    if (counted !== undefined) this.made[counted]++;
    this.#send(sensor, arrival, line);
    if (againSeconds !== undefined) this.#send(sensor, arrival + againSeconds, line);
  }

  #send(sensor: number, second: number, line: string): void {
    const { partitions } = this.#options;
    const lines = this.#coming.get(second) ?? Array.from({ length: partitions }, () => []);
    this.#coming.set(second, lines);
    lines[sensor % partitions]?.push(line);
    this.made.lines++;
  }

  #arrive(second: number): Second {
    const lines = this.#coming.get(second) ?? [];
    this.#coming.delete(second);
    return lines;
  }
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
