const MILLISECONDS_PER = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1e3,
  min: 6e4,
  h: 3.6e6,
  d: 8.64e7,
} as const;

/** UCUM units of time. An instrument in one of them has timers. */
export type TimeUnit = keyof typeof MILLISECONDS_PER;

type PlainUnit =
  | TimeUnit
  | '1'
  | '%'
  | 'bit'
  | 'By'
  | 'KiBy'
  | 'MiBy'
  | 'GiBy'
  | 'TiBy'
  | 'kBy'
  | 'MBy'
  | 'GBy'
  | 'TBy'
  | 'm'
  | 'V'
  | 'A'
  | 'J'
  | 'W'
  | 'g'
  | 'kg'
  | 'Cel'
  | 'Hz';

/** A UCUM unit: plain (`s`, `By`), an annotation (`{request}`) or a rate (`By/s`). */
export type Unit = PlainUnit | `{${string}}` | `${PlainUnit | `{${string}}`}/${PlainUnit}`;

const WORDS: ReadonlyMap<string, PlainUnit> = new Map([
  ['nanoseconds', 'ns'],
  ['microseconds', 'us'],
  ['milliseconds', 'ms'],
  ['seconds', 's'],
  ['minutes', 'min'],
  ['hours', 'h'],
  ['days', 'd'],
  ['bytes', 'By'],
  ['bits', 'bit'],
  ['percent', '%'],
  ['ratio', '1'],
]);

/** The unit for an English word, which is none: the page would look right, and timers would be missing. */
export function ucumOf(word: string): string | undefined {
  return WORDS.get(word) ?? WORDS.get(`${word}s`);
}

/** How many of `unit` a millisecond is; `undefined` when it is no unit of time. */
export function unitsPerMillisecond(unit: string | undefined): number | undefined {
  if (unit === undefined || !Object.hasOwn(MILLISECONDS_PER, unit)) return undefined;
  return 1 / MILLISECONDS_PER[unit as TimeUnit]; // hasOwn has just proved it
}
