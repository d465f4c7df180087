import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import {
  type ParsedFamily,
  parseOpenMetrics,
  parsePrometheusText,
  sampleValue,
} from '@meterkit/exposition';
import {
  startVerifier,
  type Verifier,
  type VerifierOptions,
} from '../src/verifier/start-verifier.js';
import { type SystemFamily, systemFamilies } from './system-file.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

const BITS = 10;

/** Ends what a test that failed has left. */
const leftovers: (() => void)[] = [];

afterAll(() => {
  for (const end of leftovers) end();
});

function start(env: Readonly<Record<string, string>>, file?: string): WorkerProcess {
  const worker = startWorkerProcess({ DIFFICULTY_BITS: `${BITS}`, ...env }, file);
  leftovers.push(worker.kill);
  return worker;
}

async function verify(drops: VerifierOptions['drops'] = () => false): Promise<Verifier> {
  const verifier = await startVerifier({ difficultyBits: BITS, drops });
  leftovers.push(verifier.close);
  return verifier;
}
interface Format {
  readonly name: string;
  readonly accept: string;
  readonly parse: (page: string) => readonly ParsedFamily[];
}

const openMetrics: Format = {
  name: 'OpenMetrics',
  accept: 'application/openmetrics-text; version=1.0.0',
  parse: parseOpenMetrics,
};
const text: Format = {
  name: 'text',
  accept: 'text/plain; version=0.0.4',
  parse: parsePrometheusText,
};

async function scrape(url: string, { accept, parse }: Format): Promise<readonly ParsedFamily[]> {
  const response = await fetch(url, { headers: { accept } });
  expect(response.headers.get('content-type')).toContain(accept);
  return parse(await response.text());
}

/** Gets the value of a sample, without the namespace. */
async function readPage(worker: WorkerProcess) {
  const families = await scrape(await worker.line('metrics: '), openMetrics);
  return (sample: string, labels = {}) => sampleValue(families, `tops_worker_${sample}`, labels);
}

/** The states of the breaker that the page gives a 1. */
function statesOf(page: Awaited<ReturnType<typeof readPage>>): readonly string[] {
  const states = ['closed', 'open', 'half_open'];
  return states.filter((state) => page('circuit_breaker_state', { state }) === 1);
}

describe('a worker whose attempts have all ended', () => {
  const ATTEMPTS = 60;
  const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
  let verifier: Verifier;
  let worker: WorkerProcess;
  let page: Awaited<ReturnType<typeof readPage>>;
  let startSeconds: number;

  beforeAll(async () => {
    startSeconds = Date.now() / 1000;
    verifier = await verify((count) => count % 9 === 0);
    worker = start({
      METRICS_ENABLED: '1',
      WORKER_SK_HEX: seed,
      AGGREGATOR_URL: verifier.url,
      ATTEMPTS: `${ATTEMPTS}`,
      FAULTS: 'gpu=20,signature=7,validation=11',
    });
    await worker.line('attempts: all ended');
    page = await readPage(worker);
  }, 20_000);

  test('the page counts each attempt as the verifier does', () => {
    const { accepted, wrong_signature, wrong_hash, dropped } = verifier.stats;
    expect({
      successful: page('successful_attempts_total'),
      signature: page('signature_errors_total'),
      validation: page('validation_errors_total'),
      network: page('network_errors_total'),
      latencies: page('network_latency_ms_count'),
    }).toEqual({
      successful: accepted,
      signature: wrong_signature,
      validation: wrong_hash,
      network: dropped,
      latencies: accepted + wrong_signature + wrong_hash,
    });
    expect(Math.min(accepted, wrong_signature, wrong_hash, dropped)).toBeGreaterThan(0);
  });

  test('every 20th attempt loses its thread, and all attempts are counted and timed', () => {
    expect(page('gpu_errors_total')).toBe(3);
    expect(page('total_attempts_total')).toBe(ATTEMPTS);
    expect(page('attempt_duration_ms_count')).toBe(ATTEMPTS);
    expect(page('failed_attempts_total')).toBe(ATTEMPTS - verifier.stats.accepted);
  });

  test('the success rate is in percent times 100', () => {
    const rate = Math.floor((10_000 * verifier.stats.accepted) / ATTEMPTS);
    expect(page('success_rate')).toBe(rate);
  });

  test('the gauges tell how things stand', () => {
    const now = Date.now() / 1000;
    expect(statesOf(page)).toEqual(['closed']);
    expect(page('queue_depth')).toBe(0);
    expect(page('uptime_seconds')).toBeGreaterThan(0);
    expect(page('uptime_seconds')).toBeLessThan(now - startSeconds);
    expect(page('last_success_timestamp_seconds')).toBeGreaterThan(startSeconds);
    expect(page('last_success_timestamp_seconds')).toBeLessThan(now);
    expect(page('gpu_utilization_ratio')).toBeGreaterThan(0);
    expect(page('gpu_utilization_ratio')).toBeLessThanOrEqual(1);
    expect(page('gpu_memory_bytes')).toBeGreaterThan(1_000_000);
  });

  test('it signs with the key of WORKER_SK_HEX', async () => {
    // RFC 8032, 7.1, TEST 1.
    const publicKey = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
    expect(await worker.line('worker: ')).toBe(publicKey);
  });

  describe.each([openMetrics, text])('$name', (format) => {
    let families: readonly ParsedFamily[];

    beforeAll(async () => {
      families = await scrape(await worker.line('metrics: '), format);
    });

    test.each(systemFamilies)('$family is on the page as the system file has it', (expected) => {
      const isText = format === text;
      const suffix = isText && expected.type === 'counter' ? '_total' : '';
      const family = families.find(({ name }) => name === expected.family + suffix);
      expect(family).toMatchObject({
        type: expected.type,
        unit: isText ? '' : (expected.unit ?? ''),
      });
      expect(family?.help).toMatch(/\.$/);
      expect(labelSetsOf(family)).toEqual(expectedLabelSets(expected));
    });

    test('the page has no other family of the namespace', () => {
      const own = families.filter(({ name }) => name.startsWith('tops_'));
      expect(own).toHaveLength(systemFamilies.length);
    });
  });

  test('SIGTERM ends it with code 0', async () => {
    expect(await worker.stop()).toBe(0);
  });
});

/** The labels of the samples of a family; of a histogram those of its buckets. */
function labelSetsOf(family: ParsedFamily | undefined): readonly unknown[] {
  const samples = family?.samples ?? [];
  const counted = family?.type === 'histogram' ? samples.filter(isBucket) : samples;
  return counted.map(({ labels }) => {
    return Object.fromEntries([...labels].map(([name, value]) => [name, numberIf(name, value)]));
  });
}

function isBucket({ name }: { readonly name: string }): boolean {
  return name.endsWith('_bucket');
}

function numberIf(label: string, value: string): string | number {
  return label === 'le' ? Number(value.replace('+Inf', 'Infinity')) : value;
}

/** The file has one label at most, and no histogram with labels. */
function expectedLabelSets({ labels = {}, bounds }: SystemFamily): readonly unknown[] {
  if (bounds !== undefined) return [...bounds, Infinity].map((le) => ({ le }));
  const [label] = Object.entries(labels);
  return label === undefined ? [{}] : label[1].map((value) => ({ [label[0]]: value }));
}

test('when the network is cut each attempt is a network error, until the breaker opens', async () => {
  const verifier: Verifier = await verify((count) => {
    if (count > 8) void verifier.close();
    return count > 8;
  });
  const worker = start({
    METRICS_ENABLED: '1',
    AGGREGATOR_URL: verifier.url,
    ATTEMPTS: '13',
    BREAKER_FAILURES: '5',
    BREAKER_COOLDOWN_MS: '600000',
  });
  await worker.line('breaker: open');
  await worker.line('attempts: all ended');
  const page = await readPage(worker);
  expect(verifier.stats.accepted).toBe(8);
  expect(page('successful_attempts_total')).toBe(8);
  expect(page('network_errors_total')).toBe(5);
  expect(page('failed_attempts_total')).toBe(5);
  expect(page('consecutive_failures')).toBe(5);
  expect(statesOf(page)).toEqual(['open']);
  expect(await worker.stop()).toBe(0);
}, 20_000);

test('an open breaker holds further attempts, and SIGTERM does not wait for it', async () => {
  const verifier = await verify(() => true);
  const worker = start({
    METRICS_ENABLED: '1',
    AGGREGATOR_URL: verifier.url,
    THREADS: '1', // so that at most two attempts are under way
    BREAKER_COOLDOWN_MS: '600000',
  });
  await worker.line('breaker: open');
  const page = await readPage(worker);
  expect(await worker.stop()).toBe(0);
  expect(verifier.stats.dropped).toBeLessThanOrEqual(6);
  expect(page('network_errors_total')).toBe(page('consecutive_failures'));
  expect(statesOf(page)).toEqual(['open']);
}, 20_000);

test('when the verifier is back the breaker closes and the row of failures ends', async () => {
  const verifier = await verify((count) => count <= 8);
  const worker = start({
    METRICS_ENABLED: '1',
    AGGREGATOR_URL: verifier.url,
    ATTEMPTS: '20',
    BREAKER_COOLDOWN_MS: '20',
  });
  await worker.line('attempts: all ended');
  const page = await readPage(worker);
  const states = worker.lines.filter((line) => line.startsWith('breaker: '));
  expect(states.slice(0, 2)).toEqual(['breaker: open', 'breaker: half_open']);
  expect(states.at(-1)).toBe('breaker: closed');
  expect(statesOf(page)).toEqual(['closed']);
  expect(page('network_errors_total')).toBe(8);
  expect(page('successful_attempts_total')).toBe(12);
  expect(page('consecutive_failures')).toBe(0);
  expect(await worker.stop()).toBe(0);
}, 20_000);

test('it starts a verifier of its own if there is no other, and drops connections if told to', async () => {
  const worker = start({
    METRICS_ENABLED: '1',
    ATTEMPTS: '20',
    FAULTS: 'network=4',
  });
  await worker.line('attempts: all ended');
  const stats = await fetch(new URL('/stats', await worker.line('verifier: ')));
  expect(await stats.json()).toMatchObject({ accepted: 15, dropped: 5 });
  const page = await readPage(worker);
  expect(page('successful_attempts_total')).toBe(15);
  expect(page('network_errors_total')).toBe(5);
  expect(await worker.stop()).toBe(0);
}, 20_000);

test('without METRICS_ENABLED=1 it works and nothing listens', async () => {
  const verifier = await verify();
  const port = await freePort();
  const worker = start({
    PORT: `${port}`,
    AGGREGATOR_URL: verifier.url,
    ATTEMPTS: '5',
  });
  expect(await worker.line('metrics: ')).toBe('off');
  await worker.line('attempts: all ended');
  expect(verifier.stats.accepted).toBe(5);
  await expect(fetch(`http://127.0.0.1:${port}/prometheus`)).rejects.toThrow('fetch failed');
  expect(await worker.stop()).toBe(0);
}, 20_000);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on no pipe
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('the demo shows its page and ends by itself', async () => {
  const demo = start({ DEMO_SECONDS: '4' }, 'demo/main.js');
  const url = await demo.line('metrics: ');
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/prometheus$/);
  expect((await fetch(url)).status).toBe(200);
  expect(await demo.exited).toBe(0);
  expect(demo.lines.at(-1)).toMatch(
    /^[1-9]\d* \(\S+\/s\) .* % .* errors: gpu \d+, network \d+, .* breaker \w+/,
  );
}, 20_000);
