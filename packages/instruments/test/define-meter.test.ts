import {
  counter,
  createStore,
  defineMeter,
  gauge,
  histogram,
  type InstrumentDefinitions,
  MeterDefinitionError,
  observableGauge,
  upDownCounter,
} from '../src/index.js';
import { pageOf } from './page-of.js';

const description = 'Things.';

function problemsOf(name: string, instruments: InstrumentDefinitions): readonly string[] {
  try {
    defineMeter({ name, instruments });
    return [];
  } catch (error) {
    if (error instanceof MeterDefinitionError) return error.problems;
    throw error;
  }
}

describe('a class of meters', () => {
  const definition = {
    name: 'orders',
    version: '1.0.0',
    instruments: {
      placed: counter('orders.placed', { description }),
      active: upDownCounter('orders.active', { description }),
      stock: gauge('orders.stock', { description }),
      time: histogram('orders.time', { description, unit: 's' }),
      queue: observableGauge('orders.queue', { description }),
    },
  } as const;

  it('keeps its definition as data', () => {
    expect(defineMeter(definition).definition).toBe(definition);
  });

  it('has an instrument under each property', () => {
    const meter = new (defineMeter(definition))({ store: createStore() });
    expect(Object.keys(meter)).toEqual(['placed', 'active', 'stock', 'time', 'queue']);
  });

  it('registers nothing before there is a meter', () => {
    const store = createStore();
    const before = store.families().length;
    const Orders = defineMeter(definition);
    expect(store.families()).toHaveLength(before);
    new Orders({ store });
    expect(store.families()).toHaveLength(before + 5);
  });

  it('gives the same series to each of its meters', () => {
    const store = createStore();
    const Orders = defineMeter(definition);
    for (let i = 0; i < 3; i++) new Orders({ store }).placed.add(1);
    expect(pageOf(store, 'orders.placed')).toEqual({ 'orders.placed': 3 });
  });

  it('may have methods of its domain', () => {
    class Orders extends defineMeter(definition) {
      place(count: number): void {
        this.placed.add(count);
      }
    }
    const store = createStore();
    new Orders({ store }).place(2);
    expect(pageOf(store, 'orders.placed')).toEqual({ 'orders.placed': 2 });
  });
});

describe('a wrong definition', () => {
  it('is refused with everything that is wrong with it', () => {
    const wrong = { a: counter('1st', { description }), b: gauge('', { description: '' }) };
    const problems = [
      'the name of a meter: expected text, got ""',
      '"1st": expected a name of letters, digits, "_", ".", "-" and "/" that begins with a letter, at most 255 long',
      '"": expected a name of letters, digits, "_", ".", "-" and "/" that begins with a letter, at most 255 long',
      ': expected a description, got ""',
    ];
    expect(problemsOf('', wrong)).toEqual(problems);
    expect(() => defineMeter({ name: '', instruments: wrong })).toThrow(
      expect.objectContaining({ code: 'METERKIT_DEFINITION', message: problems.join('\n') }),
    );
  });

  it('has a name twice', () => {
    const twice = { a: counter('things', { description }), b: gauge('things', { description }) };
    expect(problemsOf('meter', twice)).toEqual(['meter meter: things: expected each name once']);
  });

  it('has a name that is another one on the page', () => {
    const two = {
      a: counter('jobs.done', { description }),
      b: gauge('jobs_done', { description }),
    };
    expect(problemsOf('meter', two)).toEqual([
      'meter meter: jobs_done: expected another name than jobs.done, which is the same on a page',
    ]);
  });

  it('has a name that another instrument had', () => {
    const until = '2027-03-01';
    const now = counter('things', { description });
    const before = gauge('items', { description, renamedFrom: { name: 'things', until } });
    const problems = ['meter meter: things: expected each name once'];
    expect(problemsOf('meter', { now, before })).toEqual(problems);
    expect(problemsOf('meter', { before, now })).toEqual(problems);
    const also = gauge('parts', { description, renamedFrom: { name: 'things', until } });
    expect(problemsOf('meter', { before, also })).toEqual(problems);
  });

  it('tells once that an instrument had the name that it has', () => {
    const renamedFrom = { name: 'things', until: '2027-03-01' };
    expect(problemsOf('meter', { a: counter('things', { description, renamedFrom }) })).toEqual([
      'meter meter: things.renamedFrom.name: expected another name than the present one',
    ]);
  });
});

describe('a namespace', () => {
  const Orders = defineMeter({
    name: 'orders',
    instruments: {
      placed: counter('orders.placed', { description }),
      exact: counter('orders_exact', { description, exactName: true }),
    },
  });

  it('is put before every name', () => {
    const store = createStore();
    new Orders({ store, namespace: 'shop' }).placed.add(1);
    new Orders({ store, namespace: 'shop' }).placed.add(1);
    new Orders({ store }).placed.add(5);
    expect(pageOf(store)).toEqual({
      'shop.orders.placed': 2,
      shop_orders_exact: 0,
      'orders.placed': 5,
      orders_exact: 0,
    });
  });

  it.each(['', '1st', 'a-b', ' ', 'ä', null, 5])('%p is refused', (namespace) => {
    expect(() => new Orders({ store: createStore(), namespace: namespace as string })).toThrow(
      expect.objectContaining({
        code: 'METERKIT_DEFINITION',
        message: `namespace: expected letters, digits, "_" and "." that begin with a letter, got ${JSON.stringify(namespace)}`,
      }),
    );
  });
});
