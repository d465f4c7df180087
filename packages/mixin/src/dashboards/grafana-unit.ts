/** Grafana's ids for the unit words of a page, of a value and of its rate per second. */
const UNITS: Readonly<Record<string, readonly [value: string, rate: string]>> = {
  days: ['d', 'percentunit'],
  hours: ['h', 'percentunit'],
  minutes: ['m', 'percentunit'],
  seconds: ['s', 'percentunit'],
  milliseconds: ['ms', 'none'],
  microseconds: ['µs', 'none'],
  nanoseconds: ['ns', 'none'],
  bits: ['bits', 'binbps'],
  bytes: ['bytes', 'binBps'],
  kibibytes: ['kbytes', 'KiBs'],
  mebibytes: ['mbytes', 'MiBs'],
  gibibytes: ['gbytes', 'GiBs'],
  tebibytes: ['tbytes', 'TiBs'],
  kilobytes: ['deckbytes', 'KBs'],
  megabytes: ['decmbytes', 'MBs'],
  gigabytes: ['decgbytes', 'GBs'],
  terabytes: ['dectbytes', 'TBs'],
  bytes_per_second: ['binBps', 'none'],
  bits_per_second: ['binbps', 'none'],
  meters: ['lengthm', 'velocityms'],
  meters_per_second: ['velocityms', 'accMS2'],
  volts: ['volt', 'none'],
  amperes: ['amp', 'none'],
  joules: ['joule', 'watt'],
  watts: ['watt', 'none'],
  grams: ['massg', 'none'],
  celsius: ['celsius', 'none'],
  hertz: ['hertz', 'none'],
  ratio: ['percentunit', 'none'],
  percent: ['percent', 'none'],
};

/** The id of what has this unit, a word as on the page; `short`, a plain number, for those that Grafana has none of. */
export function grafanaUnit(unit: string): string {
  return UNITS[unit]?.[0] ?? 'short';
}

/** The id of what grows in this unit per second. Seconds per second are the share of a core, or of the time. */
export function grafanaRateUnit(unit: string): string {
  return UNITS[unit]?.[1] ?? 'cps';
}
