import {
  counter,
  defineMeter,
  gauge,
  histogram,
  linearBounds,
  observableCounter,
  observableGauge,
  oneOf,
  text,
} from '@meterkit/instruments';

const MANY = 20_000;
const id = text({ limit: MANY });
const options = { description: 'Changes all the time.', seriesLimit: MANY };

/** `steady` ones only grow. `churn` ones come and go, and whatever is counted there is a multiple of the label `n`. */
export class ChurnMetrics extends defineMeter({
  name: 'churn',
  instruments: {
    // The first and the last family of the page: they differ when something was recorded while it was written.
    first: gauge('a.step', { description: 'Steps so far.' }),
    last: gauge('z.step', { description: 'Steps so far.' }),
    calls: counter('steady.calls', { ...options, labels: { id, kind: oneOf('a', 'b', 'c') } }),
    durations: histogram('steady.durations', {
      ...options,
      unit: 's',
      bounds: linearBounds(1, 1, 12),
      labels: { id },
    }),
    polls: observableCounter('steady.polls', { ...options, labels: { id } }),
    jobs: counter('churn.jobs', { ...options, labels: { n: id } }),
    sizes: histogram('churn.sizes', { ...options, bounds: [1e4, 2e4], labels: { n: id } }),
    levels: gauge('churn.levels', { ...options, labels: { n: id } }),
    readings: observableGauge('churn.readings', { ...options, labels: { n: id } }),
  },
}) {}
