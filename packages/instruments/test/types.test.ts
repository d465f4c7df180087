import {
  type BoundTimer,
  type Counter,
  counted,
  counter,
  createStore,
  type DurationHistogram,
  defineMeter,
  type Gauge,
  gauge,
  type Histogram,
  histogram,
  type InProgress,
  inProgress,
  type LabelsOf,
  type MeterClass,
  type Observable,
  observableGauge,
  oneOf,
  text,
  timed,
  type UpDownCounter,
  upDownCounter,
} from '../src/index.js';

/** True when two types are the same one. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

// biome-ignore lint/complexity/noBannedTypes: the labels of an instrument that has none
type NoLabels = {};

const yes = <_ extends true>(): void => undefined;
const description = 'Things.';
const orderLabels = { channel: oneOf('web', 'app'), region: text() };

class Orders extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', { description, labels: orderLabels }),
    plain: counter('orders.plain', { description }),
    active: upDownCounter('orders.active', {
      description,
      labels: { channel: oneOf('web', 'app') },
    }),
    stock: gauge('orders.stock', { description, unit: '{item}', labels: { region: text() } }),
    time: histogram('orders.time', {
      description,
      unit: 's',
      labels: { outcome: oneOf('paid', 'lost') },
    }),
    plainTime: histogram('orders.plain_time', { description, unit: 'ms' }),
    sampled: histogram('orders.sampled', {
      description,
      unit: 'us',
      sampleTimers: 1 / 64,
      labels: { outcome: oneOf('paid', 'lost') },
    }),
    size: histogram('orders.size', { description, unit: 'By' }),
    bare: histogram('orders.bare', { description }),
    queue: observableGauge('orders.queue', { description, labels: { region: text() } }),
  },
}) {
  place(labels: LabelsOf<typeof orderLabels>): void {
    this.placed.add(1, labels);
  }
}

async function place(region: string): Promise<number> {
  return region.length;
}

/** Never called: the compiler is what is tested. */
function wrongUses(orders: Orders): void {
  // @ts-expect-error: a typo in the name of a label
  orders.placed.add(1, { chanel: 'web', region: 'eu' });
  // @ts-expect-error: no value of the closed set
  orders.placed.add(1, { channel: 'fax', region: 'eu' });
  // @ts-expect-error: text, but of no closed set
  orders.placed.add(1, { channel: String('web'), region: 'eu' });
  // @ts-expect-error: a label is missing
  orders.placed.add(1, { channel: 'web' });
  // @ts-expect-error: a label too many
  orders.placed.add(1, { channel: 'web', region: 'eu', extra: 'x' });
  // @ts-expect-error: a label that is no text
  orders.placed.add(1, { channel: 'web', region: 5 });
  // @ts-expect-error: a label that may be undefined
  orders.placed.add(1, { channel: 'web', region: process.env.REGION });
  // @ts-expect-error: no labels where there are some
  orders.placed.add(1);
  // @ts-expect-error: the same for a bound instrument
  orders.placed.bind();
  // @ts-expect-error: and for the removal of a series
  orders.placed.remove();
  // @ts-expect-error: labels where there are none
  orders.plain.add(1, { channel: 'web' });
  // @ts-expect-error: even if they are empty
  orders.plain.bind({});
  // @ts-expect-error: an amount that is text
  orders.plain.add('1');
  // @ts-expect-error: a counter does not shrink, and is in no progress
  orders.plain.startInProgress();
  // @ts-expect-error: a bound instrument takes no labels
  orders.placed.bind({ channel: 'web', region: 'eu' }).add(1, { channel: 'web', region: 'eu' });
  // @ts-expect-error: nothing is timed in bytes
  orders.size.startTimer();
  // @ts-expect-error: nor in no unit
  orders.bare.time(() => 1);
  // @ts-expect-error: a timer has the labels of its instrument
  orders.time.startTimer({ outcome: 'paid' }).stop({ outcome: 'won' });
  // @ts-expect-error: and no others
  orders.time.startTimer({ outcome: 'paid' }).set({ region: 'eu' });
  // @ts-expect-error: a timer of no labels takes none at its end
  orders.plainTime.startTimer().stop({ outcome: 'paid' });
  // @ts-expect-error: a timer that is perhaps not measured has perhaps no duration
  orders.bare.record(orders.sampled.startTimer({ outcome: 'paid' }).stop());
  // @ts-expect-error: neither has a bound one
  orders.bare.record(orders.sampled.bind({ outcome: 'paid' }).startTimer().stop());
  // @ts-expect-error: nothing is timed in bytes, also where it is bound
  orders.size.bind().startTimer();
  // @ts-expect-error: there are no timers to be sampled in bytes
  histogram('h', { description, unit: 'By', sampleTimers: 1 / 64 });
  // @ts-expect-error: nor in no unit
  histogram('h', { description, sampleTimers: 1 / 64 });
  // @ts-expect-error: a counter has none in any unit
  counter('c', { description, unit: 's', sampleTimers: 1 / 64 });
  // @ts-expect-error: a timed function has labels where the instrument has some
  timed(orders.time, place);
  // @ts-expect-error: of a closed set
  timed(orders.time, place, { labels: { outcome: 'won' } });
  // @ts-expect-error: also where they are computed
  timed(orders.time, place, { labels: () => ({ outcome: 'won' }) });
  // @ts-expect-error: none is missing
  counted(orders.placed, place, { labels: ({ args: [region] }) => ({ region }) });
  // @ts-expect-error: there are none where the instrument has none
  timed(orders.plainTime, place, { labels: { outcome: 'paid' } });
  // @ts-expect-error: a function takes what it takes
  void timed(orders.plainTime, place)(5);
  // @ts-expect-error: labels know what it takes
  counted(orders.placed, place, { labels: ({ args: [, no] }) => ({ channel: 'web', region: no }) });
  // @ts-expect-error: nothing is timed in bytes
  timed(orders.size, place);
  // @ts-expect-error: nothing is counted by a gauge
  counted(orders.stock, place, { labels: { region: 'eu' } });
  inProgress(orders.active, place, {
    // @ts-expect-error: at the start nobody knows the result
    labels: ({ failed }) => ({ channel: failed ? 'web' : 'app' }),
  });
  // @ts-expect-error: nothing can be recorded into what callbacks report
  orders.queue.set(1, { region: 'eu' });
  // @ts-expect-error: a callback has the labels of its instrument
  orders.queue.observe((result) => result.observe(1, { place: 'eu' }));
  // @ts-expect-error: an instrument cannot be replaced
  orders.plain = orders.placed;
  // @ts-expect-error: units are UCUM
  counter('c', { description, unit: 'seconds' });
  // @ts-expect-error: a description is needed
  counter('c', {});
  // @ts-expect-error: a closed set has a value
  oneOf();
  // @ts-expect-error: only histograms have bounds
  counter('c', { description, bounds: [1, 2] });
  // @ts-expect-error: labels are declared by oneOf and text
  counter('c', { description, labels: ['channel'] });
  // @ts-expect-error: a store is made by createStore
  new Orders({ store: {} });
}

describe('the types of a meter', () => {
  it('are those of its definition', () => {
    yes<Same<Orders['plain'], Counter<NoLabels>>>();
    yes<Orders['placed'] extends Counter<typeof orderLabels> ? true : false>();
    yes<
      Orders['active'] extends UpDownCounter<{ channel: ReturnType<typeof oneOf<['web', 'app']>> }>
        ? true
        : false
    >();
    yes<Orders['stock'] extends Gauge<{ region: ReturnType<typeof text> }> ? true : false>();
    yes<Orders['plainTime'] extends DurationHistogram<NoLabels> ? true : false>();
    yes<
      ReturnType<Orders['sampled']['startTimer']>['stop'] extends () => number | undefined
        ? true
        : false
    >();
    yes<
      Same<
        ReturnType<ReturnType<Orders['sampled']['bind']>['startTimer']>,
        BoundTimer<number | undefined>
      >
    >();
    yes<Same<ReturnType<ReturnType<Orders['plainTime']['bind']>['startTimer']>, BoundTimer>>();
    yes<Orders['time'] extends DurationHistogram<infer _, number> ? true : false>();
    yes<Same<Orders['size'], Histogram<NoLabels>>>();
    yes<Same<Orders['bare'], Histogram<NoLabels>>>();
    yes<Orders['queue'] extends Observable<{ region: ReturnType<typeof text> }> ? true : false>();
    yes<
      Same<
        LabelsOf<typeof orderLabels>,
        { readonly channel: 'web' | 'app'; readonly region: string }
      >
    >();
    yes<Same<LabelsOf<NoLabels>, NoLabels>>();
  });

  it('take what is meant to be written', async () => {
    const orders = new Orders({ store: createStore(), namespace: 'shop' });
    const labels: LabelsOf<typeof orderLabels> = { channel: 'web', region: 'eu' };
    orders.place(labels);
    orders.placed.bind(labels).add(1);
    orders.plain.bind().add(1);
    orders.plain.remove();
    orders.active.startInProgress({ channel: 'app' }).stop();
    const seven: number = orders.active.trackInProgress({ channel: 'web' }, () => 7);
    const timer = orders.time.startTimer({ outcome: 'lost' });
    timer.set({ outcome: 'paid' });
    const seconds: number = timer.stop({});
    const eight: Promise<number> = orders.time.time({ outcome: 'paid' }, async () => 8);
    const nine: number = orders.plainTime.time(() => 9);
    orders.plainTime.startTimer().stop();
    orders.plainTime.bind().startTimer().stop();
    const perhaps: number | undefined = orders.sampled.startTimer({ outcome: 'lost' }).stop();
    const ten: number = orders.sampled.time({ outcome: 'paid' }, () => 10);
    expect([perhaps === undefined || perhaps >= 0, ten]).toEqual([true, 10]);
    const wrapped: typeof place = timed(orders.sampled, place, {
      labels: ({ args: [region], failed, result }) => ({
        outcome: failed || result > region.length ? 'lost' : 'paid',
      }),
    });
    const generic: <T>(of: T) => readonly T[] = timed(orders.plainTime, <T>(of: T) => [of]);
    const counts: typeof place = counted(orders.placed, wrapped, {
      labels: ({ args: [region] }) => ({ channel: 'web', region }),
    });
    const self = { region: 'eu' };
    const ofSelf = inProgress(
      orders.active,
      function (this: typeof self, channel: 'web' | 'app') {
        return this.region + channel;
      },
      {
        labels: ({ args: [channel], self: { region } }) => ({ channel: region ? channel : 'web' }),
      },
    );
    expect([await counts('eu'), generic(7), ofSelf.call(self, 'app')]).toEqual([2, [7], 'euapp']);
    const mark: InProgress = orders.active.startInProgress({ channel: 'web' });
    mark.stop();
    orders.stock.bind({ region: 'eu' }).set(5);
    orders.size.record(5);
    const stop: () => void = orders.queue.observe(async (result) =>
      result.observe(1, { region: 'eu' }),
    );
    stop();
    const anyClass: MeterClass = Orders;
    expect([seven, seconds >= 0, await eight, nine, anyClass.definition.name]).toEqual([
      7,
      true,
      8,
      9,
      'orders',
    ]);
    expect(wrongUses).toBeInstanceOf(Function);
  });
});
