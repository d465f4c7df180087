import fc from 'fast-check';
import { RowIndex } from '../src/row-index.js';

/** An index beside a Map that says what it holds. */
class Model {
  readonly index: RowIndex;
  readonly #ids: (readonly number[])[] = [];
  readonly #entries = new Map<string, number>();

  constructor(arity: number) {
    this.index = new RowIndex(Array(arity).fill(4), (row, into) => {
      into.set(this.#ids[row] ?? []);
      return into;
    });
  }

  add(ids: readonly number[]): void {
    if (this.#entries.has(String(ids))) return;
    const entry = this.#ids.push(ids);
    this.#entries.set(String(ids), entry);
    this.index.set(Uint32Array.from(ids), entry);
  }

  negate(ids: readonly number[]): void {
    const entry = -(this.#entries.get(String(ids)) ?? 0);
    if (entry === 0) return;
    this.#entries.set(String(ids), entry);
    this.index.set(Uint32Array.from(ids), entry);
  }

  delete(ids: readonly number[]): void {
    this.#entries.delete(String(ids));
    this.index.delete(Uint32Array.from(ids));
  }

  check(ids: readonly number[]): void {
    const expected = this.#entries.get(String(ids)) ?? 0;
    expect([ids, this.index.find(Uint32Array.from(ids))]).toEqual([ids, expected]);
  }
}

describe('the index of rows', () => {
  it('has one row when there are no labels', () => {
    const model = new Model(0);
    model.check([]);
    model.add([]);
    model.check([]);
    model.negate([]);
    model.check([]);
    model.delete([]);
    model.check([]);
  });

  it('is dense while values are few, hashed when they are many, and finds the same rows', () => {
    const model = new Model(2);
    const tuples = Array.from({ length: 300 }, (_, i) => [i, (i * 7) % 90]);
    model.add([3, 3]);
    expect(model.index.dense).toBe(true);
    for (const ids of tuples) model.add(ids);
    expect(model.index.dense).toBe(false);
    for (const ids of [[3, 3], ...tuples, [300, 1], [1, 300]]) model.check(ids);
  });

  it('is hashed from the start when there are too many labels for a table', () => {
    expect([6, 7].map((arity) => new Model(arity).index.dense)).toEqual([true, false]);
  });

  it('is as large as it needs to be after any coming and going', () => {
    const model = new Model(7);
    for (let round = 0; round < 50; round++) {
      for (let i = 0; i < 100; i++) model.add([round, i, 0, 0, 0, 0, 0]);
      for (let i = 0; i < 100; i++) model.negate([round, i, 0, 0, 0, 0, 0]);
      for (let i = 0; i < 100; i++) model.delete([round, i, 0, 0, 0, 0, 0]);
    }
    expect(model.index.slots.length).toBeLessThanOrEqual(256);
  });

  it('keeps ids apart that it was made for, before there is a row of them', () => {
    const index = new RowIndex([4, 9], (_, into) => into);
    index.set(Uint32Array.of(2, 1), 1);
    expect([index.find(Uint32Array.of(1, 8)), index.find(Uint32Array.of(2, 1))]).toEqual([0, 1]);
    expect(index.slots).toHaveLength(36);
  });

  it('finds nothing beyond the dense table', () => {
    new Model(2).check([0, 5000]);
  });

  it('deletes what is not there without harm', () => {
    const model = new Model(1);
    model.add([1]);
    model.delete([2]);
    model.delete([9000]);
    model.check([1]);
  });

  it('closes the gaps of deleted rows in long runs of neighbours', () => {
    const model = new Model(7);
    const tuples = Array.from({ length: 2000 }, (_, i) => [i, 0, 0, 0, 0, 0, i % 3]);
    for (const ids of tuples) model.add(ids);
    for (const ids of tuples.filter((_, i) => i % 3 !== 0)) model.delete(ids);
    for (const ids of tuples) model.check(ids);
  });

  it.each([1, 2, 3, 4, 5, 8])('agrees with a Map after any changes, %d labels', (arity) => {
    const ids = fc.array(fc.oneof(fc.nat(3), fc.nat(80)), { minLength: arity, maxLength: arity });
    const change = fc.record({ ids, kind: fc.constantFrom('add', 'add', 'negate', 'delete') });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 150 }), (changes) => {
        const model = new Model(arity);
        for (const { ids, kind } of changes) model[kind](ids);
        for (const { ids } of changes) model.check(ids);
      }),
    );
  });
});
