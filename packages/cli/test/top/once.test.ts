import { expectGolden } from '../expect-golden.js';
import { runProgram } from '../run-program.js';
import { serve, servePage } from '../serve-page.js';

const PAGE = `# TYPE nodejs_heap_bytes gauge
# UNIT nodejs_heap_bytes bytes
nodejs_heap_bytes 12345678
# TYPE orders counter
orders_total{channel="web"} 12345
orders_total{channel="app"} 0
# TYPE checkout_seconds histogram
# UNIT checkout_seconds seconds
checkout_seconds_bucket{le="0.1"} 50
checkout_seconds_bucket{le="1.0"} 100
checkout_seconds_bucket{le="+Inf"} 100
checkout_seconds_count 100
checkout_seconds_sum 20.0
`;

describe('meterkit top in no terminal', () => {
  it.each([
    ['OpenMetrics', 'application/openmetrics-text; version=1.0.0; charset=utf-8', `${PAGE}# EOF\n`],
    [
      'text',
      'text/plain; version=0.0.4',
      PAGE.replace('# TYPE orders', '# TYPE orders_total').replaceAll(/# UNIT.*\n/g, ''),
    ],
  ])('prints one table of totals and quantiles of a page of %s', async (_name, type, body) => {
    const page = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': type }).end(body);
    });
    const { code, stdout } = await runProgram(['top', page.url]);
    page.close();
    expect(code).toBe(0);
    expectGolden('top.txt', stdout);
  });

  it('filters, sorts, shows zeros and gives JSON', async () => {
    const page = await servePage(`${PAGE}# EOF\n`, '');
    const args = ['top', page.url, '--filter', 'orders', '--all', '--sort', 'value', '--json'];
    const { stdout } = await runProgram(args);
    page.close();
    const { version, series } = JSON.parse(stdout);
    expect(version).toBe(1);
    expect(series).toEqual([
      { series: 'orders_total{channel="web"}', kind: 'counter', unit: '', value: 12345 },
      { series: 'orders_total{channel="app"}', kind: 'counter', unit: '', value: 0 },
    ]);
  });

  it('says that no series match', async () => {
    const page = await servePage(`${PAGE}# EOF\n`, '');
    const { stdout } = await runProgram(['top', page.url, '--filter', 'zzzz']);
    page.close();
    expect(stdout).toBe('no series match "zzzz"; --all shows those at zero, too\n');
  });

  it('shows times as ISO has them', async () => {
    const page = await servePage(
      '# TYPE process_start_time_seconds gauge\nprocess_start_time_seconds 1735689600.5\n# EOF\n',
      '',
    );
    const { stdout } = await runProgram(['top', page.url]);
    page.close();
    expect(stdout).toContain('2025-01-01T00:00:00Z');
  });

  it('says how many series it had no room for', async () => {
    const samples = Array.from({ length: 20_010 }, (_, i) => `a{b="${i}"} 1`).join('\n');
    const page = await servePage(`# TYPE a gauge\n${samples}\n# EOF\n`, '');
    const table = await runProgram(['top', page.url]);
    const json = await runProgram(['top', page.url, '--json']);
    page.close();
    expect(page.plain(table.stderr)).toBe(
      'warning http://shop/metrics: 10 series left out, more than fit into memory\n',
    );
    expect(JSON.parse(json.stdout)).toMatchObject({ leftOut: 10, series: { length: 20_000 } });
  });

  it('ends with 3 for a part of a page', async () => {
    const page = await servePage(PAGE, '');
    const { code, stderr } = await runProgram(['top', page.url, '--once']);
    page.close();
    expect(page.plain(stderr)).toBe(
      'error http://shop/metrics: expected a page that ends with "# EOF", got a part of one\n',
    );
    expect(code).toBe(3);
  });
});
