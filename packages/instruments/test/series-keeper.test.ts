import {
  counter,
  createStore,
  defineMeter,
  gauge,
  histogram,
  observableCounter,
  text,
} from '../src/index.js';
import { pageOf } from './page-of.js';

const description = 'Things.';
const labels = { session: text() };
const ttlMs = 60_000;

class Sessions extends defineMeter({
  name: 'sessions',
  instruments: {
    lag: gauge('lag', { description, labels, ttlMs }),
    sent: counter('sent', { description, labels, ttlMs }),
    sizes: histogram('sizes', { description, labels, ttlMs, bounds: [1] }),
    kept: gauge('kept', { description, labels }),
    read: observableCounter('read', { description }),
  },
}) {}

let nowMs = 0;

function sessions() {
  const messages: string[] = [];
  const store = createStore({ logger: { warn: (message) => void messages.push(message) } });
  const meter = new Sessions({ store });
  const collectAfter = async (ms: number) => {
    nowMs += ms;
    await store.collect();
    return pageOf(store);
  };
  return { meter, messages, collectAfter };
}

beforeEach(() => {
  nowMs = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => jest.restoreAllMocks());

describe('a series with a time to live', () => {
  it('leaves the page when its value has not changed for so long', async () => {
    const { meter, collectAfter } = sessions();
    meter.lag.set(5, { session: 'a' });
    meter.sent.add(0, { session: 'a' });
    meter.sizes.record(0, { session: 'a' });
    meter.kept.set(5, { session: 'a' });
    const all = {
      'lag{session="a"}': 5,
      'sent{session="a"}': 0,
      'sizes{session="a"}': [1, 0, 0],
      'kept{session="a"}': 5,
    };
    expect(await collectAfter(0)).toEqual(all);
    expect(await collectAfter(ttlMs - 1)).toEqual(all);
    expect(await collectAfter(1)).toEqual({ 'kept{session="a"}': 5 });
  });

  it('stays as long as its value changes, and comes back when it does', async () => {
    const { meter, collectAfter } = sessions();
    const bound = meter.sizes.bind({ session: 'a' });
    for (let i = 1; i <= 3; i++) {
      meter.lag.set(i, { session: 'a' });
      bound.record(0); // neither its sum nor its first bucket changes
      expect(Object.keys(await collectAfter(ttlMs))).toHaveLength(2);
    }
    expect(await collectAfter(ttlMs)).toEqual({});
    meter.lag.set(3, { session: 'a' });
    bound.record(0);
    expect(await collectAfter(1)).toEqual({
      'lag{session="a"}': 3,
      'sizes{session="a"}': [1, 0, 0],
    });
  });

  it('is idle when it is set to the value that it has', async () => {
    const { meter, collectAfter } = sessions();
    meter.lag.set(5, { session: 'a' });
    await collectAfter(0);
    meter.lag.set(5, { session: 'a' });
    expect(await collectAfter(ttlMs)).toEqual({});
  });

  it('has a life of its own where another had the same place and value', async () => {
    const { meter, collectAfter } = sessions();
    meter.lag.set(5, { session: 'a' });
    await collectAfter(0);
    nowMs += ttlMs - 1000;
    meter.lag.remove({ session: 'a' });
    meter.lag.set(5, { session: 'b' });
    expect(await collectAfter(2000)).toEqual({ 'lag{session="b"}': 5 });
    expect(await collectAfter(ttlMs)).toEqual({});
  });

  it('never goes when the clock cannot tell the time', async () => {
    const { meter, collectAfter } = sessions();
    meter.lag.set(5, { session: 'a' });
    for (const ms of [0, -ttlMs, Number.NaN])
      expect(await collectAfter(ms)).toEqual({ 'lag{session="a"}': 5 });
  });
});

describe('a counter past 2^53', () => {
  it('is told once', async () => {
    const { meter, messages, collectAfter } = sessions();
    meter.sent.add(2 ** 53 - 1, { session: 'a' });
    meter.kept.set(2 ** 60, { session: 'a' });
    meter.read.observe((result) => result.observe(1));
    await collectAfter(0);
    expect(messages).toEqual([]);
    meter.sent.add(1, { session: 'a' });
    for (let i = 0; i < 3; i++) await collectAfter(0);
    expect(messages).toEqual([
      'sent: a series has passed 2^53, the largest sum that is counted exactly; from there an addition of 1 is lost',
    ]);
  });

  it('is found in each of many chunks', async () => {
    const { meter, messages, collectAfter } = sessions();
    for (let i = 0; i < 150; i++) meter.sent.add(i === 140 ? 2 ** 60 : 1, { session: `s${i}` });
    for (let i = 0; i < 3; i++) await collectAfter(0);
    expect(messages).toHaveLength(1);
  });
});
