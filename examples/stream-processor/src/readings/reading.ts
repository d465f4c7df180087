/** What a sensor said: an event of the log. */
export interface Reading {
  /** The same in each copy of an event. */
  readonly id: string;
  /** The sensor, such as `temperature-7`. */
  readonly key: string;
  /** When it was taken. */
  readonly atMs: number;
  /** Null where the sensor had none: a gap. */
  readonly value: number | null;
}

/** Why a line is no reading: a word for a label, from a set of two. */
export type ReadingProblem = 'bad_json' | 'bad_reading';

/** Reads a line of the log; a word where it is none. */
export function parseReading(line: string): Reading | ReadingProblem {
  let found: Partial<Record<'id' | 'key' | 'at' | 'value', unknown>> | null;
  try {
    found = JSON.parse(line);
  } catch {
    return 'bad_json'; // NaN and Infinity too: JSON has neither
  }
  const { id, key, at, value } = found ?? {};
  if (typeof id !== 'string' || typeof key !== 'string' || key === '') return 'bad_reading';
  if (!Number.isSafeInteger(at) || !(value === null || Number.isFinite(value)))
    return 'bad_reading';
  return { id, key, atMs: at as number, value: value as number | null }; // as just checked
}
