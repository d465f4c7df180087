import {
  counter,
  createStore,
  defineMeter,
  gauge,
  histogram,
  type InstrumentDefinition,
  MeterDefinitionError,
  observableGauge,
  oneOf,
  type StoreOptions,
  text,
} from '../src/index.js';
import { ownProblems, pageOf } from './page-of.js';

const description = 'Things.';
const labels = { region: text() };

class Things extends defineMeter({
  name: 'things',
  version: '1.2.3',
  instruments: { things: counter('things', { description, labels }) },
}) {}

function meterOf<D extends InstrumentDefinition>(definition: D, name = 'things') {
  return defineMeter({ name, instruments: { things: definition } });
}

function storeWith(options: StoreOptions = {}) {
  const messages: string[] = [];
  const logger = { warn: (message: string) => void messages.push(message) };
  return { store: createStore({ logger, ...options }), messages };
}

describe('a store', () => {
  it('has the series that were made before anything reads it', () => {
    const store = createStore();
    new Things({ store }).things.add(1, { region: 'eu' });
    expect(pageOf(store)).toEqual({ 'things{region="eu"}': 1 });
  });

  it('keeps its series apart from those of another store', () => {
    const [first, second] = [createStore(), createStore()];
    new Things({ store: first }).things.add(1, { region: 'eu' });
    new Things({ store: second }).things.add(2, { region: 'eu' });
    expect([pageOf(first), pageOf(second)]).toEqual([
      { 'things{region="eu"}': 1 },
      { 'things{region="eu"}': 2 },
    ]);
  });

  it('lists families in the order of their declaration, with their scope', () => {
    const store = createStore();
    new Things({ store });
    new (meterOf(gauge('first', { description }), 'a'))({ store });
    const families = store.families().filter(({ name }) => !name.startsWith('meterkit.'));
    expect(families.map(({ name, scope }) => [name, scope.name, scope.version])).toEqual([
      ['things', 'things', '1.2.3'],
      ['first', 'a', undefined],
    ]);
  });

  it('shows a family that has no series yet', () => {
    const store = createStore();
    new Things({ store });
    expect(store.families().at(-1)).toMatchObject({ name: 'things', rowCount: 0 });
  });

  it('counts from the wall clock of its start', () => {
    const before = Date.now();
    const { startMs } = createStore().families()[0] ?? { startMs: 0 };
    expect(startMs).toBeGreaterThanOrEqual(before);
    expect(startMs).toBeLessThanOrEqual(Date.now());
  });
});

describe('an equal redefinition', () => {
  it('is the same instrument and the same series', () => {
    const { store, messages } = storeWith();
    const [first, second] = [new Things({ store }), new Things({ store })];
    const third = new (meterOf(counter('things', { description: 'Other words.', labels })))({
      store,
    });
    expect([first.things === second.things, first.things === third.things]).toEqual([true, true]);
    expect([store.families().length, messages]).toEqual([6, []]);
  });

  it('of another meter is another family', () => {
    const { store } = storeWith();
    new Things({ store }).things.add(1, { region: 'eu' });
    new (meterOf(counter('things', { description, labels }), 'others'))({ store }).things.add(1, {
      region: 'us',
    });
    expect(store.families().filter(({ name }) => name === 'things')).toHaveLength(2);
  });
});

describe('a contradicting redefinition', () => {
  it.each<[string, InstrumentDefinition, (instrument: never) => unknown]>([
    [
      'counter',
      counter('things', { description }),
      (things: { add(n: number): void; bind(): { add(n: number): void } }) => {
        things.add(1);
        things.bind().add(1);
      },
    ],
    [
      'counter with labels',
      counter('things', { description, labels: { region: text(), more: oneOf('a') } }),
      (things: { add(n: number, l: object): void; bind(l: object): { add(n: number): void } }) => {
        things.add(1, { region: 'eu', more: 'a' });
        things.bind({}).add(1);
      },
    ],
    [
      'gauge',
      gauge('things', { description }),
      (things: { set(n: number): void; bind(): { set(n: number): void } }) => {
        things.set(1);
        things.bind().set(1);
      },
    ],
    [
      'histogram',
      histogram('things', { description, unit: 's' }),
      (things: { record(n: number): void; startTimer(): { stop(): number } }) => {
        things.record(1);
        things.startTimer().stop();
      },
    ],
    [
      'histogram that is bound',
      histogram('things', { description }),
      (things: { bind(): { record(n: number): void } }) => {
        things.bind().record(1);
        things.bind().record(2);
      },
    ],
  ])('to a %s records nothing and counts what it drops', (_, definition, use) => {
    const { store, messages } = storeWith();
    new Things({ store }).things.add(5, { region: 'eu' });
    const { things } = new (meterOf(definition))({ store });
    use(things as never);
    expect(pageOf(store)).toEqual({ 'things{region="eu"}': 5 });
    expect(ownProblems(store)).toEqual({
      'meterkit.measurements.dropped{reason="conflicting_definition"}': 2,
    });
    expect(messages).toHaveLength(1);
    expect((things as unknown as { remove(): boolean }).remove()).toBe(false);
  });

  it('still counts a wrong value as one', () => {
    const { store } = storeWith();
    new Things({ store });
    const other = new (meterOf(gauge('things', { description })))({ store }).things as unknown as {
      set(n: number): void;
    };
    other.set(Number.NaN);
    expect(ownProblems(store)).toEqual({ 'meterkit.measurements.dropped{reason="not_finite"}': 1 });
  });

  it('is told once, with both places', () => {
    const { store, messages } = storeWith();
    new Things({ store });
    for (let i = 0; i < 3; i++) new (meterOf(gauge('things', { description })))({ store });
    expect(messages).toEqual([
      expect.stringMatching(
        /^things: expected the definition given at \S+store\.test\.ts:\d+:\d+, got another one at \S+store\.test\.ts:\d+:\d+; give one of them another name \(until then the second records nothing\)$/,
      ),
    ]);
  });

  it('throws where the store is strict', () => {
    const { store, messages } = storeWith({ strict: true });
    new Things({ store });
    const Other = meterOf(gauge('things', { description }));
    expect(() => new Other({ store })).toThrow(MeterDefinitionError);
    expect(() => new Other({ store })).toThrow(
      /^things: expected the definition given at \S+:\d+:\d+, got another one at \S+:\d+:\d+; give one of them another name$/,
    );
    expect(messages).toEqual([]);
  });

  it('throws from when a store becomes strict', () => {
    const { store } = storeWith();
    new Things({ store });
    const Other = meterOf(gauge('things', { description }));
    new Other({ store });
    store.configure({ strict: true });
    expect(() => new Other({ store })).toThrow(MeterDefinitionError);
    store.configure({});
    expect(() => new Other({ store })).toThrow(MeterDefinitionError);
    store.configure({ strict: false });
    expect(() => new Other({ store })).not.toThrow();
  });
});

describe('problems', () => {
  it('from before a logger are told when it comes', () => {
    const store = createStore();
    new Things({ store }).things.add(-1, { region: 'eu' });
    const warn = jest.fn();
    store.logTo({ warn });
    expect(warn.mock.calls).toEqual([
      ['things: expected a number that is not negative, got -1; it is dropped'],
    ]);
  });

  it('never reach the code that records, whatever the logger does', () => {
    const store = createStore();
    const { things } = new Things({ store });
    store.logTo({
      warn() {
        things.add(-1, { region: 'from the logger' });
        things.add(1, null as never); // a problem of another kind
        throw new Error('the disk is full');
      },
    });
    expect(() => things.add(Number.NaN, { region: 'eu' })).not.toThrow();
    expect(ownProblems(store)['meterkit.measurements.dropped{reason="negative"}']).toBeGreaterThan(
      0,
    );
  });
});

describe('a collection', () => {
  it('is shared by all who ask while it runs', async () => {
    const store = createStore();
    const callback = jest.fn();
    const Observed = defineMeter({
      name: 'observed',
      instruments: { things: observableGauge('things', { description }) },
    });
    new Observed({ store }).things.observe(callback);
    new Observed({ store }).things.observe(() => {
      throw new Error('no');
    });
    const calls = [store.collect(), store.collect(), store.collect()];
    expect(await Promise.all(calls)).toEqual([1, 1, 1]);
    expect(callback).toHaveBeenCalledTimes(1);
    await store.collect();
    expect(callback).toHaveBeenCalledTimes(2);
  });

  it('ends under fake timers and leaves none behind', async () => {
    const store = createStore();
    jest.useFakeTimers();
    try {
      await store.collect();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
    expect(pageOf(store, 'meterkit.series')).toEqual({});
  });

  it('does not keep a process alive', async () => {
    const timeouts = jest.spyOn(globalThis, 'setTimeout');
    const store = createStore();
    const Observed = defineMeter({
      name: 'observed',
      instruments: { things: observableGauge('things', { description }) },
    });
    new Observed({ store }).things.observe(() => new Promise(() => undefined));
    await store.collect({ callbackTimeoutMs: 1 });
    const timers = timeouts.mock.results.map(({ value }) => (value as NodeJS.Timeout).hasRef());
    timeouts.mockRestore();
    expect(timers.length).toBeGreaterThan(0);
    expect(timers).not.toContain(true);
  });
});
