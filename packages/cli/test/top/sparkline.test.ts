import { sparkline } from '../../src/top/sparkline.js';

it.each([
  ['from zero to the greatest', [0, 1, 7], 3, '▁▂█'],
  ['constant values by their height above zero', [5, 5], 2, '██'],
  ['zeros', [0, 0], 2, '▁▁'],
  ['values below zero', [-7, 0], 2, '▁█'],
  ['gaps', [1, null, 1], 3, '█ █'],
  ['the newest at the right', [7], 3, '  █'],
  ['the newest of more than fit', [7, 0, 7], 2, '▁█'],
  ['nothing', [], 2, '  '],
])('shows %s', (_name, values, width, expected) => {
  expect(sparkline(values, width)).toBe(expected);
});
