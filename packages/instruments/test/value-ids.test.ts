import fc from 'fast-check';
import { ValueIds } from '../src/value-ids.js';

/** Few letters and lengths, so that many values meet in one place. */
const values = fc.stringMatching(/^[ab]{0,4}$/);
const changes = fc.array(fc.record({ value: values, isDelete: fc.boolean() }), { maxLength: 200 });

test('values are found by the ids that they have, in any order of setting and deleting', () => {
  fc.assert(
    fc.property(changes, (steps) => {
      const ids = new ValueIds();
      const expected = new Map<string, number>();
      for (const { value, isDelete } of steps) {
        if (isDelete) {
          ids.delete(value);
          expected.delete(value);
        } else if (!expected.has(value)) {
          const id = ids.idOf(value) + expected.size + 2;
          ids.set(value, id);
          expected.set(value, id);
        }
        for (const [known, id] of expected) expect(ids.idOf(known)).toBe(id);
        if (!expected.has(value)) expect(ids.idOf(value)).toBe(-1);
      }
    }),
  );
});

test('a thousand values that one character does not tell apart are all found', () => {
  const ids = new ValueIds();
  const thousand = Array.from({ length: 1000 }, (_, i) => `module-${String(i).padStart(4, '0')}`);
  thousand.forEach((value, i) => {
    ids.set(value, i + 1);
  });
  expect(thousand.map((value) => ids.idOf(value))).toEqual(thousand.map((_, i) => i + 1));
});

test('a value that is equal but another string is found', () => {
  const ids = new ValueIds();
  ids.set('production', 3);
  expect(ids.idOf(['produc', 'tion'].join(''))).toBe(3);
});

test.each([undefined, null, 3, 'absent', '', Symbol('production'), ['production']])(
  'what was never set has no id: %p',
  (value) => {
    const ids = new ValueIds();
    ids.set('production', 3);
    expect(ids.idOf(value)).toBe(-1);
  },
);

test('the empty value can have an id', () => {
  const ids = new ValueIds();
  ids.set('', 0);
  expect(ids.idOf('')).toBe(0);
});
