import { tokenCheck } from '../../src/access/token-check.js';

test('each of the tokens is right, and nothing else', () => {
  const isRight = tokenCheck(['first', 'second']);
  expect(['first', 'second', 'third', 'firs', 'firstt', 'FIRST', ''].map(isRight)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('of no tokens none is right', () => {
  expect(tokenCheck([])('')).toBe(false);
});
