import { counter, defineMeter, gauge, histogram, text } from '@meterkit/instruments';

/** Label values that have broken pages. A lone surrogate is not Unicode: it is to arrive as U+FFFD. */
export const hostileStrings: readonly string[] = [
  'plain',
  '"',
  '""',
  '\\',
  '\\\\',
  'ends in \\',
  '\\"',
  '\n',
  '\\n',
  '\\\n',
  '\r',
  '\r\n',
  '\t',
  '\0',
  'a\0b',
  '\u007f\u0085\u2028\u2029',
  '\ufeff',
  ' leading and trailing ',
  '"} 1\nhostile_strings_total{text="injected"} 2\n',
  '# EOF',
  '\n# EOF\n',
  '{}=,#',
  '%s $x {{ $labels }}',
  'größe',
  '日本語',
  'e\u0301 is not é',
  '👩‍👩‍👧‍👦',
  '\u{10ffff}\uffff',
  '\ud800',
  'a\udc00b\ud800',
  'x'.repeat(500),
  '"\\\n'.repeat(160),
  'true',
  '__proto__',
  'NaN',
];

export const hostileNumbers: readonly number[] = [
  0,
  1,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 53 + 2,
  1e21,
  1.5e300,
  Number.MAX_VALUE,
  0.1 + 0.2,
  1 / 3,
  1e-7,
  123456.789,
  999999999.9999999,
  Number.MIN_VALUE,
  2.2250738585072014e-308,
];

/** Help texts by the name of the family. */
export const hostileHelps = {
  hostile_help_quotes: 'Says "yes" and \'no\'.',
  hostile_help_backslashes: 'C:\\new\\"folder\\\\" ends in \\',
  hostile_help_lines: 'One line\nand # HELP another\n',
  hostile_help_unicode: 'Größe der 日本 👩‍👩‍👧‍👦',
} as const;

/** What the empty string counts, which is no label. */
export const EMPTY_AMOUNT = 1000;

/** Typed instruments for all of it. */
export class HostileMetrics extends defineMeter({
  name: 'hostile',
  instruments: {
    strings: counter('hostile.strings', { description: 'Strings.', labels: { text: text() } }),
    distances: histogram('hostile.distances', {
      description: 'Strings, again.',
      unit: 'm',
      bounds: [0.1, 1, 1e6, 1e21],
      labels: { text: text() },
    }),
    numbers: gauge('hostile.numbers', { description: 'Numbers.', labels: { i: text() } }),
    sums: counter('hostile.sums', { description: 'Numbers.', labels: { i: text() } }),
    ...Object.fromEntries(
      Object.entries(hostileHelps).map(([name, description]) => [
        name,
        gauge(name, { description }),
      ]),
    ),
  },
}) {}

/** Records every string and every number once. */
export function recordHostileValues(hostile: HostileMetrics): void {
  hostileStrings.forEach((value, i) => {
    hostile.strings.add(i + 1, { text: value });
    hostile.distances.record(i, { text: value });
  });
  hostile.strings.add(EMPTY_AMOUNT, { text: '' });
  hostileNumbers.forEach((value, i) => {
    hostile.numbers.set(-value, { i: `-${i}` });
    hostile.numbers.set(value, { i: String(i) });
    hostile.sums.add(value, { i: String(i) });
  });
}
