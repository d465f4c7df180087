import { DeploymentMetrics } from '@meterkit/meters/deployment';
import { init, type Telemetry } from '@meterkit/sdk';
import { expectGolden } from '../expect-golden.js';
import { runProgram } from '../run-program.js';
import { serve, servePage } from '../serve-page.js';
import { temporaryFolder } from '../temporary-folder.js';

describe('meterkit check of a service', () => {
  let telemetry: Telemetry;
  const url = () => telemetry.scrapeUrl ?? '';

  beforeAll(async () => {
    const access = { users: { prometheus: 'secret' } };
    telemetry = await init({ serviceName: 'shop', scrape: { port: 0 }, access, logLevel: 'none' });
    telemetry.get(DeploymentMetrics);
  });

  afterAll(() => telemetry.shutdown());

  it('has nothing to say of our own page in each format', async () => {
    const args = ['check', url(), '--user', 'prometheus:secret', '--json'];
    const { code, stdout } = await runProgram(args);
    const { version, formats, findings, families, series } = JSON.parse(stdout);
    expect({ code, version, findings }).toEqual({ code: 0, version: 1, findings: [] });
    expect(families).toBeGreaterThan(20);
    expect(series).toBeGreaterThan(families);
    const states = formats.map(({ format, state }: { format: string; state: string }) => [
      format,
      state,
    ]);
    expect(states).toEqual([
      ['OpenMetrics 1.0.0', 'ok'],
      ['OpenMetrics 0.0.1', 'ok'],
      ['Prometheus text 1.0.0', 'ok'],
      ['Prometheus text 0.0.4', 'ok'],
      ['Prometheus protobuf', 'other'],
    ]);
  });

  it('takes credentials from a URL, the environment and a header, and shows none of them', async () => {
    const basic = `Basic ${Buffer.from('prometheus:secret').toString('base64')}`;
    const ended = await Promise.all([
      runProgram(['check', url().replace('://', '://prometheus:secret@')]),
      runProgram(['check', url(), '--user', 'prometheus'], {
        env: { METERKIT_PASSWORD: 'secret' },
      }),
      runProgram(['check', url(), '--header', `Authorization: ${basic}`]),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
    for (const { stdout } of ended) expect(stdout).not.toContain('secret');
  });

  it('ends with 3 when it may not read the page, and says how to', async () => {
    const { code, stderr } = await runProgram(['check', url()]);
    expect(code).toBe(3);
    expect(stderr).toBe(
      `error ${url()}: expected 200, got 401 (Only for who has the credentials); say who asks by --user, --bearer-file or --header\n`,
    );
  });
});

describe('meterkit check', () => {
  const openMetrics =
    '# TYPE latencyMs gauge\n# HELP latencyMs Latency.\nlatencyMs{a="x"} 1\nlatencyMs{a="y"} 2\n# EOF\n';

  it('takes a format that is refused for one that is not spoken', async () => {
    const page = await serve((request, response) => {
      const isText = request.headers.accept === 'text/plain;version=0.0.4';
      response.writeHead(isText ? 200 : 406, { 'content-type': 'text/plain; version=0.0.4' });
      response.end(isText ? '# HELP a A.\n# TYPE a gauge\na 1\n' : 'No.\n');
    });
    const { code, stdout } = await runProgram(['check', page.url, '--json']);
    page.close();
    const { formats, findings, families } = JSON.parse(stdout);
    expect({ code, findings, families }).toEqual({ code: 0, findings: [], families: 1 });
    expect(formats.map(({ state }: { state: string }) => state)).toEqual([
      ...['other', 'other', 'other', 'ok', 'other'],
    ]);
  });

  it('ends with 3 where every format is refused', async () => {
    const page = await serve((_request, response) => void response.writeHead(406).end());
    const { code, stderr } = await runProgram(['check', page.url]);
    page.close();
    expect(code).toBe(3);
    expect(page.plain(stderr)).toBe('error http://shop/metrics: expected 200, got 406\n');
  });

  it('shows formats, findings and a summary as a table', async () => {
    const page = await servePage(openMetrics, 'latencyMs 12\nlatencyMs{a="x" 2\n');
    const { code, stdout } = await runProgram(['check', page.url]);
    page.close();
    expect(code).toBe(1);
    expectGolden('check.txt', page.plain(stdout));
  });

  it('reads a file and stdin, and says line and column of what breaks a rule', async () => {
    const folder = temporaryFolder({ 'page.txt': 'a 1\nb{x="y" 2\n' });
    const file = await runProgram(['check', `${folder}/page.txt`, '--json']);
    expect(file.code).toBe(1);
    expect(JSON.parse(file.stdout)).toMatchObject({
      families: 0,
      findings: [{ kind: 'syntax', rule: 'label-separator', line: 2, column: 9 }],
    });
    const input = '# TYPE a counter\n# HELP a Things.\na_total 1\n# EOF\n';
    const stdin = await runProgram(['check', '-'], { input });
    expect(stdin.code).toBe(0);
    expect(stdin.stdout).toContain('OpenMetrics  ok');
    const asText = await runProgram(['check', '-', '--format', 'text'], { input });
    expect(asText.code).toBe(1);
  });

  it.each([
    ['text/html', 'expected that of a page, such as text/plain; version=0.0.4, got "text/html"'],
    [
      'application/openmetrics-text; version=1.0.0',
      'expected charset=utf-8, which OpenMetrics demands, got "application/openmetrics-text; version=1.0.0"',
    ],
    [
      'text/plain; version=0.0.4; charset=latin1',
      'expected charset=utf-8, got "text/plain; version=0.0.4; charset=latin1"',
    ],
  ])('finds fault with the content type %s', async (type, message) => {
    const page = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': type }).end(openMetrics);
    });
    const { code, stdout } = await runProgram(['check', page.url, '--json']);
    page.close();
    expect(code).toBe(1);
    const { findings } = JSON.parse(stdout);
    expect(findings[0]).toMatchObject({
      kind: 'content-type',
      message: `content type: ${message}`,
    });
  });

  it.each([
    [
      'a port where nothing listens',
      'localhost:1',
      /^error http:\/\/localhost:1\/metrics: expected an answer, got connect ECONNREFUSED/,
    ],
    [
      'a file that is not there',
      './no-such-page',
      /^error \.\/no-such-page: expected a readable file, got ENOENT\n$/,
    ],
    [
      'a host without a port',
      'nohost.invalid',
      /got ENOENT; if it is a host, write http:\/\/nohost\.invalid or nohost\.invalid:9464\n$/,
    ],
    [
      'an empty unix socket',
      'unix:/no/such.sock',
      /^error unix:\/no\/such\.sock: expected an answer, got connect ENOENT/,
    ],
  ])('ends with 3 for %s', async (_name, source, message) => {
    const { code, stderr } = await runProgram(['check', source]);
    expect(stderr).toMatch(message);
    expect(code).toBe(3);
  });

  it('gives up on an answer that does not end in time', async () => {
    const page = await serve((_request, response) => void response.write('# '));
    const { code, stderr } = await runProgram(['check', page.url, '--timeout', '0.2']);
    expect(page.plain(stderr)).toBe(
      'error http://shop/metrics: expected an answer, got no whole answer within 0.2 s\n',
    );
    expect(code).toBe(3);
    page.close();
  });

  it('does not follow a redirect, and says where it leads', async () => {
    const page = await serve((_request, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const { code, stderr } = await runProgram(['check', page.url]);
    page.close();
    expect(page.plain(stderr)).toBe(
      'error http://shop/metrics: expected 200, got 302; ask /elsewhere\n',
    );
    expect(code).toBe(3);
  });
});
