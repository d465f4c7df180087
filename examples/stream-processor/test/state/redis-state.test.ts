import { setTimeout as sleep } from 'node:timers/promises';
import { createKeyedState } from '../../src/state/keyed-state.js';
import { openRedisState } from '../../src/state/redis-state.js';
import type { StateBackend } from '../../src/state/state-backend.js';
import { testContext } from '../samples.js';
import { describeWithRedis } from './describe-with-redis.js';
import { type RedisServer, startRedisServer } from './redis-server.js';

describeWithRedis('with a real Redis', (redis) => {
  let server: RedisServer;
  let state: StateBackend;

  beforeEach(async () => {
    server = await startRedisServer(redis);
    state = openRedisState(server.url, () => {});
    await ready();
  });

  afterEach(async () => {
    await state.close();
    await server.kill();
  });

  async function ready(): Promise<void> {
    while (state.problem() !== null) await sleep(10);
  }

  test('what was put can be got, scanned and deleted', async () => {
    const entries = Array.from({ length: 3000 }, (_, i) => [`0/${i}`, `value ${i}`] as const);
    await state.put(new Map([...entries, ['1/0', 'of another partition']]));
    expect(await state.get('0/2999')).toBe('value 2999');
    expect(await state.scan('0/')).toEqual(new Map(entries));
    await state.delete(['0/0', '0/none']);
    expect(await state.get('0/0')).toBeNull();
    expect(await state.get('1/0')).toBe('of another partition');
  });

  test('its size is what Redis says of its data', async () => {
    const before = await state.measureBytes();
    await state.put(new Map([['a', 'x'.repeat(1_000_000)]]));
    expect((await state.measureBytes()) - before).toBeGreaterThanOrEqual(1_000_000);
  });

  test('while it is away each operation rejects, and it comes back by itself', async () => {
    await server.kill();
    await expect(state.get('a')).rejects.toThrow();
    while (state.problem() === null) await sleep(10);
    expect(state.problem()).toMatch(/^redis: .+/);
    await server.startAgain();
    await ready();
    await state.put(new Map([['a', '1']]));
    expect(await state.get('a')).toBe('1');
  });

  test('a processor waits for it, counting each attempt that fails', async () => {
    const { contextOf, samples } = testContext(state);
    const states = createKeyedState(contextOf('0'));
    await server.kill();
    const loading = states.load('a');
    while (Object.keys(samples()).every((name) => !name.startsWith('pipeline_errors_total')))
      await sleep(10);
    await server.startAgain();
    expect((await loading).windows).toEqual([]);
    const failures = samples()['pipeline_errors_total{error_type="state"}'] ?? 0;
    expect(samples()['state_operations_total{backend="redis",operation="get"}']).toBe(failures + 1);
  });
});

describeWithRedis('with a real Redis that has little room', (redis) => {
  let server: RedisServer;
  let state: StateBackend;
  let evicted = 0;

  beforeEach(async () => {
    server = await startRedisServer(
      redis,
      '--maxmemory 3mb --maxmemory-policy allkeys-lru'.split(' '),
    );
    state = openRedisState(server.url, (entries) => {
      evicted += entries;
    });
    while (state.problem() !== null) await sleep(10);
  });

  afterEach(async () => {
    await state.close();
    await server.kill();
  });

  test('what it gives up is counted', async () => {
    await state.measureBytes();
    expect(evicted).toBe(0);
    for (let i = 0; i < 200; i++) await state.put(new Map([[`${i}`, 'x'.repeat(20_000)]]));
    await state.measureBytes();
    const before = evicted;
    const given = 200 - (await state.scan('')).size;
    await state.measureBytes(); // asking takes room, too
    expect(before).toBeGreaterThan(50);
    expect(given).toBeGreaterThanOrEqual(before);
    expect(given).toBeLessThanOrEqual(evicted);
  });
});
