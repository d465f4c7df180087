// Compiled twice, with standard decorators and with experimentalDecorators, and then run.
import { Counted, errorType, InProgress, Timed } from '../../../src/index.js';
import { pageOf } from '../../page-of.js';
import { type ShopMetrics, shop } from '../shop-metrics.js';

const { store, metrics } = shop();

class OrderService {
  readonly metrics: ShopMetrics = metrics;

  @InProgress((service: OrderService) => service.metrics.active, { labels: { channel: 'web' } })
  @Counted(metrics.failed, {
    labels: ({ failed, error }) => ({ error_type: failed ? errorType(error) : '' }),
  })
  @Timed((service: OrderService) => service.metrics.time, {
    labels: ({ args, result }) => ({
      outcome: args[0].length > 1 && result?.paid ? 'paid' : 'declined',
    }),
  })
  async place(id: string, pieces: number): Promise<{ readonly paid: boolean }> {
    if (pieces < 0) throw new RangeError(`order ${id} has ${pieces} pieces`);
    return { paid: this === service && pieces > 0 };
  }

  @Timed((service: OrderService) => service.metrics.plainTime)
  private total<T>(of: readonly T[]): number {
    return of.length;
  }

  @Counted(metrics.placed, { labels: ({ args: [channel] }) => ({ channel }) })
  static from(channel: 'web' | 'app'): OrderService {
    return channel === 'web' ? service : new OrderService();
  }

  sum(): number {
    return this.total([1, 2]);
  }
}

class WrongService {
  readonly metrics: ShopMetrics = metrics;

  // @ts-expect-error: a label is missing
  @Timed((service: WrongService) => service.metrics.time, { labels: {} })
  one(): void {}

  // @ts-expect-error: no labels where there are some
  @Timed((service: WrongService) => service.metrics.time)
  two(): void {}

  // @ts-expect-error: labels where there are none
  @Timed(metrics.plainTime, { labels: { outcome: 'paid' } })
  three(): void {}

  // @ts-expect-error: no value of the closed set
  @Timed((service: WrongService) => service.metrics.time, { labels: () => ({ outcome: 'won' }) })
  four(): void {}

  // @ts-expect-error: an instrument of another kind
  @Timed((service: WrongService) => service.metrics.placed, { labels: { channel: 'web' } })
  five(): void {}

  // @ts-expect-error: of another class
  @Timed((service: Date) => (service.getTime() > 0 ? metrics.plainTime : metrics.plainTime))
  six(): void {}

  @Timed((service: WrongService) => service.metrics.time, {
    // @ts-expect-error: what the method does not take
    labels: ({ args }) => ({ outcome: args[1] === 5 ? 'paid' : 'declined' }),
  })
  seven(_id: string): void {}

  @InProgress((service: WrongService) => service.metrics.active, {
    // @ts-expect-error: at the start there is no result
    labels: ({ result }) => ({ channel: result === undefined ? 'web' : 'app' }),
  })
  eight(): void {}
}

const service = new OrderService();
const placed = OrderService.from('web').place;
const message = await service.place('b2', -1).catch((error: Error) => error.message);
const seen = [await service.place('a1', 2), message, service.sum(), placed.name, placed.length];
const counts = Object.entries(pageOf(store)).map(([series, reading]) =>
  Array.isArray(reading) ? [series, reading[0]] : [series, reading],
);
console.log(JSON.stringify([...seen, Object.fromEntries(counts), typeof WrongService]));
