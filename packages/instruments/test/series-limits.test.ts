import fc from 'fast-check';
import {
  type Counter,
  counter,
  createStore,
  defineMeter,
  type LabelSpecs,
  oneOf,
  type StoreOptions,
  text,
} from '../src/index.js';
import { ownProblems, pageOf } from './page-of.js';

interface Limits {
  readonly seriesLimit?: number;
  readonly store?: StoreOptions;
}

/** A counter of any labels in a store of its own. */
function things<S extends LabelSpecs>(labels: S, { seriesLimit, store: options }: Limits = {}) {
  const store = createStore(options);
  const limit = seriesLimit === undefined ? {} : { seriesLimit };
  const definition = counter('things', { description: 'Things.', labels, ...limit });
  const Things = defineMeter({ name: 'things', instruments: { things: definition } });
  const instrument = new Things({ store }).things as Counter<S>;
  return { store, things: instrument, page: () => pageOf(store, 'things') };
}

function total(page: Readonly<Record<string, unknown>>): number {
  return Object.values(page).reduce<number>((sum, value) => sum + Number(value), 0);
}

const OVERFLOW = 'things{otel_metric_overflow="true"}';
const overflowed = 'meterkit.series.overflows{instrument="things"}';
const folded = 'meterkit.label.problems{problem="value_limit"}';

describe('a label', () => {
  it('keeps as many values as its limit says, all others are _OTHER', () => {
    const { store, things: counter, page } = things({ region: text({ limit: 2 }) });
    for (const region of ['eu', 'us', 'asia', 'africa', 'eu']) counter.add(1, { region });
    expect(page()).toEqual({
      'things{region="eu"}': 2,
      'things{region="us"}': 1,
      'things{region="_OTHER"}': 2,
    });
    expect(ownProblems(store)).toEqual({ [folded]: 2 });
  });

  it('has room again when the last series of a value has gone', () => {
    const { things: counter, page } = things({ region: text({ limit: 1 }) });
    counter.add(1, { region: 'eu' });
    counter.remove({ region: 'eu' });
    counter.add(1, { region: 'us' });
    expect(page()).toEqual({ 'things{region="us"}': 1 });
  });

  it('has 200 values unless it says otherwise', () => {
    const { things: counter, page } = things({ region: text() });
    for (let i = 0; i < 300; i++) counter.add(1, { region: `r${i}` });
    expect([Object.keys(page()).length, page()['things{region="_OTHER"}']]).toEqual([201, 100]);
  });

  it('folds only what is past its own limit', () => {
    const { things: counter, page } = things({
      region: text({ limit: 1 }),
      outcome: oneOf('paid'),
    });
    counter.add(1, { region: 'eu', outcome: 'paid' });
    counter.add(1, { region: 'us', outcome: 'paid' });
    counter.add(1, { region: 'eu', outcome: 'lost' as 'paid' });
    expect(page()).toEqual({
      'things{region="eu",outcome="paid"}': 1,
      'things{region="_OTHER",outcome="paid"}': 1,
      'things{region="eu",outcome="_OTHER"}': 1,
    });
  });
});

describe('the limit of an instrument', () => {
  it('sends further series to the overflow, which is apart', () => {
    const { store, things: counter, page } = things({ region: text() }, { seriesLimit: 2 });
    for (const region of ['eu', 'us', 'asia', 'africa', 'us']) counter.add(1, { region });
    expect(page()).toEqual({ 'things{region="eu"}': 1, 'things{region="us"}': 2, [OVERFLOW]: 2 });
    expect(ownProblems(store)).toEqual({ [overflowed]: 2 });
  });

  it('has room again when a series has gone, also after an overflow', () => {
    const { things: counter, page } = things({ region: text() }, { seriesLimit: 2 });
    for (const region of ['eu', 'us', 'asia']) counter.add(1, { region });
    counter.remove({ region: 'us' });
    counter.add(1, { region: 'africa' });
    expect(page()).toEqual({
      'things{region="eu"}': 1,
      'things{region="africa"}': 1,
      [OVERFLOW]: 1,
    });
  });

  it('is 2000 unless something else is said', () => {
    const { things: counter, page } = things({ region: text({ limit: 5000 }) });
    for (let i = 0; i < 3000; i++) counter.add(1, { region: `r${i}` });
    expect([Object.keys(page()).length, page()[OVERFLOW]]).toEqual([2001, 1000]);
  });

  it('may be said by the store, before and after', () => {
    const {
      store,
      things: counter,
      page,
    } = things({ region: text() }, { store: { seriesPerInstrument: 1 } });
    for (const region of ['eu', 'us']) counter.add(1, { region });
    store.configure({ seriesPerInstrument: 2 });
    for (const region of ['eu', 'us', 'asia']) counter.add(1, { region });
    expect(page()).toEqual({ 'things{region="eu"}': 2, 'things{region="us"}': 1, [OVERFLOW]: 2 });
  });

  it('holds when handles of removed series come back', () => {
    const { things: counter, page } = things({ region: text() }, { seriesLimit: 2 });
    const handles = ['eu', 'us'].map((region) => counter.bind({ region }));
    for (const region of ['eu', 'us']) counter.remove({ region });
    for (const region of ['asia', 'africa']) counter.add(1, { region });
    for (const handle of handles) handle.add(1);
    expect(page()).toEqual({
      'things{region="asia"}': 1,
      'things{region="africa"}': 1,
      [OVERFLOW]: 2,
    });
    counter.remove({ region: 'asia' });
    for (const handle of handles) handle.add(1);
    expect(page()).toEqual({
      'things{region="eu"}': 1,
      'things{region="africa"}': 1,
      [OVERFLOW]: 3,
    });
  });

  it('holds for siblings of closed labels, too', () => {
    const labels = { region: text(), outcome: oneOf('a', 'b', 'c', 'd') };
    const { things: counter, page } = things(labels, { seriesLimit: 6 });
    counter.add(1, { region: 'eu', outcome: 'd' });
    counter.add(1, { region: 'us', outcome: 'd' });
    counter.add(1, { region: 'us', outcome: 'c' });
    expect(Object.keys(page())).toHaveLength(7);
    expect(total(page())).toBe(3);
  });

  it.each([1, 2, 3])('of %d holds for closed labels that have more values', (seriesLimit) => {
    const { things: counter, page } = things({ outcome: oneOf('a', 'b', 'c') }, { seriesLimit });
    for (const outcome of ['a', 'b', 'c', 'nonsense', 'a', undefined])
      counter.add(1, { outcome: outcome as 'a' });
    expect(Object.keys(page())).toHaveLength(seriesLimit + 1);
    expect(total(page())).toBe(6);
  });

  it('does not touch closed labels whose values are few', () => {
    const {
      store,
      things: counter,
      page,
    } = things({ outcome: oneOf('a', 'b') }, { store: { seriesPerInstrument: 4 } });
    store.configure({ seriesPerInstrument: 1, seriesLimit: 1 });
    for (const outcome of ['a', 'b', 'nonsense', undefined])
      counter.add(1, { outcome: outcome as 'a' });
    expect(page()).toEqual({
      'things{outcome="a"}': 1,
      'things{outcome="b"}': 1,
      'things{outcome="_OTHER"}': 1,
      things: 1,
    });
  });
});

describe('the limit of a store', () => {
  it('holds over all instruments, and is told for each', () => {
    const {
      store,
      things: first,
      page,
    } = things({ region: text() }, { store: { seriesLimit: 40 } });
    for (let i = 0; i < 100; i++) first.add(1, { region: `r${i}` });
    expect(total(page())).toBe(100);
    const Late = defineMeter({
      name: 'late',
      instruments: { late: counter('late', { description: 'Late.', labels: { region: text() } }) },
    });
    const { late } = new Late({ store });
    for (let i = 0; i < 100; i++) late.add(1, { region: `r${i}` });
    expect(pageOf(store, 'late')).toEqual({ 'late{otel_metric_overflow="true"}': 100 });
    const limited = Object.keys(pageOf(store, '')).filter(
      (name) => !name.includes('overflow="true"'),
    );
    expect(limited.length).toBeLessThanOrEqual(40);
  });

  it('may be raised', () => {
    const {
      store,
      things: counter,
      page,
    } = things({ region: text() }, { store: { seriesLimit: 1 } });
    counter.add(1, { region: 'eu' });
    store.configure({ seriesLimit: 1000 });
    counter.add(1, { region: 'eu' });
    expect(page()).toEqual({ 'things{region="eu"}': 1, [OVERFLOW]: 1 });
  });

  it('gives its room back with the series', () => {
    const { store, things: counter, page } = things({ region: text() });
    counter.add(1, { region: 'eu' });
    const room = Object.keys(pageOf(store, '')).length;
    store.configure({ seriesLimit: room });
    for (let i = 0; i < 10; i++) {
      counter.remove({ region: i === 0 ? 'eu' : `r${i - 1}` });
      counter.add(1, { region: `r${i}` });
    }
    expect(page()).toEqual({ 'things{region="r9"}': 1 });
  });
});

describe('an explosion of label values', () => {
  it('of 100 000 ends at the limit, and no increment is lost', () => {
    const { store, things: counter, page } = things({ user: text({ limit: 1_000_000 }) });
    for (let i = 0; i < 100_000; i++) counter.add(1, { user: `user ${i}` });
    const series = page();
    expect(Object.keys(series)).toHaveLength(2001);
    expect(total(series)).toBe(100_000);
    expect(series[OVERFLOW]).toBe(98_000);
    expect(ownProblems(store)).toEqual({ [overflowed]: 98_000 });
  });

  it('of a million random label sets ends at the limit, and no increment is lost', () => {
    const labels = { a: text({ limit: 1_000_000 }), b: text(), c: oneOf('x', 'y') };
    const { things: counter, page } = things(labels, { seriesLimit: 500 });
    const random = fc.sample(fc.integer({ min: 0, max: 2 ** 31 }), { numRuns: 1000, seed: 15 });
    for (let i = 0; i < 1_000_000; i++) {
      const number = (random[i % 1000] ?? 0) ^ Math.imul(i, 0x9e3779b1);
      counter.add(1, { a: `${number}`, b: `${number & 255}`, c: number & 1 ? 'x' : 'y' });
    }
    const series = page();
    expect(Object.keys(series).length).toBeLessThanOrEqual(501);
    expect(total(series)).toBe(1_000_000);
  });

  it('loses no increment, whatever the labels, the limits and the removals of nothing', () => {
    const value = fc.oneof(
      fc.constantFrom('a', 'b', '', '_OTHER', undefined, null, 5, '\ud800'),
      fc.string(),
    );
    const labels = fc.record({ open: value, closed: value, more: value }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        fc.array(labels, { maxLength: 100 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 4 }),
        (sets, seriesLimit, limit) => {
          const specs = { open: text({ limit }), closed: oneOf('a', 'b') };
          const { things: counter, page } = things(specs, { seriesLimit });
          for (const set of sets) counter.add(1, set as { open: string; closed: 'a' });
          expect(Object.keys(page()).length).toBeLessThanOrEqual(seriesLimit + 1);
          expect(total(page())).toBe(sets.length);
        },
      ),
    );
  });
});

describe('the problems of labels', () => {
  it('are counted each time and told once for each label and problem', () => {
    const messages: string[] = [];
    const logger = { warn: (message: string) => void messages.push(message) };
    const { store, things: counter } = things(
      { region: text({ limit: 1 }), outcome: oneOf('paid') },
      { store: { logger } },
    );
    const hostile: readonly unknown[] = [
      { region: 'eu', outcome: 'paid' },
      { region: 'eu' },
      { region: 'us', outcome: 'paid' },
      { region: 'x'.repeat(513), outcome: 'paid' },
      { region: 'eu', outcome: 'lost\n' },
      { region: 'eu', outcome: '' },
      {
        region: 'eu',
        outcome: 'paid',
        get extra() {
          return 1;
        },
        more: 2,
        constructor: 3,
      },
      null,
      {
        get region() {
          throw new Error('no');
        },
        outcome: 'paid',
      },
    ];
    for (const labels of hostile)
      for (let i = 0; i < 2; i++) counter.add(1, labels as { region: string; outcome: 'paid' });
    expect(ownProblems(store)).toEqual({
      'meterkit.label.problems{problem="missing"}': 8,
      'meterkit.label.problems{problem="value_limit"}': 2,
      'meterkit.label.problems{problem="too_long"}': 2,
      'meterkit.label.problems{problem="outside_closed_set"}': 2,
      'meterkit.label.problems{problem="unreadable"}': 2,
    });
    expect(messages).toEqual([
      'things{outcome}: expected a value; it is left out',
      'things{region}: expected no more different values than its limit, got "us"; it is recorded as _OTHER',
      'things{region}: expected at most 512 characters; it is recorded as _OTHER',
      'things{outcome}: expected one of the declared values, got "lost\\n"; it is recorded as _OTHER',
      'things{region}: expected a value; it is left out',
      'things{region}: expected a value that can be read; it is recorded as _OTHER',
    ]);
  });

  it('include labels that are not declared, wherever labels need a second look', () => {
    const messages: string[] = [];
    const logger = { warn: (message: string) => void messages.push(message) };
    const { store, things: counter, page } = things({ region: text() }, { store: { logger } });
    for (let i = 0; i < 3; i++)
      counter.add(1, { region: `r${i}`, [`key${i}`]: 1, more: 1 } as { region: string });
    expect(Object.keys(page())).toEqual([
      'things{region="r0"}',
      'things{region="r1"}',
      'things{region="r2"}',
    ]);
    expect(ownProblems(store)).toEqual({ 'meterkit.label.problems{problem="undeclared"}': 3 });
    expect(messages).toEqual(['things{key0}: expected only declared labels; it is ignored']);
  });

  it.each([
    ['without labels', {}, { more: 1 }],
    ['of closed ones', { outcome: oneOf('paid') }, { outcome: 'paid', more: 1 }],
  ])('include those of the first measurement of an instrument %s', (_, specs, labels) => {
    const { store, things: counter, page } = things<LabelSpecs>(specs);
    for (let i = 0; i < 3; i++) counter.add(1, labels as never);
    expect(Object.values(page())).toEqual([3]);
    expect(ownProblems(store)).toEqual({ 'meterkit.label.problems{problem="undeclared"}': 1 });
  });

  it('are told of an overflow once', () => {
    const messages: string[] = [];
    const logger = { warn: (message: string) => void messages.push(message) };
    const { things: counter } = things({ region: text() }, { seriesLimit: 1, store: { logger } });
    for (let i = 0; i < 3; i++) counter.add(1, { region: `r${i}` });
    expect(messages).toEqual([
      'things: expected at most 1 series (1000000 in the store), further ones are recorded under ' +
        'otel_metric_overflow="true"; drop a label, bound its values or raise seriesLimit',
    ]);
  });
});

describe('zero series', () => {
  it.each([
    ['without labels', {}, ['things']],
    [
      'of closed labels',
      { a: oneOf('x', 'y'), b: oneOf('1', '2') },
      ['things{a="x",b="1"}', 'things{a="x",b="2"}', 'things{a="y",b="1"}', 'things{a="y",b="2"}'],
    ],
    ['of an open label', { a: text() }, []],
    ['of an open label beside a closed one', { a: text(), b: oneOf('1', '2') }, []],
    ['of more combinations than 256', { a: manyValues(17), b: manyValues(16) }, []],
  ])('%s are there from the start', (_, labels, expected) => {
    expect(Object.keys(things<LabelSpecs>(labels).page())).toEqual(expected);
  });

  it('of the closed labels beside an open value come at its first sight', () => {
    const { things: counter, page } = things({
      outcome: oneOf('paid', 'lost'),
      region: text(),
      size: oneOf('s', 'l'),
    });
    counter.add(1, { outcome: 'lost', region: 'eu', size: 'l' });
    expect(page()).toEqual({
      'things{outcome="lost",region="eu",size="l"}': 1,
      'things{outcome="paid",region="eu",size="s"}': 0,
      'things{outcome="paid",region="eu",size="l"}': 0,
      'things{outcome="lost",region="eu",size="s"}': 0,
    });
  });

  it('of more than 64 combinations do not come beside an open value', () => {
    const { things: counter, page } = things({ region: text(), code: manyValues(65) });
    counter.add(1, { region: 'eu', code: 'v3' });
    expect(page()).toEqual({ 'things{region="eu",code="v3"}': 1 });
  });

  it('of closed labels come with a bound series, too', () => {
    const { things: counter, page } = things({ region: text(), outcome: oneOf('paid', 'lost') });
    counter.bind({ region: 'eu', outcome: 'lost' });
    expect(page()).toEqual({
      'things{region="eu",outcome="lost"}': 0,
      'things{region="eu",outcome="paid"}': 0,
    });
  });

  it('that were removed do not come back with a sibling', () => {
    const { things: counter, page } = things({ region: text(), outcome: oneOf('paid', 'lost') });
    counter.add(1, { region: 'eu', outcome: 'paid' });
    for (const outcome of ['paid', 'lost'] as const) counter.remove({ region: 'eu', outcome });
    counter.add(1, { region: 'eu', outcome: 'paid' });
    expect(page()).toEqual({ 'things{region="eu",outcome="paid"}': 1 });
  });
});

function manyValues(count: number) {
  return oneOf(...(Array.from({ length: count }, (_, i) => `v${i}`) as [string, ...string[]])); // count > 0
}
