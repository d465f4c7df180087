import {
  counter,
  createStore,
  defineMeter,
  oneOf,
  type StoreOptions,
  text,
  upDownCounter,
} from '../src/index.js';
import { ownProblems, pageOf } from './page-of.js';

const description = 'Things.';

class Things extends defineMeter({
  name: 'things',
  instruments: {
    plain: counter('plain', { description }),
    open: counter('open', { description, labels: { region: text() } }),
    closed: counter('closed', { description, labels: { outcome: oneOf('paid', 'declined') } }),
    active: upDownCounter('active', { description }),
  },
}) {}

function things(options: StoreOptions = {}) {
  const store = createStore(options);
  return { store, meter: new Things({ store }) };
}

const NOT_FINITE: readonly unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  '5',
  5n,
  null,
  undefined,
  true,
  {},
  [1],
  Symbol('s'),
  { valueOf: () => 5 },
];

describe('a counter', () => {
  it('adds up, bound or not, in one series', () => {
    const { store, meter } = things();
    meter.open.add(1, { region: 'eu' });
    meter.open.bind({ region: 'eu' }).add(0.5);
    meter.open.add(0, { region: 'us' });
    expect(pageOf(store, 'open')).toEqual({ 'open{region="eu"}': 1.5, 'open{region="us"}': 0 });
  });

  it.each(NOT_FINITE)('drops %p, and counts and tells it', (amount) => {
    const messages: string[] = [];
    const { store, meter } = things({ logger: { warn: (m) => void messages.push(m) } });
    meter.plain.add(5);
    for (const sum of [meter.plain, meter.plain.bind(), meter.active, meter.active.bind()])
      sum.add(amount as number);
    meter.open.add(amount as number, { region: 'never' });
    expect(pageOf(store)).toMatchObject({ plain: 5, active: 0 });
    expect(pageOf(store, 'open')).toEqual({});
    expect(ownProblems(store)).toEqual({ 'meterkit.measurements.dropped{reason="not_finite"}': 5 });
    expect(messages).toHaveLength(3);
    expect(messages[0]).toMatch(/^plain: expected a finite number, got .+; it is dropped/);
  });

  it('says what comes first where labels are in the place of the amount', () => {
    const messages: string[] = [];
    const { meter } = things({ logger: { warn: (m) => void messages.push(m) } });
    meter.open.add({ region: 'eu' } as never, 2 as never);
    expect(messages).toEqual([
      'open: expected a finite number, got an object; it is dropped (the amount comes first, then labels)',
    ]);
  });

  it.each([-1, -5e-324, -Number.MAX_VALUE])('drops %p', (amount) => {
    const { store, meter } = things();
    meter.plain.add(5);
    meter.plain.add(amount);
    meter.plain.bind().add(amount);
    expect(pageOf(store)).toMatchObject({ plain: 5 });
    expect(ownProblems(store)).toEqual({ 'meterkit.measurements.dropped{reason="negative"}': 2 });
  });

  it.each([
    [2 ** 53 - 1, 2 ** 53],
    [2 ** 53, 2 ** 53],
    [2 ** 53 + 2, 2 ** 53 + 4],
  ])('that is at %d is at %d when one is added: it never falls', (start, after) => {
    const { store, meter } = things();
    meter.plain.add(start);
    meter.plain.add(1);
    expect(pageOf(store)).toMatchObject({ plain: after });
  });

  it('adds numbers up to the largest, and is never NaN', () => {
    const { store, meter } = things();
    for (let i = 0; i < 3; i++) meter.plain.add(Number.MAX_VALUE);
    expect(pageOf(store)).toMatchObject({ plain: Number.POSITIVE_INFINITY });
  });

  it('without labels ignores some, and takes null for none', () => {
    const { store, meter } = things();
    const add = meter.plain.add.bind(meter.plain) as (amount: number, labels: unknown) => void;
    for (const labels of [{ region: 'eu' }, null, undefined, 5, 'text', []]) add(1, labels);
    expect(pageOf(store)).toMatchObject({ plain: 6 });
  });

  it('does not need a series to be seen to count', () => {
    const { store, meter } = things();
    const bound = meter.open.bind({ region: 'eu' });
    bound.add(3);
    expect(pageOf(store, 'open')).toEqual({ 'open{region="eu"}': 3 });
  });
});

describe('an up-down counter', () => {
  it('rises and falls', () => {
    const { store, meter } = things();
    meter.active.add(2);
    meter.active.add(-5);
    meter.active.bind().add(-0.5);
    expect(pageOf(store)).toMatchObject({ active: -3.5 });
  });
});

describe('a bound counter', () => {
  it('is the same one for the same series', () => {
    const { meter } = things();
    expect(meter.open.bind({ region: 'eu' })).toBe(meter.open.bind({ region: 'eu' }));
    expect(meter.open.bind({ region: 'eu' })).not.toBe(meter.open.bind({ region: 'us' }));
    expect(meter.plain.bind()).toBe(meter.plain.bind());
  });

  it('puts its series on the page at zero', () => {
    const { store, meter } = things();
    meter.open.bind({ region: 'eu' });
    expect(pageOf(store, 'open')).toEqual({ 'open{region="eu"}': 0 });
  });

  it('that outlives its series brings it back from zero at its next change', () => {
    const { store, meter } = things();
    const eu = meter.open.bind({ region: 'eu' });
    eu.add(5);
    expect(meter.open.remove({ region: 'eu' })).toBe(true);
    expect(pageOf(store, 'open')).toEqual({});
    eu.add(Number.NaN);
    expect(pageOf(store, 'open')).toEqual({});
    eu.add(2);
    expect(pageOf(store, 'open')).toEqual({ 'open{region="eu"}': 2 });
    eu.add(1);
    meter.open.add(1, { region: 'eu' });
    expect(pageOf(store, 'open')).toEqual({ 'open{region="eu"}': 4 });
  });

  it('that outlives its series never writes into another', () => {
    const { store, meter } = things();
    const eu = meter.open.bind({ region: 'eu' });
    meter.open.remove({ region: 'eu' });
    for (let i = 0; i < 50; i++) meter.open.add(1, { region: `r${i}` });
    eu.add(100);
    const page = pageOf(store, 'open');
    expect(page['open{region="eu"}']).toBe(100);
    expect(Object.values(page).filter((value) => value === 1)).toHaveLength(50);
  });
});

describe('removing a series', () => {
  it('takes it off the page, and it begins anew', () => {
    const { store, meter } = things();
    meter.open.add(5, { region: 'eu' });
    expect(meter.open.remove({ region: 'eu' })).toBe(true);
    expect(pageOf(store, 'open')).toEqual({});
    meter.open.add(1, { region: 'eu' });
    expect(pageOf(store, 'open')).toEqual({ 'open{region="eu"}': 1 });
  });

  it.each([
    ['that is not there', { region: 'us' }],
    ['of no labels', {}],
    [
      'of labels that cannot be read',
      {
        get region() {
          throw new Error('no');
        },
      },
    ],
    ['of null', null],
  ])('%s says so', (_, labels) => {
    const { store, meter } = things();
    meter.open.add(1, { region: 'eu' });
    expect(meter.open.remove(labels as { region: string })).toBe(false);
    expect(pageOf(store, 'open')).toEqual({ 'open{region="eu"}': 1 });
  });

  it('twice says so', () => {
    const { meter } = things();
    expect([meter.plain.remove(), meter.plain.remove()]).toEqual([true, false]);
  });
});
