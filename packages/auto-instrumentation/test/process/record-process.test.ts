import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { createStore } from '@meterkit/instruments';
import { recordProcess } from '../../src/process/index.js';
import { ChildPrograms } from '../child-programs.js';
import { collected } from '../series-of.js';

const onLinux = process.platform === 'linux' ? test : test.skip;

const stops: (() => void)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function recording() {
  const store = createStore();
  const warnings: string[] = [];
  stops.push(recordProcess({ store, warn: (message) => warnings.push(message) }));
  return { store, warnings };
}

test('CPU time, memory and age are those of the process', async () => {
  const { store } = recording();
  const before = process.cpuUsage();
  const found = await collected(store);
  const after = process.cpuUsage();
  for (const mode of ['user', 'system'] as const) {
    const [seconds] = found[`process.cpu.time{cpu.mode=${mode}}`] ?? [];
    expect(seconds).toBeGreaterThanOrEqual(before[mode] / 1e6);
    expect(seconds).toBeLessThanOrEqual(after[mode] / 1e6);
  }
  expect(found['process.memory.usage{}']?.[0]).toBeGreaterThan(2 ** 24);
  const [uptime = 0] = found['process.uptime{}'] ?? [];
  const [startTime = 0] = found['process.start_time{}'] ?? [];
  expect(Math.abs(startTime + uptime - Date.now() / 1000)).toBeLessThan(1);
});

onLinux('descriptors are as many more as were opened', async () => {
  const { store } = recording();
  const [before = 0] = (await collected(store))['process.open_file_descriptor.count{}'] ?? [];
  const files = Array.from({ length: 5 }, () => openSync(__filename, 'r'));
  const [after] = (await collected(store))['process.open_file_descriptor.count{}'] ?? [];
  for (const file of files) closeSync(file);
  expect(after).toBe(before + 5);
});

onLinux(
  'a worker is one thread more, and a read of its address space is never below the resident set',
  async () => {
    const { store } = recording();
    const [before = 0] = (await collected(store))['process.thread.count{}'] ?? [];
    const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
    await once(worker, 'online');
    const found = await collected(store);
    expect(found['process.thread.count{}']?.[0]).toBeGreaterThan(before);
    expect(found['process.memory.virtual{}']?.[0]).toBeGreaterThan(
      found['process.memory.usage{}']?.[0] ?? Number.POSITIVE_INFINITY,
    );
    await worker.terminate();
  },
);

test('without procfs its families are not there, which is said once', async () => {
  const store = createStore();
  const warnings: string[] = [];
  const context = { store, warn: (message: string) => warnings.push(message) };
  stops.push(recordProcess(context, { procfs: '/nowhere' }));
  stops.push(recordProcess(context, { procfs: '/nowhere' }));
  expect(Object.keys(await collected(store))).toEqual([
    'process.cpu.time{cpu.mode=user}',
    'process.cpu.time{cpu.mode=system}',
    'process.memory.usage{}',
    'process.network.io{network.io.direction=transmit}',
    'process.network.io{network.io.direction=receive}',
    'process.uptime{}',
    'process.start_time{}',
  ]);
  expect(store.families().some(({ name }) => name === 'process.thread.count')).toBe(false);
  expect(warnings).toEqual([
    'process: not measured on this system: ' +
      "process.thread.count (ENOENT: no such file or directory, open '/nowhere/self/status'), " +
      "process.open_file_descriptor.count (ENOENT: no such file or directory, stat '/nowhere/self/fd'), " +
      "process.memory.virtual (ENOENT: no such file or directory, open '/nowhere/self/status')",
  ]);
});

test('two recorders of one store count once, and the last to stop ends it', async () => {
  const { store } = recording();
  const second = recordProcess({ store });
  const [user = 0] = (await collected(store))['process.cpu.time{cpu.mode=user}'] ?? [];
  expect(user).toBeLessThanOrEqual(process.cpuUsage().user / 1e6);
  second();
  second();
  expect(await collected(store)).toHaveProperty(['process.uptime{}']);
  stops.splice(0).forEach((stop) => void stop());
  expect(await collected(store)).toEqual({});
  expect(channel('net.server.socket').hasSubscribers).toBe(false);
});

test('the ESM and the CommonJS copy in one process count its bytes once', async () => {
  const programs = new ChildPrograms();
  try {
    const { stdout, stderr } = await programs.run(`
      import { once } from 'node:events';
      import { createRequire } from 'node:module';
      import { connect, createServer } from 'node:net';
      import { defaultStore } from '@meterkit/instruments';
      import { recordProcess } from './esm/process/index.js';
      import { collected } from './esm/series-of.js';
      recordProcess();
      createRequire(import.meta.url)('./cjs/process/index.js').recordProcess();
      const server = createServer((socket) => socket.end('x'.repeat(1000))).listen(0);
      await once(server, 'listening');
      const client = connect(server.address().port).resume();
      await once(client, 'close');
      server.close();
      const { 'process.network.io{network.io.direction=receive}': received } = await collected(defaultStore());
      console.log(received[0]);
    `);
    expect({ stdout, stderr }).toEqual({ stdout: '1000\n', stderr: '' });
  } finally {
    programs.remove();
  }
});
