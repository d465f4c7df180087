import { randomNumbers } from './random.js';

export interface SensorOptions {
  readonly seed: number;
  readonly sensors: number;
  readonly partitions: number;
  readonly startMs: number;
}

/** The lines of a second, by partition. */
export type Second = readonly (readonly string[])[];

/** What was made so far, good and bad. */
export interface Made {
  lines: number;
  readings: number;
  gaps: number;
  outliers: number;
  duplicates: number;
  poisoned: number;
  /** Held back for so long that their window has closed. */
  late: number;
}

const KINDS = ['temperature', 'pressure', 'humidity', 'wind', 'rain'];
/** Each sensor rests for 90 of 390 seconds: sessions end. */
const [ACTIVE_SECONDS, CYCLE_SECONDS] = [300, 390];
const LATE_SECONDS = 120;

/** A reading a second of each sensor, by a seed: out of order by up to 4 seconds, with gaps, outliers, duplicates, and worse. */
export class SensorReadings {
  readonly made: Made = {
    lines: 0,
    readings: 0,
    gaps: 0,
    outliers: 0,
    duplicates: 0,
    poisoned: 0,
    late: 0,
  };
  readonly #options: SensorOptions;
  readonly #random: () => number;
  /** Lines that come in a later second. */
  readonly #delayed = new Map<number, { partition: number; line: string }[]>();
  #second = 0;

  constructor(options: SensorOptions) {
    this.#options = options;
    this.#random = randomNumbers(options.seed);
  }

  /** The lines of the next second. */
  next(): Second {
    const second = this.#second++;
    for (let sensor = 0; sensor < this.#options.sensors; sensor++) {
      if ((second + sensor * 7) % CYCLE_SECONDS < ACTIVE_SECONDS) this.#read(sensor, second);
    }
    return this.#arrived(second);
  }

  /** What is still on its way. */
  rest(): Second {
    const seconds = [...this.#delayed.keys()].sort((a, b) => a - b);
    const parts = seconds.map((second) => this.#arrived(second));
    return Array.from({ length: this.#options.partitions }, (_, p) =>
      parts.flatMap((lines) => lines[p] ?? []),
    );
  }

  #read(sensor: number, second: number): void {
    const { startMs, sensors } = this.#options;
    const kind = KINDS[sensor % KINDS.length];
    const id = `${sensor}-${second}`;
    const at = startMs + second * 1000 + (((sensor * 1000) / sensors) | 0);
    const usual = 20 + (sensor % 10) + 5 * Math.sin(second / 600) + this.#random();
    const chance = this.#random();
    const delay = this.#random() < 0.1 ? 1 + Math.floor(this.#random() * 4) : 0;
    const send = (value: number | null, seconds: number) =>
      this.#send(
        sensor,
        second + seconds,
        JSON.stringify({ id, key: `${kind}-${sensor}`, at, value }),
      );
    this.made.readings++;
    if (chance < 0.0005) this.#poison(sensor, second, id);
    else if (chance < 0.001) this.#late(() => send(usual, LATE_SECONDS + delay));
    else if (chance < 0.003) {
      this.made.outliers++;
      send(usual + 500, delay);
    } else if (chance < 0.013) {
      this.made.gaps++;
      send(null, delay);
    } else {
      send(usual, delay);
      if (chance > 0.99) this.#duplicate(() => send(usual, delay + 2));
    }
  }

  /** A line that was cut off, a number that is none. */
  #poison(sensor: number, second: number, id: string): void {
    this.made.poisoned++;
    const wrong =
      this.made.poisoned % 2 === 0 ? '"key":"x","at":1,"value":"NaN"}' : '"key":"x","value":NaN';
    this.#send(sensor, second, `{"id":"${id}",${wrong}`);
  }

  #late(send: () => void): void {
    this.made.late++;
    send();
  }

  #duplicate(send: () => void): void {
    this.made.duplicates++;
    send();
  }

  #send(sensor: number, second: number, line: string): void {
    const partition = sensor % this.#options.partitions;
    const there = this.#delayed.get(second);
    if (there === undefined) this.#delayed.set(second, [{ partition, line }]);
    else there.push({ partition, line });
    this.made.lines++;
  }

  #arrived(second: number): Second {
    const lines: string[][] = Array.from({ length: this.#options.partitions }, () => []);
    for (const { partition, line } of this.#delayed.get(second) ?? []) lines[partition]?.push(line);
    this.#delayed.delete(second);
    return lines;
  }
}
