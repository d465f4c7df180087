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
  ['secs', 's'],
  ['msecs', 'ms'],
  ['usecs', 'us'],
  ['µs', 'us'],
  ['nsecs', 'ns'],
  ['hrs', 'h'],
  ['B', 'By'], // the bel of UCUM, which nobody means
  ['KiB', 'KiBy'],
  ['MiB', 'MiBy'],
  ['GiB', 'GiBy'],
  ['TiB', 'TiBy'],
  ['kB', 'kBy'],
  ['KB', 'kBy'],
  ['MB', 'MBy'],
  ['GB', 'GBy'],
  ['TB', 'TBy'],
]);

/**
 * The unit for English words and abbreviations, which are none: the page would look right, and timers would be missing. Undefined where
 * nothing else is meant; any other unit is taken, for UCUM makes them of each other without end.
 */
export function ucumOf(unit: string): string | undefined {
  const meant = (part: string) => WORDS.get(part) ?? WORDS.get(`${part}s`) ?? part;
  const ucum = unit.split('/').map(meant).join('/');
  return ucum === unit ? undefined : ucum;
}

/** How many of `unit` a millisecond is; `undefined` when it is no unit of time. */
export function unitsPerMillisecond(unit: string | undefined): number | undefined {
  if (unit === undefined || !Object.hasOwn(MILLISECONDS_PER, unit)) return undefined;
  return 1 / MILLISECONDS_PER[unit as TimeUnit]; // hasOwn has just proved it
}
