import { createStore, defineMeter, gauge, text } from '../src/index.js';
import { ownProblems, pageOf } from './page-of.js';

const description = 'Things.';

class Things extends defineMeter({
  name: 'things',
  instruments: {
    plain: gauge('plain', { description }),
    open: gauge('open', { description, labels: { region: text() } }),
  },
}) {}

function things() {
  const store = createStore();
  return { store, meter: new Things({ store }) };
}

describe('a gauge', () => {
  it.each([5, -5, 0, 2 ** 53 + 2, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE])(
    'is set to %p, bound or not',
    (value) => {
      const { store, meter } = things();
      meter.plain.set(value);
      meter.open.set(1, { region: 'eu' });
      meter.open.set(value, { region: 'eu' });
      meter.open.bind({ region: 'us' }).set(value);
      expect(pageOf(store)).toEqual({
        plain: value,
        'open{region="eu"}': value,
        'open{region="us"}': value,
      });
    },
  );

  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    '5',
    5n,
    null,
    undefined,
  ])('keeps its value when it is set to %p', (value) => {
    const { store, meter } = things();
    meter.plain.set(1);
    meter.plain.set(value as number);
    meter.plain.bind().set(value as number);
    meter.open.set(value as number, { region: 'never' });
    expect(pageOf(store)).toEqual({ plain: 1 });
    expect(ownProblems(store)).toEqual({ 'meterkit.measurements.dropped{reason="not_finite"}': 3 });
  });

  it('that is removed shows again when it is set, by its name or by a handle', () => {
    const { store, meter } = things();
    const bound = meter.open.bind({ region: 'eu' });
    bound.set(5);
    meter.open.remove({ region: 'eu' });
    expect(pageOf(store, 'open')).toEqual({});
    bound.set(2);
    expect(pageOf(store, 'open')).toEqual({ 'open{region="eu"}': 2 });
    meter.open.remove({ region: 'eu' });
    meter.open.set(3, { region: 'eu' });
    expect(pageOf(store, 'open')).toEqual({ 'open{region="eu"}': 3 });
    expect(meter.open.bind({ region: 'eu' })).toBe(bound);
  });
});
