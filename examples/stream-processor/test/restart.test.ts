import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { appendSeconds } from '../src/demo/write-log.js';
import { linesOf, makeLog as logOf, seconds } from './generated-log.js';
import { type ProcessorProcess, startProcessorProcess } from './processor-process.js';
import type { Samples } from './samples.js';
import { readPage } from './scrape.js';
import { describeWithRedis } from './state/describe-with-redis.js';
import { startRedisServer } from './state/redis-server.js';
import type { Workspace } from './workspace.js';

const TIMEOUT_MS = 60_000;
const leftovers: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const end of leftovers.reverse()) await end();
});

function start(
  { directory }: Workspace,
  env: Readonly<Record<string, string>> = {},
): ProcessorProcess {
  const processor = startProcessorProcess({ DATA_DIR: directory, ...env });
  leftovers.push(() => processor.stop('SIGKILL'));
  return processor;
}

async function makeLog(upTo?: number): Promise<Workspace> {
  const workspace = await logOf(upTo);
  leftovers.push(workspace.remove);
  return workspace;
}

/** Redis has gone, and there is more to read. */
async function loseRedis(redis: string) {
  const server = await startRedisServer(redis);
  leftovers.push(server.kill);
  const workspace = await makeLog(60);
  const processor = start(workspace, { REDIS_URL: server.url });
  const url = await processor.line('metrics: ');
  await processor.line('caught up: ');
  await server.kill();
  await appendSeconds(workspace.directory, seconds.slice(60, 70));
  return { server, processor, url };
}

describe('a processor that ends in the middle', () => {
  let wanted: readonly (readonly string[])[];

  beforeAll(async () => {
    const whole = await makeLog();
    expect(await start(whole, { FOLLOW: '0' }).exited).toBe(0);
    wanted = (await linesOf(whole, 'results')).map((lines) => [...lines].sort());
  }, TIMEOUT_MS);

  test(
    'after SIGTERM the next one goes on, and the results are those of one that never ended',
    async () => {
      const workspace = await makeLog(500);
      const first = start(workspace);
      const url = await first.line('metrics: ');
      await first.line('caught up: ');
      const before = await readPage(url);
      expect(await first.stop()).toBe(0);
      await appendSeconds(workspace.directory, seconds.slice(500));
      const second = start(workspace);
      const secondUrl = await second.line('metrics: ');
      const { events } = JSON.parse(await second.line('caught up: '));
      const after = await readPage(secondUrl);
      for (const type of ['tumbling', 'sliding', 'session']) {
        const of = (page: Samples, what: string) =>
          page[`windows_${what}{window_type="${type}"}`] ?? 0;
        expect(of(before, 'active')).toBeGreaterThan(50);
        expect(of(after, 'active')).toBe(
          of(before, 'active') + of(after, 'created_total') - of(after, 'triggered_total'),
        );
      }
      const all = (await linesOf(workspace, 'readings')).flat().length;
      expect(events + before.events_received_total).toBe(all);
      const results = (await linesOf(workspace, 'results')).map((lines) => [...lines].sort());
      expect(results).toEqual(wanted);
    },
    TIMEOUT_MS,
  );

  test(
    'after SIGKILL the next one goes on where the offsets are',
    async () => {
      const workspace = await makeLog(500);
      const first = start(workspace);
      await first.line('caught up: ');
      await first.stop('SIGKILL');
      await appendSeconds(workspace.directory, seconds.slice(500));
      const second = start(workspace);
      const { events } = JSON.parse(await second.line('caught up: '));
      expect(events).toBe(seconds.slice(500).flat(2).length);
    },
    TIMEOUT_MS,
  );

  test(
    'without state whole results stay, and a line that a kill has torn is cut off',
    async () => {
      const workspace = await makeLog();
      await mkdir(workspace.path('topics/results'), { recursive: true });
      await writeFile(
        workspace.path('topics/results/0.jsonl'),
        '{"whole":1}\n{"key":"temperature-7","win',
      );
      expect(await start(workspace, { FOLLOW: '0' }).exited).toBe(0);
      const results = (await linesOf(workspace, 'results')).map((lines) => [...lines].sort());
      const [first = [], ...others] = wanted;
      expect(results).toEqual([[...first, '{"whole":1}'].sort(), ...others]);
    },
    TIMEOUT_MS,
  );

  test(
    'without metrics nothing listens, and the results are the same',
    async () => {
      const workspace = await makeLog();
      const silent = start(workspace, { FOLLOW: '0', METRICS_ENABLED: '0' });
      expect(await silent.line('metrics: ')).toBe('off');
      expect(await silent.exited).toBe(0);
      const results = (await linesOf(workspace, 'results')).map((lines) => [...lines].sort());
      expect(results).toEqual(wanted);
    },
    TIMEOUT_MS,
  );

  test(
    'a state with little room gives up entries, and the windows in them',
    async () => {
      const workspace = await makeLog();
      const processor = start(workspace, { STATE_MAX_BYTES: '60000', CACHE_ENTRIES: '1' });
      const url = await processor.line('metrics: ');
      await processor.line('caught up: ');
      const page = await readPage(url);
      expect(page['state_evictions_total{backend="memory"}']).toBeGreaterThan(0);
      expect(page['state_size_bytes{backend="memory"}']).toBeLessThanOrEqual(60_000);
      const label = '{window_type="tumbling"}';
      const triggered = page[`windows_triggered_total${label}`] ?? 0;
      const active = page[`windows_active${label}`] ?? 0;
      expect(page[`windows_created_total${label}`]).toBeGreaterThan(triggered + active); // the rest was dropped
      expect(active).toBeGreaterThanOrEqual(0);
    },
    TIMEOUT_MS,
  );

  describeWithRedis('with a real Redis', (redis) => {
    test(
      'after SIGKILL no result is missing, and none is there twice',
      async () => {
        const server = await startRedisServer(redis);
        leftovers.push(server.kill);
        const workspace = await makeLog();
        const first = start(workspace, { REDIS_URL: server.url });
        const url = await first.line('metrics: ');
        while (((await readPage(url)).events_received_total ?? 0) < 15_000);
        await first.stop('SIGKILL');
        const unfinished = '{"key":"of a batch that was not stored"}\n{"key":"half writ';
        await appendFile(workspace.path('topics/results/0.jsonl'), unfinished);
        const second = start(workspace, { REDIS_URL: server.url });
        const { events } = JSON.parse(await second.line('caught up: '));
        expect(events).toBeLessThan(seconds.flat(2).length);
        const page = await readPage(await second.line('metrics: '));
        expect(page['state_operations_total{backend="redis",operation="put"}']).toBeGreaterThan(3);
        expect(page['state_size_bytes{backend="redis"}']).toBeGreaterThan(10_000);
        const results = (await linesOf(workspace, 'results')).map((lines) => [...lines].sort());
        expect(results).toEqual(wanted);
        expect(await second.stop()).toBe(0);
      },
      TIMEOUT_MS,
    );

    test(
      'while it is away the processor is not ready, and goes on when it is back',
      async () => {
        const { server, processor, url } = await loseRedis(redis);
        const ready = () => fetch(new URL('/ready', url));
        while ((await ready()).status === 200) await sleep(20);
        const { checks } = (await (await ready()).json()) as { checks: readonly unknown[] };
        const message = expect.stringMatching(/^redis: /);
        expect(checks).toEqual([{ name: 'processor', ready: false, message }]);
        const failures = async () =>
          Object.keys(await readPage(url)).filter((name) => name.startsWith('pipeline_errors'));
        while ((await failures()).every((name) => name.includes('"bad_'))) await sleep(20);
        const waiting = seconds.slice(60, 70).flatMap((second) => second[0] ?? []).length;
        const lag = 'kafka_consumer_lag{partition="0",topic="readings"}';
        while ((await readPage(url))[lag] !== waiting) await sleep(20);
        expect((await readPage(url)).pipeline_operators_active).toBeGreaterThan(0); // they wait
        await server.startAgain();
        const { events } = JSON.parse(await processor.line('caught up: '));
        expect(events).toBe(seconds.slice(0, 70).flat(2).length);
        expect((await ready()).status).toBe(200);
        expect(await processor.stop()).toBe(0);
      },
      TIMEOUT_MS,
    );

    test(
      'SIGTERM while it is away ends the processor with a line that says so',
      async () => {
        const { processor, url } = await loseRedis(redis);
        while (!(await readPage(url))['pipeline_errors_total{error_type="state"}']) await sleep(20);
        const before = processor.lines.length;
        expect(await processor.stop()).toBe(1);
        expect(processor.lines.slice(before).sort()).toEqual([
          expect.stringMatching(/^ended: /),
          expect.stringMatching(
            /^stopped while redis failed \(.+\): what was read .* is read again$/,
          ),
        ]);
      },
      TIMEOUT_MS,
    );
  });
});

test(
  'after SIGTERM the page stays until the last numbers were seen',
  async () => {
    const workspace = await makeLog();
    const processor = start(workspace, { METERKIT_SHUTDOWN_GRACE_MS: '20000' });
    const url = await processor.line('metrics: ');
    await readPage(url);
    await readPage(url); // somebody who comes again
    const exited = processor.stop();
    const { events, poisoned, tumbling } = JSON.parse(await processor.line('ended: '));
    expect(await readPage(url)).toMatchObject({
      events_received_total: events,
      'events_processed_total{result="error"}': poisoned,
      'windows_triggered_total{window_type="tumbling"}': tumbling,
    });
    expect(await exited).toBe(0);
    expect(events).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);
