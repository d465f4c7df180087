import { ChildPrograms } from '../child-programs.js';

const programs = new ChildPrograms();

afterAll(() => programs.remove());

test('heap, thread pool, modules and active resources are those of the process', async () => {
  const module = programs.write('module.exports = 1;', 'cjs');
  const { stdout, stderr } = await programs.run(
    `
    import { createRequire } from 'node:module';
    import { createServer } from 'node:net';
    import { getHeapStatistics } from 'node:v8';
    import { createStore } from '@meterkit/instruments';
    import { recordRuntime } from './esm/runtime/index.js';
    import { collected } from './esm/series-of.js';
    const store = createStore();
    const stop = recordRuntime({ store });
    const before = await collected(store);
    const server = createServer().listen(0);
    createRequire(import.meta.url)(process.argv[2]);
    const kept = Array.from({ length: 1e6 }, (_, i) => i);
    const buffer = Buffer.alloc(2 ** 24);
    const after = await collected(store);
    const value = (found, name) => found[name]?.[0] ?? 0;
    const heap = (found) => Object.keys(found).filter((name) => name.startsWith('v8js.memory.heap.used')).reduce((sum, name) => sum + value(found, name), 0);
    console.log(value(after, 'nodejs.threadpool.size{}'));
    console.log(value(after, 'nodejs.modules.loaded{}') - value(before, 'nodejs.modules.loaded{}'));
    console.log(value(after, 'v8js.resource.active{v8js.resource.type=TCPServerWrap}'));
    console.log(heap(after) - heap(before) > 4e6 && kept.length > 0);
    console.log(value(after, 'nodejs.memory.array_buffers{}') - value(before, 'nodejs.memory.array_buffers{}') > buffer.length * 0.9);
    console.log(value(after, 'v8js.memory.heap.size_limit{}') === getHeapStatistics().heap_size_limit);
    server.close();
    stop();
    console.log(Object.keys(await collected(store)).filter((name) => !/gc|delay|exceptions/.test(name)));
    `,
    { args: [module], env: { UV_THREADPOOL_SIZE: '9' } },
  );
  expect({ stdout, stderr }).toEqual({ stdout: '9\n1\n1\ntrue\ntrue\ntrue\n[]\n', stderr: '' });
});

test('two recorders on one store count once, and end with the last', async () => {
  const { stdout } = await programs.run(
    `
    import { constants, PerformanceObserver } from 'node:perf_hooks';
    import { createStore } from '@meterkit/instruments';
    import { recordRuntime } from './esm/runtime/index.js';
    import { collected, countOf, seriesOf } from './esm/series-of.js';
    const store = createStore();
    const stops = [recordRuntime({ store }), recordRuntime({ store })];
    const alive = setInterval(() => {}, 1000); // an observer does not keep a process alive
    let major = 0;
    await new Promise((resolve) => {
      const observer = new PerformanceObserver((list) => {
        major += list.getEntries().filter(({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR).length;
        if (major >= 2) resolve();
      });
      observer.observe({ entryTypes: ['gc'] });
      gc();
      gc();
    });
    clearInterval(alive);
    const counted = countOf(seriesOf(store)['v8js.gc.duration{v8js.gc.type=major}']);
    const found = await collected(store);
    console.log(process.listenerCount('uncaughtExceptionMonitor'), counted - major);
    console.log(found['nodejs.threadpool.size{}'][0]);
    stops[0]();
    console.log('nodejs.threadpool.size{}' in await collected(store));
    stops[1]();
    console.log('nodejs.threadpool.size{}' in await collected(store));
    `,
    { node: ['--expose-gc'] },
  );
  expect(stdout).toBe('1 0\n4\ntrue\nfalse\n');
});
