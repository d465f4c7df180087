import fc from 'fast-check';
import { type BoundCounter, counter, createStore, defineMeter, text } from '../src/index.js';
import { pageOf } from './page-of.js';

class Things extends defineMeter({
  name: 'things',
  instruments: {
    things: counter('things', { description: 'Things.', labels: { a: text(), b: text() } }),
  },
}) {}

/** A counter beside a Map that says what it counts, and pages that are read bit by bit meanwhile. */
class Model {
  readonly #store = createStore();
  readonly #things = new Things({ store: this.#store }).things;
  readonly #values = new Map<string, number>();
  readonly #handles: (readonly [key: string, handle: BoundCounter])[] = [];
  readonly #pages: PageReader[] = [];

  add(a: number, b: number, amount: number): void {
    this.#things.add(amount, labels(a, b));
    this.#grow(key(a, b), amount);
  }

  /** Few series are ever bound, for rows of those are never given to others. */
  bind(_: number, b: number): void {
    this.#handles.push([key(0, b), this.#things.bind(labels(0, b))]);
    this.#grow(key(0, b), 0);
  }

  addBound(n: number, _: number, amount: number): void {
    const [name, handle] = this.#handles[n % this.#handles.length] ?? [];
    handle?.add(amount);
    if (name !== undefined) this.#grow(name, amount);
  }

  /** Removes a series that is there: most random labels are not. */
  remove(n: number, b: number): void {
    const name = [...this.#values.keys()][(2 * n + b) % this.#values.size] ?? key(n, b);
    const [, a = '', ownB = ''] = /a="(.*)",b="(.*)"/.exec(name) ?? [];
    expect(this.#things.remove({ a, b: ownB })).toBe(this.#values.delete(name));
    for (const page of this.#pages) page.mayMiss.add(name);
  }

  beginPage(): void {
    if (this.#pages.length < 3) this.#pages.push(new PageReader(this.#store, this.#values));
  }

  read(n: number, _: number, rows: number): void {
    this.#pages[n % this.#pages.length]?.read(rows);
  }

  endPage(n: number): void {
    const [page] = this.#pages.splice(n % Math.max(1, this.#pages.length), 1);
    page?.finish();
  }

  check(): void {
    expect(pageOf(this.#store)).toEqual(Object.fromEntries(this.#values));
  }

  #grow(name: string, amount: number): void {
    this.#values.set(name, (this.#values.get(name) ?? 0) + amount);
  }
}

/** Reads as a writer does that gives the event loop back now and then. */
class PageReader {
  /** Series that were removed since this page was begun. */
  readonly mayMiss = new Set<string>();
  readonly #values: ReadonlyMap<string, number>;
  readonly #table;
  readonly #end: () => void;
  readonly #expected: readonly string[];
  readonly #rowCount: number;
  readonly #seen = new Set<string>();
  #row = 0;

  constructor(store: ReturnType<typeof createStore>, values: ReadonlyMap<string, number>) {
    this.#end = store.beginPage();
    const table = store.families().find(({ name }) => name === 'things');
    if (table === undefined) throw new Error('There is no table.');
    this.#table = table;
    this.#rowCount = table.rowCount;
    this.#values = values;
    this.#expected = [...values.keys()];
  }

  read(rows: number): void {
    const end = Math.min(this.#rowCount, this.#row + rows);
    for (; this.#row < end; this.#row++) this.#readRow(this.#row);
  }

  finish(): void {
    this.read(Number.POSITIVE_INFINITY);
    this.#end();
    for (const name of this.#expected)
      if (!this.mayMiss.has(name)) expect(this.#seen).toContain(name);
  }

  #readRow(row: number): void {
    const { rows, labels: columns } = this.#table;
    if (rows.isHidden(row)) return;
    const [a, b] = rows.readIds(row, new Uint32Array(2));
    const name = `things{a="${columns[0]?.values[a ?? 0]}",b="${columns[1]?.values[b ?? 0]}"}`;
    expect([name, this.#seen.has(name)]).toEqual([name, false]);
    this.#seen.add(name);
    expect([name, rows.chunk(row).values[rows.at(row)]]).toEqual([name, this.#values.get(name)]);
  }
}

function labels(a: number, b: number) {
  return { a: `a${a}`, b: `b${b}` };
}

function key(a: number, b: number): string {
  return `things{a="a${a}",b="b${b}"}`;
}

describe('the series of a table', () => {
  const kinds = [
    'add',
    'add',
    'bind',
    'addBound',
    'remove',
    'remove',
    'beginPage',
    'read',
    'endPage',
  ] as const;
  const step = fc.tuple(fc.constantFrom(...kinds), fc.nat(31), fc.nat(1), fc.nat(4));

  it('are those of a Map, and once on each page, whatever comes and goes while pages are read', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 300 }), (steps) => {
        const model = new Model();
        for (let n = 0; n < 12; n++) model.add(n >> 1, n & 1, 1);
        for (const [kind, ...numbers] of steps) model[kind](...numbers);
        model.check();
        for (let n = 0; n < 3; n++) model.endPage(0);
        model.check();
      }),
      { numRuns: 300 },
    );
  });
});
