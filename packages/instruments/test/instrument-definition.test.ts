import {
  counter,
  gauge,
  histogram,
  observableCounter,
  observableGauge,
  observableUpDownCounter,
  oneOf,
  text,
  upDownCounter,
} from '../src/index.js';

const description = 'Things.';

describe('a declaration', () => {
  it.each([
    ['counter', counter],
    ['upDownCounter', upDownCounter],
    ['gauge', gauge],
    ['observableCounter', observableCounter],
    ['observableUpDownCounter', observableUpDownCounter],
    ['observableGauge', observableGauge],
  ])('of a %s is plain data with its defaults', (kind, declare) => {
    expect(declare('things', { description })).toEqual({
      kind,
      name: 'things',
      description,
      unit: undefined,
      labels: {},
      bounds: undefined,
      sampleTimers: undefined,
      exactName: false,
      seriesLimit: undefined,
      ttlMs: undefined,
      renamedFrom: undefined,
    });
  });

  it('keeps all that it says', () => {
    const labels = { outcome: oneOf('a', 'b'), region: text({ limit: 5 }), place: text() };
    const said = {
      description,
      unit: 'By',
      labels,
      exactName: true,
      seriesLimit: 9,
      ttlMs: 1000,
      renamedFrom: { name: 'items', until: '2027-03-01' },
    } as const;
    expect(gauge('things', said)).toEqual({
      kind: 'gauge',
      name: 'things',
      bounds: undefined,
      ...said,
    });
    expect(labels).toEqual({
      outcome: { kind: 'closed', values: ['a', 'b'] },
      region: { kind: 'open', limit: 5 },
      place: { kind: 'open', limit: 200 },
    });
  });

  it('of a histogram that measures a share of its timers says so in its description', () => {
    expect(histogram('h', { description, unit: 's', sampleTimers: 1 / 64 })).toMatchObject({
      description: 'Things. One timer in 64 is measured.',
      sampleTimers: 1 / 64,
    });
  });

  it.each([
    ['those that are given', histogram('h', { description, unit: 's', bounds: [1, 2] }), [1, 2]],
    [
      'those of HTTP for seconds',
      histogram('h', { description, unit: 's' }),
      [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    ],
    [
      'those of OpenTelemetry for all else',
      histogram('h', { description, unit: 'ms' }),
      [5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000],
    ],
  ])('of a histogram has bounds: %s', (_, { bounds }, expected) => {
    expect(bounds).toEqual(expected);
  });
});
