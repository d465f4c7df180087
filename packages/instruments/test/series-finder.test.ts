import fc from 'fast-check';
import { counter, type LabelSpecs, oneOf, text } from '../src/index.js';
import { SeriesTable } from '../src/series-table.js';
import { TableHost } from '../src/table-host.js';
import { tableSpec } from '../src/table-spec.js';

/** A table of so many labels, the odd ones closed. */
function tableOf(arity: number): SeriesTable {
  const specs: [string, LabelSpecs[string]][] = Array.from({ length: arity }, (_, i) => [
    `l${i}`,
    i % 2 === 1 ? oneOf('v0', 'v1', 'v2') : text(),
  ]);
  const labels: LabelSpecs = Object.fromEntries(specs);
  return new SeriesTable(
    tableSpec(counter('things', { description: 'Things.', labels, seriesLimit: 100_000 }), {
      name: 'scope',
    }),
    new TableHost(),
  );
}

function labelsOf(values: readonly unknown[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(values.map((value, i) => [`l${i}`, value]));
}

describe('the recording path', () => {
  it.each([0, 1, 2, 3, 4, 5, 6])('finds what the slow path finds, %d labels', (arity) => {
    const value = fc.oneof(
      fc.constantFrom('v0', 'v1', 'v2', '_OTHER'),
      fc.nat(60).map((n) => `v${n}`),
      fc.constantFrom('', undefined, null, 5, '\ud800', '\ufffd'),
    );
    const sets = fc.array(fc.array(value, { minLength: arity, maxLength: arity }), {
      maxLength: 120,
    });
    fc.assert(
      fc.property(sets, (tuples) => {
        const table = tableOf(arity);
        for (const [i, values] of tuples.entries()) {
          const labels = labelsOf(values);
          const found = table.finder.find(labels);
          const hidden = table.find(table.read(labels)) < 0;
          const row = table.resolve(labels);
          if (found > 0) expect([labels, found]).toEqual([labels, row + 1]);
          if (found < 0) expect([labels, hidden]).toEqual([labels, true]);
          const exact = values.every(
            (value) => typeof value === 'string' && value !== '' && value.isWellFormed(),
          );
          if (
            exact &&
            table.labels.every(
              ({ values: known }, n) => n >= arity || known.includes(String(values[n])),
            )
          )
            expect([labels, table.finder.find(labels)]).toEqual([labels, row + 1]);
          if (i % 5 === 4) {
            table.hide(row);
            expect(table.finder.find(labels)).toBeLessThanOrEqual(0);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([1, 2, 3, 4])('finds among more rows than a dense table holds, %d labels', (arity) => {
    const table = tableOf(arity);
    const sets = Array.from({ length: 190 }, (_, i) =>
      labelsOf(Array.from({ length: arity }, (_, n) => `v${n % 2 === 1 ? i % 3 : i}`)),
    );
    const rows = sets.map((labels) => table.resolve(labels));
    expect(sets.map((labels) => table.finder.find(labels) - 1)).toEqual(rows);
    expect(table.finder.find(labelsOf(Array(arity).fill('nobody')))).toBe(0);
  });

  it('takes labels in any order, and whatever else is with them', () => {
    const table = tableOf(3);
    const row = table.resolve({ l0: 'a', l1: 'v1', l2: 'c' });
    expect(table.finder.find({ more: 1, l2: 'c', l1: 'v1', l0: 'a' })).toBe(row + 1);
  });

  it('lets what a getter throws through: the slow path reads it with care', () => {
    const labels = {
      get l0(): string {
        throw new Error('no');
      },
    };
    expect(() => tableOf(1).finder.find(labels)).toThrow('no');
  });
});
