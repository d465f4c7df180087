import { unitsPerMillisecond } from '../src/unit.js';

describe('a millisecond', () => {
  it.each([
    ['ns', 1e6],
    ['us', 1000],
    ['ms', 1],
    ['s', 0.001],
    ['min', 1 / 60_000],
    ['h', 1 / 3_600_000],
    ['d', 1 / 86_400_000],
  ])('is so many %s: %d', (unit, units) => {
    expect(unitsPerMillisecond(unit)).toBeCloseTo(units, 12);
  });

  it.each([undefined, '', 'By', 'seconds', 'toString', '{request}'])('is no %s', (unit) => {
    expect(unitsPerMillisecond(unit)).toBeUndefined();
  });
});
