import { counter, histogram, type LabelsOf, oneOf } from '@meterkit/instruments';
import { durationBounds } from './duration-bounds.js';

const aggregation = {
  aggregate_type: oneOf('count', 'sum', 'avg', 'min', 'max', 'percentile', 'stddev'),
};

export type AggregationLabels = LabelsOf<typeof aggregation>;

export const aggregationInstruments = {
  aggregationsComputed: counter('aggregations.computed', {
    description: 'Aggregates that were computed.',
    unit: '{aggregation}',
    labels: aggregation,
  }),
  aggregationDuration: histogram('aggregation.duration', {
    description: 'Time that computing an aggregate took.',
    unit: 's',
    labels: aggregation,
    bounds: durationBounds,
    sampleTimers: 1 / 64, // the clock would cost more than all else that is recorded
  }),
  aggregationErrors: counter('aggregation.errors', {
    description: 'Aggregates that could not be computed.',
    unit: '{error}',
    labels: aggregation,
  }),
};
