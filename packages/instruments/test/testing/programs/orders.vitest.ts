import { counter, defineMeter, histogram, oneOf } from '@meterkit/instruments';
import { createTestStore, matchers } from '@meterkit/instruments/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';

expect.extend(matchers);

class OrderMetrics extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', {
      description: 'Orders placed.',
      labels: { channel: oneOf('web', 'app') },
    }),
    checkout: histogram('orders.checkout', { description: 'Time to pay.', unit: 's' }),
  },
}) {}

const { placed } = OrderMetrics.definition.instruments;

afterEach(() => vi.useRealTimers());

test('amounts hold, and fail with what was recorded', () => {
  const store = createTestStore();
  new OrderMetrics({ store }).placed.add(2, { channel: 'web' });
  expect(store).toHaveRecorded('orders_placed_total', { channel: 'web' }, 2);
  expect(store).toHaveRecorded(placed, {}, expect.any(Number));
  expect(store).not.toHaveRecorded(placed, { channel: 'app' });
  expect(() => expect(store).toHaveRecorded(placed, {}, 3)).toThrow(
    'recorded: 2\nof:\n  orders.placed{channel="web"}: 2',
  );
  // @ts-expect-error -- no value of the closed set
  expect(() => expect(store).toHaveRecorded(placed, { channel: 'fax' })).toThrow('fax');
});

describe.each(['before', 'after'])('fake timers put in %s the store', (when) => {
  test('move its clock', () => {
    if (when === 'before') vi.useFakeTimers();
    const store = createTestStore();
    vi.useFakeTimers();
    const timer = new OrderMetrics({ store }).checkout.startTimer();
    vi.advanceTimersByTime(1500);
    store.advance('1s');
    timer.stop();
    expect(store.since()).toEqual({ 'orders.checkout': { count: 1, sum: 2.5 } });
  });
});
