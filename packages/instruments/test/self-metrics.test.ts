import {
  counter,
  createStore,
  defineMeter,
  gauge,
  observableGauge,
  oneOf,
  text,
} from '../src/index.js';
import { pageOf } from './page-of.js';

const description = 'Things.';

class Things extends defineMeter({
  name: 'things',
  instruments: {
    open: counter('open', { description, labels: { region: text() }, seriesLimit: 2 }),
    closed: gauge('closed', { description, labels: { state: oneOf('a', 'b') } }),
    observed: observableGauge('observed', { description }),
  },
}) {}

describe('what a store says of itself', () => {
  it('is there from zero', () => {
    expect(pageOf(createStore(), '')).toEqual({
      'meterkit.measurements.dropped{reason="not_finite"}': 0,
      'meterkit.measurements.dropped{reason="negative"}': 0,
      'meterkit.measurements.dropped{reason="conflicting_definition"}': 0,
      'meterkit.label.problems{problem="missing"}': 0,
      'meterkit.label.problems{problem="undeclared"}': 0,
      'meterkit.label.problems{problem="outside_closed_set"}': 0,
      'meterkit.label.problems{problem="value_limit"}': 0,
      'meterkit.label.problems{problem="too_long"}': 0,
      'meterkit.label.problems{problem="unreadable"}': 0,
    });
  });

  it('is there from zero for each instrument that can overflow or fail', () => {
    const store = createStore();
    new Things({ store });
    expect(pageOf(store, 'meterkit.series.')).toEqual({
      'meterkit.series.overflows{instrument="open"}': 0,
    });
    expect(pageOf(store, 'meterkit.callback.')).toEqual({
      'meterkit.callback.failures{instrument="observed",reason="error"}': 0,
      'meterkit.callback.failures{instrument="observed",reason="timeout"}': 0,
    });
  });

  it('is how many series an instrument has, the overflow apart', async () => {
    const store = createStore();
    const { open } = new Things({ store });
    for (const region of ['eu', 'us', 'asia', 'africa']) open.add(1, { region });
    await store.collect();
    expect(pageOf(store, 'meterkit.series')).toEqual({
      'meterkit.series{instrument="open"}': 2,
      'meterkit.series{instrument="closed"}': 2,
      'meterkit.series{instrument="observed"}': 0,
      'meterkit.series.overflows{instrument="open"}': 2,
    });
  });

  it('has names, units and help for the page', () => {
    const own = createStore()
      .families()
      .map(({ name, type, unit }) => [name, type, unit]);
    expect(own).toEqual([
      ['meterkit.measurements.dropped', 'counter', ''],
      ['meterkit.label.problems', 'counter', ''],
      ['meterkit.series.overflows', 'counter', ''],
      ['meterkit.callback.failures', 'counter', ''],
      ['meterkit.series', 'gauge', ''],
    ]);
  });
});
