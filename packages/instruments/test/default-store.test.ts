import type * as Instruments from '../src/index.js';
import { pageOf } from './page-of.js';

const SLOT = Symbol.for('meterkit.store');
const slots = globalThis as { [SLOT]?: unknown };

/** The package, loaded anew: as its ESM and its CommonJS copy are, in one process. */
function copy(): typeof Instruments {
  let loaded: typeof Instruments | undefined;
  jest.isolateModules(() => {
    loaded = require('../src/index.js');
  });
  if (loaded === undefined) throw new Error('Nothing was loaded.');
  return loaded;
}

function thingsOf({ counter, defineMeter, text }: typeof Instruments) {
  const instruments = {
    things: counter('things', { description: 'Things.', labels: { region: text() } }),
  };
  return new (defineMeter({ name: 'things', instruments }))().things;
}

beforeEach(() => {
  delete slots[SLOT];
});
afterAll(() => {
  delete slots[SLOT];
});

describe('the store of a process', () => {
  it('is not made when the package is loaded', () => {
    copy();
    expect(slots[SLOT]).toBeUndefined();
  });

  it('is what meters record into unless they are told otherwise', () => {
    const instruments = copy();
    thingsOf(instruments).add(1, { region: 'eu' });
    expect(pageOf(instruments.defaultStore())).toEqual({ 'things{region="eu"}': 1 });
    expect(instruments.defaultStore()).toBe(instruments.defaultStore());
    expect(instruments.createStore()).not.toBe(instruments.defaultStore());
  });

  it('is one for all copies of the package, and so are the instruments', () => {
    const [first, second] = [copy(), copy()];
    expect(first.defineMeter).not.toBe(second.defineMeter);
    const [a, b] = [thingsOf(first), thingsOf(second)];
    expect(a).toBe(b);
    a.add(1, { region: 'eu' });
    b.bind({ region: 'eu' }).add(2);
    expect(first.defaultStore()).toBe(second.defaultStore());
    expect(pageOf(second.defaultStore())).toEqual({ 'things{region="eu"}': 3 });
  });

  it('is its own for a copy of another layout, which says so once', () => {
    const foreign = { layout: 99, store: {} };
    slots[SLOT] = foreign;
    const warnings: string[] = [];
    const logger = { warn: (message: string) => void warnings.push(message) };
    const instruments = copy();
    thingsOf(instruments).add(1, { region: 'eu' });
    instruments.defaultStore().logTo(logger);
    expect(slots[SLOT]).toBe(foreign);
    expect(pageOf(instruments.defaultStore())).toEqual({ 'things{region="eu"}': 1 });
    expect(warnings).toEqual([
      '@meterkit/instruments: another version of it (layout 99, this one has 1) owns the store of this process; ' +
        'this one records into a store of its own, and a page shows only one of them. Install one version only.',
    ]);
  });

  it.each([
    ['has no warn', {}],
    ['is none', null],
    [
      'throws',
      {
        warn() {
          throw new Error('no');
        },
      },
    ],
  ])('is its own beside a store of another layout that %s', (_, store) => {
    slots[SLOT] = { layout: 99, store };
    const instruments = copy();
    thingsOf(instruments).add(1, { region: 'eu' });
    expect(pageOf(instruments.defaultStore())).toEqual({ 'things{region="eu"}': 1 });
  });

  it('is told to the store of another layout, too: that is the one whose logger there is', () => {
    const store = copy().createStore();
    slots[SLOT] = { layout: 99, store };
    copy().defaultStore();
    const warn = jest.fn();
    store.logTo({ warn });
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/another version of it \(layout 99/)]]);
  });
});
