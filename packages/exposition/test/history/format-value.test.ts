import { formatRate, formatValue } from '../../src/history/format-value.js';

test.each([
  [0, '', '0'],
  [1234, '', '1234'],
  [0.123456, '', '0.123'],
  [12_345, '', '12.3 k'],
  [999_999, '', '1 M'],
  [7.2e15, '', '7200 T'],
  [0.00001234, '', '1.23e−5'],
  [-5, '', '−5'],
  [Number.NaN, '', '–'],
  [Infinity, 'bytes', '∞'],
  [0, 'bytes', '0 B'],
  [1023, 'bytes', '1023 B'],
  [1024, 'bytes', '1 KiB'],
  [1024 * 1024, 'bytes', '1 MiB'],
  [1.5 * 1024 ** 3, 'bytes', '1.5 GiB'],
  [0, 'seconds', '0 s'],
  [25e-9, 'seconds', '25 ns'],
  [0.000_42, 'seconds', '420 µs'],
  [0.25, 'seconds', '250 ms'],
  [0.999_9, 'seconds', '1 s'],
  [59.94, 'seconds', '59.9 s'],
  [3 * 60 + 5, 'seconds', '3 min 5 s'],
  [3 * 3600, 'seconds', '3 h'],
  [2 * 86_400 + 3600, 'seconds', '2 d 1 h'],
  [0.125, 'ratio', '12.5 %'],
  [-0.5, 'ratio', '−50 %'],
])('%d in %p reads %p', (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text);
});

test('a rate is of a second', () => {
  expect(formatRate(2.5 * 1024, 'bytes')).toBe('2.5 KiB/s');
  expect(formatRate(0.031, 'seconds')).toBe('31 ms/s');
  expect(formatRate(Number.NaN, '')).toBe('–');
});
