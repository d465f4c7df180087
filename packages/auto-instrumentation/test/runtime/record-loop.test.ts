import { ChildPrograms } from '../child-programs.js';

const programs = new ChildPrograms();

afterAll(() => programs.remove());

const HEAD = `
  import { createStore } from '@meterkit/instruments';
  import { recordRuntime } from './esm/runtime/index.js';
  import { collected, countOf, seriesOf } from './esm/series-of.js';
  const store = createStore();
  const stop = recordRuntime({ store }, { delayGauges: process.argv[2] === 'gauges' });
  const delay = () => seriesOf(store)['nodejs.eventloop.delay{}'];
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
  /** Until there are so many samples more. */
  const sampled = async (count) => {
    const start = countOf(delay());
    while (countOf(delay()) < start + count) await turn();
  };
  const block = (ms) => { for (const end = performance.now() + ms; performance.now() < end; ); };
`;

test('a stall of the event loop is one sample of its length', async () => {
  const { stdout, stderr } = await programs.run(`${HEAD}
    await sampled(1);
    const before = delay();
    block(1000); // at least 497 ms past the time at which a sample is due
    await sampled(1);
    const after = delay();
    const added = after.map((count, i) => count - before[i]);
    const sum = added.pop();
    console.log(sum > 0.44 && sum < 5, added.slice(8).reduce((a, b) => a + b, 0));
  `);
  expect({ stdout, stderr }).toEqual({ stdout: 'true 1\n', stderr: '' });
});

test('the loop is looked at more often while it is busy', async () => {
  const { stdout } = await programs.run(`${HEAD}
    await sampled(1);
    const start = performance.now();
    const work = setInterval(() => block(3), 1);
    await sampled(21);
    clearInterval(work);
    const busy = performance.now() - start;
    console.log(busy < 21 * 503);
  `);
  expect(stdout).toBe('true\n');
});

test('scrapers read the same, however often they read', async () => {
  const { stdout } = await programs.run(`${HEAD}
    await sampled(1);
    const once = await collected(store);
    const samples = countOf(delay());
    for (let i = 0; i < 50; i++) await store.collect();
    const again = await collected(store);
    const of = (found) => found['nodejs.eventloop.utilization{}'][0];
    const active = (found) => found['nodejs.eventloop.time{nodejs.eventloop.state=active}'][0];
    console.log(of(once) > 0 && of(again) >= of(once), of(again) <= 1, active(again) >= active(once), countOf(delay()) - samples <= 3);
  `);
  expect(stdout).toBe('true true true true\n');
});

test('the gauges of the delay are the samples of the histogram', async () => {
  const { stdout } = await programs.run(
    `${HEAD}
    await store.collect();
    console.log(Object.keys(seriesOf(store)).filter((name) => name.includes('delay.')).length);
    await sampled(3);
    const found = await collected(store);
    const { min, max, mean, p50, p90, p99 } = Object.fromEntries(['min', 'max', 'mean', 'p50', 'p90', 'p99'].map((of) => [of, found[\`nodejs.eventloop.delay.\${of}{}\`][0]]));
    console.log(min <= p50 && p50 <= p90 && p90 <= p99 && p99 <= max);
    console.log(Math.abs(mean - delay().at(-1) / countOf(delay())) < 1e-9);
    `,
    { args: ['gauges'] },
  );
  expect(stdout).toBe('0\ntrue\ntrue\n');
});

test('after stop() there is no timer left, and none kept the process alive before', async () => {
  const { code, stdout } = await programs.run(`
    import { createHook } from 'node:async_hooks';
    const timers = new Set();
    createHook({
      init: (id, type) => void (type === 'Timeout' && timers.add(id)),
      destroy: (id) => void timers.delete(id),
    }).enable();
    const { createStore } = await import('@meterkit/instruments');
    const { recordRuntime } = await import('./esm/runtime/index.js');
    const stop = recordRuntime({ store: createStore() });
    const running = timers.size;
    stop();
    await new Promise(setImmediate);
    console.log(running, timers.size);
    recordRuntime({ store: createStore() }, { delayGauges: true });
  `);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '1 0\n' });
});
