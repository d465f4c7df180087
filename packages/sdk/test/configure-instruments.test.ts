import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counter, createStore, defineMeter, histogram, oneOf, text } from '@meterkit/instruments';
import { metrics } from '@opentelemetry/api';
import { sample, start, stopAll } from './running.js';

class ShopMetrics extends defineMeter({
  name: 'shop',
  instruments: {
    placed: counter('shop.placed', {
      description: 'Orders placed.',
      labels: { region: text(), channel: oneOf('web', 'app') },
    }),
    lost: counter('shop.debug.lost', { description: 'Orders lost.' }),
    duration: histogram('shop.duration', { description: 'Time.', unit: 's', bounds: [1, 10] }),
  },
}) {}

afterEach(async () => {
  await stopAll();
  for (const name of Object.keys(process.env))
    if (name.startsWith('METERKIT_')) delete process.env[name];
});

function record(store: ReturnType<typeof createStore>): void {
  const shop = new ShopMetrics({ store });
  shop.placed.add(1, { region: 'eu', channel: 'web' });
  shop.placed.add(2, { region: 'us', channel: 'web' });
  shop.lost.add(1);
  shop.duration.record(3);
  metrics.getMeter('theirs').createCounter('their.calls').add(4, { peer: 'a', way: 'in' });
}

/** Lines of the page about the shop and about theirs. */
async function linesOf(options: Parameters<typeof start>[0]): Promise<string[]> {
  const store = createStore();
  const telemetry = await start({ store, ...options });
  record(store);
  const page = await telemetry.collectText();
  return page
    .split('\n')
    .filter((line) => /^(shop|their|sales)/.test(line) && !line.endsWith(' 0'));
}

const everything = {
  disabled: ['shop.debug.*'],
  bounds: { 'shop.duration': [2, 5] },
  dropLabels: { 'shop.*': ['region'], 'their.calls': ['peer'] },
  rename: { 'shop.placed': 'sales.placed', 'their.calls': 'their.requests' },
};
const expected = [
  'sales_placed_total{channel="web"} 3',
  'shop_duration_seconds_bucket{le="5.0"} 1',
  'shop_duration_seconds_bucket{le="+Inf"} 1',
  'shop_duration_seconds_sum 3',
  'shop_duration_seconds_count 1',
  'their_requests_total{way="in"} 4',
];

test('code decides on instruments by name, typed ones and those of OpenTelemetry', async () => {
  expect(await linesOf({ instruments: everything })).toEqual(expected);
});

test('so does the environment', async () => {
  process.env.METERKIT_INSTRUMENTS_DISABLED = 'shop.debug.*';
  process.env.METERKIT_INSTRUMENTS_BOUNDS = 'shop.duration=2 5';
  process.env.METERKIT_INSTRUMENTS_DROP_LABELS = 'shop.*=region,their.calls=peer';
  process.env.METERKIT_INSTRUMENTS_RENAME = 'shop.placed=sales.placed,their.calls=their.requests';
  expect(await linesOf({})).toEqual(expected);
});

test('so does the file', async () => {
  const configFile = join(mkdtempSync(join(tmpdir(), 'meterkit-')), 'meterkit.yaml');
  const file = [
    'instruments:',
    '  disabled: [shop.debug.*]',
    '  bounds: { shop.duration: [2, 5] }',
    '  dropLabels:',
    '    shop.*: [region]',
    '    their.calls: [peer]',
    '  rename: { shop.placed: sales.placed, their.calls: their.requests }',
  ];
  writeFileSync(configFile, file.join('\n'));
  expect(await linesOf({ configFile })).toEqual(expected);
});

test.each([
  ['names as declared', { include: ['shop.*'], exclude: ['*.debug.*', 'shop.duration'] }],
  [
    'names as on the page',
    { include: ['shop_*'], exclude: ['shop_debug_lost_total', '*_seconds'] },
  ],
])('a page includes and excludes by %s', async (_, page) => {
  expect(await linesOf({ page })).toEqual([
    'shop_placed_total{region="eu",channel="web"} 1',
    'shop_placed_total{region="us",channel="web"} 2',
  ]);
});

test('what a page leaves out is recorded all the same', async () => {
  const store = createStore();
  const first = await start({ store, page: { exclude: ['shop.placed'] } });
  new ShopMetrics({ store }).placed.add(1, { region: 'eu', channel: 'web' });
  expect(await first.collectText()).not.toContain('shop_placed');
  await first.shutdown();
  const second = await start({ store });
  expect(sample(await second.collectText(), 'shop_placed_total{region="eu",channel="web"}')).toBe(
    '1',
  );
});

test.each(['target', 'target*', 'target_info'])(
  'target_info stays unless %s is excluded',
  async (name) => {
    const telemetry = await start({ page: { include: ['nothing'] } });
    expect(await telemetry.collectText()).toMatch(/^# TYPE target info\n[\s\S]*# EOF\n$/);
    await telemetry.shutdown();
    const without = await start({ page: { exclude: [name] } });
    expect(await without.collectText()).not.toContain('target_info');
  },
);

test('bounds that come too late are an error that names the histogram, and nothing has started', async () => {
  const store = createStore();
  new ShopMetrics({ store }).duration.record(3);
  const late = start({ store, instruments: { bounds: { 'shop.*': [2, 5] } } });
  await expect(late).rejects.toMatchObject({
    code: 'METERKIT_CONFIGURATION',
    message: expect.stringContaining(
      'instruments.bounds.shop.duration: expected a histogram that has neither observations nor been on a page with other ' +
        'bounds, got [2, 5] (from code); call init() before the first observation',
    ),
  });
  expect((await start({ store })).scrapeUrl).toBeDefined();
});
