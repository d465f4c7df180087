import { fitted, textWidth } from '../../src/terminal/text-width.js';

it.each([
  ['abc', 3],
  ['é', 1],
  ['e\u0301', 1],
  ['日本', 4],
  ['😀', 2],
  ['\x1b[31mred\x1b[39m', 3],
  ['', 0],
])('%j takes %d cells', (text, width) => {
  expect(textWidth(text)).toBe(width);
});

it.each([
  ['abc', 5, 'left', 'abc  '],
  ['abc', 5, 'right', '  abc'],
  ['abcdef', 4, 'left', 'abc…'],
  ['日本語', 4, 'left', '日… '],
  ['abc', 0, 'left', ''],
  ['abc', 1, 'left', '…'],
] as const)('%j in %d cells, %s: %j', (text, width, align, expected) => {
  expect(fitted(text, width, align)).toBe(expected);
});
