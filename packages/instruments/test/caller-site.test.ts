import { callerSite } from '../src/caller-site.js';
import { createStore, defineMeter, gauge } from '../src/index.js';

describe('the place of a caller', () => {
  it('is outside of the package, with line and column', () => {
    expect(callerSite()()).toMatch(/^\S*[\\/]test[\\/]caller-site\.test\.ts:\d+:\d+$/);
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
