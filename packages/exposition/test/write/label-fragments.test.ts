import fc from 'fast-check';
import { labelFragments } from '../../src/write/label-fragments.js';

/** What a row with this id would carry. */
function fragment(of: ReturnType<typeof labelFragments>, id: number): string {
  of.refresh();
  const length = of.lengths[id] || of.render(id);
  const start = of.view.byteOffset + (of.starts[id] ?? 0);
  return Buffer.from(of.view.buffer, start, length).toString();
}

function columnOf(...values: string[]) {
  return { name: 'a', values: ['', ...values], generation: 0 };
}

describe('labelFragments', () => {
  test('a fragment is the label and a comma', () => {
    expect(fragment(labelFragments(columnOf('x'), 'a'), 1)).toBe('a="x",');
  });

  test('rule 29: an empty value has no fragment', () => {
    const fragments = labelFragments(columnOf('x', ''), 'a');
    expect([0, 1, 2].map((id) => fragment(fragments, id))).toEqual(['', 'a="x",', '']);
  });

  test('rule 28: quote, backslash and line feed are escaped, nothing else', () => {
    const value = '"\\\n\r\t\0{}=,\u007f😱\u2028';
    expect(fragment(labelFragments(columnOf(value), 'a'), 1)).toBe(
      'a="\\"\\\\\\n\r\t\0{}=,\u007f😱\u2028",',
    );
  });

  test('rule 13: a lone surrogate is U+FFFD', () => {
    expect(fragment(labelFragments(columnOf('\ud83dx'), 'a'), 1)).toBe('a="\ufffdx",');
  });

  test('values that are appended get fragments', () => {
    const column = columnOf('x');
    const fragments = labelFragments(column, 'a');
    expect(fragment(fragments, 1)).toBe('a="x",');
    for (let i = 2; i < 1000; i++) column.values.push(`value ${i}`);
    expect(fragment(fragments, 999)).toBe('a="value 999",');
    expect(fragment(fragments, 1)).toBe('a="x",');
  });

  test('an id that has another value in a new generation has its fragment', () => {
    const column = columnOf('old', 'kept');
    const fragments = labelFragments(column, 'a');
    expect([1, 2].map((id) => fragment(fragments, id))).toEqual(['a="old",', 'a="kept",']);
    column.values[1] = 'another';
    column.generation++;
    expect([1, 2].map((id) => fragment(fragments, id))).toEqual(['a="another",', 'a="kept",']);
  });

  test('a column has its fragments once for each written name', () => {
    const column = columnOf('x');
    expect(labelFragments(column, 'a')).toBe(labelFragments(column, 'a'));
    expect(fragment(labelFragments(column, '"a.b"'), 1)).toBe('"a.b"="x",');
  });

  test('fragments hold whatever the dictionary holds, in whatever order they are made', () => {
    const values = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.infiniteStream(fc.nat()), (texts, order) => {
        const fragments = labelFragments(columnOf(...texts), 'a');
        for (const _ of texts) fragment(fragments, 1 + ((order.next().value ?? 0) % texts.length));
        texts.forEach((text, i) => {
          const escaped = text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n');
          expect(fragment(fragments, i + 1)).toBe(text === '' ? '' : `a="${escaped}",`);
        });
      }),
    );
  });
});
