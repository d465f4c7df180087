import { unitWord } from '../../src/names/unit-words.js';

describe('unitWord', () => {
  test.each([
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
  ])('rule 65: %s is %s', (unit, word) => {
    expect(unitWord(unit, 'counter')).toBe(word);
  });

  test.each([
    ['m/s', 'meters_per_second'],
    ['By/s', 'bytes_per_second'],
    ['bit/min', 'bits_per_minute'],
    ['1/s', 'per_second'],
    ['{request}/s', 'per_second'],
    ['By/{request}', 'bytes'],
    ['J/m', 'joules_per_meter'],
  ])('rule 65: the rate %s is %s', (unit, word) => {
    expect(unitWord(unit, 'gauge')).toBe(word);
  });

  test.each(['{request}', '', '{a thing}'])('rule 65: the annotation %j is dropped', (unit) => {
    expect(unitWord(unit, 'gauge')).toBe('');
  });

  test('rule 65: an annotation leaves the unit it stands behind', () => {
    expect(unitWord('By{compressed}', 'gauge')).toBe('bytes');
  });

  test.each([
    ['gauge', 'ratio'],
    ['counter', ''],
    ['histogram', ''],
    ['info', ''],
  ] as const)('1 on a %s is %j', (type, word) => {
    expect(unitWord('1', type)).toBe(word);
  });

  test('rule 24: an info has no unit', () => {
    expect(unitWord('s', 'info')).toBe('');
  });

  test.each([
    ['requests', 'requests'],
    ['mol/L', 'mol_per_L'],
    ['kg/m2/s', 'kilograms_per_m2_s'],
    ['°C', 'C'],
    ['"\n', ''],
  ])('the unknown unit %j is %j', (unit, word) => {
    expect(unitWord(unit, 'gauge')).toBe(word);
  });
});
