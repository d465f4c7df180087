import { callerSite } from '../src/caller-site.js';
import { createStore, defineMeter, gauge } from '../src/index.js';

describe('the place of a caller', () => {
  it('is outside of the package, with line and column', () => {
    expect(callerSite()()).toMatch(/^\S*[\\/]test[\\/]caller-site\.test\.ts:\d+:\d+$/);
  });

  it.each([
    [
      'its ESM copy',
      'file:///x/dist/esm/store.js',
      'file:///x/dist/esm/a.js',
      'file:///app/main.js',
    ],
    ['both copies', '/x/dist/cjs/store.js', 'file:///x/dist/esm/a.js', '/app/main.js'],
    [
      'both copies on Windows',
      'C:\\x\\dist\\cjs\\store.js',
      'file:///C:/x/dist/esm/a.js',
      'C:\\app\\main.js',
    ],
    [
      'its sources',
      '/x/instruments/src/store.ts',
      '/x/instruments/src/a.ts',
      '/x/instruments/main.ts',
    ],
  ])('is not in %s', (_, own, other, caller) => {
    const site = callerSite();
    const { prepareStackTrace } = Error;
    Error.prepareStackTrace = () =>
      [
        'Error',
        `at new Store (${own}:1:2)`,
        'at Array.map (<anonymous>)',
        `at ${other}:3:4`,
        `at f (${caller}:5:6)`,
      ].join('\n    ');
    try {
      expect(site()).toBe(`${caller}:5:6`);
    } finally {
      Object.assign(Error, { prepareStackTrace });
    }
  });

  it('is unknown where there are no stacks', () => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    const site = callerSite();
    Error.stackTraceLimit = limit;
    expect(site()).toBe('an unknown place');
  });

  it('is found through whatever calls back in between', () => {
    const Things = defineMeter({
      name: 'things',
      instruments: { things: gauge('things', { description: 'Things.' }) },
    });
    const messages: string[] = [];
    const store = createStore({ logger: { warn: (message) => void messages.push(message) } });
    [1].map(() => new Things({ store }));
    const instruments = { things: gauge('things', { description: 'Things.', unit: 's' }) };
    [1].map(() => new (defineMeter({ name: 'things', instruments }))({ store }));
    expect(messages[0]?.match(/caller-site\.test\.ts:\d+/g)).toHaveLength(2);
  });
});
