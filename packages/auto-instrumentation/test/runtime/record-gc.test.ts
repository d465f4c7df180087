import { ChildPrograms } from '../child-programs.js';

const programs = new ChildPrograms();

afterAll(() => programs.remove());

/** Forces collections, and waits until an observer that began after the recorder's has heard of them. */
const HEAD = `
  import { PerformanceObserver } from 'node:perf_hooks';
  import { createStore } from '@meterkit/instruments';
  import { recordRuntime } from './esm/runtime/index.js';
  import { countOf, seriesOf } from './esm/series-of.js';
  const store = createStore();
  const stop = recordRuntime({ store });
  const collections = async (times, options) => {
    const alive = setInterval(() => {}, 1000); // an observer does not keep a process alive
    await new Promise((resolve) => {
      let seen = 0;
      const observer = new PerformanceObserver((list) => {
        seen += list.getEntries().length;
        if (seen < times) return;
        observer.disconnect();
        resolve();
      });
      observer.observe({ entryTypes: ['gc'] });
      for (let i = 0; i < times; i++) options === undefined ? gc() : gc(options);
    });
    clearInterval(alive);
  };
  const count = (type) => countOf(seriesOf(store)[\`v8js.gc.duration{v8js.gc.type=\${type}}\`]);
`;

test('collections are counted by kind, with their time in seconds', async () => {
  const { stdout, stderr } = await programs.run(
    `${HEAD}
    await collections(3);
    const major = count('major');
    const minor = count('minor');
    await collections(4, { type: 'minor' });
    const seconds = seriesOf(store)['v8js.gc.duration{v8js.gc.type=major}'].at(-1);
    console.log(major >= 3, count('minor') - minor >= 4, seconds > 0.0001 && seconds < 5);
    `,
    { node: ['--expose-gc'] },
  );
  expect({ stdout, stderr }).toEqual({ stdout: 'true true true\n', stderr: '' });
});

test('after stop() no collection is counted', async () => {
  const { stdout } = await programs.run(
    `${HEAD}
    await collections(1);
    const before = count('major');
    stop();
    await collections(3);
    console.log(before > 0, count('major') - before);
    `,
    { node: ['--expose-gc'] },
  );
  expect(stdout).toBe('true 0\n');
});
