import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counter, createStore, defineMeter, histogram, text } from '@meterkit/instruments';
import { type InitOptions, StoreMetricProducer, type Telemetry } from '@meterkit/sdk';
import { start, stopAll, urlOf } from './running.js';

const until = '2999-03-01';
const PREFIX = 'Replaced by orders.placed, kept until 2999-03-01.';

class OrderMetrics extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', {
      description: 'Orders placed.',
      labels: { region: text(), tenant: text() },
      renamedFrom: { name: 'orders.created', until },
    }),
    duration: histogram('orders.duration', {
      description: 'Time.',
      unit: 's',
      bounds: [1, 10],
      renamedFrom: { name: 'orders_time', until, exactName: true },
    }),
  },
}) {}

let telemetry: Telemetry;

afterEach(stopAll);

/** Starts, and records two orders of one region and two tenants. */
async function record(options: InitOptions = {}): Promise<void> {
  telemetry = await start(options);
  const { placed } = telemetry.get(OrderMetrics);
  placed.add(1, { region: 'eu', tenant: 'ann' });
  placed.add(2, { region: 'eu', tenant: 'bob' });
}

/** The lines about orders placed, of the page or of what a query selects of it. */
async function lines(query = ''): Promise<string[]> {
  const page = await (await fetch(urlOf(telemetry) + query)).text();
  return page.split('\n').filter((line) => /^(# HELP )?(orders_(placed|created)|sales)/.test(line));
}

const placed = [
  '# HELP orders_placed_total Orders placed.',
  'orders_placed_total{region="eu",tenant="ann"} 1',
  'orders_placed_total{region="eu",tenant="bob"} 2',
];
const created = [
  `# HELP orders_created_total ${PREFIX} Orders placed.`,
  'orders_created_total{region="eu",tenant="ann"} 1',
  'orders_created_total{region="eu",tenant="bob"} 2',
];

test('both names are families of the page, and of the next one', async () => {
  await record();
  expect(await lines()).toEqual([...created, ...placed]);
  telemetry.get(OrderMetrics).placed.add(5, { region: 'eu', tenant: 'ann' });
  const grown = [...created, ...placed].map((line) => line.replace('"ann"} 1', '"ann"} 6'));
  expect(await lines()).toEqual(grown);
});

test('an old name that was that of the page has neither a unit nor a UNIT line', async () => {
  await record();
  telemetry.get(OrderMetrics).duration.record(3);
  const page = await telemetry.collectText('openmetrics');
  const help = 'Replaced by orders.duration, kept until 2999-03-01. Time.';
  expect(page).toContain(
    `# TYPE orders_time histogram\n# HELP orders_time ${help}\norders_time_bucket{le="1.0"} 0\n`,
  );
  expect(page).toContain('\norders_time_sum 3\n');
  expect(page).toContain('\n# UNIT orders_duration_seconds seconds\n');
  expect(page).toContain('\norders_duration_seconds_sum 3\n');
});

test('an OpenTelemetry reader gets both, with the same points', async () => {
  const store = createStore();
  const orders = new OrderMetrics({ store });
  orders.placed.add(4, { region: 'eu', tenant: 'ann' });
  orders.duration.record(3);
  const { resourceMetrics } = await new StoreMetricProducer(store).collect();
  const own = resourceMetrics.scopeMetrics.find(({ scope }) => scope.name === 'orders');
  const points = own?.metrics.map(({ descriptor, dataPoints }) => [
    descriptor.name,
    descriptor.unit,
    dataPoints.map(({ attributes, value }) => ({ attributes, value })),
  ]);
  const four = [{ attributes: { region: 'eu', tenant: 'ann' }, value: 4 }];
  const buckets = { boundaries: [1, 10], counts: [0, 1, 0] };
  const three = [{ attributes: {}, value: { buckets, sum: 3, count: 1 } }];
  expect(points).toEqual([
    ['orders.placed', '', four],
    ['orders.created', '', four],
    ['orders.duration', 's', three],
    ['orders_time', 's', three],
  ]);
});

test.each<[string, InitOptions, readonly string[]]>([
  ['disabled', { instruments: { disabled: ['orders.created'] } }, placed],
  ['disabled', { instruments: { disabled: ['orders.placed'] } }, created],
  ['excluded as declared', { page: { exclude: ['orders.created'] } }, placed],
  ['excluded as on the page', { page: { exclude: ['orders_placed_total'] } }, created],
  ['included', { page: { include: ['orders.created'] } }, created],
  [
    'renamed',
    { instruments: { rename: { 'orders.created': 'sales' } } },
    [...placed, ...created.map((line) => line.replace('orders_created', 'sales'))],
  ],
  [
    'rid of a label',
    { instruments: { dropLabels: { 'orders.created': ['tenant'] } } },
    [
      `# HELP orders_created_total ${PREFIX} Orders placed.`,
      'orders_created_total{region="eu"} 3',
    ].concat(placed),
  ],
])('each can be %s by its own name', async (_, options, expected) => {
  await record(options);
  expect(await lines()).toEqual(expected);
});

test('each can be asked for', async () => {
  await record();
  expect(await lines('?name[]=orders_created_total')).toEqual(created);
  expect(await lines('?name[]=orders_placed')).toEqual(placed);
});

test('each can be disabled while the process runs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'meterkit-renamed-'));
  const policyFile = join(folder, 'policy.yaml');
  const put = (policy: string) => {
    writeFileSync(`${policyFile}~`, policy);
    renameSync(`${policyFile}~`, policyFile);
  };
  let told = (_: string): void => {};
  const tell = (line: string): void => told(line);
  put('');
  const logger = { error: tell, warn: tell, info: tell, debug: tell };
  await record({ policyFile, logger, logLevel: 'info' });
  expect(await lines()).toEqual([...created, ...placed]);
  const applied = new Promise<string>((resolve) => {
    told = resolve;
  });
  put('instruments: { disabled: [orders.created] }\n');
  expect(await applied).toBe(`policyFile: ${policyFile} is applied`);
  expect(await lines()).toEqual(placed);
  await stopAll();
  rmSync(folder, { recursive: true });
});

describe('two names that become one', () => {
  const rename = { 'orders.placed': 'sales' };
  const both = { ...rename, 'orders.created': 'sales' };

  test.each<[string, InitOptions['instruments'], readonly string[]]>([
    [
      'as they are',
      { rename: both },
      ['{region="eu",tenant="ann"} 1', '{region="eu",tenant="bob"} 2'],
    ],
    [
      'without a label',
      { rename: both, dropLabels: { 'orders.*': ['tenant'] } },
      ['{region="eu"} 3'],
    ],
    [
      'without a label of one of them',
      { rename: both, dropLabels: { 'orders.placed': ['tenant'] } },
      ['{region="eu"} 3'],
    ],
  ])('are not added up, %s', async (_, instruments, series) => {
    await record({ instruments });
    const expected = ['# HELP sales_total Orders placed.', ...series.map((s) => `sales_total${s}`)];
    expect(await lines()).toEqual(expected);
    expect(await lines()).toEqual(expected);
    expect(await telemetry.collectText()).not.toContain('meterkit_page_problems_total{');
  });

  test('are one on the page where they differ in dots only', async () => {
    const Dotted = defineMeter({
      name: 'dotted',
      instruments: {
        sales: counter('sales.made', {
          description: 'Sales.',
          renamedFrom: { name: 'sales_made', until },
        }),
      },
    });
    telemetry = await start();
    telemetry.get(Dotted).sales.add(3);
    expect(await lines()).toEqual(['# HELP sales_made_total Sales.', 'sales_made_total 3']);
  });
});

test('an old name that another meter has is told as any other collision', async () => {
  const warn = jest.fn();
  await record({ logLevel: 'warn', logger: { error: warn, warn, info: warn, debug: warn } });
  const Others = defineMeter({
    name: 'others',
    instruments: {
      created: histogram('orders.created', { description: 'Orders.', bounds: [1] }),
    },
  });
  telemetry.get(Others);
  expect(await lines()).toEqual([...created, ...placed]);
  expect(warn.mock.calls).toEqual([
    [
      'orders_created: type_conflict: histogram "orders.created" of scope "others" is left out: ' +
        'counter "orders.created" of scope "orders" came first',
    ],
  ]);
});

test('bounds by the old name come too late as those by the present one do', async () => {
  const store = createStore();
  new OrderMetrics({ store }).duration.record(3);
  await expect(start({ store, instruments: { bounds: { orders_time: [5] } } })).rejects.toThrow(
    'instruments.bounds.orders_time: expected a histogram that has neither observations nor been on a page with other bounds, got [5]',
  );
});

test('bounds by the old name hold for both', async () => {
  telemetry = await start({ instruments: { bounds: { orders_time: [5] } } });
  telemetry.get(OrderMetrics).duration.record(3);
  const page = await telemetry.collectText();
  expect(page).toContain('\norders_time_bucket{le="5.0"} 1\n');
  expect(page).toContain('\norders_duration_seconds_bucket{le="5.0"} 1\n');
});
