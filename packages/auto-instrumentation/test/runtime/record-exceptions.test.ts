import { ChildPrograms } from '../child-programs.js';

const programs = new ChildPrograms();

afterAll(() => programs.remove());

/** Ways to end, each a program's last words. */
const endings: Readonly<Record<string, { source: string; node?: readonly string[] }>> = {
  'an error is thrown': { source: "throw new TypeError('no')" },
  'an error is thrown later': { source: "setImmediate(() => { throw new Error('later'); })" },
  'null is thrown': { source: 'throw null' },
  'a promise is rejected': { source: "Promise.reject(new RangeError('far'))" },
  'a promise is rejected with no error': { source: 'Promise.reject(7)' },
  'a rejection is caught too late': {
    source: "const p = Promise.reject(new Error('late')); setTimeout(() => p.catch(() => {}), 50)",
  },
  'rejections only warn': {
    source: "Promise.reject(new Error('warned')); setImmediate(() => console.log('alive'))",
    node: ['--unhandled-rejections=warn'],
  },
  'rejections are ignored': {
    source: "Promise.reject(new Error('ignored')); setImmediate(() => console.log('alive'))",
    node: ['--unhandled-rejections=none'],
  },
  'a handler of exceptions survives them': {
    source:
      "process.on('uncaughtException', (e, origin) => console.log(origin, e.message)); " +
      "setImmediate(() => console.log('alive')); throw new Error('survived')",
  },
  'a handler of rejections survives them': {
    source:
      "process.on('unhandledRejection', (e) => console.log(e.message)); " +
      "setTimeout(() => console.log('alive'), 20); Promise.reject(new Error('survived'))",
  },
  'a capturing callback takes them': {
    source:
      'process.setUncaughtExceptionCaptureCallback((e) => console.log(e.message)); ' +
      "setImmediate(() => console.log('alive')); throw new Error('captured')",
  },
  'the handler throws, too': {
    source: "process.on('uncaughtException', () => { throw new Error('again'); }); throw 1",
  },
  'it exits by itself': { source: 'process.exit(5)' },
  'it comes to its end': { source: "console.log('end')" },
};

/** The same file for both runs, so that the same lines are printed. */
const program = (source: string) => `
  import { recordRuntime } from './esm/runtime/index.js';
  if (process.argv[2] === 'recorded') recordRuntime();
  ${source};
`;

test.each(Object.keys(endings))('the process ends as without it when %s', async (ending) => {
  const { source = '', node = [] } = endings[ending] ?? {};
  const file = programs.write(program(source));
  const [bare, recorded] = await Promise.all([
    programs.runFile(file, { node, args: ['bare'] }),
    programs.runFile(file, { node, args: ['recorded'] }),
  ]);
  const withoutPid = ({ stderr, ...outcome }: typeof bare) => ({
    ...outcome,
    stderr: stderr.replaceAll(/\(node:\d+\)/g, '(node)'),
  });
  expect(withoutPid(recorded)).toEqual(withoutPid(bare));
});

test('exceptions are counted by origin, once each, at zero before the first', async () => {
  const { stdout } = await programs.run(`
    import { createRequire } from 'node:module';
    import { defaultStore } from '@meterkit/instruments';
    import { recordRuntime } from './esm/runtime/index.js';
    import { seriesOf } from './esm/series-of.js';
    recordRuntime();
    createRequire(import.meta.url)('./cjs/runtime/index.js').recordRuntime();
    const print = () => {
      const series = seriesOf(defaultStore());
      console.log(...['uncaughtException', 'unhandledRejection'].map((origin) => series[\`nodejs.exceptions{origin=\${origin}}\`]?.[0]));
    };
    print();
    process.on('uncaughtException', print);
    setImmediate(() => {
      setImmediate(() => Promise.reject(new Error('b')));
      throw new Error('a');
    });
  `);
  expect(stdout).toBe('0 0\n1 0\n1 1\n');
});

test('after stop() nothing is counted and nobody listens', async () => {
  const { stdout } = await programs.run(`
    import { defaultStore } from '@meterkit/instruments';
    import { recordRuntime } from './esm/runtime/index.js';
    import { seriesOf } from './esm/series-of.js';
    recordRuntime()();
    process.on('uncaughtException', () => console.log(
      process.listenerCount('uncaughtExceptionMonitor'),
      seriesOf(defaultStore())['nodejs.exceptions{origin=uncaughtException}'][0],
    ));
    throw new Error('unseen');
  `);
  expect(stdout).toBe('0 0\n');
});
