import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogFamily, CatalogFile } from '../../src/catalog/catalog-file.js';
import { expectGolden } from '../expect-golden.js';
import { runProgram } from '../run-program.js';
import { temporaryFolder } from '../temporary-folder.js';

const orders = join(__dirname, '../programs/orders.mjs');

const RULES = `groups:
  - name: orders
    rules:
      - record: job:orders_placed:rate5m
        expr: sum by (job) (rate(orders_placed_total{channel="web"}[5m]))
      - alert: NoOrders
        expr: job:orders_placed:rate5m == 0
      - alert: ManyOpen
        expr: orders_open > 10
`;

const DASHBOARD = {
  title: 'Orders',
  schemaVersion: 39,
  templating: {
    list: [{ name: 'job', query: 'label_values(orders_open, job)' }],
  },
  panels: [
    {
      title: 'Row',
      type: 'row',
      panels: [
        {
          title: 'Slow',
          targets: [
            { expr: 'rate(orders_checkout_duration_seconds_bucket{le="1.0"}[$__rate_interval])' },
          ],
        },
      ],
    },
    { title: 'Open', targets: [{ expr: 'sum(orders_open)' }] },
  ],
};

describe('meterkit diff', () => {
  let before: CatalogFile;
  const folder = temporaryFolder({
    'rules/orders.yaml': RULES,
    'dashboards/orders.json': JSON.stringify(DASHBOARD),
  });
  const old = join(folder, 'old.json');

  beforeAll(async () => {
    const { stdout } = await runProgram(['catalog', '--meters', orders, '--format', 'json']);
    before = JSON.parse(stdout);
    writeFileSync(old, stdout);
  });

  /** Compares with the catalogue that has these families for those of the names. */
  async function diff(
    changed: Readonly<Record<string, Partial<CatalogFamily> | undefined>>,
    ...args: readonly string[]
  ) {
    const families = before.families.flatMap((family) => {
      if (!Object.hasOwn(changed, family.name)) return [family];
      const change = changed[family.name];
      return change === undefined ? [] : [{ ...family, ...change }];
    });
    const now = join(folder, 'new.json');
    writeFileSync(now, JSON.stringify({ version: 1, families }));
    return runProgram(['diff', old, now, ...args]);
  }

  const queries = ['--dashboards', join(folder, 'dashboards'), '--rules', join(folder, 'rules')];

  it('has nothing to say of equal catalogues', async () => {
    const { code, stdout } = await diff({}, ...queries);
    expect(stdout).toBe('0 breaking, 0 panels and rules affected, 0 fine\n');
    expect(code).toBe(0);
  });

  it('tells what breaks, which panels and rules break with it, and what is fine', async () => {
    const { code, stdout } = await diff(
      {
        orders_placed: { labels: { channel: { values: ['app', 'shop'] }, region: { limit: 30 } } },
        orders_checkout_duration_seconds: { bounds: [0.1, 2, 10] },
        orders_open: undefined,
      },
      ...queries,
    );
    expect(code).toBe(1);
    expectGolden('diff.txt', stdout);
  });

  it.each<[string, string, Partial<CatalogFamily> | undefined, string, boolean]>([
    ['a removed family', 'orders_open', undefined, 'orders_open: removed', true],
    [
      'a renamed family',
      'orders_open',
      { name: 'orders_pending' },
      'orders_open: renamed to orders_pending; say renamedFrom in its definition, and both are on the page for a while',
      true,
    ],
    [
      'a renamed family before the day',
      'orders_open',
      { name: 'orders_pending', renamedFrom: { name: 'orders_open', until: '2027-03-02' } },
      'orders_open: renamed to orders_pending; both are on the page until 2027-03-02',
      false,
    ],
    [
      'a renamed family from the day on',
      'orders_open',
      { name: 'orders_pending', renamedFrom: { name: 'orders_open', until: '2027-03-01' } },
      'orders_open: renamed to orders_pending; both were on the page until 2027-03-01',
      true,
    ],
    [
      'another type',
      'orders_open',
      { type: 'counter' },
      'orders_open: type gauge is now counter',
      true,
    ],
    ['another unit', 'orders_open', { unit: 'bytes' }, 'orders_open: unit none is now bytes', true],
    [
      'a new label',
      'orders_open',
      { labels: { region: { limit: 5 } } },
      'orders_open: new label region; where there was one series there are several',
      true,
    ],
    [
      'a removed label',
      'orders_placed',
      { labels: { channel: { values: ['web', 'app'] } } },
      'orders_placed: label region removed',
      true,
    ],
    [
      'a removed value',
      'orders_placed',
      { labels: { channel: { values: ['web'] }, region: { limit: 30 } } },
      'orders_placed: label channel no longer has app',
      true,
    ],
    [
      'a new value',
      'orders_placed',
      { labels: { channel: { values: ['web', 'app', 'shop'] }, region: { limit: 30 } } },
      'orders_placed: label channel also has shop',
      false,
    ],
    [
      'a label that is now open',
      'orders_placed',
      { labels: { channel: { limit: 5 }, region: { limit: 30 } } },
      'orders_placed: label channel now takes any value',
      false,
    ],
    [
      'a label that is now closed',
      'orders_placed',
      { labels: { channel: { values: ['web', 'app'] }, region: { values: ['north'] } } },
      'orders_placed: label region took any value, and now only north',
      true,
    ],
    [
      'a removed bound',
      'orders_checkout_duration_seconds',
      { bounds: [0.1, 10] },
      'orders_checkout_duration_seconds: bounds are now without 1',
      true,
    ],
    [
      'a new bound',
      'orders_checkout_duration_seconds',
      { bounds: [0.1, 0.5, 1, 10] },
      'orders_checkout_duration_seconds: bounds are now with 0.5',
      false,
    ],
  ])('knows %s', async (_name, family, change, message, breaks) => {
    const { code, stdout } = await diff({ [family]: change }, '--json', '--today', '2027-03-01');
    const { version, changes } = JSON.parse(stdout);
    expect(version).toBe(1);
    expect(changes).toMatchObject([{ family, breaks, message }]);
    expect(code).toBe(breaks ? 1 : 0);
  });

  it('lists new families as fine', async () => {
    const { stdout, code } = await runProgram(['diff', '-', old], {
      input: JSON.stringify({ version: 1, families: before.families.slice(1) }),
    });
    expect(stdout).toBe(
      'Fine\n+ orders_placed: new counter\n\n0 breaking, 0 panels and rules affected, 1 fine\n',
    );
    expect(code).toBe(0);
  });

  it('breaks no panel of a renamed family while both names are on the page', async () => {
    const renamed = {
      orders_open: {
        name: 'orders_pending',
        renamedFrom: { name: 'orders_open', until: '2027-03-01' },
      },
    };
    const during = await diff(renamed, ...queries, '--today', '2027-02-28', '--json');
    expect(JSON.parse(during.stdout).affected).toEqual([]);
    const after = await diff(renamed, ...queries, '--today', '2027-03-01', '--json');
    expect(JSON.parse(after.stdout).affected).toMatchObject([
      { place: 'orders.json: variable job' },
      { place: 'orders.json: panel "Open"' },
      { place: 'orders.yaml: alert ManyOpen' },
    ]);
  });

  it('says what to do instead of renaming when the unit changes', async () => {
    const { stdout } = await diff({
      orders_checkout_duration_seconds: {
        name: 'orders_checkout_duration_milliseconds',
        unit: 'milliseconds',
      },
    });
    expect(stdout).toContain(
      '- orders_checkout_duration_seconds: renamed to orders_checkout_duration_milliseconds, in another unit; ' +
        'keep the old instrument and put a new one beside it, for renamedFrom would show the new unit under the old name\n',
    );
  });

  it('tells an old name that no family had', async () => {
    const renamedFrom = { name: 'orders_opne', until: '2099-03-01' };
    const { code, stdout } = await diff({ orders_open: { name: 'orders_pending', renamedFrom } });
    expect(stdout).toContain(
      '- orders_pending: renamedFrom orders_opne is no family of the old catalogue; did you mean orders_open?\n',
    );
    expect(code).toBe(1);
  });

  it('tells rules of one name apart by their labels, and names a panel once', async () => {
    const objectives = temporaryFolder({
      'slo.yaml': `groups:
  - name: slos
    rules:
      - { record: errors, expr: 'rate(orders_checkout_duration_seconds_count[5m])', labels: { slo: whole } }
      - { record: errors, expr: sum(orders_open), labels: { slo: broken } }
      - { alert: Burn, expr: 'errors{slo="whole"} > 1', labels: { slo: whole, severity: info } }
      - { alert: Burn, expr: 'errors{slo="broken"} > 1', labels: { slo: broken, severity: info } }
`,
      'open.json':
        '{"panels":[{"title":"Two","targets":[{"expr":"orders_open"},{"expr":"orders_open + 1"}]}]}',
    });
    const { stdout } = await diff(
      { orders_open: undefined },
      ...['--rules', objectives, '--dashboards', objectives],
    );
    expect(stdout).toBe(
      [
        'Breaks',
        '- orders_open: removed',
        '',
        'Panels and rules that break',
        '- open.json: panel "Two"',
        '    unknown metric "orders_open" at 0',
        '- slo.yaml: record errors{slo="broken"}',
        '    unknown metric "orders_open" at 4',
        '- slo.yaml: alert Burn{slo="broken", severity="info"}',
        '    reads errors, which breaks',
        '',
        '1 breaking, 3 panels and rules affected, 0 fine',
        '',
      ].join('\n'),
    );
  });

  it('says that there are no rules and no dashboards', async () => {
    const empty = temporaryFolder({ 'no-rules.yaml': 'a: 1' });
    const ended = [await diff({}, '--rules', empty), await diff({}, '--dashboards', empty)];
    expect(ended).toMatchObject([
      {
        code: 2,
        stderr: `error --rules: expected rules of Prometheus in .yaml or .yml, got none in ${empty}\n`,
      },
      {
        code: 2,
        stderr: `error --dashboards: expected dashboards of Grafana in .json, got none in ${empty}\n`,
      },
    ]);
  });

  it.each([
    ['no JSON', 'nothing', /: expected a catalogue of version 1, got Unexpected token/],
    ['another version', '{"version":2}', /: expected a catalogue of version 1, got version 2; /],
    [
      'other JSON',
      '{"version":1,"families":[1]}',
      /: expected a catalogue of version 1, got other families; /,
    ],
  ])('says that %s is no catalogue', async (_name, input, message) => {
    const { code, stderr } = await runProgram(['diff', '-', old], { input });
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it.each(['tomorrow', '2027-13-01'])('takes %s for no day', async (day) => {
    const { code, stderr } = await diff({}, '--today', day);
    expect(code).toBe(2);
    expect(stderr).toBe(`error --today: expected a day such as 2027-03-01, got "${day}"\n`);
  });
});
