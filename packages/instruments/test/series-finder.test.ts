import fc from 'fast-check';
import { type ClosedLabel, counter, type LabelSpecs, text } from '../src/index.js';
import { SeriesTable } from '../src/series-table.js';
import { TableHost } from '../src/table-host.js';
import { tableSpec } from '../src/table-spec.js';

/** A table of so many labels, the odd ones closed with so many values: v0, v1, ... */
function tableOf(arity: number, closedValues: number): SeriesTable {
  const values = Array.from({ length: closedValues }, (_, i) => `v${i}`);
  const closed: ClosedLabel = { kind: 'closed', values };
  const specs = Array.from({ length: arity }, (_, i) => [`l${i}`, i % 2 === 1 ? closed : text()]);
  const labels: LabelSpecs = Object.fromEntries(specs);
  const definition = counter('things', { description: 'Things.', labels, seriesLimit: 100_000 });
  const table = new SeriesTable(tableSpec(definition, { name: 'scope' }), new TableHost());
  table.finder.closed = false; // as after its first measurement
  return table;
}

function labelsOf(values: readonly unknown[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(values.map((value, i) => [`l${i}`, value]));
}

const ARITIES = [0, 1, 2, 3, 4, 5, 6].flatMap((arity) => [
  [arity, 3] as const,
  [arity, 70] as const,
]);

describe('the recording path', () => {
  it.each(ARITIES)(
    'finds what the slow path finds: %d labels, closed ones of %d values',
    (arity, closedValues) => {
      const value = fc.oneof(
        fc.nat(12).map((n) => `v${n}`),
        fc.nat(80).map((n) => `v${n}`),
        fc.constantFrom('_OTHER', '', undefined, null, 5, '\ud800', '\ufffd'),
      );
      const sets = fc.array(fc.array(value, { minLength: arity, maxLength: arity }), {
        maxLength: 150,
      });
      fc.assert(
        fc.property(sets, (tuples) => {
          const table = tableOf(arity, closedValues);
          for (const [i, values] of tuples.entries()) {
            const labels = labelsOf(values);
            const found = table.finder.find(labels);
            const row = table.resolve(labels);
            if (found !== 0) expect([labels, Math.abs(found)]).toEqual([labels, row + 1]);
            const exact = table.read(labels).every((read, n) => read !== '' && read === values[n]);
            if (exact) expect([labels, table.finder.find(labels)]).toEqual([labels, row + 1]);
            if (i % 4 === 3) table.hide(row);
            if (exact && i % 4 === 3)
              expect([labels, table.finder.find(labels)]).toEqual([labels, -row - 1]);
          }
        }),
        { numRuns: 50 },
      );
    },
  );

  it('does not take closed values that no series has had yet for others', () => {
    const table = tableOf(2, 100);
    for (const l0 of ['a', 'b', 'c']) table.resolve({ l0, l1: 'v0' });
    for (let i = 1; i < 100; i++)
      expect([i, table.finder.find({ l0: 'a', l1: `v${i}` })]).toEqual([i, 0]);
  });

  it.each([1, 2, 3, 4])(
    'does not take a value that nobody knows for its neighbour, %d labels',
    (arity) => {
      const table = tableOf(arity, 3);
      const known = ['v0', 'v1', '_OTHER'];
      const tuples = Array.from({ length: 3 ** arity }, (_, n) =>
        Array.from({ length: arity }, (_, i) => known[Math.floor(n / 3 ** i) % 3] ?? ''),
      );
      for (const tuple of tuples) table.resolve(labelsOf(tuple));
      for (const tuple of tuples)
        for (let i = 0; i < arity; i++) {
          const unknown = tuple.with(i, 'nobody');
          expect([unknown, table.finder.find(labelsOf(unknown))]).toEqual([unknown, 0]);
        }
    },
  );

  it.each([2, 3, 4])(
    'tells each of many neighbours apart when they are hashed, %d labels',
    (arity) => {
      const table = tableOf(arity, 12);
      const digits = arity === 2 ? 12 : 9;
      const values = Array.from({ length: Math.min(1500, digits ** arity) }, (_, n) =>
        Array.from({ length: arity }, (_, i) => `v${Math.floor(n / digits ** i) % digits}`),
      );
      for (let i = 0; i < 150; i++)
        table.resolve(
          labelsOf(Array.from({ length: arity }, (_, n) => (n === 0 ? `w${i}` : 'v0'))),
        );
      const rows = new Map(
        values
          .filter((_, n) => n % 3 > 0)
          .map((tuple) => [String(tuple), table.resolve(labelsOf(tuple)) + 1]),
      );
      for (const tuple of values) {
        expect([tuple, table.finder.find(labelsOf(tuple))]).toEqual([
          tuple,
          rows.get(String(tuple)) ?? 0,
        ]);
        const unknown = tuple.with(arity - 1, 'nobody');
        expect([unknown, table.finder.find(labelsOf(unknown))]).toEqual([unknown, 0]);
      }
    },
  );

  it('takes labels in any order, and whatever else is with them', () => {
    const table = tableOf(3, 3);
    const row = table.resolve({ l0: 'a', l1: 'v1', l2: 'c' });
    expect(table.finder.find({ more: 1, l2: 'c', l1: 'v1', l0: 'a' })).toBe(row + 1);
  });

  it('lets what a getter throws through: the slow path reads it with care', () => {
    const labels = Object.defineProperty({}, 'l0', {
      get() {
        throw new Error('no');
      },
    });
    expect(() => tableOf(1, 3).finder.find(labels)).toThrow('no');
  });
});
