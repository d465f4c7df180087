import * as units from '@grafana/grafana-foundation-sdk/units';
import { grafanaRateUnit, grafanaUnit } from '../../src/dashboards/grafana-unit.js';

const known: ReadonlySet<unknown> = new Set(Object.values(units));

/** The words that a page has for units, see `unit-words.ts` of the exposition. */
const WORDS = [
  ...['days', 'hours', 'minutes', 'seconds', 'milliseconds', 'microseconds', 'nanoseconds'],
  ...['bits', 'bytes', 'kibibytes', 'mebibytes', 'gibibytes', 'tebibytes'],
  ...['kilobytes', 'megabytes', 'gigabytes', 'terabytes', 'meters', 'volts', 'amperes', 'joules'],
  ...['watts', 'grams', 'celsius', 'hertz', 'percent', 'ratio', 'bytes_per_second'],
];

test.each(WORDS)('%s has ids that Grafana knows, of values and of rates', (word) => {
  expect(grafanaUnit(word)).not.toBe('short');
  expect(known).toContain(grafanaUnit(word));
  expect(known).toContain(grafanaRateUnit(word));
});

test('what has no unit is a plain number, and is counted per second', () => {
  expect([grafanaUnit(''), grafanaRateUnit('')]).toEqual(['short', 'cps']);
  expect([grafanaUnit('furlongs'), grafanaRateUnit('furlongs')]).toEqual(['short', 'cps']);
});
