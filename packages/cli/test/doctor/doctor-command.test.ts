import { expectGolden } from '../expect-golden.js';
import { runProgram } from '../run-program.js';
import { type Served, serve } from '../serve-page.js';
import { temporaryFolder } from '../temporary-folder.js';

const OPEN_METRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** A page of so many orders, by customer. */
function page(customers: number): string {
  const orders = Array.from({ length: customers }, (_, i) => `orders_total{customer="c${i}"} 1`);
  return [
    '# TYPE orders counter',
    '# HELP orders Orders placed.',
    ...orders,
    '# TYPE queue_length gauge',
    '# HELP queue_length Length.',
    'queue_length{shard="a"} 1',
    'queue_length{shard="b"} 2',
    '# EOF\n',
  ].join('\n');
}

/** What is the same in every run. */
function steady(served: Served, output: string): string {
  return served.plain(output).replace(/^(time +)[\d.]+ \S+/m, '$1T');
}

describe('meterkit doctor', () => {
  it('tells what a page costs, what is read of it, and what is wrong with it', async () => {
    let scrapes = 0;
    // The second page of those that follow at once has a series less; the last has more.
    const sizes = [1200, 1199, 1200, 1200, 1300];
    const shop = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': OPEN_METRICS });
      response.end(page(sizes[scrapes++] ?? 0));
    });
    const folder = temporaryFolder({
      'a.yml': 'groups: [{name: a, rules: [{alert: A, expr: "sum(rate(orders_total[5m])) == 0"}]}]',
    });
    const args = ['doctor', shop.url, '--wait', '0.1', '--rules', folder];
    const { code, stdout, stderr } = await runProgram(args);
    shop.close();
    expect(stderr).toBe('');
    expect(code).toBe(1);
    expectGolden('doctor.txt', steady(shop, stdout));
  });

  it('has no problem with a page that is as it has to be', async () => {
    const shop = await serve((request, response) => {
      const isOpenMetrics = request.headers.accept?.includes('openmetrics') === true;
      const type = isOpenMetrics ? OPEN_METRICS : 'text/plain; version=0.0.4; charset=utf-8';
      response.writeHead(200, { 'content-type': type, vary: 'Accept' });
      response.end(page(3));
    });
    const { code, stdout } = await runProgram(['doctor', shop.url, '--wait', '0', '--json']);
    shop.close();
    const { version, findings, families, labels, trend } = JSON.parse(stdout);
    expect({ code, version, findings }).toEqual({ code: 0, version: 1, findings: [] });
    expect(families).toEqual([
      { family: 'orders', type: 'counter', series: 3, bytes: 141 },
      { family: 'queue_length', type: 'gauge', series: 2, bytes: 106 },
    ]);
    expect(labels[0]).toEqual({
      ...{ label: 'customer', values: 3, series: 3, bytes: 42 },
      ...{ mostIn: 'orders', mostValues: 3 },
    });
    expect(trend).toEqual({ seconds: 0, before: 5, after: 5, grown: [] });
  });

  it('lets gauges come and go, and takes a format that is refused for one that is not spoken', async () => {
    let scrapes = 0;
    const shop = await serve((request, response) => {
      if (request.headers.accept?.includes('openmetrics') !== true) {
        response.writeHead(406, { 'content-type': 'text/html' }).end();
        return;
      }
      const busy = scrapes++ === 0 ? 'work_active{kind="read"} 1\n' : '';
      const gauge = `# TYPE work_active gauge\n# HELP work_active Work.\n${busy}`;
      response.writeHead(200, { 'content-type': OPEN_METRICS, vary: 'Accept' });
      response.end(`${gauge}# EOF\n`);
    });
    const { code, stdout } = await runProgram(['doctor', shop.url, '--wait', '0', '--json']);
    shop.close();
    const findings = JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);
    expect({ code, findings }).toEqual({ code: 0, findings: ['text'] });
  });

  it('finds credentials in the URL, and that nobody asks for them', async () => {
    const shop = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': OPEN_METRICS }).end(page(1));
    });
    const url = shop.url.replace('://', '://me:secret@');
    const { code, stdout } = await runProgram(['doctor', url, '--wait', '0', '--json']);
    shop.close();
    expect(code).toBe(1);
    expect(stdout).not.toContain('secret');
    const rules = JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);
    expect(rules.slice(0, 2)).toEqual(['credentials-in-url', 'credentials-not-asked']);
  });

  it('sends who has an invalid page to check', async () => {
    const shop = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': OPEN_METRICS }).end('a 1\n');
    });
    const { code, stderr } = await runProgram(['doctor', shop.url, '--wait', '0']);
    shop.close();
    expect(shop.plain(stderr)).toBe(
      'error http://shop/metrics: OpenMetrics page, line 2, column 1: expected the page to end with "# EOF", got the end of the page; see meterkit check http://shop/metrics\n',
    );
    expect(code).toBe(1);
  });
});
