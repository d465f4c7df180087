import { counter, histogram, type LabelsOf, text, upDownCounter } from '@meterkit/instruments';
import { durationBounds } from './duration-bounds.js';

const failure = { error_type: text() };
const operator = { operator: text() };

export type PipelineFailureLabels = LabelsOf<typeof failure>;
export type OperatorLabels = LabelsOf<typeof operator>;

/** The pipeline and the operators that it is made of. */
export const pipelineInstruments = {
  pipelineErrors: counter('pipeline.errors', {
    description: 'Errors in the pipeline, by their name.',
    unit: '{error}',
    labels: failure,
  }),
  operatorsActive: upDownCounter('pipeline.operators_active', {
    description: 'Operators that run now.',
    unit: '{operator}',
  }),
  operatorDuration: histogram('operator.duration', {
    description: 'Time that an operator took for what it was given.',
    unit: 's',
    labels: operator,
    bounds: durationBounds,
  }),
};
