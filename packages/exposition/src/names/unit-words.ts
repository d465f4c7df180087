import type { FamilyType } from '../page-model.js';

/** OpenTelemetry, Prometheus and OpenMetrics Compatibility, table "Metric Metadata"; `bit`, `kg` and `KBy` are added. */
const words: ReadonlyMap<string, string> = new Map([
  ['d', 'days'],
  ['h', 'hours'],
  ['min', 'minutes'],
  ['s', 'seconds'],
  ['ms', 'milliseconds'],
  ['us', 'microseconds'],
  ['ns', 'nanoseconds'],
  ['bit', 'bits'],
  ['By', 'bytes'],
  ['KiBy', 'kibibytes'],
  ['MiBy', 'mebibytes'],
  ['GiBy', 'gibibytes'],
  ['TiBy', 'tebibytes'],
  ['kBy', 'kilobytes'],
  ['KBy', 'kilobytes'],
  ['MBy', 'megabytes'],
  ['GBy', 'gigabytes'],
  ['TBy', 'terabytes'],
  ['m', 'meters'],
  ['V', 'volts'],
  ['A', 'amperes'],
  ['J', 'joules'],
  ['W', 'watts'],
  ['g', 'grams'],
  ['kg', 'kilograms'],
  ['Cel', 'celsius'],
  ['Hz', 'hertz'],
  ['%', 'percent'],
  ['1', ''],
]);

/** What stands behind "per". Other units are written there by their UCUM sign. */
const perWords: ReadonlyMap<string, string> = new Map([
  ['ns', 'nanosecond'],
  ['us', 'microsecond'],
  ['ms', 'millisecond'],
  ['s', 'second'],
  ['min', 'minute'],
  ['h', 'hour'],
  ['d', 'day'],
  ['wk', 'week'],
  ['mo', 'month'],
  ['a', 'year'],
  ['By', 'byte'],
  ['m', 'meter'],
]);

/**
 * The Prometheus word for a UCUM unit: `s` is `seconds`, `By/s` is `bytes_per_second`, `{annotations}` are dropped, `1` is
 * `ratio` on gauges and nothing elsewhere. An unknown unit is its own word, without odd characters. An info has none
 * (OpenMetrics 1.0, Info).
 */
export function unitWord(unit: string, type: FamilyType): string {
  if (type === 'info') return '';
  if (unit === '1' && type === 'gauge') return 'ratio';
  const [main = '', ...divisors] = unit.replace(/\{[^}]*\}/g, '').split('/');
  const per = divisors.join('_');
  const parts = [wordOf(main, words)];
  if (per !== '') parts.push('per', wordOf(per, perWords));
  return parts.filter((part) => part !== '').join('_');
}

function wordOf(unit: string, table: ReadonlyMap<string, string>): string {
  return table.get(unit) ?? unit.replace(/[^a-zA-Z0-9]+/g, '_').replace(/^_|_$/g, '');
}
