/** What a sensor said: an event of the log. */
export interface Reading {
  /** The same in each copy of an event. */
  readonly id: string;
  /** The sensor, such as `temperature-7`; never empty. */
  readonly key: string;
  /** When it was taken. */
  readonly atMs: number;
  /** Null where the sensor had none: a gap. */
  readonly value: number | null;
}

/** Reads a line of the log; where it is none, says why by a word for a label. */
export function parseReading(line: string): Reading | 'bad_json' | 'bad_reading' {
  try {
    const { id, key, at, value } = JSON.parse(line) ?? {};
    const isNamed = typeof id === 'string' && typeof key === 'string' && key !== '';
    const isReading =
      isNamed && Number.isSafeInteger(at) && (value === null || Number.isFinite(value));
    return isReading ? { id, key, atMs: at, value } : 'bad_reading';
  } catch {
    return 'bad_json'; // NaN and Infinity too: JSON has neither
  }
}
