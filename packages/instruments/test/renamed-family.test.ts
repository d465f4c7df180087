import fc from 'fast-check';
import {
  counter,
  createStore,
  defineMeter,
  gauge,
  histogram,
  observableGauge,
  oneOf,
  type Store,
  text,
} from '../src/index.js';
import { ownProblems, pageOf } from './page-of.js';

const until = '2999-03-01';

class OrderMetrics extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', {
      description: 'Orders placed.',
      labels: { channel: oneOf('web', 'app'), region: text() },
      seriesLimit: 4,
      renamedFrom: { name: 'orders.created', until },
    }),
    weight: gauge('orders.weight', {
      description: 'Weight.',
      unit: 'g',
      labels: { region: text() },
      ttlMs: 100,
      renamedFrom: { name: 'orders_weight', until, exactName: true },
    }),
    duration: histogram('orders.duration', {
      description: 'Time.',
      unit: 's',
      bounds: [1, 10],
      labels: { region: text() },
      renamedFrom: { name: 'orders.time', until },
    }),
    queue: observableGauge('orders.queue', {
      description: 'Queue.',
      renamedFrom: { name: 'orders.backlog', until },
    }),
  },
}) {}

const web = { channel: 'web', region: 'eu' } as const;

const families = (store: Store) => store.families().filter(({ scope }) => scope.name === 'orders');

const names = (store: Store) => families(store).map(({ name }) => name);

/** The series of one name, without it. */
function seriesOf(store: Store, name: string) {
  const series = Object.entries(pageOf(store, name));
  return series.map(([key, value]) => [key.slice(name.length), value]);
}

function disabling(...disabled: string[]) {
  return { policy: { isDisabled: (name: string) => disabled.includes(name) } };
}

describe('an instrument that was renamed', () => {
  test('is on the page under both names, and the old one says by which it is replaced', () => {
    const store = createStore();
    new OrderMetrics({ store });
    const shown = families(store).map(({ name, type, unit, exactName, description }) => {
      return { name, type, unit, exactName, description };
    });
    expect(shown.slice(0, 4)).toEqual([
      {
        name: 'orders.placed',
        type: 'counter',
        unit: '',
        exactName: false,
        description: 'Orders placed.',
      },
      {
        name: 'orders.created',
        type: 'counter',
        unit: '',
        exactName: false,
        description: 'Replaced by orders.placed, kept until 2999-03-01. Orders placed.',
      },
      {
        name: 'orders.weight',
        type: 'gauge',
        unit: 'g',
        exactName: false,
        description: 'Weight.',
      },
      {
        name: 'orders_weight',
        type: 'gauge',
        unit: 'g',
        exactName: true,
        description: 'Replaced by orders.weight, kept until 2999-03-01. Weight.',
      },
    ]);
  });

  test('has one set of cells, which both names read', () => {
    const store = createStore();
    new OrderMetrics({ store }).placed.add(2, web);
    const [placed, created] = families(store);
    expect(created?.chunks).toBe(placed?.chunks);
    expect(created?.labels).toBe(placed?.labels);
    expect(created?.rowsOf).toBe(placed);
    expect(placed?.rowsOf).toBe(placed);
  });

  test('is the same families at each page', () => {
    const store = createStore();
    new OrderMetrics({ store });
    const before = families(store);
    families(store).forEach((family, i) => void expect(family).toBe(before[i]));
  });

  test('has its namespace before both names', () => {
    const store = createStore();
    new OrderMetrics({ store, namespace: 'shop' });
    expect(names(store).slice(0, 4)).toEqual([
      'shop.orders.placed',
      'shop.orders.created',
      'shop.orders.weight',
      'shop_orders_weight',
    ]);
    expect(families(store)[1]?.description).toMatch(/^Replaced by shop\.orders\.placed, /);
  });

  test('counts its series once, by its present name', async () => {
    const store = createStore();
    const { placed } = new OrderMetrics({ store });
    for (const region of ['eu', 'us', 'asia']) placed.add(1, { channel: 'web', region });
    await store.collect();
    const series = pageOf(store, 'meterkit.series');
    expect(series['meterkit.series{instrument="orders.placed"}']).toBe(4);
    expect(Object.keys(series).filter((key) => key.includes('created'))).toEqual([]);
    expect(ownProblems(store)).toEqual({
      'meterkit.series.overflows{instrument="orders.placed"}': 1,
    });
  });

  test('runs its callbacks once', async () => {
    const store = createStore();
    let calls = 0;
    new OrderMetrics({ store }).queue.observe((result) => result.observe(++calls));
    await store.collect();
    expect(pageOf(store, 'orders.queue')).toEqual({ 'orders.queue': 1 });
    expect(pageOf(store, 'orders.backlog')).toEqual({ 'orders.backlog': 1 });
  });

  test('loses a series under both names', () => {
    const store = createStore();
    const { placed } = new OrderMetrics({ store });
    placed.add(1, web);
    placed.remove(web);
    expect(seriesOf(store, 'orders.created')).toEqual([['{channel="app",region="eu"}', 0]]);
    expect(seriesOf(store, 'orders.placed')).toEqual([['{channel="app",region="eu"}', 0]]);
  });

  test('is one instrument with that of a definition which does not say so', () => {
    const store = createStore();
    const { placed } = new OrderMetrics({ store });
    const { renamedFrom: _, ...definition } = OrderMetrics.definition.instruments.placed;
    const Plain = defineMeter({
      name: 'orders',
      instruments: { placed: { ...definition, renamedFrom: undefined } },
    });
    expect(new Plain({ store }).placed).toBe(placed);
    expect(names(store)).toContain('orders.created');
  });
});

test('random recordings are the same series with the same numbers under both names', async () => {
  const region = fc.constantFrom('eu', 'us', 'asia', '', 'x'.repeat(600));
  const step = fc.record({
    what: fc.constantFrom('add', 'bound', 'set', 'record', 'remove', 'collect', 'disable'),
    region,
    channel: fc.constantFrom('web', 'app', 'fax'),
    amount: fc.oneof(fc.nat(20), fc.constantFrom(-1, 0.5, Number.NaN)),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const store = createStore();
      const orders = new OrderMetrics({ store });
      orders.queue.observe((result) => result.observe(steps.length));
      for (const { what, region, channel, amount } of steps) {
        const labels = { region, channel: channel as 'web' }; // plain JavaScript may pass others
        if (what === 'add') orders.placed.add(amount, labels);
        if (what === 'bound') orders.placed.bind(labels).add(amount);
        if (what === 'set') orders.weight.set(amount, { region });
        if (what === 'record') orders.duration.bind({ region }).record(amount);
        if (what === 'remove') orders.placed.remove(labels);
        if (what === 'collect') await store.collect();
        if (what === 'disable') store.configure(disabling('orders.placed', 'orders.created'));
        if (what === 'disable') store.configure({ policy: {} });
      }
      expect(seriesOf(store, 'orders.created')).toEqual(seriesOf(store, 'orders.placed'));
      expect(seriesOf(store, 'orders_weight')).toEqual(seriesOf(store, 'orders.weight'));
      expect(seriesOf(store, 'orders.time')).toEqual(seriesOf(store, 'orders.duration'));
      expect(seriesOf(store, 'orders.backlog')).toEqual(seriesOf(store, 'orders.queue'));
    }),
    { numRuns: 200 },
  );
});

describe('of two names', () => {
  const TOTAL = '{channel="web",region="eu"}';

  test.each([
    ['orders.placed', 'orders.created'],
    ['orders.created', 'orders.placed'],
  ])('%s can be disabled, and the instrument records for %s', (disabled, shown) => {
    const store = createStore();
    const { placed } = new OrderMetrics({ store });
    const bound = placed.bind(web);
    store.configure(disabling(disabled));
    bound.add(1);
    placed.add(10, web);
    expect(pageOf(store)).toMatchObject({ [shown + TOTAL]: 11 });
    expect(names(store)).not.toContain(disabled);
    expect(store.families('all').map(({ name }) => name)).toContain(disabled);
  });

  test('both can be disabled, and nothing is recorded until one is not', () => {
    const store = createStore(disabling('orders.placed', 'orders.created'));
    const { placed } = new OrderMetrics({ store });
    const bound = placed.bind(web);
    bound.add(1);
    placed.add(10, web);
    store.configure(disabling('orders.placed'));
    bound.add(100);
    expect(pageOf(store, 'orders.')).toMatchObject({ [`orders.created${TOTAL}`]: 100 });
    expect(names(store)).not.toContain('orders.placed');
  });

  test('one that is disabled leaves the count of series as it is', async () => {
    const store = createStore(disabling('orders.placed'));
    new OrderMetrics({ store }).placed.add(1, web);
    await store.collect();
    expect(pageOf(store, 'meterkit.series{')).toEqual({});
    expect(pageOf(store, 'meterkit.series')).toMatchObject({
      'meterkit.series{instrument="orders.placed"}': 2,
    });
  });

  test.each([
    ['the present one', { 'orders.duration': [5] }, [5]],
    ['the old one', { 'orders.time': [7] }, [7]],
    ['both', { 'orders.time': [7], 'orders.duration': [5] }, [5]],
  ])('bounds are given by %s', (_, given: Record<string, readonly number[]>, bounds) => {
    const store = createStore({ policy: { boundsOf: (name) => given[name] } });
    new OrderMetrics({ store }).duration.record(6, { region: 'eu' });
    const shown = families(store).filter(({ type }) => type === 'histogram');
    expect(shown.map((family) => family.bounds)).toEqual([bounds, bounds]);
    expect(seriesOf(store, 'orders.time')).toEqual(seriesOf(store, 'orders.duration'));
  });

  test('bounds that come too late are told by the name that they were given for', () => {
    const store = createStore();
    new OrderMetrics({ store }).duration.record(6, { region: 'eu' });
    const bounding = (named: string) => ({
      boundsOf: (name: string) => (name === named ? [5] : undefined),
    });
    expect(store.fixedBounds(bounding('orders.time'))).toEqual(['orders.time']);
    expect(store.fixedBounds(bounding('orders.duration'))).toEqual(['orders.duration']);
    expect(store.fixedBounds({})).toEqual([]);
  });
});

describe('the day', () => {
  const Orders = defineMeter({
    name: 'orders',
    instruments: {
      placed: counter('orders.placed', {
        description: 'Orders placed.',
        renamedFrom: { name: 'orders.created', until: '2027-03-01' },
      }),
    },
  });

  function storeOf(startedAt: string) {
    jest.useFakeTimers({ now: new Date(startedAt) });
    const messages: string[] = [];
    return { store: createStore({ logger: { warn: (m) => void messages.push(m) } }), messages };
  }

  afterEach(() => void jest.useRealTimers());

  test('before it the old name is on the page, and stays in a process that goes on', () => {
    const { store, messages } = storeOf('2027-02-28T23:59:59Z');
    const { placed } = new Orders({ store });
    jest.setSystemTime(new Date('2027-03-02'));
    placed.add(1);
    new Orders({ store });
    expect(pageOf(store)).toEqual({ 'orders.placed': 1, 'orders.created': 1 });
    expect(messages).toEqual([]);
  });

  test('a meter that is made after it is on the page as those made before', () => {
    const { store } = storeOf('2027-02-28T23:59:59Z');
    jest.setSystemTime(new Date('2027-03-02'));
    new Orders({ store });
    expect(names(store)).toEqual(['orders.placed', 'orders.created']);
  });

  test('from it on a process that starts has the new name alone, and tells so once', () => {
    const { store, messages } = storeOf('2027-03-01T00:00:00Z');
    for (let i = 0; i < 3; i++) new Orders({ store }).placed.add(1);
    expect(pageOf(store)).toEqual({ 'orders.placed': 3 });
    expect(store.families('all').map(({ name }) => name)).not.toContain('orders.created');
    expect(messages).toEqual([
      'orders.placed.renamedFrom: expected a day to come, got "2027-03-01"; orders.created is on the page no longer, ' +
        'and renamedFrom can be deleted from the definition',
    ]);
  });
});
