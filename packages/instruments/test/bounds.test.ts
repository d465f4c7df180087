import {
  explicitBounds,
  exponentialBounds,
  linearBounds,
  MeterDefinitionError,
} from '../src/index.js';

describe('bounds', () => {
  it.each([
    ['as given', explicitBounds(0.1, 1, 10), [0.1, 1, 10]],
    ['in equal steps', linearBounds(10, 5, 4), [10, 15, 20, 25]],
    ['in steps without rounding noise', linearBounds(0, 0.1, 4), [0, 0.1, 0.2, 0.3]],
    ['by a factor', exponentialBounds(1, 2, 5), [1, 2, 4, 8, 16]],
    ['by a factor without rounding noise', exponentialBounds(0.001, 10, 4), [0.001, 0.01, 0.1, 1]],
    ['below zero', linearBounds(-2, 1, 5), [-2, -1, 0, 1, 2]],
  ])('are %s', (_, bounds, expected) => {
    expect(bounds).toEqual(expected);
  });

  it.each<[() => unknown, string]>([
    [
      () => Reflect.apply(linearBounds, undefined, [1]),
      'linearBounds(): expected the numbers start, width, count, got 1, undefined, undefined',
    ],
    [
      () => Reflect.apply(exponentialBounds, undefined, [{ start: 1 }]),
      'exponentialBounds(): expected the numbers start, factor, count, got an object, undefined, undefined',
    ],
    [
      () => linearBounds(1, 1, 0),
      'linearBounds(): expected the numbers start, width, count, got 1, 1, 0',
    ],
  ])('are refused where there would be none: %s', (make, problem) => {
    expect(make).toThrow(new MeterDefinitionError([problem]));
  });
});
