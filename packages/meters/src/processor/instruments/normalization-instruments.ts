import { counter, type LabelsOf, oneOf } from '@meterkit/instruments';

const fill = { strategy: oneOf('forward_fill', 'backward_fill', 'linear', 'zero', 'mean') };

export type FillLabels = LabelsOf<typeof fill>;

export const normalizationInstruments = {
  normalizationEvents: counter('normalization.events', {
    description: 'Events that were normalised.',
    unit: '{event}',
  }),
  fillOperations: counter('normalization.fill_operations', {
    description: 'Times that gaps were filled, by how.',
    unit: '{operation}',
    labels: fill,
  }),
  gapsFilled: counter('normalization.gaps_filled', {
    description: 'Missing values that were filled in.',
    unit: '{gap}',
  }),
  outliersDetected: counter('normalization.outliers_detected', {
    description: 'Values that lie too far from the others.',
    unit: '{value}',
  }),
};
