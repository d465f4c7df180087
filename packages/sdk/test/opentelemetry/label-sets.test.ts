import { type LabelRows, LabelSets } from '../../src/opentelemetry/label-sets.js';

/** The rows as `name=value,...`. */
function shown({ labels, ids, rowCount }: LabelRows): readonly string[] {
  return Array.from({ length: rowCount }, (_, row) =>
    labels
      .map(({ name, values }, i) => [name, values[ids[row * labels.length + i] ?? 0]])
      .filter(([, value]) => value !== '')
      .map((pair) => pair.join('='))
      .join(),
  );
}

test('makes a row of each label set', () => {
  const rows = new LabelSets().rows([{ a: 1, b: 'x' }, { b: 'y' }, {}]);
  expect(shown(rows)).toEqual(['a=1,b=x', 'b=y', '']);
  expect(rows.rowOf).toEqual([0, 1, 2]);
});

test('attributes that differ only before they become text are one row', () => {
  const rows = new LabelSets().rows([
    { a: 1 },
    { a: '1' },
    { a: '1', b: '' },
    { b: null, a: 1n },
  ] as never);
  expect(shown(rows)).toEqual(['a=1']);
  expect(rows.rowOf).toEqual([0, 0, 0, 0]);
});

test('the order of the attributes makes no difference', () => {
  const rows = new LabelSets().rows([
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ]);
  expect(rows.rowCount).toBe(1);
});

test('reads an attributes object once', () => {
  const sets = new LabelSets();
  const read = jest.fn(() => 'x');
  const attributes = Object.defineProperty({}, 'a', { enumerable: true, get: read });
  sets.rows([attributes]);
  expect(shown(sets.rows([attributes]))).toEqual(['a=x']);
  expect(read).toHaveBeenCalledTimes(1);
});

test('a label that comes later leaves earlier rows, and what was given before, as they were', () => {
  const sets = new LabelSets();
  const early = { a: 1 };
  const first = sets.rows([early, { a: 2 }]);
  const second = sets.rows([early, { a: 1, b: 2 }]);
  expect(shown(first)).toEqual(['a=1', 'a=2']);
  expect(shown(second)).toEqual(['a=1', 'a=1,b=2']);
});

test('keeps the columns of labels, so that what is cached by them stays', () => {
  const sets = new LabelSets();
  const [before] = sets.rows([{ a: 1 }]).labels;
  const [after] = sets.rows([{ a: 2 }]).labels;
  expect(after).toBe(before);
});

test.each([
  ['values', (i: number) => ({ id: `value-${i}` })],
  ['names', (i: number) => ({ [`name-${i}`]: 'x' })],
])('forgets %s of series that are gone', (_, attributesOf) => {
  const sets = new LabelSets();
  let most = 0;
  for (let i = 0; i < 20_000; i++) {
    const { labels } = sets.rows([attributesOf(i)]);
    most = Math.max(
      most,
      labels.reduce((sum, { values }) => sum + values.length, 0),
    );
  }
  expect(most).toBeLessThan(3000);
});

test('begins anew only when most of it is of series that are gone', () => {
  const sets = new LabelSets();
  const steady = Array.from({ length: 5000 }, (_, i) => ({ id: `${i}` }));
  const [before] = sets.rows(steady).labels;
  for (let i = 0; i < 10; i++) sets.rows([...steady, { id: `guest-${i}` }]);
  expect(sets.rows(steady).labels[0]).toBe(before);
});
