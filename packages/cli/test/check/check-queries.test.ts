import { join } from 'node:path';
import { runProgram } from '../run-program.js';
import { temporaryFolder } from '../temporary-folder.js';

const orders = join(__dirname, '../programs/orders-set.mjs');

const RULES = `groups:
  - name: own
    rules:
      - alert: NoOrders
        expr: job:orders_web:rate5m == 0 and on (job) job:slo_errors:ratio_rate5m{slo="shop/checkout-latency"} >= 0
        annotations: { summary: '{{ $labels.job }} and {{ $labels.channel }}' }
      - record: job:orders_web:rate5m
        expr: sum by (job) (rate(orders_placed_total{channel="wob"}[5m]))
      - alert: ManyOpen
        expr: rate(orders_open) > 10
`;

const DASHBOARD = {
  panels: [{ title: 'Web', targets: [{ expr: 'job:orders_web:rate5m' }, { expr: 'orders_opn' }] }],
};

describe('meterkit check of rules and dashboards', () => {
  const folder = temporaryFolder({
    'own.yaml': RULES,
    'boards/web.json': JSON.stringify(DASHBOARD),
    'fine.yaml': 'groups: [{ name: fine, rules: [{ alert: Open, expr: orders_open > 10 }] }]',
    'none/readme.txt': 'nothing',
  });
  const check = (path: string, ...args: readonly string[]) =>
    runProgram(['check', join(folder, path), '--meters', orders, ...args]);

  it('holds every expression of a folder against the meters and what rules record', async () => {
    const { code, stdout } = await check('.');
    expect(stdout).toBe(
      [
        'own.yaml  own: job:orders_web:rate5m: label "channel" of orders_placed_total has no value "wob" at 47; did you mean "web"? of sum by (job) (rate(orders_placed_total{channel="wob"}[5m]))',
        'own.yaml  own: NoOrders: summary speaks of the label "channel", and the expression answers with "job"',
        'own.yaml  own: ManyOpen: rate needs a range vector, got an instant vector; write orders_open[5m] at 5 of rate(orders_open) > 10',
        'own.yaml  own: ManyOpen: rate is for counters, and orders_open is a gauge; delta and deriv are for gauges at 5 of rate(orders_open) > 10',
        'boards/web.json  panel "Web": unknown metric "orders_opn" at 0; did you mean "orders_open"? of orders_opn',
        '',
        '3 files, 6 expressions, 5 findings',
        '',
      ].join('\n'),
    );
    expect(code).toBe(1);
  });

  it('is fine with what is there', async () => {
    const { code, stdout } = await check('fine.yaml', '--json');
    expect(JSON.parse(stdout)).toEqual({ version: 1, files: 1, expressions: 1, findings: [] });
    expect(code).toBe(0);
  });

  it('has nothing to say of the dashboards and rules that are written', async () => {
    const written = temporaryFolder();
    for (const kind of ['dashboards', 'rules'])
      await runProgram([kind, '--system', 'guestkit-worker', '--out', written]);
    const { code, stdout } = await runProgram(['check', written, '--system', 'guestkit-worker']);
    expect(stdout).toMatch(/^2 files, \d+ expressions, 0 findings\n$/);
    expect(code).toBe(0);
  });

  it('says that a folder has neither', async () => {
    const { code, stderr } = await check('none');
    expect(stderr).toBe(
      `error ${join(folder, 'none')}: expected rules (.yaml, .yml) or dashboards (.json), got none\n`,
    );
    expect(code).toBe(2);
  });
});
