import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { counter, defineMeter, gauge, histogram, oneOf, text } from '@meterkit/instruments';
import { createTestStore } from '@meterkit/instruments/testing';
import { init } from '@meterkit/sdk';
import { matchers } from '@meterkit/sdk/testing';

expect.extend(matchers);

class OrderMetrics extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', {
      description: 'Orders placed.',
      labels: { channel: oneOf('web', 'app'), region: text() },
    }),
    checkout: histogram('orders.checkout', {
      description: 'Time to pay.',
      unit: 's',
      bounds: [1, 2],
    }),
  },
}) {}

class DelayMetrics extends defineMeter({
  name: 'delay',
  instruments: { delay: gauge('queue.delay', { description: 'Delay.', unit: 'ms' }) },
}) {}

class OddMetrics extends defineMeter({
  name: 'odd',
  instruments: {
    again: counter('queue_delay', { description: 'Not a delay.', unit: 'ms' }),
  },
}) {}

const VALID = `# TYPE a counter
# HELP a As.
a_total{b="1"} 1
a_total{b="2"} 1
# TYPE c gauge
# HELP c Cs.
c 1
# EOF
`;
const VALID_TEXT = '# HELP a_total As.\n# TYPE a_total counter\na_total 1\n';

async function messageOf(expectation: Promise<void>): Promise<string> {
  return expectation.then(
    () => 'the expectation holds',
    (error: Error) => error.message,
  );
}

describe('toBeValidPage', () => {
  test('holds for text of either format', async () => {
    await expect(VALID).toBeValidPage();
    await expect(VALID_TEXT).toBeValidPage();
    await expect(VALID).toBeValidPage({ format: 'openmetrics' });
  });

  test('names the line that breaks a rule', async () => {
    expect(await messageOf(expect(VALID.replace('b="2"', 'b="1"')).toBeValidPage())).toMatch(
      /^expected a valid page, got\n {2}OpenMetrics page, line 4, column 1: expected /,
    );
    expect(await messageOf(expect(VALID_TEXT).toBeValidPage({ format: 'openmetrics' }))).toMatch(
      'OpenMetrics page, line',
    );
  });

  test('names conventions that are broken, unless they are allowed', async () => {
    const page = VALID.replace('# HELP c Cs.\n', '');
    expect(await messageOf(expect(page).toBeValidPage())).toBe(
      `expected a valid page, got\n  c: expected a help text, got none (help-text)`,
    );
    const allow = [{ family: 'c', rule: 'help-text', reason: 'It is only a test.' }] as const;
    await expect(page).toBeValidPage({ allow });
    await expect(page).not.toBeValidPage();
    expect(await messageOf(expect(page).not.toBeValidPage({ allow }))).toBe(
      'expected the page not to be valid',
    );
  });

  test('holds for a store, unless what was declared cannot be on a page', async () => {
    const store = createTestStore();
    new OrderMetrics({ store });
    await expect(store).toBeValidPage();
    new DelayMetrics({ store });
    new OddMetrics({ store });
    expect(await messageOf(expect(store).toBeValidPage())).toMatch(
      'queue_delay_milliseconds: type_conflict: ',
    );
  });

  test('reads URLs and answers, by their content type', async () => {
    const store = createTestStore();
    const telemetry = await init({
      serviceName: 'shop',
      store,
      scrape: { port: 0 },
      logLevel: 'error',
    });
    const url = new URL(telemetry.scrapeUrl ?? '');
    try {
      await expect(telemetry).toBeValidPage();
      await expect(url).toBeValidPage({ format: 'openmetrics' });
      await expect(url.href).toBeValidPage({ format: 'openmetrics' });
      const answer = await fetch(url, { headers: { accept: 'text/plain' } });
      await expect(answer).toBeValidPage({ format: 'text' });
      await expect(answer).not.toBeValidPage({ format: 'openmetrics' });
      expect(await messageOf(expect(new URL('/none', url)).toBeValidPage())).toMatch(
        'a page: expected status 200, got 404: ',
      );
      const health = await fetch(new URL('/health', url));
      expect(await messageOf(expect(health).toBeValidPage())).toBe(
        'a page: expected content type application/openmetrics-text or text/plain, got application/json; charset=utf-8',
      );
    } finally {
      await telemetry.shutdown();
    }
  });

  test('an answer that cannot be had fails, also with not', async () => {
    const server = createServer((request) => request.socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo; // it listens on a port
    await expect(expect(`http://127.0.0.1:${port}/`).not.toBeValidPage()).rejects.toThrow();
    server.close();
  });

  test('options that mean nothing are refused', async () => {
    expect(await messageOf(expect(VALID).toBeValidPage({ formt: 'text' } as never))).toBe(
      'toBeValidPage: formt: unknown option; did you mean format?',
    );
  });

  test.each([undefined, null, 5, {}])('%j is no page', async (value) => {
    expect(await messageOf(expect(value).not.toBeValidPage())).toMatch(
      'a page: expected text, a URL, a Response, a store or telemetry, got ',
    );
  });
});

describe('toHaveAtMostSeries', () => {
  test('counts the page, or a family by its name or that of a sample', async () => {
    await expect(VALID).toHaveAtMostSeries(3);
    await expect(VALID).not.toHaveAtMostSeries(2);
    await expect(VALID).toHaveAtMostSeries(2, 'a');
    await expect(VALID).toHaveAtMostSeries(2, 'a_total');
    await expect(VALID).not.toHaveAtMostSeries(1, 'a');
  });

  test('counts the series of a store, each bucket of a histogram for one', async () => {
    const store = createTestStore();
    const orders = new OrderMetrics({ store });
    orders.placed.add(1, { channel: 'web', region: 'north' });
    await expect(store).toHaveAtMostSeries(2, 'orders_placed');
    await expect(store).not.toHaveAtMostSeries(4, 'orders_checkout_seconds');
    await expect(store).toHaveAtMostSeries(5, 'orders_checkout_seconds');
  });

  test('says where they are', async () => {
    expect(await messageOf(expect(VALID).toHaveAtMostSeries(2))).toBe(
      'expected at most 2 series, got 3\n  a: 2, values by label: b 2\n  c: 1',
    );
    expect(await messageOf(expect(VALID).not.toHaveAtMostSeries(2, 'a'))).toBe(
      'expected more than 2 series of a, got 2\n  a: 2, values by label: b 2',
    );
  });

  test('a family that is not there fails, also with not', async () => {
    const store = createTestStore();
    new OrderMetrics({ store });
    expect(await messageOf(expect(store).not.toHaveAtMostSeries(2, 'order_placed'))).toMatch(
      /^order_placed: expected a family of the page; nearest: orders_placed, /,
    );
    expect(
      await messageOf(expect('a_duration_seconds 1\n').toHaveAtMostSeries(2, 'a.duration')),
    ).toBe('a.duration: expected a family of the page; nearest: a_duration_seconds');
  });
});

test('toHaveRecorded knows the names of the page by its rules', () => {
  const store = createTestStore();
  const orders = new OrderMetrics({ store });
  orders.checkout.record(2);
  expect(store).toHaveRecorded('orders_checkout_seconds', {}, { count: 1, sum: 2 });
  expect(store).toHaveRecorded('orders.checkout', {}, 1);
  expect(store).not.toHaveRecorded('orders_placed_total', {});
});
