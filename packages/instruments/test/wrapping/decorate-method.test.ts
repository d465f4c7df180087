import { MeterDefinitionError, Timed } from '../../src/index.js';
import { pageOf } from '../page-of.js';
import { type ShopMetrics, shop } from './shop-metrics.js';

class Service {
  readonly metrics: ShopMetrics;

  constructor(metrics: ShopMetrics) {
    this.metrics = metrics;
  }

  @Timed((service: Service) => service.metrics.time, {
    labels: ({ result }) => ({ outcome: result?.startsWith('paid') ? 'paid' : 'declined' }),
  })
  async pay(pieces: number): Promise<string> {
    return pieces > 0 ? `paid ${pieces}` : 'declined';
  }
}

describe('a decorated method', () => {
  it('finds the instrument of each instance', async () => {
    const [first, second] = [shop(), shop()];
    expect(await new Service(first.metrics).pay(2)).toBe('paid 2');
    expect(await new Service(second.metrics).pay(0)).toBe('declined');
    const countsOf = ({ store }: typeof first) =>
      Object.values(pageOf(store, 'time')).map((reading) => (reading as readonly number[])[0]); // histograms
    expect([countsOf(first), countsOf(second)]).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('keeps its name and its length', () => {
    const { pay } = Service.prototype;
    expect([pay.name, pay.length]).toEqual(['pay', 1]);
  });
});

test.each<[string, unknown[]]>([
  ['a standard decorator', [() => 7, { kind: 'method', name: 'total' }]],
  ['a decorator of TypeScript', [Service.prototype, 'total', { value: () => 7 }]],
])('%s without brackets is an error', (_, args) => {
  const decorate = Timed as unknown as (...args: unknown[]) => unknown; // as plain JavaScript calls it
  expect(() => decorate(...args)).toThrow(
    new MeterDefinitionError(['@Timed total: expected @Timed(instrument), got @Timed alone']),
  );
});

describe('what is no method', () => {
  const decorate = Timed(shop().metrics.plainTime) as unknown as (...args: unknown[]) => unknown; // as plain JavaScript calls it

  it.each([
    ['a getter', [Service.prototype, 'total', { get: () => 7 }], 'undefined'],
    ['a property', [Service.prototype, 'total'], 'undefined'],
    ['a standard field', [undefined, { kind: 'field', name: 'total' }], 'a field'],
    ['a standard getter', [() => 7, { kind: 'getter', name: 'total' }], 'a getter'],
    ['a class', [class {}, { kind: 'class', name: 'total' }], 'a class'],
  ])('%s is an error where it is decorated', (_, args, got) => {
    expect(() => decorate(...args)).toThrow(
      new MeterDefinitionError([`@Timed total: expected a method, got ${got}`]),
    );
  });
});
